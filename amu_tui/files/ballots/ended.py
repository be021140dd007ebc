"""What was counted when a vote was ended: from then on it is the count, whatever comes after.

Between the end of a vote and its closing the room looks at the count. A ballot that its voter
replaces, removes or writes meanwhile is named, and changes nothing. The file lies where those can
read it who can read the ballots, and goes with them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from amu_tui.errors import AlreadyThere, AmuError, Problem, UsageError
from amu_tui.files import places, toml
from amu_tui.files.ballots.voters import BallotFile, SortedBallots
from amu_tui.files.disk.durable import write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id
from amu_tui.model.voting.ballot import Ballot, Hands, RoundName, Wording, choice_of
from amu_tui.words import _

LIMIT = 8 * toml.LARGE
"""Bytes of the file; a ballot takes some hundred."""
_STEP = 64 * 1024
"""The size of the file of a confidential vote is a multiple of it."""


class EndedVote(Frozen, frozen=True, kw_only=True):
    """The count of a vote at its end: the ballots and raised hands that it is made of.

    `ballots` has for each of them the SHA-256 of its file, the way it was cast and its choice;
    `elsewhere` those of them that were not cast here, `replaced` those that later ones of their
    voters had replaced. `others` are the names of the files that were not counted, `crowded` the
    accounts that had more of them than are named; `set_aside` is how many of them could have been
    ballots.
    """

    schema: int = SCHEMA
    session: str
    round: RoundName
    ballots: dict[Id, str] = {}
    elsewhere: tuple[Id, ...] = ()
    replaced: tuple[Id, ...] = ()
    others: tuple[str, ...] = ()
    crowded: tuple[int, ...] = ()
    set_aside: Annotated[int, Meta(ge=0)] = 0
    hands: Hands | None = None
    wordings: dict[Id, Wording] = {}
    """What the actions said that were voted on (`amu_tui.model.meeting.wording`)."""

    def knows(self, stem: str, name: str, uid: int) -> bool:
        """Whether a file was seen when the vote was ended, but not counted."""
        return stem in self.replaced or name in self.others or uid in self.crowded

    def sorted_ballots(self) -> SortedBallots:
        """The ballots as they were counted; owner and time of their files are no longer told."""
        counted = [self._ballot(name, text) for name, text in self.ballots.items()]
        elsewhere = frozenset(self.elsewhere)
        return SortedBallots(counted, list(self.replaced), elsewhere, [], set_aside=self.set_aside)

    def _ballot(self, name: str, text: str) -> BallotFile:
        sha256, _sign, rest = text.partition(" ")
        way, _sign, choice = rest.partition(" ")
        value = {
            "session": self.session,
            "round": self.round,
            "way": way,
            "choice": msgspec.to_builtins(choice_of(choice)),
        }
        ballot = msgspec.convert(value, Ballot)
        return BallotFile(name, 0, 0, ballot, sha256)


def counted_text(file: BallotFile) -> str:
    """How a ballot that is counted stands in `EndedVote.ballots`."""
    return f"{file.sha256} {file.ballot.way} {file.ballot.choice.text}"


def count_of(
    cast: SortedBallots, others: Iterable[Problem], hands: Hands | None, key: str, name: RoundName
) -> EndedVote:
    """The count of a round of the session `key`; `others` tell of files that are not counted."""
    return EndedVote(
        session=key,
        round=name,
        ballots={f.name: counted_text(f) for f in sorted(cast.counted, key=lambda f: f.name)},
        elsewhere=tuple(sorted(cast.elsewhere)),
        replaced=tuple(sorted(cast.replaced)),
        others=tuple(sorted({Path(other.path).name for other in others})),
        crowded=tuple(sorted(cast.crowded)),
        set_aside=cast.set_aside,
        hands=hands,
    )


def keep(root: Path, count: EndedVote, *, confidential: bool) -> bool:
    """Keep a count; False where somebody else has kept one already, which holds."""
    path = places.file_in(root, *places.count_file(count.round, confidential=confidential))
    data = toml.readable(count, path, limit=LIMIT)
    try:
        write_once(path, _padded(data) if confidential else data, timeless=confidential)
    except AlreadyThere:
        return False
    return True


def _padded(data: bytes) -> bytes:
    """`data` with empty lines that hide how long it is.

    Whoever passes the folder sees the size of a file that he knows the name of: the lengths of
    all choices together would tell how many ballots name nothing for an aim.
    """
    return data + b"\n" * (-len(data) % _STEP)


def find(root: Path, key: str, name: RoundName, *, confidential: bool) -> EndedVote | None:
    """What `keep` kept; None where there is none, `AmuError` where it is damaged."""
    path = places.inside(root, *places.count_file(name, confidential=confidential))
    ended = toml.find(path, EndedVote, limit=LIMIT)
    if ended is None:
        return None
    if (ended.session, ended.round) != (key, name):
        raise AmuError(_("this belongs to another session or round"), path=display_path(path))
    try:
        ended.sorted_ballots()
    except (ValueError, UsageError) as error:
        raise AmuError(_("this is not the count of a vote"), path=display_path(path)) from error
    return ended
