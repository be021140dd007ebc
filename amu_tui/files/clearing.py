"""Removing what must not outlive the count of a round: ballots, receipts, raised hands, marks.

A facilitator who did not make the session may not remove other people's ballots from the drop
box, whose sticky bit keeps everybody's own safe; but may write to them, and so empties them. What
is left says that an account has voted and nothing else, until the session's maker opens it.
"""

import contextlib
import os
import stat
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.durable import empty, remove
from amu_tui.files.turnout import Receipts
from amu_tui.model.ballot import Ballot, RoundName

_FILES = (places.hands_file, places.people_file, places.ended_mark)


def clear(root: Path, key: str, name: RoundName, *, confidential: bool) -> bool:
    """Remove it all from the session `key` in `root`; whether nothing that tells a choice is left.

    Args:
        confidential: the ballots too; open ones stay.
    """
    if confidential:
        _clear_ballots(root, key, name)
        Receipts(root, name).clear()
    for file in (*_FILES, places.closing_mark):
        with contextlib.suppress(AmuError):
            path = places.inside(root, *file(name))
            if places.there(path):
                remove(path)
    return not left(root, name, confidential=confidential, telling=True)


def left(root: Path, name: RoundName, *, confidential: bool, telling: bool = False) -> bool:
    """Whether something of it is there, as far as this account can see.

    Args:
        telling: something that tells of a choice, which an emptied ballot does not.
    """
    if any(os.path.lexists(root.joinpath(*file(name))) for file in _FILES):
        return True
    if not confidential:
        return False
    folder = root.joinpath(*places.ballot_folder(name, confidential=True))
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            found = path.lstat()
            if not telling or not stat.S_ISREG(found.st_mode) or found.st_size:
                return True
    return False


def _clear_ballots(root: Path, key: str, name: RoundName) -> None:
    parts = places.ballot_folder(name, confidential=True)
    with contextlib.suppress(OSError, AmuError):
        folder = places.inside(root, *parts, "")
        for path in list(folder.iterdir()):
            with contextlib.suppress(OSError):
                _discard(path, key, name)
        folder.rmdir()


def _discard(path: Path, key: str, name: RoundName) -> None:
    # Whoever has linked a ballot elsewhere keeps an empty file. A link to anybody's other file,
    # put here to have it emptied, is only removed.
    only_name = path.lstat().st_nlink == 1
    if not only_name and is_ballot(path, key, name):
        empty(path)
    try:
        path.unlink()
    except PermissionError:
        if only_name:
            empty(path)


def is_ballot(path: Path, key: str, name: RoundName) -> bool:
    """Whether a file holds a ballot of a round of the session `key`."""
    try:
        found = toml.decode(path, Ballot)
    except AmuError:
        return False
    return (found.session, found.round) == (key, name)
