"""Counting a round: turnout, votes, ties and how they are settled, the outcome.

All functions are pure, and nothing here depends on the order of ballots or of any list: what
is tied stays tied until a run-off, the room or a lot settles it. A lot is drawn from a seed
that the room gives, so that anyone can draw it again: those that were equal in the run-off, if
there was one, in the order of SHA-256 of `seed:aim:id`, first come first.
"""

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from amu_tui.errors import UsageError
from amu_tui.messages import Message
from amu_tui.model.survey.instrument import AIMS, SCHEMA, Aim, Frozen, Id
from amu_tui.model.voting.ballot import (
    ELSEWHERE,
    Ballot,
    Budget,
    Choice,
    Hands,
    RoundName,
    Votes,
    Wording,
)
from amu_tui.model.voting.by_aim import ByAim


class Counts(ByAim[Votes], frozen=True, kw_only=True):
    """Votes for each id, for each aim; ids without a vote are absent."""

    preserve: Votes = {}
    improve: Votes = {}


class Tie(Frozen, frozen=True, kw_only=True):
    """Ids with the same number of votes for fewer places, and how it was settled.

    `place` is the first place in question, counted from 1; `places` how many are to be filled,
    always fewer than are tied. `hands` is the last run-off, `seed` what the lot was drawn from.
    """

    aim: Aim
    place: int
    places: int
    tied: tuple[Id, ...]
    settled: Literal["run-off", "lot", "room", ""] = ""
    seed: str = ""
    hands: Votes = {}
    chosen: tuple[Id, ...] = ()


class Override(Frozen, frozen=True, kw_only=True):
    """The leader chose differently from the count, and why."""

    reason: str
    counted: Choice


class Round(Frozen, frozen=True, kw_only=True):
    """A closed round, written once: what was counted and what was chosen.

    What follows the outcome lets anybody count again (`amu_tui.model.voting.recount`).
    """

    schema: int = SCHEMA
    round: RoundName
    closed: datetime.date
    turnout: Annotated[int, Meta(ge=0)] = 0
    ways: dict[str, Annotated[int, Meta(ge=0)]] = {}
    counts: Counts = Counts()
    ties: tuple[Tie, ...] = ()
    chosen: Choice = Choice()
    override: Override | None = None
    left_out: Choice = Choice()
    """Ids with votes that could no longer be chosen for that aim when the round was closed."""
    other_rules: dict[Id, Choice] = {}
    """What each other rule gave for confidential ballots, which are gone afterwards."""
    ballots: dict[str, Annotated[int, Meta(ge=1)]] = {}
    """Ballots by the text of their choice: read from the ballots themselves where they are open,
    never written. Earlier versions kept confidential ones here, which are counted again too."""
    counted: dict[Id, str] = {}
    """Open ballots that were counted: the SHA-256 of each one's file."""
    earlier: tuple[Id, ...] = ()
    """Open ballots that were not, since their voters had cast later ones."""
    set_aside: Annotated[int, Meta(ge=0)] = 0
    """Files among the ballots that could not be counted, and that who closed it left out."""
    wordings: dict[Id, Wording] = {}
    """Of a round on actions: what each that could be chosen said."""
    after: tuple[Id, ...] = ()
    """The openings that it was written down anew after (`amu_tui.model.voting.reopening`)."""


class Tally(Frozen, frozen=True, kw_only=True):
    """What the ballots say before anybody has settled anything."""

    turnout: int
    ways: dict[str, int]
    counts: Counts


class Outcome(Frozen, frozen=True, kw_only=True):
    """Places that the count decides, and the ties that it leaves open (at most one an aim).

    Each id stands once in all of it.
    """

    chosen: Choice
    ties: tuple[Tie, ...] = ()


def count(ballots: Iterable[Ballot], hands: Hands | None = None, elsewhere: int = 0) -> Tally:
    """Add up ballots (one a person already) and raised hands.

    `elsewhere` is how many of those from own logins the system here does not vouch for.
    """
    votes: ByAim[Counter[str]] = ByAim.each(lambda _aim: Counter())
    ways: Counter[str] = Counter()
    for ballot in ballots:
        ways[ballot.way] += 1
        for aim in AIMS:
            votes.of(aim).update(set(ballot.choice.of(aim)))
    if elsewhere:
        ways["own"] -= elsewhere
        ways[ELSEWHERE] = elsewhere
    if hands is not None and hands.people:
        ways["hands"] = hands.people
        for aim in AIMS:
            votes.of(aim).update(hands.of(aim))
    return Tally(
        turnout=ways.total(),
        ways=dict(sorted((+ways).items())),
        counts=Counts.each(lambda aim: dict(sorted((+votes.of(aim)).items()))),
    )


