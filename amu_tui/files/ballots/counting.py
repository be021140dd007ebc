"""Counting what is in a box: which ballots can be counted, and the count that is kept.

What a vote was when it was ended is its count; before that everything is read anew each time.
"""

import dataclasses
from typing import NamedTuple

import msgspec

from amu_tui.errors import AlreadyThere, NotCounted, Problem, UsageError
from amu_tui.files.ballots import ended
from amu_tui.files.ballots.ballot_box import BallotBox
from amu_tui.files.ballots.voters import SortedBallots, unclear_problems
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.wording import wordings
from amu_tui.model.voting.ballot import (
    Ballot,
    Candidates,
    Hands,
    Wording,
    check_choice,
    check_hands,
)
from amu_tui.model.voting.by_aim import ByAim
from amu_tui.model.voting.tally import Round, Tally, count
from amu_tui.words import _


class Cast(NamedTuple):
    """The ballots of a round, the files that are none, and ballots of which it is not clear."""

    ballots: SortedBallots
    problems: list[Problem]
    unclear: list[Problem]


class Count(NamedTuple):
    """A count, the ballots and hands that it is made of, and the files that are not counted.

    `wordings` is what the actions said that were voted on, when the vote was ended.
    """

    tally: Tally
    ballots: SortedBallots
    hands: Hands | None
    problems: list[Problem]
    wordings: dict[str, Wording]


def cast(session: Session, box: BallotBox) -> Cast:
    """What is in the box, ballots that cannot be made among the files that are none."""
    ballots, problems = box.sorted_ballots()
    if box.ended_vote() is None:  # what was counted at the end of a vote stays as it is
        counted = []
        for file in sorted(ballots.counted, key=lambda file: file.name):
            # Whoever takes an action away must not make a ballot that names it one that is named.
            choice = file.ballot.choice
            choices = session.candidates("themes") if box.name == "themes" else choice
            try:
                check_choice(choice, session.budget(box.name), choices)
            except UsageError as error:
                problems.append(box.problem(file, error))
            else:
                counted.append(file)
        ballots = dataclasses.replace(ballots, counted=counted)
    unclear = [] if box.confidential else unclear_problems(ballots, box.where)
    return Cast(ballots, problems, unclear)


def candidates(session: Session, ballot: Ballot) -> Candidates:
    """Ids that somebody can vote for now: any action for either aim."""
    if ballot.round == "themes":
        return session.candidates("themes")
    return ByAim.each(lambda _aim: tuple(session.actions))


def counted(
    session: Session, box: BallotBox, hands: Hands | None, *, leave_out: bool = False
) -> Count:
    """The count of a round; that of an ended vote is kept, where it is not kept yet.

    Args:
        hands: raised hands that take the place of those that are saved.
        leave_out: count without the ballots and actions that cannot be read.

    Raises `NotCounted` where damage leaves unclear what the count is, `AlreadyThere` where other
    hands were counted when the vote was ended.
    """
    kept = box.ended_vote()
    ballots, problems, unclear = cast(session, box)
    hint = _("Mend or remove the file, then close the vote.")
    others = (p for p in session.blocking(box.name) if not p.path.startswith("actions/"))
    for problem in (*unclear, *others):
        raise NotCounted([problem], box.root, hint=hint)
    if (stands := box.standing()) is not None:
        return _standing(stands, hands, box)
    barring = [problem for problem in problems if not problem.notice]
    unread: tuple[Problem, ...] = ()
    if box.name == "actions":
        picks = (pick for file in ballots.counted for pick in file.ballot.choice.values())
        unread = session.unread_actions({item for items in picks for item in items})
    if (unread or barring) and not leave_out:
        raise NotCounted([*unread, *barring], box.root, hint=hint, files=True)
    if kept is None:
        ballots = dataclasses.replace(ballots, set_aside=len(barring))
        hands = box.hands() if hands is None else hands
    elif hands is None or hands == kept.hands:
        hands = kept.hands
    else:
        raise _other_hands(box)
    if hands is not None:
        check_hands(hands, session.budget(box.name))
    tally = count([file.ballot for file in ballots.counted], hands, len(ballots.elsewhere))
    said = kept.wordings if kept is not None else {}
    found = Count(tally, ballots, hands, problems, said or wordings(session, box.name))
    if kept is None and box.ended() and not keep(box, found):
        return counted(session, box, None, leave_out=leave_out)
    return found


def _standing(closed: Round, hands: Hands | None, box: BallotBox) -> Count:
    """The count of a round that was opened again: that of before, whose ballots may be gone."""
    if hands is not None:
        raise _other_hands(box)
    tally = Tally(turnout=closed.turnout, ways=closed.ways, counts=closed.counts)
    return Count(tally, SortedBallots([], [], frozenset(), []), None, [], closed.wordings)


def _other_hands(box: BallotBox) -> AlreadyThere:
    message = _("the vote is ended, and other hands were counted")
    return AlreadyThere(message, path=display_path(box.root))


def keep(box: BallotBox, found: Count) -> bool:
    """Keep the count of a vote that is ended; False where another is kept already, which holds."""
    kept = ended.count_of(found.ballots, found.problems, found.hands, box.key, box.name)
    kept = msgspec.structs.replace(kept, wordings=found.wordings)
    return ended.keep(box.root, kept, confidential=box.confidential)
