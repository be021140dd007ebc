"""What the disk alone knows of a session's files: on which day each was written, and whose it is.

In git's folder nothing is told: there a file has the time and the owner of the checkout.
"""

import datetime
from pathlib import Path
from typing import NamedTuple

from amu_tui.files import places
from amu_tui.files.disk.accounts import account_name
from amu_tui.files.git.around import around
from amu_tui.text import clean


class FileFacts(NamedTuple):
    """The day of a file, and the login of who owns it; None and empty where they are not known."""

    day: datetime.date | None = None
    account: str = ""


class Facts:
    """The facts of the files of the session in `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        top = places.status(root)
        own = frozenset({0, *([top.st_uid] if top is not None else [])})
        self._in_git = around(root, own) is not None

    def of(self, *parts: str) -> FileFacts:
        """Those of one file."""
        status = None if self._in_git else places.status(self._root.joinpath(*parts))
        if status is None:
            return FileFacts()
        day = datetime.datetime.fromtimestamp(status.st_mtime).astimezone().date()
        return FileFacts(day, clean(account_name(status.st_uid)))

    def reports(self) -> list[str]:
        """The names of the reports that were written into the folder."""
        return sorted(path.name for path in self._root.glob("report*.*") if path.is_file())
