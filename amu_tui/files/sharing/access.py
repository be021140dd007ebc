"""Who shares a session on a server, and the modes that hold them to it.

The session's folder is its maker's and is open to one group, `G`: nobody else passes it, so that
below it the bits for "others" are those of the group. The facilitators are a group within it,
`F`; where none is named it is the maker's private group, which is the maker alone. What each
folder inside lets them do stands in `layout`, and is all that is ever relied on: no lock, no
helper program, no right that the design does not give.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from amu_tui.errors import AmuError, UsageError
from amu_tui.files import places
from amu_tui.files.disk.accounts import (
    account_name,
    group_name,
    is_in,
    member_numbers,
    members,
    own_group,
)
from amu_tui.files.disk.durable import new_folder, user_id
from amu_tui.files.disk.os_errors import display_path, explained
from amu_tui.model.voting.ballot import ROUNDS, Readers, RoundName
from amu_tui.text import nearest
from amu_tui.words import _, some

ROOT_MODE = 0o2750
"""The session's folder: its maker writes, the group reads, nobody else gets in."""


class SharedFolder(msgspec.Struct, frozen=True):
    """A folder of a shared session: whose group it has, and its mode."""

    parts: tuple[str, ...]
    facilitators: bool
    mode: int


def layout(*, confidential: bool, apart: bool) -> Iterator[SharedFolder]:
    """The folders of a shared session, those around others first.

    Args:
        confidential: whether ballots are dropped where only facilitators can open them.
        apart: whether the facilitators have a group of their own; otherwise what only they
            should read is read by the whole group, and what only they should write is written
            by the maker alone.
    """
    yield SharedFolder((places.ACTIONS,), False, 0o2770)
    for name in (places.ROUNDS, places.SIGNED, places.CHECKLISTS):
        yield SharedFolder((name,), apart, 0o2775 if apart else 0o2750)
    yield SharedFolder((places.LOCAL,), apart, 0o2775 if apart else 0o2750)
    yield SharedFolder((places.LOCAL, places.BALLOTS), apart, 0o2771 if apart else 0o2750)
    if not confidential:
        yield SharedFolder((places.BALLOTS,), False, 0o2750)
    for round_name in ROUNDS:
        parts = places.ballot_folder(round_name, confidential=confidential)
        # Sticky: nobody but its voter (and the maker) renames, replaces or removes a ballot.
        drop_box = confidential and apart
        yield SharedFolder(parts, drop_box, 0o3773 if drop_box else 0o3770)
    if confidential and apart:
        yield SharedFolder((places.LOCAL, places.TURNOUT), True, 0o2775)
        for round_name in ROUNDS:
            yield SharedFolder(places.turnout_folder(round_name), True, 0o3777)


class Groups(msgspec.Struct, frozen=True):
    """The groups that share a session, by number; `facilitators` is None without one of them."""

    group: int
    facilitators: int | None

    def folders(self, root: Path, *, confidential: bool) -> list[Path]:
        """Make the folders of the session in `root`; `AmuError`, and none, where refused."""
        made: list[Path] = []
        try:
            for folder in layout(confidential=confidential, apart=self.facilitators is not None):
                self._make(root, folder, made)
        except BaseException:
            for path in reversed(made):
                with contextlib.suppress(OSError):
                    path.rmdir()
            raise
        return made

    def renew(self, root: Path, *, confidential: bool) -> None:
        """Make anew those folders that went when their ballots had been counted."""
        for folder in layout(confidential=confidential, apart=self.facilitators is not None):
            if places.status(root.joinpath(*folder.parts)) is None:
                self._make(root, folder, [])

    def _make(self, root: Path, folder: SharedFolder, made: list[Path]) -> None:
        path = root.joinpath(*folder.parts)
        gid = self.facilitators if folder.facilitators else self.group
        with explained(path):
            new_folder(path, 0o700)
            made.append(path)
            _give(path, self.group if gid is None else gid, folder.mode)

    def open(self, root: Path) -> None:
        """Let the group in, at last, and let it read the files that lie in the folder itself."""
        with explained(root):
            for path in root.iterdir():
                if path.is_file() and not path.is_symlink():
                    _give(path, self.group, 0o640)
            _give(root, self.group, ROOT_MODE)


def _give(path: Path, gid: int, mode: int) -> None:
    os.chown(path, -1, gid, follow_symlinks=False)
    path.chmod(mode)
    if stat.S_IMODE(path.stat().st_mode) != mode:  # a group that is not ours loses its bit
        raise PermissionError(1, os.strerror(1))


def groups_named(group: str, facilitators: str | None) -> Groups:
    """The groups that are to share a session, by name or number.

    Raises `UsageError` for names that there are not, and for facilitators who are the whole
    group; `AmuError` where this account is in neither.
    """
    gid = _gid(group)
    leaders = _gid(facilitators) if facilitators else own_group()
    if leaders == gid and facilitators:
        raise UsageError(
            _("the facilitators are the whole group, so everybody could open the ballots"),
            hint=_("Name a group of few, or leave out --facilitators."),
        )
    for group_id, name in ((gid, group), (leaders, facilitators or "")):
        if group_id is not None and not is_in(group_id):
            raise AmuError(
                _('this account is not in the group "{name}"').format(name=name),
                hint=_("Ask whoever runs the machine to add it, and log in anew."),
            )
    return Groups(gid, None if leaders == gid else leaders)


