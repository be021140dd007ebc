"""Counting a closed round again, from nothing but what was written down of it.

Anybody can: the counts give the ties, the seeds give the lots, and these the choice; open ballots
give the counts too. Of confidential ballots the counts are all that stays: whoever knows one pick
of a colleague would find the rest of it in a list of whole ballots, and one that is rare enough
proves to others how somebody voted. What does not agree is told in words that name things as the
file does, by id. All of it is pure, and no order of anything matters.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from amu_tui.errors import UsageError
from amu_tui.messages import Message
from amu_tui.model.survey.instrument import AIMS, Aim, Frozen
from amu_tui.model.voting.ballot import (
    AIM_WORDS,
    ELSEWHERE,
    Budget,
    Choice,
    Hands,
    check_choice,
    check_hands,
    choice_of,
)
from amu_tui.model.voting.by_aim import ByAim
from amu_tui.model.voting.closing import by_record, settle
from amu_tui.model.voting.tally import Counts, Outcome, Round, Tie, outcome

Basis = Literal["ballots", "counts", "nothing"]
"""Counted again from the ballots, from the counts that are written, or there was no vote."""


Difference = str | Message


class Recount(Frozen, frozen=True, kw_only=True):
    """What counting again gave: `choice` is that of the count, not that of an override.

    `hands` are the raised hands that the counts hold beside the ballots, where those are kept.
    """

    basis: Basis
    counts: Counts
    hands: Counts = Counts()
    ties: tuple[Tie, ...] = ()
    choice: Choice = Choice()
    differences: tuple[Difference, ...] = ()


def cast_in(closed: Round) -> int:
    """How many ballots were counted in `closed`, raised hands aside."""
    return sum(closed.ways.get(way, 0) for way in ("own", "passed", ELSEWHERE))


def recount(closed: Round, budget: Budget) -> Recount:
    """Count `closed` again and draw its lots again; `budget` is what the session's rules give."""
    differences = list(_turnout(closed))
    counts, hands = closed.counts, Counts()
    basis: Basis = "counts" if closed.turnout else "nothing"
    if closed.ballots:
        basis = "ballots"
        try:
            cast = _cast(closed, budget)
        except UsageError as error:
            differences.append(error.raw_message)
        else:
            differences += _ballots(closed, cast)
            counts, hands = _counts(closed, cast)
    differences += _possible(closed, counts, hands, budget)
    differences += _other_rules(closed, budget)
    counted = outcome(_without(counts, closed.left_out), budget)
    differences += _ties(closed, counted)
    try:
        settled = settle(counted, by_record(closed.ties))
    except UsageError as error:
        differences.append(error.raw_message)
        settled = settle(counted, lambda tie: tie)
    else:
        differences += _settled(closed, settled.ties)
        differences += _chosen(closed, settled.choice, budget, settled.open)
    return Recount(
        basis=basis,
        counts=counts,
        hands=hands,
        ties=settled.ties,
        choice=settled.choice,
        differences=tuple(dict.fromkeys(differences)),
    )


def _turnout(closed: Round) -> Iterator[Difference]:
    ways = sum(closed.ways.values())
    if ways != closed.turnout:
        yield Message(
            "{turnout} are said to have voted, but the ways add up to {ways}",
            turnout=closed.turnout,
            ways=ways,
        )


def _cast(closed: Round, budget: Budget) -> list[tuple[Choice, int]]:
    """The kept ballots, each with how many there are; `UsageError` for one nobody can cast."""
    cast = [(choice_of(text), n) for text, n in closed.ballots.items()]
    for choice, _n in cast:
        check_choice(choice, budget, choice)
    return cast


def _ballots(closed: Round, cast: list[tuple[Choice, int]]) -> Iterator[Difference]:
    kept, counted = sum(n for _choice, n in cast), cast_in(closed)
    if kept != counted:
        yield Message(
            "{kept} ballots are kept, but {told} are said to have been counted",
            kept=kept,
            told=counted,
        )


def _counts(closed: Round, cast: list[tuple[Choice, int]]) -> tuple[Counts, Counts]:
    """Votes by ballots and raised hands, and the raised hands of them.

    Raised hands are what the counts hold more than the ballots; where no hands were raised, there
    are none, and the counts are those of the ballots.
    """
    votes: ByAim[Counter[str]] = ByAim.each(lambda _aim: Counter())
    for choice, n in cast:
        for aim in AIMS:
            votes.of(aim).update(dict.fromkeys(choice.of(aim), n))
    hands: ByAim[Counter[str]] = ByAim.each(lambda _aim: Counter())
    if closed.ways.get("hands"):
        hands = ByAim.each(lambda aim: Counter(closed.counts.of(aim)) - votes.of(aim))
    return (
        Counts.each(lambda aim: dict(sorted((votes.of(aim) + hands.of(aim)).items()))),
        Counts.each(lambda aim: dict(sorted(hands.of(aim).items()))),
    )


