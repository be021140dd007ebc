"""The disk that a session lies on: whether it has hard links, and whether it is a network disk."""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from amu_tui.files import places, toml
from amu_tui.files.disk.durable import BINARY, NO_LINKS, TEMPORARY
from amu_tui.files.disk.os_errors import reason
from amu_tui.files.disk.shell import line
from amu_tui.files.doctor.finding import Finding
from amu_tui.files.doctor.subject import Subject
from amu_tui.text import clean
from amu_tui.words import _

MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset({"9p", "afs", "ceph", "cifs", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs"})
_OCTAL = re.compile(r"\\([0-7]{3})")


def has_links(folder: Path) -> bool:
    """Whether the disk of `folder` has hard links; also where this account cannot try it.

    The files made to try it are removed; no reader looks at such names.
    """
    first = folder / f"{TEMPORARY}{secrets.token_hex(8)}"
    second = folder / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        os.close(os.open(first, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        return True
    try:
        os.link(first, second)
    except OSError as error:
        return error.errno not in NO_LINKS
    finally:
        for path in (first, second):
            with contextlib.suppress(OSError):
                path.unlink()
    return True


def full(subject: Subject) -> Iterator[Finding]:
    """The finding of a disk that nothing can be saved on: full, read-only, broken."""
    for parts in ((places.LOCAL,), (places.ACTIONS,), ()):
        folder = subject.root.joinpath(*parts)
        try:
            if folder.is_symlink() or not folder.is_dir():
                continue
            _try_to_save(folder)
        except PermissionError:
            continue  # this account is not to save here
        except OSError as error:
            problem = _("nothing can be saved here: {reason}").format(reason=reason(error))
            yield Finding.at(subject.root, problem, "", None)
        return


def _try_to_save(folder: Path) -> None:
    """Save as much as a small file of a session may hold, and remove it; raises `OSError`."""
    path = folder / f"{TEMPORARY}{secrets.token_hex(8)}"
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    try:
        rest = memoryview(bytes(toml.SMALL))
        while rest:
            rest = rest[os.write(fd, rest) :]
        os.fsync(fd)
    finally:
        os.close(fd)
        path.unlink()


def links(subject: Subject) -> Iterator[Finding]:
    """The finding of a disk without hard links."""
    local = subject.root / places.LOCAL
    if local.is_symlink() or not local.is_dir() or has_links(local):
        return
    problem = _(
        "this disk has no hard links, as memory sticks have none: it keeps no modes either, and "
        "a vote that is cut off while it is closed can leave an empty file"
    )
    home = Path.home()
    yield Finding.at(subject.root, problem, line("mv", subject.root, home), subject.owner)


def network(folder: Path, mounts: str) -> str:
    """The kind of network disk that `folder` is on; empty where it is on none.

    Args:
        mounts: the text of `MOUNTS`.
    """
    real = os.path.realpath(folder)
    kind, longest = "", -1
    for mount in mounts.splitlines():
        before, _dash, after = mount.partition(" - ")
        if len(fields := before.split(" ")) < 5 or not after:
            continue
        point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[4])
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:
            kind, longest = after.split(" ")[0], len(point)
    return kind if kind in _NETWORK else ""


def advice(subject: Subject) -> Iterator[Finding]:
    """What to know of a network disk."""
    try:
        kind = network(subject.root, MOUNTS.read_text("utf-8", "surrogateescape"))
    except OSError:
        return
    if kind:
        text = _(
            "this is a network disk ({kind}): nothing is lost there, but what others have done may "
            "be seen a minute late"
        )
        yield Finding.at(subject.root, text.format(kind=clean(kind)), "", subject.owner)
