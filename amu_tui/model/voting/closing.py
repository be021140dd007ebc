"""Closing a round: from the count, the settled ties and a leader's other choice to one `Round`.

The command and the screens both close rounds through here, so that neither can count in its own
way. Nothing is closed while a tie is open, unless the choice is made otherwise than the count.
"""

import datetime
from collections.abc import Callable, Sequence

from amu_tui.errors import AmuError, UsageError
from amu_tui.messages import Message, joined
from amu_tui.model.survey.instrument import Frozen
from amu_tui.model.voting.ballot import (
    AIM_WORDS,
    Budget,
    Candidates,
    Choice,
    RoundName,
    check_choice,
)
from amu_tui.model.voting.tally import (
    Counts,
    Outcome,
    Override,
    Round,
    Tally,
    Tie,
    by_lot,
    by_room,
    by_run_off,
    outcome,
    with_ties,
)


class Settled(Frozen, frozen=True, kw_only=True):
    """How far the places are filled: `choice` by count and settled ties, and all ties met."""

    choice: Choice
    ties: tuple[Tie, ...] = ()

    @property
    def open(self) -> tuple[Tie, ...]:
        """The ties that nothing has settled yet."""
        return tuple(tie for tie in self.ties if not tie.settled)


class OpenTies(AmuError):
    """Places that the count leaves open; `ties` must be settled before the round is closed."""

    def __init__(self, ties: tuple[Tie, ...]) -> None:
        super().__init__(joined("; ", *map(_tied, ties)))
        self.ties = ties


def _tied(tie: Tie) -> Message:
    """Who is tied for which place."""
    return Message(
        "tied for place {place} to {aim}: {names}",
        "tied for places {place}–{last} to {aim}: {names}",
        n=tie.places,
        place=tie.place,
        last=tie.place + tie.places - 1,
        aim=Message(AIM_WORDS[tie.aim]),
        names=", ".join(tie.tied),
    )


def counted(tally: Tally, budget: Budget, candidates: Candidates) -> Outcome:
    """What the votes decide among `candidates`; votes for what is no longer there are passed.

    Those with as many votes stand in the order of the candidates.
    """
    votes = tally.counts
    known = Counts.each(
        lambda aim: {i: votes.of(aim)[i] for i in candidates.of(aim) if i in votes.of(aim)}
    )
    return outcome(known, budget)


def settle(outcome: Outcome, settler: Callable[[Tie], Tie]) -> Settled:
    """Ask `settler` for each tie; it returns the tie settled, or open where it cannot settle it."""
    ties = tuple(settler(tie) for tie in outcome.ties)
    return Settled(choice=with_ties(outcome, ties), ties=ties)


def by_record(settled: Sequence[Tie]) -> Callable[[Tie], Tie]:
    """Settles each tie as the one of the same aim in `settled` was settled.

    It is settled anew, not copied: a ballot may have come since, and others be tied.
    """

    def settler(tie: Tie) -> Tie:
        record = next((other for other in settled if other.aim == tie.aim), None)
        if record is None:
            return tie
        if record.hands:
            tie = by_run_off(tie, record.hands)
        if record.settled == "lot":
            return by_lot(tie, record.seed)
        if record.settled == "room":
            return by_room(tie, record.chosen)
        return tie

    return settler


def by_choice(standing: Settled, choice: Choice) -> Callable[[Tie], Tie]:
    """Settles the open ties whose places `choice` fills from the tied.

    Such a choice is not other than the count: it is the room that has settled the tie.
    """

    def settler(tie: Tie) -> Tie:
        picks, sure = set(choice.of(tie.aim)), set(standing.choice.of(tie.aim))
        rest = tuple(item for item in choice.of(tie.aim) if item not in sure)
        fills = sure <= picks and set(rest) <= set(tie.tied) and len(rest) == tie.places
        return by_room(tie, rest) if fills and not tie.settled else tie

    return settler


def close(
    name: RoundName,
    tally: Tally,
    *,
    budget: Budget,
    candidates: Candidates,
    today: datetime.date,
    settled: Sequence[Tie] = (),
    choice: Choice | None = None,
    reason: str = "",
) -> Round:
    """The closed round.

    Args:
        settled: ties of this count, settled by run-off, lot or room.
        choice: what was chosen, where it is not left to the count. With ballots cast this needs
            a `reason`, unless it is what the count says; without ballots it is the room's.

    Raises:
        OpenTies: the choice is left to the count, which leaves ties.
        UsageError: a choice over the budget, on both lists, or without a reason.
        AmuError: nobody voted for anything that there is, and no choice is given.
    """
    votes = counted(tally, budget, candidates)
    result = settle(votes, by_record(settled))
    override = None
    if choice is None:
        if not votes.chosen and not votes.ties:
            if left_out(tally.counts, candidates):
                raise AmuError(
                    Message("nothing that got votes can be chosen any more"),
                    hint=Message("Say what the room chose."),
                )
            raise AmuError(
                Message("no votes have been cast"),
                hint=Message("Say what the room chose, or vote first."),
            )
        if result.open:
            raise OpenTies(result.open)
        chosen = result.choice
    else:
        check_choice(choice, budget, candidates)
        chosen = choice
        met = Outcome(chosen=votes.chosen, ties=result.ties)
        result = settle(met, by_choice(result, choice))
        if tally.turnout and (result.open or choice.text != result.choice.text):
            override = _override(reason, result.choice)
    return Round(
        round=name,
        closed=today,
        turnout=tally.turnout,
        ways=tally.ways,
        counts=tally.counts,
        ties=result.ties,
        chosen=chosen,
        override=override,
        left_out=left_out(tally.counts, candidates),
    )


def left_out(counts: Counts, candidates: Candidates) -> Choice:
    """What got votes but is no candidate for that aim any more: `counted` passes it over."""
    return Choice.each(lambda aim: tuple(sorted(counts.of(aim).keys() - set(candidates.of(aim)))))


def _override(reason: str, count_says: Choice) -> Override:
    if not reason.strip():
        raise UsageError(
            Message("a choice other than the count needs a reason"),
            hint=Message("The reason is written down with the round."),
        )
    return Override(reason=reason, counted=count_says)
