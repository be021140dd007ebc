"""How far a round has come between the end of the vote and the writing down of what was chosen.

Counting, settling ties and choosing otherwise are steps that people talk through; until they
decide, nothing of it is written. All of it is a value here, so that undo is the value before.
"""

from dataclasses import dataclass, replace

from amu_tui.model.ballot import Choice, RoundName
from amu_tui.model.closing import Settled, by_record, counted, in_the_room, settle
from amu_tui.model.instrument import AIMS, Aim
from amu_tui.model.session import Session
from amu_tui.model.tally import Counts, Tally, Tie

NO_VOTES = Tally(turnout=0, ways={}, counts=Counts())


@dataclass(frozen=True)
class Deciding:
    """What is known and agreed on so far.

    `tally` is None until the vote is ended; `own` is what the room or its leader chose by hand,
    None while the choice is what the count says.
    """

    tally: Tally | None = None
    settled: tuple[Tie, ...] = ()
    own: Choice | None = None

    def with_tie(self, tie: Tie) -> "Deciding":
        """The same with `tie` settled, or after its run-off; the choice is the count's again."""
        kept = tuple(other for other in self.settled if other.aim != tie.aim)
        if tie.aim == "improve":
            # What is tied to preserve depends on what got its place to improve.
            kept = ()
        return replace(self, settled=(*kept, tie), own=None)

    def standing(self, session: Session, name: RoundName) -> Settled:
        """What the count and the settled ties say, and the ties that were met."""
        tally = self.tally or NO_VOTES
        found = counted(tally, session.budget(name), session.candidates(name))
        return settle(found, by_record(self.settled))

    def choice(self, session: Session, name: RoundName) -> Choice:
        """What would be written down now."""
        return self.own if self.own is not None else self.standing(session, name).choice

    def agreed(self, session: Session, name: RoundName) -> "Deciding":
        """The same with those open ties settled by the room that `own` fills from the tied."""
        if self.own is None:
            return self
        found = self
        for aim in reversed(AIMS):
            standing = found.standing(session, name)
            tie = next((tie for tie in standing.open if tie.aim == aim), None)
            if tie is None:
                continue
            sure = set(standing.choice.of(aim))
            rest = [item for item in self.own.of(aim) if item not in sure]
            fills = len(rest) == tie.places and set(rest) <= set(tie.tied)
            if fills and sure <= set(self.own.of(aim)):
                found = replace(found.with_tie(in_the_room(tie, rest)), own=self.own)
        return found

    def differs(self, session: Session, name: RoundName) -> bool:
        """Whether the choice is other than the count, so that it needs a reason."""
        if self.own is None or self.tally is None or not self.tally.turnout:
            return False
        standing = self.standing(session, name)
        return bool(standing.open) or any(
            set(self.own.of(aim)) != set(standing.choice.of(aim)) for aim in AIMS
        )


def moved(choice: Choice, aim: Aim, item: str, way: int) -> Choice:
    """`choice` with `item` one place up (-1) or down (1) in the order of `aim`."""
    picks = list(choice.of(aim))
    place = picks.index(item)
    target = place + way
    if 0 <= target < len(picks):
        picks[place], picks[target] = picks[target], picks[place]
    return choice.with_list(aim, tuple(picks))
