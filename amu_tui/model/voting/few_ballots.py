"""What the sums of few confidential ballots tell: said before one is cast and before the end.

A small unit may vote all the same, so that nothing is refused. Raised hands are no ballots and
hide nothing: the room saw them, and can take them from the sums.
"""

from typing import NamedTuple

from amu_tui.messages import Message

FEW = 3
"""Up to so many ballots, voters can work out what others have chosen, alone or two together."""


class SumsTell(NamedTuple):
    """What the sums tell, a sentence each; whether there are so few ballots that they tell much."""

    sentences: tuple[Message, ...] = ()
    few: bool = False


NOTHING = SumsTell()


def told(ballots: int, hands: int, *, ending: bool) -> SumsTell:
    """What is said to who is about to end the vote, otherwise to who is about to vote.

    Args:
        ballots: how many are cast so far, raised hands aside; -1 where that cannot be seen.
    """
    return told_to_leaders(ballots, hands) if ending else told_to_voters(ballots, hands)


def told_to_voters(ballots: int, hands: int) -> SumsTell:
    """What whoever votes should know (see `told`)."""
    alike = Message("Where all vote alike, the sums say so.")
    if ballots > FEW:
        return SumsTell((alike,))
    few = Message(
        "With few ballots the sums give them away: with one, the sums are the ballot; with two, "
        "each voter can work out the other’s; with three, two together can work out the third’s."
    )
    beside = Message("Hands that are raised hide nothing: everybody in the room sees them.")
    return SumsTell((few, beside, alike) if hands else (few, alike), few=True)


def told_to_leaders(ballots: int, hands: int) -> SumsTell:
    """What whoever ends the vote should know (see `told`)."""
    alike = Message("Where all have voted alike, the sums say so.")
    if ballots < 1:
        return NOTHING
    if ballots > FEW:
        return SumsTell((alike,))
    said = [_few(ballots)]
    if hands:
        said.append(Message("Hands that were raised hide nothing: everybody in the room saw them."))
    if ballots > 1:
        said.append(alike)
    return SumsTell(tuple(said), few=True)


def _few(ballots: int) -> Message:
    if ballots == 1:
        return Message("There is one ballot: the sums are what it says.")
    if ballots == 2:
        return Message(
            "There are two ballots: each of the two voters sees from the sums what the other chose."
        )
    return Message(
        "There are three ballots: two of the voters together see from the sums what the third "
        "chose."
    )
