"""A closed round is counted again from its file alone, and whatever is changed in it is told."""

import datetime
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.errors import UsageError
from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.ballot import Ballot, Budget, Candidates, Choice, Hands, alike, choice_of
from amu_tui.model.voting.closing import close, counted, settle
from amu_tui.model.voting.recount import recount
from amu_tui.model.voting.tally import (
    Counts,
    Override,
    Round,
    Tie,
    by_lot,
    by_room,
    by_run_off,
    count,
)
from amu_tui.words import spoken
from tests.model.voting.test_tally import IDS, ballots

BUDGET = Budget(preserve=4, improve=4)
NARROW = Budget(preserve=1, improve=2)
CANDIDATES = Candidates(preserve=IDS, improve=IDS)
DAY = datetime.date(2027, 1, 5)
ROOM = ("run-off", "lot", "room")


@st.composite
def closed_rounds(draw: st.DrawFn) -> tuple[Round, Budget]:
    """A round as it is closed: any ballots, hands beside them, ties settled in any way."""
    cast = draw(st.lists(ballots(), min_size=5, max_size=9))
    picked = st.lists(st.sampled_from(IDS), unique=True, max_size=4)
    raised = draw(st.lists(picked, max_size=3))
    votes = {item: sum(item in one for one in raised) for item in IDS}
    hands = Hands(session="s", round="themes", people=len(raised), preserve=votes)
    tally = count(cast, hands)
    way, seed = draw(st.sampled_from(ROOM)), draw(st.text(min_size=1).filter(str.strip))
    candidates = Candidates(
        preserve=tuple(draw(st.permutations(IDS))),
        improve=tuple(draw(st.permutations(IDS)))[draw(st.integers(0, 2)) :],
    )

    def settled(tie: Tie) -> Tie:
        if way == "room":
            return by_room(tie, tie.tied[: tie.places])
        if way == "run-off":
            tie = by_run_off(tie, {item: place for place, item in enumerate(tie.tied)})
        return tie if tie.settled else by_lot(tie, seed)

    ties = settle(counted(tally, BUDGET, candidates), settled)
    other = Choice(preserve=draw(picked.map(tuple)))
    blank = not ties.choice
    closed = close(
        "themes",
        tally,
        budget=BUDGET,
        candidates=CANDIDATES if blank else candidates,
        today=DAY,
        settled=ties.ties,
        choice=other if blank or draw(st.booleans()) else None,
        reason="so",
    )
    kept = alike(one.choice for one in cast) if draw(st.booleans()) else {}
    return msgspec.structs.replace(closed, ballots=kept), BUDGET


@given(closed_rounds())
def test_what_was_closed_agrees_when_it_is_counted_again(made: tuple[Round, Budget]) -> None:
    closed, budget = made
    again = recount(closed, budget)
    assert again.differences == ()
    assert again.counts == closed.counts
    wanted = closed.chosen if closed.override is None else closed.override.counted
    assert [set(again.choice.of(aim)) for aim in AIMS] == [set(wanted.of(aim)) for aim in AIMS]


@given(closed_rounds(), st.randoms())
def test_no_order_in_the_file_matters(made: tuple[Round, Budget], random: Random) -> None:
    closed, budget = made

    def mixed(things: dict[str, int]) -> dict[str, int]:
        return dict(sorted(things.items(), key=lambda _item: random.random()))

    other = msgspec.structs.replace(
        closed,
        ways=mixed(closed.ways),
        ballots=mixed(closed.ballots),
        counts=Counts(preserve=mixed(closed.counts.preserve), improve=mixed(closed.counts.improve)),
        ties=tuple(
            msgspec.structs.replace(
                tie,
                tied=tuple(sorted(tie.tied, key=lambda _i: random.random())),
                chosen=tuple(reversed(tie.chosen)),
            )
            for tie in reversed(closed.ties)
        ),
    )
    assert recount(other, budget).differences == ()


@given(closed_rounds(), st.sampled_from(IDS), st.integers(1, 3))
def test_a_vote_put_in_is_told_where_the_ballots_are_kept(
    made: tuple[Round, Budget], item: str, more: int
) -> None:
    closed, budget = made
    votes = {**closed.counts.improve, item: closed.counts.improve.get(item, 0) + more}
    forged = Counts(preserve=closed.counts.preserve, improve=votes)
    again = recount(msgspec.structs.replace(closed, counts=forged), budget)
    if closed.ballots and not closed.ways.get("hands"):
        assert any(item in spoken(told) for told in again.differences)
        assert again.counts == closed.counts


# A round to change by hand: bee and cod are tied for the second place to improve.

