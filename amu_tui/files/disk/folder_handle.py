"""A folder of a session held open, so that what is removed is what lies there and nothing else.

A path is looked up anew in every call. Whoever may write on the way can put a symbolic link there
between two of them, and so have somebody else's program remove files anywhere. What is reached
through an open folder stays in that folder. Where the system cannot do so (Windows), paths serve.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from amu_tui.files.disk.durable import BINARY, CLOEXEC, NOFOLLOW

_NEEDED = {os.open, os.stat, os.unlink, os.rmdir}
_HOLDS = os.supports_dir_fd >= _NEEDED and os.scandir in os.supports_fd
_FOLDER = os.O_RDONLY | NOFOLLOW | CLOEXEC | getattr(os, "O_DIRECTORY", 0)
_FILE = os.O_RDWR | NOFOLLOW | CLOEXEC | BINARY | getattr(os, "O_NONBLOCK", 0)


class FolderHandle:
    """A folder that `open_folder` opened; every method raises `OSError`."""

    def __init__(self, path: Path, fds: list[int]) -> None:
        self._path, self._fds = path, fds

    def names(self) -> list[str]:
        """What is in it, in order."""
        with os.scandir(self._fds[-1] if self._fds else self._path) as entries:
            return sorted(entry.name for entry in entries)

    def status(self, name: str) -> os.stat_result:
        """What `lstat` says of what is in it."""
        if not self._fds:
            return (self._path / name).lstat()
        return os.stat(name, dir_fd=self._fds[-1], follow_symlinks=False)

    def unlink(self, name: str) -> None:
        """Remove a file or link, without a flush."""
        if self._fds:
            os.unlink(name, dir_fd=self._fds[-1])
        else:
            (self._path / name).unlink()

    @contextlib.contextmanager
    def opened(self, name: str) -> Iterator[int | None]:
        """A regular file, open for reading and writing; None for anything else."""
        fd = os.open(name if self._fds else self._path / name, _FILE, dir_fd=self._last(1))
        try:
            yield fd if stat.S_ISREG(os.fstat(fd).st_mode) else None
        finally:
            os.close(fd)

    def remove(self) -> None:
        """Remove the folder itself, which must be empty, for good."""
        if self._fds:
            os.rmdir(self._path.name, dir_fd=self._last(2))
            os.fsync(self._fds[-2])
        else:
            self._path.rmdir()

    def flush(self) -> None:
        """Make sure that what was removed stays so."""
        if self._fds:
            os.fsync(self._fds[-1])

    def _last(self, back: int) -> int | None:
        return self._fds[-back] if self._fds else None


@contextlib.contextmanager
def open_folder(root: Path, *parts: str) -> Iterator[FolderHandle]:
    """The folder of `parts` below `root`; `OSError` where a folder on the way is not one."""
    fds: list[int] = []
    with contextlib.ExitStack() as stack:
        # Which session it is, the user has said: there a link is followed.
        for part in (str(root), *parts) if _HOLDS else ():
            flags = _FOLDER if fds else _FOLDER & ~NOFOLLOW
            fds.append(os.open(part, flags, dir_fd=fds[-1] if fds else None))
            stack.callback(os.close, fds[-1])
        yield FolderHandle(root.joinpath(*parts), fds)
