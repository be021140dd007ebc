"""Scored again: what may be shown beside what was published before."""

from collections.abc import Iterator

import pytest

from amu_tui.model.disclosure.audit import Leak
from amu_tui.model.disclosure.previous_releases import (
    compared,
    grown_safely,
    solved_with_previous,
)
from amu_tui.model.disclosure.secondary_suppression import published
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import respondents
from amu_tui.words import spoken

SCALE = Scale(min=1, max=5)
FACULTY: dict[str, str | None] = {"P": None, "A": "P", "B": "P", "C": "P"}
APART: dict[str, str | None] = dict.fromkeys("ABC")
PROTECTS = Score(hidden="protected")
Answers = dict[tuple[str, str | None], Moments]
Parents = dict[str, str | None]


def people(n: int, first: int = 0) -> Moments:
    """`n` people who do not all answer the same."""
    return pooled(Moments(1, 2.0 + (first + number) % 3) for number in range(n))


def staff(**sizes: int) -> Answers:
    return {(unit, None): people(n) for unit, n in sizes.items()}


def shown(
    parents: Parents, answers: Answers, *earlier: dict[str, Score], min_n: int = 5
) -> dict[str, Score]:
    return published(parents, answers, SCALE, min_n, earlier)


def units(scores: dict[str, Score]) -> str:
    """The units whose figures are shown."""
    return "".join(unit for unit, score in scores.items() if score.n)


def figures(answers: Answers, which: str) -> dict[str, Score]:
    sets = respondents(FACULTY, answers).sets
    return {unit: sets[unit].score() if unit in which else PROTECTS for unit in FACULTY}


def beside(answers: Answers, now: dict[str, Score], before: dict[str, Score]) -> tuple[Leak, ...]:
    previous = compared(respondents(FACULTY, answers).sets, [before], SCALE, 5)
    return solved_with_previous(FACULTY, answers, now, SCALE, 5, previous)


def test_the_same_answers_give_the_same_file() -> None:
    answers = staff(A=3, B=8, C=50)
    before = shown(FACULTY, answers)
    assert shown(FACULTY, answers, before, before) == before


def test_what_was_shown_before_stays_known() -> None:
    """C is hidden for A; where C is known already, B must be hidden in its place."""
    answers = staff(A=3, B=30, C=8)
    assert units(shown(FACULTY, answers)) == "PB"
    assert units(shown(FACULTY, answers, figures(answers, "PC"))) == "PC"


@pytest.mark.parametrize("late", [-6, -3, 1, 4, 6, 30])
def test_in_a_tree_only_what_is_unchanged_is_shown_again(late: int) -> None:
    before = shown(FACULTY, staff(A=9, B=8, C=50))
    assert units(before) == "PABC"
    assert units(shown(FACULTY, staff(A=9, B=8 + late, C=50), before)) == "AC"


def test_other_people_in_the_same_number_are_a_change() -> None:
    before = shown(FACULTY, staff(A=9, B=8, C=50))
    turned = staff(A=9, C=50) | {("B", None): people(8, first=1)}
    assert units(shown(FACULTY, turned, before)) == "AC"


def test_a_file_alone_is_safe_under_another_tree() -> None:
    chain: Parents = {"T": None, "U0": "T", "U1": "U0", "U2": "U1"}
    before = shown(chain, {("U2", None): people(3)}, min_n=3)
    split = chain | {"U2": "U0"}
    answers: Answers = {("U2", None): people(6), ("U1", None): people(1)}
    assert units(shown(split, answers, before, min_n=3)) == ""


def test_a_higher_limit_is_kept_to_whatever_was_shown_before() -> None:
    answers = staff(P=4, A=8, B=9)
    parents: Parents = {"P": None, "A": "P", "B": "P"}
    before = shown(parents, answers, min_n=3)
    assert units(before) == "PAB"
    raised = shown(parents, answers, before)
    assert len(units(raised)) == 2
    with_late = answers | {("B", None): people(10)}
    assert units(shown(parents, with_late, before, raised)) == "A"


def test_a_lower_limit_opens_nothing_beside_what_is_known() -> None:
    answers = staff(P=4, A=8, B=9)
    parents: Parents = {"P": None, "A": "P", "B": "P"}
    before = shown(parents, answers)
    lower = shown(parents, answers, before, min_n=3)
    assert units(lower) == "PAB"