def _possible(closed: Round, counts: Counts, hands: Counts, budget: Budget) -> Iterator[Difference]:
    """Whether the counts are those that are written, and so many people can have given them."""
    for aim in AIMS:
        again, written = counts.of(aim), closed.counts.of(aim)
        for item in sorted({*again, *written}):
            if again.get(item, 0) != written.get(item, 0):
                yield Message(
                    "counted again, {item} ({aim}) has {again}, but {written} is written",
                    item=item,
                    aim=Message(AIM_WORDS[aim]),
                    again=again.get(item, 0),
                    written=written.get(item, 0),
                )
    raised = (closed.ways.get("hands", 0), hands)
    for people, votes in ((closed.turnout, closed.counts), raised):
        try:
            check_hands(_as_hands(closed, people, votes), budget)
        except UsageError as error:
            yield error.raw_message


def _other_rules(closed: Round, budget: Budget) -> Iterator[Difference]:
    """Whether other rules are said to choose no more than they can, of what has votes."""
    voted_for = ByAim.each(lambda aim: tuple(closed.counts.of(aim)))
    for choice in closed.other_rules.values():
        try:
            check_choice(choice, budget, voted_for)
        except UsageError as error:
            yield error.raw_message


def _as_hands(closed: Round, people: int, votes: Counts) -> Hands:
    return Hands(
        session="",
        round=closed.round,
        people=people,
        preserve=votes.preserve,
        improve=votes.improve,
    )


def _without(counts: Counts, left_out: Choice) -> Counts:
    return Counts.each(
        lambda aim: {i: n for i, n in counts.of(aim).items() if i not in left_out.of(aim)}
    )


def _ties(closed: Round, counted: Outcome) -> Iterator[Difference]:
    """Whether the same are tied for the same places."""

    def key(tie: Tie) -> tuple[Aim, int, int, frozenset[str]]:
        return tie.aim, tie.place, tie.places, frozenset(tie.tied)

    again, written = {key(tie) for tie in counted.ties}, {key(tie) for tie in closed.ties}
    for aim, place, _places, tied in sorted(again - written, key=str):
        yield Message(
            "counted again, {items} are tied for place {place} to {aim}; that is not written",
            items=", ".join(sorted(tied)),
            place=place,
            aim=Message(AIM_WORDS[aim]),
        )
    for aim, place, _places, tied in sorted(written - again, key=str):
        yield Message(
            "counted again, {items} are not tied for place {place} to {aim}",
            items=", ".join(sorted(tied)),
            place=place,
            aim=Message(AIM_WORDS[aim]),
        )


def _settled(closed: Round, again: tuple[Tie, ...]) -> Iterator[Difference]:
    """Whether run-off and lot give what they are said to have given."""
    for written in closed.ties:
        tie = next((tie for tie in again if tie.aim == written.aim), None)
        if tie is None or set(tie.tied) != set(written.tied):
            continue  # told by `_ties`
        if (tie.settled, set(tie.chosen)) != (written.settled, set(written.chosen)):
            yield Message(
                "settled again, the tie to {aim} goes to {again}, but {written} is written",
                aim=Message(AIM_WORDS[tie.aim]),
                again=", ".join(sorted(tie.chosen)) or "–",
                written=", ".join(sorted(written.chosen)) or "–",
            )


def _chosen(
    closed: Round, count_says: Choice, budget: Budget, open_ties: tuple[Tie, ...]
) -> Iterator[Difference]:
    """Whether what is chosen is what the count says, or is said to be otherwise."""
    chosen = closed.chosen
    try:
        check_choice(chosen, budget, chosen)
    except UsageError as error:
        yield error.raw_message
    if not closed.turnout:
        return
    written = chosen if closed.override is None else closed.override.counted
    for aim in AIMS:
        if set(written.of(aim)) != set(count_says.of(aim)):
            yield Message(
                "counted again, {again} is chosen to {aim}, but {written} is written",
                aim=Message(AIM_WORDS[aim]),
                again=", ".join(sorted(count_says.of(aim))) or "–",
                written=", ".join(sorted(written.of(aim))) or "–",
            )
        elif closed.override is None and any(tie.aim == aim for tie in open_ties):
            yield Message(
                "a tie to {aim} is not settled, and no reason is given for the choice",
                aim=Message(AIM_WORDS[aim]),
            )
