"""Every change, broken at every call to the operating system, once and for ever.

What was acknowledged is there; what was not is absent or whole; the user reads a plain message
and never a traceback; and nothing is left behind once the program has been started again.

By default one in `STRIDE` of all faults is tried, others for each change, and about `MOST` of a
change that makes many calls; `--full` tries all, `--share` that share.
"""

import contextlib
import errno
import itertools
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder
from tests.files.changes import CHANGES, leftovers
from tests.files.world import World

STRIDE = 7
MOST = 30

CALLS = (
    *("open", "read", "write", "close", "fsync", "link", "replace", "rename", "unlink", "mkdir"),
    *("rmdir", "stat", "lstat", "fstat", "fchmod", "chmod", "fchown", "chown", "utime"),
    *("truncate", "ftruncate", "scandir", "listdir"),
)
ERRORS = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EINTR),
    errno.ESTALE,
)


class Fault(NamedTuple):
    """A call that fails, how, and whether it was done all the same (as on a network disk)."""

    call: str
    code: int
    done: bool = False


FAULTS = [
    # A close that fails has closed the file.
    *(Fault(call, code, call == "close") for call in CALLS for code in ERRORS),
    *(Fault("link", code, True) for code in (errno.EEXIST, errno.EIO, errno.ESTALE)),
    *(Fault("replace", code, True) for code in (errno.ENOENT, errno.EIO, errno.ESTALE)),
    *(Fault("unlink", code, True) for code in (errno.ENOENT, errno.EIO)),
    *(Fault("mkdir", code, True) for code in (errno.EEXIST, errno.EIO)),
    Fault("write", errno.EDQUOT, True),
    Fault("fsync", errno.ENOSPC, True),
    Fault("open", errno.EMFILE),
    Fault("link", errno.EPERM),
    Fault("chmod", errno.EPERM),
]


class Breaking:
    """Makes the n-th call of a function of `os` fail, and those after it where `for_ever`."""

    def __init__(self, call: str, nth: int, code: int, *, done: bool, for_ever: bool) -> None:
        self.call = call
        self.real = getattr(os, call)
        self.nth, self.code, self.done, self.for_ever = nth, code, done, for_ever
        self.calls = 0

    @property
    def reached(self) -> bool:
        return self.calls >= self.nth

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls == self.nth or (self.for_ever and self.reached):
            if self.call in ("fsync", "close"):
                lose_content(args[0])
            if self.done:
                self.real(*args, **kwargs)
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*args, **kwargs)


def lose_content(fd: int) -> None:
    """What was written is gone where flushing or closing has failed, as on a network disk."""
    with contextlib.suppress(ImportError):
        import fcntl

        if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE:
            os.ftruncate(fd, 0)


def attempt(world: World, name: str, patched: dict[str, Callable[..., Any]]) -> bool:
    """Make the change with functions of `os` replaced; whether it was acknowledged."""
    folder = world.fresh()
    with world.patch.context() as patch:
        for call, function in patched.items():
            patch.setattr(os, call, function)
        try:
            CHANGES[name].run(folder)
        except AmuError:
            return False
    return True


def calls_of(world: World, name: str) -> Counter[str]:
    """How often the change calls each function."""
    made: Counter[str] = Counter()

    def counted(call: str) -> Callable[..., Any]:
        real = getattr(os, call)

        def count(*args: Any, **kwargs: Any) -> Any:
            made[call] += 1
            return real(*args, **kwargs)

        return count

    assert attempt(world, name, {call: counted(call) for call in CALLS})
    return made


def open_files() -> int:
    """How many files this process has open; 0 where that cannot be seen."""
    seen = Path("/proc/self/fd")
    return len(list(seen.iterdir())) if seen.is_dir() else 0


def test_a_fault_while_reading_is_told_or_named(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = folder.load()
    for call in ("open", "read", "fstat", "stat", "lstat", "scandir", "close"):
        for nth in itertools.count(1):
            fault = Breaking(call, nth, errno.EIO, done=call == "close", for_ever=False)
            with monkeypatch.context() as patch:
                patch.setattr(os, call, fault)
                try:
                    session = folder.load()
                except AmuError:
                    continue
            if not fault.reached:
                break
            assert session == whole or session.problems, f"{call} {nth}"


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_fault_never_loses_what_was_acknowledged(
    template: Path,
    quick_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    for_ever: bool,
    share: float,
    record_property: Callable[[str, object], None],
) -> None:
    given = None if name == "create" else template
    world = World(given, quick_disk, monkeypatch, CHANGES[name].prepare)
    world.fresh()
    before = world.restarted()
    made = calls_of(world, name)
    after = world.restarted()
    assert before != after
    every = [(fault, nth) for fault in FAULTS for nth in range(1, made[fault.call] + 1)]
    stride = max(STRIDE, len(every) // MOST)
    if share:
        stride = min(stride, round(1 / share))
    tried = every[len(name) % stride :: stride]
    for fault, nth in tried:
        breaking = Breaking(fault.call, nth, fault.code, done=fault.done, for_ever=for_ever)
        files = open_files()
        acknowledged = attempt(world, name, {fault.call: breaking})
        told = f"{fault.call} {nth} {errno.errorcode[fault.code]} {fault.done=} {acknowledged=}"
        assert breaking.reached, told
        assert open_files() == files, told
        found = world.restarted()
        assert found == after or (found == before and not acknowledged), told
        assert not leftovers(world.root) or name == "create", told
    record_property("faults", len(tried))
    assert len(tried) > 10