def test_a_unit_that_is_gone_may_be_part_of_another() -> None:
    before = {unit: people(8).score() for unit in "ABC"}
    merged: Parents = {"A": None, "B": None}
    answers: dict[tuple[str, str | None], Moments] = {
        ("A", None): pooled((people(8), people(8), people(1))),
        ("B", None): people(8),
    }
    assert units(shown(merged, answers, before)) == "B"


def test_units_that_are_part_of_no_other_are_shown_with_enough_more() -> None:
    before = shown(APART, staff(A=9, B=8, C=4))
    assert units(before) == "AB"
    assert units(shown(APART, staff(A=9, B=12, C=6), before)) == "AC"
    assert units(shown(APART, staff(A=9, B=13, C=6), before)) == "ABC"
    assert units(shown(APART, staff(A=8, B=13, C=6), before)) == ""  # one may have moved to B
    later = shown(APART, staff(A=9, B=13, C=6), before)
    assert units(shown(APART, staff(A=9, B=17, C=11), before, later)) == "AC"


def test_those_who_came_and_answered_alike_are_not_the_difference() -> None:
    before = shown(APART, staff(A=9, B=8))
    alike = staff(A=9) | {("B", None): pooled((people(8), Moments(6, 4.0)))}
    assert units(shown(APART, alike, before)) == "A"
    at_the_end = staff(A=9) | {("B", None): pooled((people(8), Moments(6, 5.0)))}
    assert units(shown(APART, at_the_end, before)) == "A"


def test_figures_without_n_or_rounded_are_not_taken_to_be_the_same() -> None:
    answers = staff(A=9, B=8)
    assert units(shown(APART, answers, {"A": Score(mean=2.9, sd=0.8)})) == ""
    assert units(shown(APART, answers, {"A": Score(n=9, mean=2.9)})) == "B"
    exact = people(9)
    assert units(shown(APART, answers, {"A": Score(mean=exact.mean, sd=exact.sd)})) == "AB"


def test_counts_and_hidden_scores_tell_of_no_answers() -> None:
    answers = staff(A=9, B=8)
    told = {"A": Score(n=7), "B": PROTECTS, "C": Score(n=0)}
    assert units(shown(APART, answers, told)) == "AB"
    assert not compared(respondents(APART, answers).sets, [told], SCALE, 5).changed


def test_what_must_not_be_shown_beside_is_found() -> None:
    answers = staff(A=3, B=8, C=50)
    now, before = figures(answers, "PC"), figures(answers, "BC")
    found = beside(answers, now, before)
    assert [spoken(leak.way) for leak in found] == ["P less (B + C)"]
    late = staff(A=3, B=8, C=51)
    now = figures(late, "BC")
    found = beside(late, now, before)
    assert [spoken(leak.way) for leak in found] == ["C"]
    assert not beside(late, figures(late, "B"), before)


@pytest.mark.parametrize(
    ("earlier", "now", "is_shown"),
    [
        ((12, 18), 31, False),
        ((12, 18), 35, True),
        ((18, 30, 12), 61, False),
        ((40, 28), 73, True),
        ((12, 40), 55, False),
        ((10, 25, 45), 45 + 25 - 10 + 2, False),
        ((31, 31, 31), 60, True),
        (tuple(20 * 3**k for k in range(9)), 20 * 3**9, False),
    ],
)
def test_no_few_are_left_of_several_earlier_ones(
    earlier: tuple[int, ...], now: int, is_shown: bool
) -> None:
    """Added or taken away; those of the same figures count once, and of many none is shown."""
    before = [{"A": people(n).score()} for n in earlier]
    assert units(shown({"A": None}, staff(A=now), *before)) == ("A" if is_shown else "")
    in_turn = [{"A": people(n).score()} for n in reversed(earlier)]
    assert units(shown({"A": None}, staff(A=now), *in_turn)) == ("A" if is_shown else "")


def test_of_hundreds_of_earlier_tables_a_few_are_looked_at() -> None:
    """Each told of 20 people fewer than the one after it, all of whom may be shown."""
    looked: list[int] = []

    class Kept(list[Score]):
        def __iter__(self) -> Iterator[Score]:
            for score in super().__iter__():
                looked.append(score.n or 0)
                yield score

    now = Moments(9000, 3.0, 9000.0)
    earlier = Kept(Score(n=20 * at, mean=3.0, sd=1.0) for at in range(1, 400))
    assert not grown_safely(now, earlier, SCALE, 5)
    assert looked == [20 * at for at in range(1, 10)]
    assert grown_safely(now, Kept(earlier[:1] * 50), SCALE, 5)
