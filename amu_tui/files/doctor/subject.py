"""What a session's folder is meant to be, inferred from what most of it is.

A single wrong mode, group or owner must not change what the rest is measured by. So the maker,
the group and the facilitators are those of most of the files and folders that should be theirs.
"""

import contextlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import member_numbers, private_group
from amu_tui.files.disk.durable import TEMPORARY
from amu_tui.files.disk.folder_handle import open_folder
from amu_tui.files.session.loading import load_info
from amu_tui.files.sharing import access
from amu_tui.files.sharing.access import Groups, SharedFolder
from amu_tui.model.meeting.session import Info
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.model.voting.tally import Round

MAX_FOLDER_DEPTH = 8
"""Levels of folders that are looked at; a session has three."""

_ROOT_FILES = (places.SESSION, places.RESULTS, ".gitignore", ".gitattributes")
_LOCAL = (places.LOCAL,)
_BOXES = (places.LOCAL, places.BALLOTS)
_RECEIPTS = (places.LOCAL, places.TURNOUT)


class Entry(msgspec.Struct, frozen=True):
    """Something below the session's folder, by the parts of its path."""

    parts: tuple[str, ...]
    path: Path
    status: os.stat_result

    @property
    def is_temporary(self) -> bool:
        """Whether a write that is under way, or was cut off, left it."""
        return self.path.name.startswith(TEMPORARY)


class Subject(msgspec.Struct, frozen=True):
    """A session's folder, `root`, without a link on the way to it.

    `owner` is the account of its maker, `shared` the groups that share it or None; `info` is
    None where `session.toml` cannot be read; `closed` are the rounds whose outcome can be read.
    """

    root: Path
    owner: int
    shared: Groups | None
    info: Info | None
    confidential: bool
    closed: frozenset[RoundName]

    def places(self) -> Iterator[tuple[SharedFolder, int]]:
        """The folders of a shared session and whose group each has; none where nobody shares it."""
        if self.shared is None:
            return
        yield SharedFolder((), False, access.ROOT_MODE), self.shared.group
        leaders = self.shared.facilitators
        for folder in access.layout(confidential=self.confidential, apart=leaders is not None):
            own = folder.facilitators and leaders is not None
            yield folder, leaders if own and leaders is not None else self.shared.group

    def over(self, parts: tuple[str, ...]) -> bool:
        """Whether a folder serves only votes that are closed: it may be gone by now."""
        if parts[:1] not in (_LOCAL, (places.BALLOTS,)):
            return False
        rounds = [name for name in ROUNDS if parts[-1] == name]
        return all(name in self.closed for name in rounds or ROUNDS)

    def leads(self) -> frozenset[int]:
        """The accounts that write what only facilitators write."""
        if self.shared is None or self.shared.facilitators is None:
            return frozenset({0, self.owner})
        return frozenset({0, self.owner, *member_numbers(self.shared.facilitators)})

    def entries(self) -> Iterator[Entry]:
        """Everything below the folder that this account can see, but what is git's."""
        yield from _below(self.root)


def subject(root: Path) -> Subject:
    """The session in `root`; `AmuError` where there is none or it cannot be looked at."""
    if not places.there(root / places.SESSION):
        load_info(root)  # says what a session is
    root = Path(os.path.realpath(root))
    info = None
    with contextlib.suppress(AmuError):  # `amu check` tells
        info = load_info(root)
    boxes = [root.joinpath(*places.ballot_folder(name, confidential=True)) for name in ROUNDS]
    confidential = any(map(places.is_folder, boxes))
    if info is not None:
        confidential = info.ballots == "confidential"
    own = [root, *(root / name for name in (*_ROOT_FILES, places.ACTIONS))]
    owner = _most(status.st_uid for status in _seen([*own, root / places.LOCAL]))
    return Subject(
        root=root,
        owner=owner,
        shared=_groups(root, owner, confidential, own),
        info=info,
        confidential=confidential,
        closed=frozenset(name for name in ROUNDS if _closed(root, name)),
    )


def _groups(root: Path, owner: int, confidential: bool, own: list[Path]) -> Groups | None:
    if os.name == "nt":
        return None
    alone = private_group(owner)
    boxes = [
        root.joinpath(*parts)
        for name in ROUNDS
        for parts in (
            places.ballot_folder(name, confidential=confidential),
            places.turnout_folder(name),
        )
    ]
    sticky = any(status.st_mode & stat.S_ISVTX for status in _seen(boxes))
    written = [root, *(root / name for name in (places.ACTIONS, places.ROUNDS, places.LOCAL))]
    opened = any(
        status.st_mode & stat.S_IWGRP and status.st_gid != alone for status in _seen(written)
    )
    if not sticky and not opened and not places.is_folder(root.joinpath(*_RECEIPTS)):
        return None
    whole = _most(status.st_gid for status in _seen(own))
    kept = [root.joinpath(*parts) for parts in (_LOCAL, (places.ROUNDS,), _BOXES, _RECEIPTS)]
    leaders: int | None = _most(status.st_gid for status in _seen([*kept, *boxes * confidential]))
    if leaders == whole:  # made for no facilitators, or not made for a group at all
        leaders = None if sticky else alone
    return Groups(whole, None if leaders == whole else leaders)


def _closed(root: Path, name: RoundName) -> bool:
    try:
        path = places.inside(root, *places.round_file(name))
        return toml.find(path, Round, limit=toml.LARGE, newer=True) is not None
    except AmuError:
        return False


def _seen(paths: Iterable[Path]) -> Iterator[os.stat_result]:
    for path in paths:
        try:
            status = path.lstat()
        except OSError:
            continue
        if not stat.S_ISLNK(status.st_mode):
            yield status


def _most(numbers: Iterable[int]) -> int:
    """The number that comes most often; of several the first."""
    (most,) = Counter(numbers).most_common(1) or [(-1, 0)]
    return most[0]


def _below(root: Path, *parts: str) -> Iterator[Entry]:
    """What is in a folder and below it; no link leads out of it, even while it is looked at."""
    found = []
    with contextlib.suppress(OSError), open_folder(root, *parts) as folder:
        for name in folder.names():
            with contextlib.suppress(OSError):
                found.append(
                    Entry((*parts, name), root.joinpath(*parts, name), folder.status(name))
                )
    for entry in found:
        if entry.parts == (".git",):
            continue
        yield entry
        if stat.S_ISDIR(entry.status.st_mode) and len(parts) < MAX_FOLDER_DEPTH:
            yield from _below(root, *entry.parts)
