"""How many files of one owner are read and named, in a folder that several accounts write."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import Problem
from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.os_errors import display_path
from amu_tui.words import _, ngettext

FEW = 8
"""So many files of one owner are named that are not what belongs there."""

MOST = 2000
"""So many files of one owner are read; no meeting writes as many actions."""

MOST_UNREAD = 100
"""After so many of one owner that cannot be read, no more are tried."""

_LINKED = -1


class Crowd:
    """What was seen of each owner's files in a folder so far; `more` are those not named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: Counter[int] = Counter()
        self._unread: Counter[int] = Counter()
        self._named: Counter[int] = Counter()
        self.more: Counter[int] = Counter()

    def owner(self, name: str) -> int:
        """Who owns a file; whose it is that has another name is not told: it may be linked here."""
        try:
            status = os.lstat(self._folder / name)
        except OSError:
            return _LINKED
        return status.st_uid if status.st_nlink == 1 or os.name == "nt" else _LINKED

    def read(self, uid: int, *, well: bool) -> None:
        """Note that a file was read."""
        self._read[uid] += 1
        self._unread[uid] += not well

    def full(self, uid: int) -> bool:
        """Whether no more files of this owner are read."""
        return self._read[uid] >= MOST or self._unread[uid] >= MOST_UNREAD

    def many(self, uid: int) -> bool:
        """Whether no more files of this owner are named."""
        return self._named[uid] >= FEW

    def named(self, uid: int, how_many: int) -> None:
        """Note that files were named."""
        self._named[uid] += how_many

    def rest(self, where: str) -> Iterator[Problem]:
        """How many files of each owner in the folder `where` are not named."""
        for uid, more in self.more.items():
            text = ngettext(
                "{n} more file of {owner} here is not named",
                "{n} more files of {owner} here are not named",
                more,
            )
            owner = _("somebody") if uid == _LINKED else account_name(uid) or str(uid)
            message = text.format(n=more, owner=display_path(owner))
            yield Problem(path=where, message=message, notice=True)
