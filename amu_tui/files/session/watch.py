"""Seeing what others save in a session's folder, by looking at times and names alone.

Polling works where notifications do not (network disks). A look costs a few calls of `stat`; a
file is only opened by who is told that its part has changed. A listing that lags behind makes
what is seen late, and nothing else: no error of the disk gets out of here.
"""

import contextlib
import os
import stat
from pathlib import Path
from typing import Literal

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.sharing import access
from amu_tui.model.meeting.live import Seen
from amu_tui.model.meeting.session import Progress
from amu_tui.model.voting.ballot import ROUNDS

SessionPart = Literal["actions", "rounds", "checklists", "ballots"]
"""What can change in a meeting: actions, what is written down of votes and report, answers to
checklists, and ballots with the marks that say that a vote is ended."""

SessionParts = frozenset[SessionPart]

AHEAD = 60.0
"""Seconds that the clock of a disk may be ahead of this machine's."""

_Mark = tuple[object, ...] | None
"""What tells one state of a file or folder from another."""

_LISTED: dict[SessionPart, str] = {
    "actions": places.ACTIONS,
    "rounds": places.ROUNDS,
    "checklists": places.CHECKLISTS,
}
"""Folders of few files: each of them is looked at, since an editor may write in place."""

_BALLOTS: tuple[tuple[str, ...], ...] = (
    (places.LOCAL,),
    (places.LOCAL, places.BALLOTS),
    *((places.LOCAL, places.BALLOTS, name) for name in ROUNDS),
    *(places.turnout_folder(name) for name in ROUNDS),
    *((places.BALLOTS, name) for name in ROUNDS),
)
"""Folders that can have thousands of files: their own time says when a name comes or goes."""


class Watch:
    """Tells which parts of the session in `root` have changed since the last look."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._marks: dict[SessionPart, _Mark] = {}
        self._again: set[SessionPart] = set()

    def changed(self) -> SessionParts:
        """The parts that are not what they were at the last look; at the first all of them.

        A part that has changed is named at the next look too: two changes within one tick of
        the disk's clock have one time.
        """
        now: dict[SessionPart, _Mark] = {
            **{part: self._listing(part) for part in _LISTED},
            "ballots": tuple(_mark(self._root.joinpath(*parts)) for parts in _BALLOTS),
        }
        fresh = {part for part, mark in now.items() if self._marks.get(part) != mark}
        changed = frozenset(fresh | self._again)
        self._marks, self._again = now, fresh
        return changed

    def once_more(self, parts: SessionParts) -> None:
        """Name `parts` at the next look, since they could not be read now."""
        self._again |= parts

    def _listing(self, part: SessionPart) -> tuple[object, ...]:
        folder = self._root / _LISTED[part]
        own = _mark(folder)
        if own is None:
            return (None,)
        marks: list[tuple[str, int, int, int]] = []
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    status = entry.stat(follow_symlinks=False)
                    marks.append((entry.name, status.st_ino, status.st_mtime_ns, status.st_size))
        return (own, *sorted(marks))


class LiveFile:
    """The file that says where the meeting is, and whose time is the leader's sign of life."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / places.LOCAL / places.PROGRESS
        self._mark: _Mark = None
        self._data: bytes | None = None
        self._progress = Progress()

    def look(self, now: float, clock: float) -> Seen | None:
        """The progress where the file has changed since the last look; None otherwise.

        Args:
            now: seconds of the program's own clock, for `Seen.at`.
            clock: seconds since 1970: how old the file is where it is seen for the first time.
        """
        try:
            status = self._path.lstat()
        except (OSError, ValueError):
            return None
        mark = _of(status)
        if mark == self._mark or not stat.S_ISREG(status.st_mode):
            return None
        try:
            if access.not_leading(self._root, places.LOCAL, places.PROGRESS) is not None:
                return None  # whoever wrote it does not lead, whatever the folder lets him
            data = toml.read_bytes(self._path)
        except AmuError:
            return None  # the next look tries again
        first, self._mark = self._mark is None, mark
        if data != self._data:
            try:
                self._progress = toml.parse(data, Progress, self._path, newer=True)
            except AmuError:
                return None
            self._data = data
        old = max(0.0, clock - status.st_mtime) if first else 0.0
        # A time that is yet to come would make all that follows look older.
        time = min(status.st_mtime_ns, int((clock + AHEAD) * 1e9))
        return Seen(self._progress, time, now - old)

    def beat(self) -> bool:
        """Give a sign of life; whether the file is there to give it."""
        try:
            os.utime(self._path, follow_symlinks=os.utime not in os.supports_follow_symlinks)
        except FileNotFoundError:
            return False
        except OSError:
            pass
        return True


def _mark(path: Path) -> _Mark:
    """What tells the state of `path`; None where there is nothing, or nothing can be seen."""
    try:
        return _of(path.lstat())
    except (OSError, ValueError):
        return None


def _of(status: os.stat_result) -> _Mark:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