CAST = [
    *[Choice(preserve=("ant",), improve=("fox", "bee"))] * 3,
    *[Choice(preserve=("ant",), improve=("cod", "fox"))] * 3,
    Choice(),
]
TALLY = count(Ballot(session="s", round="themes", choice=choice) for choice in CAST)


def written(seed: str = "blåskjell") -> Round:
    found = counted(TALLY, NARROW, CANDIDATES)
    closed = close(
        "themes",
        TALLY,
        budget=NARROW,
        candidates=CANDIDATES,
        today=DAY,
        settled=settle(found, lambda tie: by_lot(tie, seed)).ties,
    )
    return msgspec.structs.replace(closed, ballots=alike(CAST))


def test_the_lot_is_drawn_again_from_the_file_alone() -> None:
    closed = written()
    again = recount(closed, NARROW)
    assert (again.basis, again.differences) == ("ballots", ())
    assert again.ties == closed.ties
    (tie,) = closed.ties
    other = "bee" if tie.chosen == ("cod",) else "cod"
    forged = msgspec.structs.replace(tie, chosen=(other,))
    (told,) = recount(msgspec.structs.replace(closed, ties=(forged,)), NARROW).differences
    assert tie.chosen[0] in spoken(told)
    assert other in spoken(told)


def test_a_choice_other_than_the_count_needs_an_override() -> None:
    closed = written()
    other = Choice(preserve=("dab",), improve=closed.chosen.improve)
    forged = msgspec.structs.replace(closed, chosen=other)
    (difference,) = recount(forged, NARROW).differences
    assert spoken(difference) == "counted again, ant is chosen to preserve, but dab is written"
    override = Override(reason="so", counted=closed.chosen)
    assert recount(msgspec.structs.replace(forged, override=override), NARROW).differences == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"turnout": 8}, "8 are said to have voted, but the ways add up to 7"),
        ({"ways": {"own": 6, "hands": 1}}, "7 ballots are kept, but 6"),
        ({"ballots": {"ant,dab / fox": 7}}, "2 chosen to preserve, but the limit is 1"),
        ({"ballots": {"ant / fox,bee": 7}}, "is not a choice as a ballot makes it"),
        ({"ties": ()}, "bee, cod are tied for place 2 to improve; that is not written"),
        ({"left_out": Choice(improve=("cod",))}, "bee, cod are not tied for place 2 to improve"),
        ({"counts": Counts(preserve={"ant": 99}), "ballots": {}}, "ant"),
        ({"other_rules": {"x": Choice(preserve=("dab",))}}, '"dab" cannot be chosen here'),
        ({"other_rules": {"x": Choice(improve=("bee", "cod", "fox"))}}, "the limit is 2"),
    ],
)
def test_what_is_changed_in_the_file_is_told(change: dict[str, object], told: str) -> None:
    again = recount(msgspec.structs.replace(written(), **change), NARROW)
    assert any(told in spoken(difference) for difference in again.differences), again.differences


def test_an_open_tie_is_told_where_no_reason_is_given() -> None:
    closed = written()
    (tie,) = closed.ties
    left = msgspec.structs.replace(tie, settled="", seed="", chosen=())
    chosen = Choice(preserve=("ant",), improve=("fox",))
    forged = msgspec.structs.replace(closed, ties=(left,), chosen=chosen)
    assert "not settled" in spoken(recount(forged, NARROW).differences[0])


def test_what_the_room_chose_without_a_vote_has_nothing_to_count() -> None:
    chosen = Choice(preserve=("ant",), improve=("bee", "cod"))
    again = recount(Round(round="themes", closed=DAY, chosen=chosen), NARROW)
    assert (again.basis, again.differences) == ("nothing", ())


# The ballots that are kept


@given(st.lists(ballots().map(lambda one: one.choice), max_size=8), st.randoms())
def test_ballots_are_kept_without_any_order_and_read_again(
    cast: list[Choice], random: Random
) -> None:
    shuffled = list(cast)
    random.shuffle(shuffled)
    assert list(alike(shuffled).items()) == list(alike(cast).items())
    again = [choice_of(text) for text, n in alike(cast).items() for _ in range(n)]
    assert sorted(one.text for one in again) == sorted(one.text for one in cast)
    for one in again:
        assert one.text == one.text.strip()


@pytest.mark.parametrize("text", ["", "ant", "ant /  bee", "bee,ant /", "ant,ant /", "ant/bee"])
def test_only_what_a_ballot_writes_is_read(text: str) -> None:
    with pytest.raises(UsageError):
        choice_of(text)
