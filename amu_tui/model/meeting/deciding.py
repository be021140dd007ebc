"""How far a round has come between the end of the vote and the writing down of what was chosen.

Counting, settling ties and choosing otherwise are steps that people talk through; until they
decide, nothing of it is written. All of it is a value here, so that undo is the value before.
"""

from dataclasses import dataclass, replace

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.voting.ballot import Choice, RoundName
from amu_tui.model.voting.closing import Settled, by_choice, by_record, counted, settle
from amu_tui.model.voting.tally import Counts, Outcome, Tally, Tie

NO_VOTES = Tally(turnout=0, ways={}, counts=Counts())


@dataclass(frozen=True)
class Deciding:
    """What is known and agreed on so far.

    `tally` is None until the vote is ended; `by_hand` is what the room or its leader chose,
    None while the choice is what the count says.
    """

    tally: Tally | None = None
    settled: tuple[Tie, ...] = ()
    by_hand: Choice | None = None

    @property
    def begun(self) -> bool:
        """Whether anything is settled or chosen here; a count alone is everybody's."""
        return bool(self.settled) or self.by_hand is not None

    def with_tie(self, tie: Tie, session: Session, name: RoundName) -> "Deciding":
        """The same with `tie` settled, or after its run-off.

        What was chosen by hand for the other aim stays, but for what the tie gave a place.
        """
        settled = (*(other for other in self.settled if other.aim != tie.aim), tie)
        changed = replace(self, settled=settled, by_hand=None)
        if self.by_hand is None:
            return changed
        own, picks = self.by_hand, changed.choice(session, name).of(tie.aim)
        kept = Choice.each(lambda aim: tuple(i for i in own.of(aim) if i not in picks))
        return replace(changed, by_hand=kept.with_value(tie.aim, picks))

    def undecided(self, session: Session, name: RoundName) -> bool:
        """Whether a tie is open and nobody has chosen otherwise for its aim."""
        standing, choice = self.standing(session, name), self.choice(session, name)
        return any(
            set(choice.of(tie.aim)) == set(standing.choice.of(tie.aim)) for tie in standing.open
        )

    def standing(self, session: Session, name: RoundName) -> Settled:
        """What the count and the settled ties say, and the ties that were met.

        An open tie whose places are chosen from the tied by hand is settled: by the room.
        """
        tally = self.tally or NO_VOTES
        count = counted(tally, session.budget(name), session.candidates(name))
        result = settle(count, by_record(self.settled))
        if self.by_hand is None:
            return result
        met = Outcome(chosen=count.chosen, ties=result.ties)
        return settle(met, by_choice(result, self.by_hand))

    def choice(self, session: Session, name: RoundName) -> Choice:
        """What would be written down now."""
        return self.by_hand if self.by_hand is not None else self.standing(session, name).choice

    def differs(self, session: Session, name: RoundName) -> bool:
        """Whether the choice is other than the count, so that it needs a reason."""
        if self.by_hand is None or self.tally is None or not self.tally.turnout:
            return False
        standing = self.standing(session, name)
        return bool(standing.open) or self.by_hand.text != standing.choice.text


def moved(choice: Choice, aim: Aim, item: str, way: int) -> Choice:
    """`choice` with `item` one place up (-1) or down (1) in the order of `aim`."""
    picks = list(choice.of(aim))
    position = picks.index(item)
    target = position + way
    if 0 <= target < len(picks):
        picks[position], picks[target] = picks[target], picks[position]
    return choice.with_value(aim, tuple(picks))
