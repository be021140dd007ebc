"""Counting a round: turnout, votes, ties and how they are settled, the outcome.

All functions are pure, and nothing here depends on the order of ballots or of any list: what
is tied stays tied until a run-off, the room or a lot settles it. A lot is drawn from a seed
that the room gives, so that anyone can draw it again: the tied ids in the order of
SHA-256 of `seed:aim:id`, first come first.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from msgspec import Meta

from amu_tui.model.ballot import Ballot, Budget, Choice, Hands, RoundName
from amu_tui.model.instrument import AIMS, SCHEMA, Aim, Frozen, Id

Votes = dict[Id, Annotated[int, Meta(ge=0)]]


class Counts(Frozen, frozen=True, kw_only=True):
    """Votes for each id, for each aim; ids without a vote are absent."""

    preserve: Votes = {}
    improve: Votes = {}

    def of(self, aim: Aim) -> Votes:
        """Votes for each id under `aim`."""
        return self.preserve if aim == "preserve" else self.improve


class Tie(Frozen, frozen=True, kw_only=True):
    """Ids with the same number of votes for fewer places, and how it was settled.

    `place` is the first place in question, counted from 1; `places` how many are to be filled.
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
    """The leader chose otherwise than the count, and why."""

    reason: str
    counted: Choice


class Round(Frozen, frozen=True, kw_only=True):
    """A closed round, written once: what was counted and what was chosen."""

    schema: int = SCHEMA
    round: RoundName
    closed: datetime.date
    turnout: Annotated[int, Meta(ge=0)] = 0
    ways: dict[str, Annotated[int, Meta(ge=0)]] = {}
    counts: Counts = Counts()
    ties: tuple[Tie, ...] = ()
    chosen: Choice = Choice()
    override: Override | None = None


class Tally(Frozen, frozen=True, kw_only=True):
    """What the ballots say before anybody has settled anything."""

    turnout: int
    ways: dict[str, int]
    counts: Counts


class Outcome(Frozen, frozen=True, kw_only=True):
    """Places that the count decides, and the ties that it leaves open (at most one an aim)."""

    chosen: Choice
    ties: tuple[Tie, ...] = ()


def count(ballots: Iterable[Ballot], hands: Hands | None = None) -> Tally:
    """Add up ballots (one a person already) and raised hands."""
    votes: dict[Aim, dict[str, int]] = {aim: {} for aim in AIMS}
    ways: dict[str, int] = {}
    for ballot in ballots:
        ways[ballot.way] = ways.get(ballot.way, 0) + 1
        for aim in AIMS:
            for item in ballot.choice.of(aim):
                votes[aim][item] = votes[aim].get(item, 0) + 1
    if hands is not None and hands.people:
        ways["hands"] = hands.people
        for aim in AIMS:
            for item, raised in hands.of(aim).items():
                if raised:
                    votes[aim][item] = votes[aim].get(item, 0) + raised
    ordered = {aim: dict(sorted(votes[aim].items())) for aim in AIMS}
    return Tally(
        turnout=sum(ways.values()),
        ways=dict(sorted(ways.items())),
        counts=Counts(preserve=ordered["preserve"], improve=ordered["improve"]),
    )


def outcome(counts: Counts, budget: Budget) -> Outcome:
    """Who has the places by votes alone, and what is tied for the last of them.

    An id that would take a place under both aims keeps the one where it has more votes, and
    the next one moves up on the other; with as many votes on both it is kept to improve,
    since what needs work and is also valued is worked on without being lost.
    """
    barred: dict[Aim, set[str]] = {"preserve": set(), "improve": set()}
    while True:
        found = {aim: _places(aim, counts.of(aim), budget.of(aim), barred[aim]) for aim in AIMS}
        twice = set(found["preserve"][0]) & set(found["improve"][0])
        if not twice:
            break
        for item in twice:
            more = counts.preserve[item] > counts.improve[item]
            barred["improve" if more else "preserve"].add(item)
    taken = {item for aim in AIMS for item in found[aim][0]}
    ties = tuple(
        clear
        for aim in AIMS
        if (tie := found[aim][1]) is not None and (clear := _without(tie, taken)) is not None
    )
    chosen = Choice(preserve=found["preserve"][0], improve=found["improve"][0])
    return Outcome(chosen=chosen, ties=ties)


def _places(
    aim: Aim, votes: Mapping[str, int], places: int, barred: set[str]
) -> tuple[tuple[str, ...], Tie | None]:
    """The ids that surely have a place, best first, and the tie for the rest."""
    sure: list[str] = []
    open_votes = {item: n for item, n in votes.items() if n > 0 and item not in barred}
    for level in sorted(set(open_votes.values()), reverse=True):
        same = sorted(item for item, n in open_votes.items() if n == level)
        if len(sure) + len(same) <= places:
            sure.extend(same)
        elif len(sure) < places:
            tie = Tie(aim=aim, place=len(sure) + 1, places=places - len(sure), tied=tuple(same))
            return tuple(sure), tie
    return tuple(sure), None


def _without(tie: Tie, taken: set[str]) -> Tie | None:
    """`tie` without ids that have a place already; None where nothing is left to settle."""
    left = tuple(item for item in tie.tied if item not in taken)
    return Tie(aim=tie.aim, place=tie.place, places=tie.places, tied=left) if left else None


def by_lot(tie: Tie, seed: str) -> Tie:
    """`tie` settled by the lot that `seed` draws."""

    def draw(item: str) -> str:
        return hashlib.sha256(f"{seed}:{tie.aim}:{item}".encode()).hexdigest()

    drawn = tuple(sorted(tie.tied, key=draw)[: tie.places])
    return _settled(tie, "lot", drawn, seed=seed)


def by_room(tie: Tie, chosen: tuple[str, ...]) -> Tie:
    """`tie` settled by what the room agreed on; `chosen` must fill the places from the tied."""
    if len(set(chosen)) != min(tie.places, len(tie.tied)) or not set(chosen) <= set(tie.tied):
        raise ValueError(chosen)
    return _settled(tie, "room", chosen)


def by_run_off(tie: Tie, hands: dict[str, int]) -> Tie:
    """`tie` after a new show of hands among the tied; still open where that is a tie too."""
    votes = {item: hands.get(item, 0) for item in tie.tied}
    ranked = sorted(tie.tied, key=lambda item: -votes[item])
    if len(ranked) > tie.places and votes[ranked[tie.places - 1]] == votes[ranked[tie.places]]:
        return Tie(aim=tie.aim, place=tie.place, places=tie.places, tied=tie.tied, hands=votes)
    return _settled(tie, "run-off", tuple(ranked[: tie.places]), hands=votes)


def _settled(
    tie: Tie,
    how: Literal["run-off", "lot", "room"],
    chosen: tuple[str, ...],
    *,
    seed: str = "",
    hands: dict[str, int] | None = None,
) -> Tie:
    return Tie(
        aim=tie.aim,
        place=tie.place,
        places=tie.places,
        tied=tie.tied,
        settled=how,
        seed=seed,
        hands=tie.hands if hands is None else hands,
        chosen=chosen,
    )


def with_ties(found: Outcome, settled: Iterable[Tie]) -> Choice:
    """The whole choice: the sure places, then what each settled tie gave.

    An id that two lots both drew keeps its place to improve (see `outcome`).
    """
    chosen = found.chosen
    for tie in sorted(settled, key=lambda tie: tie.aim):
        free = tuple(item for item in tie.chosen if chosen.aim_of(item) is None)
        chosen = chosen.with_list(tie.aim, (*chosen.of(tie.aim), *free))
    return chosen
