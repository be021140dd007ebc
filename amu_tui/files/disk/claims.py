"""Names that one of several programs gets, and keeps no longer than it runs.

A claim is a file that is written once. Its program holds a lock on it, which the system takes
away with the program: so what a killed program left is told from what is being written. The lock
tells only that. Whoever takes over a claim that is still held spoils nothing: the one who held it
is told when it publishes.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from amu_tui.errors import AlreadyThere
from amu_tui.files.disk.durable import (
    CLOEXEC,
    NOFOLLOW,
    TEMPORARY,
    set_aside,
    user_id,
    write_once,
)
from amu_tui.files.disk.os_errors import explained
from amu_tui.words import _

try:
    import fcntl
except ImportError:  # Windows; a file that is open there cannot be renamed
    fcntl = None  # type: ignore[assignment]

OLD = 60
"""Seconds after which nobody is still writing, whatever a lock says: a save takes a moment."""

PATIENCE = 2.0
"""Seconds to wait for somebody who is writing at this moment.

They are those of who waits: whoever holds a claim can renew its times for ever, and may not be
the owner of the file, which could be a link to another's.
"""

_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_NO_CLAIM = frozenset(
    {errno.ENOENT, errno.ELOOP, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENXIO}
)
"""How the system refuses to open what no program of ours has made."""


def claim_of(path: Path, number: int) -> Path:
    """The name that is claimed to put revision `number` in the place of the file `path`."""
    return path.with_name(f"{TEMPORARY}{path.stem}-{number}")


def is_claim(name: str) -> bool:
    """Whether a file of that name is, or stands in the way of, a claim."""
    return name.startswith(TEMPORARY) and "-" in name.removeprefix(TEMPORARY)


@contextlib.contextmanager
def claimed(
    path: Path,
    data: bytes,
    keep: Callable[[], bool] = lambda: False,
    *,
    take_over: bool = False,
) -> Iterator[os.stat_result]:
    """Hold the name `path` with a file of `data`; gives what the file is known by.

    What is left under the name afterwards is removed, unless `keep` says otherwise. Raises
    `AlreadyThere` where a program that runs holds it, and what `write_once` raises.

    Args:
        take_over: after a while also from a program that runs.
    """
    start = time.monotonic()
    with contextlib.ExitStack() as held:
        while True:
            try:
                write_once(path, data, ready=lambda temp: held.enter_context(_locked(temp)))
                break
            except AlreadyThere:
                held.close()
                waited = time.monotonic() - start
                if not free(path, held=take_over and PATIENCE < waited <= 2 * PATIENCE):
                    if waited > PATIENCE:
                        raise
                    time.sleep(PATIENCE / 50)
        with explained(path):
            mine = path.lstat()
        try:
            yield mine
        finally:
            with contextlib.suppress(OSError):
                if os.path.samestat(path.lstat(), mine) and not keep():
                    path.unlink()


def free(path: Path, *, held: bool = False) -> bool:
    """Take away what holds the name `path` without a program that runs; whether it is free.

    Args:
        held: take it away from a program that runs, too.
    """
    if not held and alive(path):
        return False
    with explained(path):
        try:
            path.unlink(missing_ok=True)
        except (IsADirectoryError, PermissionError):
            set_aside(path)  # a folder, whatever is in it
    return True


def alive(path: Path) -> bool:
    """Whether a program that runs may hold the claim `path`: never where it is none of ours."""
    flags = NOFOLLOW | _NONBLOCK | CLOEXEC
    try:
        try:
            fd = os.open(path, os.O_RDWR | flags)  # a network disk locks only what is open to write
        except PermissionError:
            fd = os.open(path, os.O_RDONLY | flags)
    except OSError as error:
        return error.errno not in _NO_CLAIM
    try:
        status = os.fstat(fd)
        young = abs(time.time() - status.st_ctime) < OLD
        return stat.S_ISREG(status.st_mode) and young and _held(fd)
    except OSError:
        return True
    finally:
        _close(fd)


def clear_dead(folder: Path) -> None:
    """Remove the claims that programs of this user left in `folder` when they were killed."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                own = is_claim(entry.name) and is_own_claim(entry.stat(follow_symlinks=False))
                if own and not alive(Path(entry.path)):
                    Path(entry.path).unlink()


def is_own_claim(status: os.stat_result) -> bool:
    """Whether a file under the name of a claim is this user's to remove."""
    return stat.S_ISREG(status.st_mode) and status.st_uid == user_id()


def left_of_save(path: Path) -> str:
    """What to say of a claim that somebody else's program, or nobody's, has left; or nothing."""
    with explained(path):
        status = path.lstat()
    if is_own_claim(status) or alive(path):
        return ""  # one's own is removed
    if stat.S_ISREG(status.st_mode):
        return _("a save of this action was cut off; the next one takes over")
    return _("this stands where a save belongs; the next one moves it away")


def _locked(path: Path) -> contextlib.ExitStack:
    """A lock on `path`, where the disk has locks."""
    lock = contextlib.ExitStack()
    if fcntl is not None:
        fd = os.open(path, os.O_RDONLY | NOFOLLOW | CLOEXEC)
        lock.callback(_close, fd)
        with contextlib.suppress(OSError):
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return lock


def _close(fd: int) -> None:
    with contextlib.suppress(OSError):  # all of it was flushed before it got its name
        os.close(fd)


def _held(fd: int) -> bool:
    """Whether a program holds a lock; so too where locks tell nothing, and age has to."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False