def warnings(shared: Groups, ballots: str) -> Iterator[str]:
    """What a leader would wish to know of the groups of a new session."""
    if shared.facilitators is None:
        if ballots == "confidential":
            yield _(
                "no facilitators are named: until the count, all of the group could open ballots "
                "(--facilitators GROUP)"
            )
        return
    outside = (
        set(members(shared.facilitators)) - set(members(shared.group)) - {account_name(user_id())}
    )
    if outside:
        yield _("facilitators who are not in the group cannot open the session: {names}").format(
            names=some(sorted(map(display_path, outside)), 5)
        )


def inherited(folder: Path) -> Groups | None:
    """Those of a folder that a group can write in already; None where it is no such folder."""
    if os.name == "nt":
        return None
    try:
        status = folder.stat()
    except OSError:
        return None
    own = own_group()
    if not status.st_mode & stat.S_IWGRP or status.st_gid == own or not is_in(status.st_gid):
        return None
    return Groups(status.st_gid, own)


def groups_of(root: Path) -> Groups | None:
    """Those that share a session, by the modes of its folders; None where nobody shares it."""
    top, local = places.status(root), places.status(root / places.LOCAL)
    if top is None or not top.st_mode & stat.S_IRGRP:
        return None
    apart = local is not None and local.st_gid != top.st_gid and local.st_mode & stat.S_IWGRP
    return Groups(top.st_gid, local.st_gid if local is not None and apart else None)


def electorate(root: Path) -> int | None:
    """How many accounts share the session in `root`, and so can vote; None where nobody does."""
    top = places.status(root)
    return (len(members(top.st_gid)) or None) if top is not None and vouches(root) else None


def vouches(root: Path) -> bool:
    """Whether a group shares the session by modes that tell who has cast what (see `layout`)."""
    top = places.status(root)
    return top is not None and top.st_mode & 0o2070 == 0o2050  # as `ROOT_MODE` has it


def facilitates(root: Path) -> bool:
    """Whether this account leads the session in `root`: its maker, a facilitator, or root."""
    status = places.status(root / places.SESSION)
    if user_id() == 0 or (status is not None and status.st_uid == user_id()):
        return True
    shared = groups_of(root)
    return shared is not None and shared.facilitators is not None and is_in(shared.facilitators)


def only_passes_as_root(root: Path) -> bool:
    """Whether this account gets into a shared session as root alone, and so is nobody in it."""
    top = places.status(root)
    if user_id() != 0 or top is None or not vouches(root) or top.st_uid == 0:
        return False
    return account_name(0) not in members(top.st_gid)


def leaders(root: Path) -> frozenset[int]:
    """The numbers of the accounts that lead the session in `root` (see `facilitates`)."""
    status = places.status(root / places.SESSION)
    maker = {status.st_uid} if status is not None else set()
    shared = groups_of(root)
    gid = shared.facilitators if shared is not None else None
    return frozenset({0, *maker, *(member_numbers(gid) if gid is not None else ())})


def not_leading(root: Path, *parts: str) -> int | None:
    """The number of the account that has written a file that only those who lead write.

    None where it is one of them, there is no file, or the modes do not tell who wrote it.
    """
    status = places.status(root.joinpath(*parts)) if vouches(root) else None
    return None if status is None or status.st_uid in leaders(root) else status.st_uid


def readers(root: Path, name: RoundName, ballots: str) -> Readers:
    """Who could open a ballot of a round before the count, besides its voter and root.

    It is the modes that say so: of the folder of the ballots, or of the one that it would be
    made in.
    """
    if ballots == "open":
        return Readers("open", seen_voting=True)
    parts = places.ballot_folder(name, confidential=True)
    top = places.status(root)
    nearest_first = [root.joinpath(*parts[:end]) for end in range(len(parts), 0, -1)]
    status = next((candidate for path in nearest_first if (candidate := places.status(path))), top)
    if top is None or status is None or not top.st_mode & 0o077:
        return Readers("facilitator")
    if status.st_mode & stat.S_IROTH:
        return Readers("others" if top.st_mode & stat.S_IXOTH else "group", seen_voting=True)
    if not status.st_mode & stat.S_IRGRP:
        return Readers("facilitator")
    seen = places.is_folder(root.joinpath(*places.turnout_folder(name)))
    if status.st_gid == top.st_gid:
        return Readers("group", seen_voting=True)
    accounts = tuple(map(display_path, members(status.st_gid)))
    if not accounts:  # a group whose members the machine cannot tell may be of many
        return Readers("facilitators", (display_path(group_name(status.st_gid)),), seen)
    return Readers("facilitators" if len(accounts) > 1 else "facilitator", accounts, seen)


def _gid(name: str) -> int:
    try:
        import grp
    except ImportError:
        raise UsageError(_("this machine has no groups to share a session with")) from None
    try:
        return grp.getgrgid(int(name)).gr_gid if name.isdecimal() else grp.getgrnam(name).gr_gid
    except (KeyError, OverflowError):
        near = ", ".join(nearest(name, [group.gr_name for group in grp.getgrall()]))
        raise UsageError(
            _('there is no group "{name}" on this machine').format(name=name),
            hint=_("Did you mean {names}?").format(names=near) if near else "",
        ) from None
