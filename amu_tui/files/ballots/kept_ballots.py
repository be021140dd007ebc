"""What of the ballots stays with a closed round, and whether it still is as it was counted.

Of a confidential round nothing stays but its counts, and what other rules gave. An open one keeps
the SHA-256 of each ballot file that was counted, so that one that is changed or removed afterwards
is noticed, and one that came too late is told from those that were counted.
"""

import contextlib
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from amu_tui.errors import AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.ballots.ballot_box import BallotBox
from amu_tui.files.ballots.voters import BallotFile, SortedBallots
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.meeting.session import Info, budget
from amu_tui.model.voting.ballot import Ballot, Choice, alike
from amu_tui.model.voting.other_rules import kept_outcomes
from amu_tui.model.voting.recount import cast_in, recount
from amu_tui.model.voting.tally import Round
from amu_tui.words import _, spoken


def kept(closed: Round, cast: SortedBallots, info: Info, stands: Round | None = None) -> Round:
    """`closed` with what its file keeps of the ballots that were counted.

    Where the count of an earlier closing `stands`, it is what that kept.
    """
    if stands is not None:
        fields = ("set_aside", "other_rules", "ballots", "counted", "earlier")
        return msgspec.structs.replace(closed, **{key: getattr(stands, key) for key in fields})
    closed = msgspec.structs.replace(closed, set_aside=cast.set_aside)
    if info.ballots == "confidential":
        ballots = alike(file.ballot.choice for file in cast.counted)
        whole = msgspec.structs.replace(closed, ballots=ballots)
        outcomes = kept_outcomes(whole, budget(info.rules, closed.round))
        return msgspec.structs.replace(closed, other_rules=outcomes)
    return msgspec.structs.replace(
        closed,
        counted={
            file.name: file.sha256 for file in sorted(cast.counted, key=lambda file: file.name)
        },
        earlier=tuple(sorted(cast.replaced)),
    )


def with_open(closed: Round, counted: Sequence[BallotFile]) -> Round:
    """`closed` with the ballots of an open round, which its file does not hold."""
    if not closed.counted:
        return closed
    return msgspec.structs.replace(closed, ballots=alike(file.ballot.choice for file in counted))


def with_ballots(root: Path, info: Info, closed: Round) -> tuple[Round, list[Problem]]:
    """`closed` with its open ballots, if it has any, and what is not as it was counted."""
    notices: list[Problem] = []
    # A round from before ballots were kept says nothing of them.
    if info.ballots == "open" and (closed.counted or not cast_in(closed)):
        closed, notices = _open(root, info, closed)
    for difference in recount(closed, budget(info.rules, closed.round)).differences:
        notices.append(_notice(places.round_file(closed.round), spoken(difference)))
    return closed, notices


def _open(root: Path, info: Info, closed: Round) -> tuple[Round, list[Problem]]:
    parts = places.ballot_folder(closed.round, confidential=False)
    choices: list[Choice] = []
    notices: list[Problem] = []
    for name, sha256 in sorted(closed.counted.items()):
        file = (*parts, f"{name}.toml")
        try:
            choices.append(_as_counted(root, file, sha256))
        except AmuError as error:
            notices.append(_notice(file, error.message))
    with contextlib.suppress(OSError, AmuError):  # what cannot be seen is told of each counted one
        counted = {*closed.counted, *closed.earlier}
        box = BallotBox(root, info, closed.round)
        notices += box.contents(lambda contents: contents.name_others(counted)).problems
    whole = len(choices) == len(closed.counted)
    ballots = alike(choices) if whole else {}
    return msgspec.structs.replace(closed, ballots=ballots), notices


def _as_counted(root: Path, file: tuple[str, ...], sha256: str) -> Choice:
    """The choice of a ballot that was counted; `AmuError` where it is not as it was."""
    path = places.inside(root, *file)
    data = toml.find_bytes(path)
    if data is None:
        raise AmuError(_("this ballot was counted, and has been removed since"))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise AmuError(_("this ballot has been changed since it was counted"))
    return _choice(data)


@lru_cache(maxsize=4096)
def _choice(data: bytes) -> Choice:
    """What a ballot's file says; a session is read again and again, and its ballots stay."""
    return toml.parse(data, Ballot, "").choice


def _notice(parts: tuple[str, ...], message: str) -> Problem:
    return Problem(path=display_path("/".join(parts)), message=message, notice=True)
