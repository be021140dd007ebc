"""One person's vote: budgets, marks, and what a ballot may say."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.errors import UsageError
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import (
    Ballot,
    Budget,
    Candidates,
    Choice,
    Hands,
    check_choice,
    check_hands,
)

THEMES = ("autonomy", "support", "recognition", "workload", "justice")
CANDIDATES = Candidates(preserve=THEMES, improve=THEMES)
TWO = Budget()
PRESSES = st.lists(st.tuples(st.sampled_from(THEMES), st.sampled_from(AIMS)), max_size=12)


def choice(preserve: str = "", improve: str = "") -> Choice:
    return Choice(preserve=tuple(preserve.split()), improve=tuple(improve.split()))


@pytest.mark.parametrize(
    "good",
    [
        choice(),
        choice("autonomy"),
        choice("autonomy support", "workload justice"),
        choice("", "workload justice"),
    ],
)
def test_anything_within_the_budget_is_a_ballot(good: Choice) -> None:
    check_choice(good, TWO, CANDIDATES)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (choice("autonomy support justice"), "3 chosen to preserve, but the limit is 2"),
        (choice("", "autonomy support justice"), "3 chosen to improve, but the limit is 2"),
        (choice("autonomy", "autonomy"), '"autonomy" is on both lists; choose one'),
        (choice("autonomy autonomy"), '"autonomy" is chosen twice'),
        (choice("", "justice justice"), '"justice" is chosen twice'),
        (choice("autonmy"), '"autonmy" cannot be chosen here\nDid you mean autonomy?'),
        (choice("zzz"), '"zzz" cannot be chosen here'),
    ],
)
def test_a_ballot_that_breaks_a_rule_is_told_which(bad: Choice, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_choice(bad, TWO, CANDIDATES)
    assert str(caught.value) == said


def test_a_candidate_for_one_aim_is_none_for_the_other() -> None:
    actions = Candidates(preserve=("a1",), improve=("b1",))
    check_choice(choice("a1", "b1"), TWO, actions)
    with pytest.raises(UsageError, match="b1"):
        check_choice(choice("b1"), TWO, actions)


def test_a_budget_of_nothing() -> None:
    none = Budget(preserve=0, improve=1)
    check_choice(choice("", "workload"), none, CANDIDATES)
    with pytest.raises(UsageError, match="limit is 0"):
        check_choice(choice("autonomy"), none, CANDIDATES)
    assert (none.of("preserve"), none.of("improve")) == (0, 1)


def test_marking_puts_moves_and_takes_off() -> None:
    marked = choice().toggled("support", "preserve").toggled("autonomy", "preserve")
    assert marked == choice("support autonomy")
    assert marked.toggled("support", "improve") == choice("autonomy", "support")
    assert marked.toggled("support", "preserve") == choice("autonomy")


@given(PRESSES)
def test_no_pressing_of_keys_puts_a_theme_on_both_lists(presses: list[tuple[str, Aim]]) -> None:
    marked = Choice()
    for item, aim in presses:
        before = marked.aim_of(item)
        marked = marked.toggled(item, aim)
        assert marked.aim_of(item) == (None if before == aim else aim)
    assert not set(marked.preserve) & set(marked.improve)
    assert all(len(set(marked.of(aim))) == len(marked.of(aim)) for aim in AIMS)
    assert bool(marked) == bool(marked.preserve or marked.improve)


@pytest.mark.parametrize(
    "table",
    [
        {"session": "s", "round": "themes", "choice": {"preserve": ["../x"]}},
        {"session": "s", "round": "themes", "choice": {"preserve": [7]}},
        {"session": "s", "round": "themes", "revision": 0},
        {"session": "s", "round": "themes", "way": "post"},
        {"session": "s", "round": "themes", "choice": "burn"},
        {"session": "s", "round": "lunch"},
        {"round": "themes"},
    ],
)
def test_a_file_that_is_no_ballot_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, Ballot)


def test_hands_are_never_negative() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(
            {"session": "s", "round": "themes", "people": 9, "preserve": {"a": -98}}, Hands
        )
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"session": "s", "round": "themes", "people": -1}, Hands)


def hands(people: int, preserve: dict[str, int], improve: dict[str, int]) -> Hands:
    return Hands(session="s", round="themes", people=people, preserve=preserve, improve=improve)


@pytest.mark.parametrize(
    "good",
    [
        hands(0, {}, {}),
        hands(3, {"autonomy": 3, "support": 3}, {"workload": 3}),
        hands(3, {"autonomy": 2}, {"autonomy": 1}),
    ],
)
def test_hands_that_so_many_people_can_raise(good: Hands) -> None:
    check_hands(good, TWO)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (hands(0, {"autonomy": 1}, {}), '1 hands for "autonomy", but only 0 people'),
        (hands(1, {}, {"autonomy": 2}), '2 hands for "autonomy", but only 1 person'),
        (hands(3, {"autonomy": 2}, {"autonomy": 2}), '4 hands for "autonomy", but only 3 people'),
        (
            hands(2, {"autonomy": 2, "support": 2, "justice": 1}, {}),
            "5 hands to preserve, but all together have 4",
        ),
    ],
)
def test_more_hands_than_people_are_a_mistake(bad: Hands, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_hands(bad, TWO)
    assert str(caught.value) == said


def test_a_ballot_survives_a_file() -> None:
    ballot = Ballot(session="k7", round="actions", way="passed", choice=choice("a1", "b1"))
    assert msgspec.convert(msgspec.to_builtins(ballot), Ballot) == ballot