def outcome(counts: Counts, budget: Budget) -> Outcome:
    """Who has the places by votes alone, and what is tied for the last of them.

    Nothing is preserved and improved at once. An id that the votes put under both aims stays
    where it has a place, if it is only tied under the other; else where it has more votes;
    else, with as many for both, it is to be improved, since what needs work and is also valued
    is worked on without being lost. Those behind it then move up under the other aim. Places
    are looked at before ties, so that a tie never keeps anybody from a place.
    """
    struck: ByAim[set[str]] = ByAim.each(lambda _aim: set())
    while True:
        sure, ties = _filled(counts, budget, struck)
        twice = _twice(sure, ties)
        if not twice:
            return Outcome(chosen=sure, ties=tuple(filter(None, ties.values())))
        for item in twice:
            improve = (item in sure.improve, counts.improve[item])
            preserve = (item in sure.preserve, counts.preserve[item])
            struck.of("preserve" if improve >= preserve else "improve").add(item)


def _filled(
    counts: Counts, budget: Budget, struck: ByAim[set[str]]
) -> tuple[Choice, ByAim[Tie | None]]:
    """What surely has a place, and what is tied for the rest, without what is struck."""
    both = ByAim.each(lambda aim: _places(aim, counts.of(aim), budget.of(aim), struck.of(aim)))
    return Choice.each(lambda aim: both.of(aim)[0]), ByAim.each(lambda aim: both.of(aim)[1])


def _twice(sure: Choice, ties: ByAim[Tie | None]) -> set[str]:
    """Ids that stand under both aims: those with two places, else those with one, else tied."""
    placed, placed_too = set(sure.preserve), set(sure.improve)
    tied, tied_too = (set(tie.tied) if tie else set() for tie in ties.values())
    return placed & placed_too or (placed & tied_too) | (placed_too & tied) or tied & tied_too


def _places(
    aim: Aim, votes: Mapping[str, int], places: int, struck: set[str]
) -> tuple[tuple[str, ...], Tie | None]:
    """The ids that surely have a place, best first, and the tie for the rest.

    Equals stand in the order of `votes`.
    """
    sure: list[str] = []
    open_votes = {item: n for item, n in votes.items() if n > 0 and item not in struck}
    for level in sorted(set(open_votes.values()), reverse=True):
        same = [item for item, n in open_votes.items() if n == level]
        left = places - len(sure)
        if len(same) > left:
            tie = Tie(aim=aim, place=len(sure) + 1, places=left, tied=tuple(same))
            return tuple(sure), tie if left else None
        sure.extend(same)
    return tuple(sure), None


def by_run_off(tie: Tie, hands: Mapping[str, int]) -> Tie:
    """`tie` after a new show of hands among the tied; still open where that is a tie too."""
    votes = {item: hands.get(item, 0) for item in tie.tied}
    counted = msgspec.structs.replace(tie, hands=votes)
    ranked = sorted(tie.tied, key=lambda item: -votes[item])
    if votes[ranked[tie.places - 1]] == votes[ranked[tie.places]]:
        return counted
    return msgspec.structs.replace(counted, settled="run-off", chosen=tuple(ranked[: tie.places]))


def by_lot(tie: Tie, seed: str) -> Tie:
    """`tie` settled by the lot that `seed` draws; `UsageError` where the seed is empty.

    After a run-off only those that were equal in it depend on the lot.
    """
    if not seed.strip():
        raise UsageError(
            Message("a lot is drawn from something that the room says; nothing was given")
        )

    def draw(item: str) -> tuple[int, str]:
        key = hashlib.sha256(f"{seed}:{tie.aim}:{item}".encode()).hexdigest()
        return -tie.hands.get(item, 0), key

    drawn = tuple(sorted(tie.tied, key=draw)[: tie.places])
    return msgspec.structs.replace(tie, settled="lot", seed=seed, chosen=drawn)


def by_room(tie: Tie, chosen: tuple[str, ...]) -> Tie:
    """`tie` settled by what the room agreed on; `chosen` must fill the places from the tied."""
    if len(chosen) != tie.places or len(set(chosen) & set(tie.tied)) != tie.places:
        raise UsageError(
            Message(
                "{n} of those that are tied must be chosen",
                "{n} different ones of those that are tied must be chosen",
                n=tie.places,
            ),
            hint=", ".join(tie.tied),
        )
    return msgspec.structs.replace(tie, settled="room", chosen=chosen)


def with_ties(outcome: Outcome, settled: Iterable[Tie]) -> Choice:
    """The whole choice: the sure places, then what each of the settled ties gave."""
    chosen = outcome.chosen
    for tie in settled:
        chosen = chosen.with_value(tie.aim, (*chosen.of(tie.aim), *tie.chosen))
    return chosen
