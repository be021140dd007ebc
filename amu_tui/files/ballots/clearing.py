"""Removing what must not outlive the count of a round: ballots, receipts, raised hands, marks.

A facilitator who did not make the session may not remove other people's ballots from the drop
box, whose sticky bit keeps everybody's own safe; but may write to them, and so empties them. What
is left says that an account has voted and nothing else, until the session's maker opens it.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.ballots.receipts import Receipts
from amu_tui.files.disk.durable import remove
from amu_tui.files.disk.folder_handle import FolderHandle, open_folder
from amu_tui.model.voting.ballot import Ballot, RoundName

_NO_FOLDER = frozenset({errno.ELOOP, errno.ENOTDIR})
"""How a folder is refused in whose place there is something else."""

File = Callable[[RoundName], tuple[str, ...]]
"""Where a file of a round lies."""

_FILES = (
    places.hands_file,
    places.people_file,
    partial(places.count_file, confidential=True),
    partial(places.count_file, confidential=False),
)
_MARKS = (places.ended_mark, places.counting_mark)


def clear(root: Path, key: str, name: RoundName, *, confidential: bool) -> bool:
    """Remove it all from the session `key` in `root`; whether nothing that tells a choice is left.

    The marks go last: as long as there is one, what is left has been counted.

    Args:
        confidential: the ballots too; open ones stay.
    """
    if confidential:
        _clear_ballots(root, key, name)
        Receipts(root, name).clear()
    _remove(root, name, _FILES)
    if telling(root, name, confidential=confidential, unseen=True):
        return False
    _remove(root, name, _MARKS)
    return not _there(root, name, _MARKS)


def left(root: Path, name: RoundName, *, confidential: bool) -> bool:
    """Whether anything is left, as far as this account can see."""
    return _there(root, name, (*_FILES, *_MARKS)) or (
        confidential and _any_ballot(root, name, lambda _folder, _file: True)
    )


def telling(root: Path, name: RoundName, *, confidential: bool, unseen: bool = False) -> bool:
    """Whether something is left that tells of a choice, which an emptied ballot does not.

    Args:
        unseen: what to say where the disk does not show it.
    """
    return _there(root, name, _FILES) or (confidential and ballots_tell(root, name, unseen=unseen))


def ballots_tell(root: Path, name: RoundName, *, unseen: bool = False) -> bool:
    """Whether a confidential ballot is left with something in it (see `telling`)."""
    return _any_ballot(root, name, _tells, unseen=unseen)


def uncounted(root: Path, name: RoundName, *, confidential: bool) -> bool:
    """Whether what is left of a closed round is not in its count.

    A count leaves a mark until all is removed; without one the round was closed in another clone
    and came here by a merge. What is newer than the file of the round has only come too late.
    """
    if not telling(root, name, confidential=confidential) or marked(root, name):
        return False
    with contextlib.suppress(OSError, AmuError):
        written = places.inside(root, *places.round_file(name)).stat().st_ctime_ns
        if _there(root, name, _FILES):
            return True
        return _any_ballot(
            root, name, lambda folder, file: folder.status(file).st_ctime_ns < written
        )
    return True


def marked(root: Path, name: RoundName) -> bool:
    """Whether a mark says that what is left of a closed round was counted."""
    return _there(root, name, _MARKS)


def _there(root: Path, name: RoundName, files: Sequence[File]) -> bool:
    return any(os.path.lexists(root.joinpath(*file(name))) for file in files)


def _remove(root: Path, name: RoundName, files: Sequence[File]) -> None:
    for file in files:
        with contextlib.suppress(AmuError):
            path = places.inside(root, *file(name))
            if places.there(path):
                remove(path)


def _any_ballot(
    root: Path,
    name: RoundName,
    asked: Callable[[FolderHandle, str], bool],
    *,
    unseen: bool = False,
) -> bool:
    try:
        with open_folder(root, *places.ballot_folder(name, confidential=True)) as folder:
            return any(asked(folder, file) for file in folder.names())
    except FileNotFoundError:
        return False
    except OSError as error:
        return unseen or error.errno in _NO_FOLDER


def _tells(folder: FolderHandle, file: str) -> bool:
    """Whether a file may say what somebody voted for; what is no file cannot."""
    try:
        status = folder.status(file)
    except FileNotFoundError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size > 0


def _clear_ballots(root: Path, key: str, name: RoundName) -> None:
    parts = places.ballot_folder(name, confidential=True)
    with contextlib.suppress(OSError), open_folder(root, *parts) as folder:
        for file in folder.names():
            with contextlib.suppress(OSError):
                _discard(folder, file, key, name)
        try:
            folder.remove()
        except OSError:
            folder.flush()


def _discard(folder: FolderHandle, file: str, key: str, name: RoundName) -> None:
    # Whoever has linked a ballot elsewhere keeps an empty file.
    if folder.status(file).st_nlink > 1:
        _empty(folder, file, key, name)
    try:
        folder.unlink(file)
    except PermissionError:
        _empty(folder, file, key, name)


def _empty(folder: FolderHandle, file: str, key: str, name: RoundName) -> None:
    """Take away what a file says; not what anybody's other file says that is linked to here.

    Judged and emptied is what was opened: the name may stand for another file the next moment.
    """
    with contextlib.suppress(PermissionError), folder.opened(file) as fd:
        status = os.fstat(fd) if fd is not None else None
        if fd is None or status is None or not status.st_size:
            return
        if status.st_nlink == 1 or _says_ballot(os.read(fd, toml.SMALL + 1), key, name):
            os.ftruncate(fd, 0)
            os.fsync(fd)


def is_ballot(path: Path, key: str, name: RoundName) -> bool:
    """Whether a file holds a ballot of a round of the session `key`."""
    try:
        return _says_ballot(toml.read_bytes(path), key, name)
    except AmuError:
        return False


def _says_ballot(data: bytes, key: str, name: RoundName) -> bool:
    try:
        ballot = toml.parse(data, Ballot, "")
    except AmuError:
        return False
    return (ballot.session, ballot.round) == (key, name)
