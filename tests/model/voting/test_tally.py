"""Counting, ties and the outcome, against a definition that counts instead of sorting."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.errors import UsageError
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import Ballot, Budget, Choice, Hands
from amu_tui.model.voting.tally import (
    Counts,
    Outcome,
    Tie,
    by_lot,
    by_room,
    by_run_off,
    count,
    outcome,
    with_ties,
)

IDS = ("ant", "bee", "cod", "dab", "eel", "fox")
SEEDS = st.text(min_size=1, max_size=8).filter(str.strip)
BUDGETS = st.builds(Budget, preserve=st.integers(0, 4), improve=st.integers(0, 4))
VOTES = st.dictionaries(st.sampled_from(IDS), st.integers(0, 4))
COUNTS = st.builds(Counts, preserve=VOTES, improve=VOTES)


@st.composite
def ballots(draw: st.DrawFn) -> Ballot:
    picks = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=4))
    middle = draw(st.integers(0, len(picks)))
    return Ballot(
        session="s",
        round="themes",
        way=draw(st.sampled_from(["own", "passed"])),
        choice=Choice(preserve=tuple(picks[:middle]), improve=tuple(picks[middle:])),
    )


@st.composite
def ties(draw: st.DrawFn) -> Tie:
    tied = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=2))
    places = draw(st.integers(1, len(tied) - 1))
    return Tie(aim=draw(st.sampled_from(AIMS)), place=1, places=places, tied=tuple(sorted(tied)))


# Counting


def test_turnout_counts_people_and_abstentions_too() -> None:
    cast = [
        Ballot(session="s", round="themes", choice=Choice(preserve=("ant",), improve=("bee",))),
        Ballot(session="s", round="themes", way="passed", choice=Choice(preserve=("ant",))),
        Ballot(session="s", round="themes"),
    ]
    hands = Hands(session="s", round="themes", people=4, preserve={"ant": 3, "cod": 0})
    tally = count(cast, hands)
    assert tally.turnout == 7
    assert tally.ways == {"hands": 4, "own": 2, "passed": 1}
    assert tally.counts == Counts(preserve={"ant": 5}, improve={"bee": 1})


def test_nobody_is_no_turnout() -> None:
    assert count([]).turnout == 0
    assert count([], Hands(session="s", round="themes", people=0)).ways == {}
    assert outcome(count([]).counts, Budget()) == Outcome(chosen=Choice())


def test_writing_an_id_twice_on_a_ballot_gives_it_one_vote() -> None:
    twice = Ballot(session="s", round="themes", choice=Choice(preserve=("ant", "ant")))
    assert count([twice]).counts.preserve == {"ant": 1}


@given(st.lists(ballots(), max_size=8), st.randoms())
def test_the_order_of_ballots_changes_nothing(cast: list[Ballot], random: Random) -> None:
    shuffled = list(cast)
    random.shuffle(shuffled)
    assert count(shuffled) == count(cast)
    assert list(count(shuffled).counts.preserve) == list(count(cast).counts.preserve)
    assert count(cast).turnout == len(cast)


# The outcome


Struck = dict[Aim, set[str]]


def standing(votes: Mapping[str, int], places: int, struck: set[str]) -> tuple[set[str], set[str]]:
    """Who has a place and who is tied: by counting who has as many votes, or more."""
    left = {item: n for item, n in votes.items() if n and item not in struck}
    sure = {i for i, n in left.items() if sum(m >= n for m in left.values()) <= places}
    up = {i for i, n in left.items() if sum(m > n for m in left.values()) < places}
    return sure, up - sure


def defined(counts: Counts, budget: Budget) -> dict[Aim, tuple[set[str], set[str]]]:
    """The documented rule, one kind of doubling at a time: places, a place and a tie, ties."""
    struck: Struck = {"preserve": set(), "improve": set()}
    while True:
        stand = {aim: standing(counts.of(aim), budget.of(aim), struck[aim]) for aim in AIMS}
        (keep, keep_tied), (mend, mend_tied) = stand["preserve"], stand["improve"]
        if keep & mend:
            for item in keep & mend:
                more = counts.preserve[item] > counts.improve[item]
                struck["improve" if more else "preserve"].add(item)
        elif keep & mend_tied or mend & keep_tied:
            struck["improve"] |= keep & mend_tied
            struck["preserve"] |= mend & keep_tied
        elif keep_tied & mend_tied:
            for item in keep_tied & mend_tied:
                more = counts.preserve[item] > counts.improve[item]
                struck["improve" if more else "preserve"].add(item)
        else:
            return stand


def check(counts: Counts, budget: Budget) -> None:
    found = outcome(counts, budget)
    wanted = defined(counts, budget)
    tied = {tie.aim: tie for tie in found.ties}
    assert len(tied) == len(found.ties)
    everywhere: list[str] = []
    for aim in AIMS:
        chosen = found.chosen.of(aim)
        tie = tied.get(aim)
        assert (set(chosen), set(tie.tied if tie else ())) == wanted[aim]
        votes = [counts.of(aim)[item] for item in chosen]
        assert votes == sorted(votes, reverse=True)
        assert len(chosen) <= budget.of(aim)
        if tie:
            assert tie.place == len(chosen) + 1
            assert len(chosen) + tie.places == budget.of(aim)
            assert 0 < tie.places < len(tie.tied)
            assert len({counts.of(aim)[item] for item in tie.tied}) == 1
            assert (tie.settled, tie.chosen, tie.seed, tie.hands) == ("", (), "", {})
        everywhere += [*chosen, *(tie.tied if tie else ())]
    assert len(set(everywhere)) == len(everywhere)
    for aim in AIMS:
        if len(found.chosen.of(aim)) < budget.of(aim) and aim not in tied:
            assert {item for item, n in counts.of(aim).items() if n} <= set(everywhere)


def votes_of_three() -> Iterator[dict[str, int]]:
    for numbers in itertools.product(range(4), repeat=3):
        yield dict(zip(IDS, numbers, strict=False))


def test_the_outcome_of_every_small_vote_is_as_defined() -> None:
    budgets = [Budget(preserve=p, improve=i) for p in (0, 1, 2) for i in (1, 2)]
    for preserve, improve in itertools.product(votes_of_three(), repeat=2):
        for budget in budgets:
            check(Counts(preserve=preserve, improve=improve), budget)


@given(COUNTS, BUDGETS)
def test_the_outcome_of_any_vote_is_as_defined(counts: Counts, budget: Budget) -> None:
    check(counts, budget)


@given(COUNTS, BUDGETS, st.permutations(IDS))
def test_the_outcome_is_the_same_whatever_things_are_called(
    counts: Counts, budget: Budget, names: list[str]
) -> None:
    """No id wins by its place in the alphabet: other names, the same things chosen and tied."""
    called = dict(zip(IDS, names, strict=True))

    def renamed(items: Mapping[str, int]) -> dict[str, int]:
        return {called[item]: n for item, n in reversed(list(items.items()))}

    other = outcome(
        Counts(preserve=renamed(counts.preserve), improve=renamed(counts.improve)), budget
    )
    found = outcome(counts, budget)
    for aim in AIMS:
        assert set(other.chosen.of(aim)) == {called[item] for item in found.chosen.of(aim)}
    assert [(tie.aim, tie.place, tie.places, set(tie.tied)) for tie in other.ties] == [
        (tie.aim, tie.place, tie.places, {called[item] for item in tie.tied}) for tie in found.ties
    ]


def test_a_clear_count_has_no_tie() -> None:
    counts = Counts(preserve={"ant": 9, "bee": 5, "cod": 4}, improve={"dab": 7, "eel": 2})
    assert outcome(counts, Budget()) == Outcome(
        chosen=Choice(preserve=("ant", "bee"), improve=("dab", "eel"))
    )


def test_those_with_as_many_votes_are_tied_for_the_last_place() -> None:
    counts = Counts(preserve={"ant": 9, "bee": 4, "cod": 4}, improve={"dab": 1})
    found = outcome(counts, Budget())
    assert found.chosen == Choice(preserve=("ant",), improve=("dab",))
    assert found.ties == (Tie(aim="preserve", place=2, places=1, tied=("bee", "cod")),)


def test_those_with_as_many_votes_and_places_enough_are_not_tied() -> None:
    counts = Counts(improve={"ant": 4, "bee": 4, "cod": 3})
    assert outcome(counts, Budget()) == Outcome(chosen=Choice(improve=("ant", "bee")))


def test_what_nobody_voted_for_is_not_chosen() -> None:
    found = outcome(Counts(preserve={"ant": 1, "bee": 0}), Budget())
    assert found == Outcome(chosen=Choice(preserve=("ant",)))


def test_on_both_lists_it_stays_where_it_has_more_votes_and_the_next_moves_up() -> None:
    counts = Counts(preserve={"ant": 6, "bee": 3}, improve={"ant": 5, "cod": 4})
    one = Budget(preserve=1, improve=1)
    assert outcome(counts, one).chosen == Choice(preserve=("ant",), improve=("cod",))


def test_on_both_lists_with_as_many_votes_it_is_to_be_improved() -> None:
    counts = Counts(preserve={"ant": 5, "bee": 3}, improve={"ant": 5, "cod": 4})
    one = Budget(preserve=1, improve=1)
    assert outcome(counts, one).chosen == Choice(preserve=("bee",), improve=("ant",))


def test_a_tie_without_what_has_a_place_elsewhere_may_be_no_tie() -> None:
    counts = Counts(preserve={"ant": 3, "bee": 3}, improve={"ant": 5, "cod": 1})
    one = Budget(preserve=1, improve=1)
    assert outcome(counts, one) == Outcome(chosen=Choice(preserve=("bee",), improve=("ant",)))


def test_places_that_a_shrunk_tie_leaves_go_to_the_next() -> None:
    counts = Counts(
        preserve={"ant": 3, "bee": 3, "cod": 3, "dab": 2, "eel": 1}, improve={"ant": 9, "bee": 8}
    )
    assert outcome(counts, Budget()) == Outcome(
        chosen=Choice(preserve=("cod", "dab"), improve=("ant", "bee"))
    )


def test_what_is_tied_for_both_aims_stands_in_one_tie_only() -> None:
    counts = Counts(preserve={"ant": 3, "bee": 3, "cod": 3}, improve={"ant": 3, "dab": 3, "eel": 3})
    found = outcome(counts, Budget(preserve=1, improve=1))
    assert [(tie.aim, tie.tied) for tie in found.ties] == [
        ("preserve", ("bee", "cod")),
        ("improve", ("ant", "dab", "eel")),
    ]


def test_a_tie_never_keeps_anybody_from_a_place() -> None:
    """Once bee is gone to improve, ant has a place to preserve, where it has more votes."""
    counts = Counts(preserve={"bee": 5, "ant": 4, "cod": 4}, improve={"bee": 6, "ant": 3})
    assert outcome(counts, Budget()) == Outcome(
        chosen=Choice(preserve=("ant", "cod"), improve=("bee",))
    )


# Ties


@given(COUNTS, BUDGETS, SEEDS)
def test_settled_ties_fill_the_places_and_nothing_stands_twice(
    counts: Counts, budget: Budget, seed: str
) -> None:
    found = outcome(counts, budget)
    chosen = with_ties(found, [by_lot(tie, seed) for tie in found.ties])
    everything = [*chosen.preserve, *chosen.improve]
    assert len(set(everything)) == len(everything)
    for aim in AIMS:
        assert chosen.of(aim)[: len(found.chosen.of(aim))] == found.chosen.of(aim)
        assert len(chosen.of(aim)) <= budget.of(aim)
        if any(tie.aim == aim for tie in found.ties):
            assert len(chosen.of(aim)) == budget.of(aim)


@given(ties(), SEEDS)
def test_anyone_can_draw_a_lot_again(tie: Tie, seed: str) -> None:
    drawn = by_lot(tie, seed)
    by_hash = {
        hashlib.sha256(f"{seed}:{tie.aim}:{item}".encode()).hexdigest(): item for item in tie.tied
    }
    again = [by_hash[key] for key in sorted(by_hash)][: tie.places]
    assert list(drawn.chosen) == again
    assert (drawn.settled, drawn.seed) == ("lot", seed)
    assert drawn.tied == tie.tied


@given(ties(), SEEDS)
def test_a_lot_does_not_look_at_the_order_of_the_tied(tie: Tie, seed: str) -> None:
    turned = Tie(aim=tie.aim, place=1, places=tie.places, tied=tuple(reversed(tie.tied)))
    assert by_lot(turned, seed).chosen == by_lot(tie, seed).chosen


def test_a_lot_is_the_same_on_every_machine() -> None:
    tie = Tie(aim="improve", place=1, places=2, tied=("ant", "bee", "cod", "dab"))
    assert by_lot(tie, "fem blåskjell").chosen == ("dab", "bee")
    assert by_lot(tie, "fem blåskjel").chosen != ("dab", "bee")


def test_every_one_of_the_tied_can_win_a_lot() -> None:
    tie = Tie(aim="preserve", place=1, places=1, tied=("ant", "bee", "cod"))
    assert {by_lot(tie, str(seed)).chosen[0] for seed in range(40)} == {"ant", "bee", "cod"}


@pytest.mark.parametrize("seed", ["", "  "])
def test_a_lot_needs_a_seed(seed: str) -> None:
    with pytest.raises(UsageError, match="lot"):
        by_lot(Tie(aim="preserve", place=1, places=1, tied=("ant", "bee")), seed)


@given(ties(), st.dictionaries(st.sampled_from(IDS), st.integers(0, 3)))
def test_a_run_off_settles_exactly_what_it_decides(tie: Tie, hands: dict[str, int]) -> None:
    after = by_run_off(tie, hands)
    votes = {item: hands.get(item, 0) for item in tie.tied}
    assert after.hands == votes
    sure, tied = standing({i: n + 1 for i, n in votes.items()}, tie.places, set())
    if tied:
        assert (after.settled, after.chosen) == ("", ())
    else:
        assert after.settled == "run-off"
        assert set(after.chosen) == sure
        assert len(after.chosen) == tie.places


@given(ties(), st.dictionaries(st.sampled_from(IDS), st.integers(0, 3)), SEEDS)
def test_a_lot_after_a_run_off_never_overrules_it(
    tie: Tie, hands: dict[str, int], seed: str
) -> None:
    drawn = by_lot(by_run_off(tie, hands), seed)
    out = set(tie.tied) - set(drawn.chosen)
    assert min(drawn.hands[item] for item in drawn.chosen) >= max(drawn.hands[i] for i in out)
    assert len(drawn.chosen) == tie.places


def test_the_room_settles_with_exactly_the_places() -> None:
    tie = Tie(aim="preserve", place=2, places=2, tied=("ant", "bee", "cod"))
    settled = by_room(tie, ("cod", "ant"))
    assert (settled.settled, settled.chosen) == ("room", ("cod", "ant"))


@pytest.mark.parametrize(
    "chosen",
    [(), ("ant",), ("ant", "ant"), ("ant", "eel"), ("ant", "bee", "cod"), ("ant", "bee", "bee")],
)
def test_the_room_cannot_choose_too_few_too_many_or_others(chosen: tuple[str, ...]) -> None:
    tie = Tie(aim="preserve", place=2, places=2, tied=("ant", "bee", "cod"))
    with pytest.raises(UsageError, match="2 different ones"):
        by_room(tie, chosen)


def test_an_open_tie_gives_no_place() -> None:
    tie = Tie(aim="preserve", place=2, places=1, tied=("bee", "cod"))
    found = Outcome(chosen=Choice(preserve=("ant",)), ties=(tie,))
    assert with_ties(found, [tie]) == found.chosen
    assert with_ties(found, [by_room(tie, ("cod",))]).preserve == ("ant", "cod")
