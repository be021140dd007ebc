"""Writes that are whole or not there, and acknowledged only when they will survive a crash.

Everything is written to a temporary file in the folder of the final one, flushed, and then put
in place by one call: a hard link where the name must be new, a rename where it may be taken.
The folder is flushed too, since a name that is only in memory is lost with the power. On a
network disk the answer to a link or a rename can be lost although it was done, so an error is
believed only after looking.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from amu_tui.errors import AlreadyThere
from amu_tui.files.disk.os_errors import display_path, explained, uncertain
from amu_tui.words import _

TEMPORARY = ".tmp-"
"""How the names of temporary files begin; no reader looks at them."""

STALE_SECONDS = 600
"""A temporary file of this age was left by a write that was cut off."""

TIMELESS = 315_532_800
"""1980-01-01: the time put on files whose own time would tell who wrote them."""

CLOEXEC = getattr(os, "O_CLOEXEC", 0)
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
BINARY = getattr(os, "O_BINARY", 0)
_DIRECTORY = getattr(os, "O_DIRECTORY", 0)

NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""How a disk without hard links answers when one is asked for."""
_NOT_FLUSHABLE = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_BUSY = (5, 32, 33)
"""Windows: somebody has the target open for a moment, often a virus scanner."""
_TRIES = 10


def write_once(
    path: Path,
    data: bytes,
    *,
    private: bool = False,
    timeless: bool = False,
    ready: Callable[[Path], object] | None = None,
) -> None:
    """Make the file `path`, which must not be there; of several writers one wins.

    Args:
        private: readable for the owner only; otherwise for whom the folder is.
        timeless: the file's time says nothing.
        ready: called with the finished file before it has its name.

    Raises `AlreadyThere`, `ReadOnly` or another `AmuError`; then nothing was saved, or the
    message says that it is not certain.
    """
    with explained(path):
        temp = _temporary_name(path)
        try:
            mine = _fill(temp, data, private=private, timeless=timeless)
            if ready is not None:
                ready(temp)
            _link(temp, path, mine)
        finally:
            _discard(temp)
        try:
            _flush_name(path)
        except OSError as error:
            # Whoever is told "not saved" will try again: a second ballot must not come of it.
            if not _withdrawn(path, mine):
                raise uncertain(error, path) from error
            raise


def replace(path: Path, data: bytes, *, private: bool = False, timeless: bool = False) -> None:
    """Make the file `path`, or put new content in its place in one step.

    Arguments and errors are those of `write_once`, without `AlreadyThere`.
    """
    with explained(path):
        temp = _temporary_name(path)
        try:
            mine = _fill(temp, data, private=private, timeless=timeless)
            _rename(temp, path, mine)
        except BaseException:
            _discard(temp)
            raise
        confirm(path)


def publish(claim: Path, path: Path, mine: os.stat_result) -> None:
    """Move the finished file `claim` to `path` in the same folder, in one step.

    Raises `AlreadyThere` where the file is not the one known as `mine`.
    """
    with explained(path):
        if not _is(claim, mine):
            raise AlreadyThere(_("this exists already"), path=display_path(path))
        _rename(claim, path, mine)
        confirm(path)


def confirm(path: Path) -> None:
    """Flush the name `path`; `AmuError` where it is not certain that it will stay."""
    try:
        _flush_name(path)
    except OSError as error:
        raise uncertain(error, path) from error


def set_aside(path: Path) -> Path:
    """Move `path` away in one step and return its temporary new name."""
    temp = _temporary_name(path)
    with explained(path):
        _rename(path, temp, os.lstat(path))
    return temp


def put_back(temp: Path, path: Path) -> None:
    """Undo `set_aside`, unless something new has taken the name."""
    with contextlib.suppress(OSError):
        os.link(temp, path)
    _discard(temp)


def remove(path: Path) -> None:
    """Remove a file; it is no error that it is gone already."""
    with explained(path):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        confirm(path)


def new_folder(path: Path, mode: int = 0o777) -> None:
    """Make the folder `path`, whose name will stay: what is saved in it is else lost with it.

    Raises `OSError`; then there is no new folder.
    """
    path.mkdir(mode)
    try:
        _flush_name(path)
    except OSError:
        with contextlib.suppress(OSError):
            path.rmdir()
        raise


def new_folders(path: Path) -> None:
    """Make the folder `path` and those it lies in, where they are missing; raises `OSError`."""
    missing, last = [path], None
    while missing:
        try:
            new_folder(missing[-1])
        except FileNotFoundError:
            around = missing[-1].parent
            if around in (missing[-1], last):  # it is there, and takes no folders, as /proc
                raise
            missing.append(around)
            continue
        except FileExistsError:
            if not missing[-1].is_dir():
                raise
        last = missing.pop()


def clear_stale(folder: Path) -> None:
    """Remove temporary files that interrupted writes of this user left in `folder`."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(TEMPORARY):
                continue
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                old = time.time() - status.st_ctime > STALE_SECONDS
                if old and status.st_uid == user_id():
                    Path(entry.path).unlink()


def shared_mode(folder: int) -> int:
    """The mode of a file in a folder of the mode `folder`.

    Those read and write the file who may do so in its folder; others never write. Where everybody
    in the group leaves files of their own (sticky), none writes another's.
    """
    wanted = 0o600 | (folder & 0o064)
    if folder & stat.S_ISVTX and not folder & stat.S_IWOTH:
        wanted &= ~stat.S_IWGRP
    return wanted


def user_id() -> int:
    """The number of the account that files are written as; 0 where there are no accounts."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def _temporary_name(path: Path) -> Path:
    import secrets

    return path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")


def _discard(temp: Path) -> None:
    with contextlib.suppress(OSError):
        temp.unlink()


def _fill(temp: Path, data: bytes, *, private: bool, timeless: bool) -> os.stat_result:
    """Make `temp` with `data` on the disk; what `fstat` says of it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | CLOEXEC | BINARY
    fd = os.open(temp, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            written = os.write(fd, rest)
            if written <= 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            rest = rest[written:]
        if not private:
            _share(fd, temp.parent)
        if timeless:
            os.utime(fd if os.utime in os.supports_fd else temp, (TIMELESS, TIMELESS))
        _flush(fd)
        mine = os.fstat(fd)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(fd)
        raise
    os.close(fd)  # a network disk may report only here that there was no room
    return mine


def _share(fd: int, folder: Path) -> None:
    wanted = shared_mode(folder.stat().st_mode)
    if not hasattr(os, "fchmod") or stat.S_IMODE(os.fstat(fd).st_mode) == wanted:
        return
    try:
        os.fchmod(fd, wanted)
    except OSError as error:
        if error.errno not in NO_LINKS:  # disks without modes are without links too
            raise


def _flush(fd: int) -> None:
    try:
        import fcntl

        full = getattr(fcntl, "F_FULLFSYNC", None)
    except ImportError:
        full = None
    if full is not None:  # macOS: fsync alone leaves the data in the drive's memory
        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, full)
            return
    os.fsync(fd)


def _flush_name(path: Path) -> None:
    """Flush the name `path`, new or gone, in its folder."""
    if os.name == "nt":
        return
    try:
        fd = os.open(path.parent, os.O_RDONLY | _DIRECTORY | CLOEXEC)
    except PermissionError:
        # A drop box takes files from people who may not open it. To flush the file once more,
        # now that it has its name, is what is left; journals keep the two together.
        try:
            fd = os.open(path, os.O_RDONLY | NOFOLLOW | CLOEXEC)
        except FileNotFoundError:
            return
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in _NOT_FLUSHABLE:
            raise
    finally:
        os.close(fd)


def _link(temp: Path, path: Path, mine: os.stat_result) -> None:
    try:
        os.link(temp, path)
    except OSError as error:
        if _is(path, mine):
            return
        if isinstance(error, FileExistsError):
            raise AlreadyThere(_("this exists already"), path=display_path(path)) from error
        if error.errno not in NO_LINKS:
            raise
        _link_without_links(temp, path, mine)


def _link_without_links(temp: Path, path: Path, mine: os.stat_result) -> None:
    """For disks without hard links (FAT): an empty file claims the name, a rename fills it.

    Still one winner and never half a text; but a crash between the two calls leaves the empty
    file, which readers report as such.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | CLOEXEC, 0o600))
    except FileExistsError as error:
        raise AlreadyThere(_("this exists already"), path=display_path(path)) from error
    try:
        _rename(temp, path, mine)
    except BaseException:
        _discard(path)
        raise


def _rename(temp: Path, path: Path, mine: os.stat_result) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            temp.replace(path)
        except OSError as error:
            if _is(path, mine) and not os.path.lexists(temp):
                return
            busy = getattr(error, "winerror", None) in _BUSY
            if not busy or attempt == _TRIES:
                raise
            time.sleep(0.1)
        else:
            return


def _is(path: Path, mine: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.lstat(path), mine)
    except OSError:
        return False


def _withdrawn(path: Path, mine: os.stat_result) -> bool:
    """Whether `path` could be taken away again; it is ours and nobody was told of it."""
    if not _is(path, mine):
        return not os.path.lexists(path)
    with contextlib.suppress(OSError):
        path.unlink()
    return not os.path.lexists(path)
