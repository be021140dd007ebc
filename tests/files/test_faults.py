"""Every change, broken at every call to the operating system, once and for ever.

What was acknowledged is there; what was not is absent or whole; the user reads a plain message
and never a traceback; and nothing is left behind once the program has been started again.
"""

import errno
import itertools
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from amu_tui.errors import AmuError
from amu_tui.files.sessions import SessionFolder
from tests.files.changes import CHANGES, leftovers, state

# What can fail, how, and whether the call was done all the same (as on a network disk).
FAULTS = {
    "open": [(errno.EACCES, False), (errno.EMFILE, False)],
    "read": [(errno.EIO, False)],
    "write": [(errno.ENOSPC, False), (errno.EDQUOT, True)],
    "fchmod": [(errno.EIO, False)],
    "utime": [(errno.EIO, False)],
    "fsync": [(errno.EIO, False), (errno.ENOSPC, True)],
    "close": [(errno.EDQUOT, True)],
    "link": [(errno.ENOSPC, False), (errno.EEXIST, True), (errno.EPERM, False)],
    "replace": [(errno.ENOSPC, False), (errno.ENOENT, True)],
    "unlink": [(errno.EIO, False), (errno.ENOENT, True)],
    "mkdir": [(errno.EROFS, False), (errno.EEXIST, True)],
    "stat": [(errno.ESTALE, False)],
    "lstat": [(errno.ESTALE, False)],
    "fstat": [(errno.EIO, False)],
    "scandir": [(errno.EIO, False)],
    "listdir": [(errno.EIO, False)],
    "rmdir": [(errno.EIO, False)],
    "chmod": [(errno.EPERM, False)],
}


class Breaking:
    """Makes the n-th call of a function of `os` fail, and those after it where `for_ever`."""

    def __init__(self, call: str, nth: int, code: int, *, done: bool, for_ever: bool) -> None:
        self.real = getattr(os, call)
        self.nth, self.code, self.done, self.for_ever = nth, code, done, for_ever
        self.calls = 0

    @property
    def reached(self) -> bool:
        return self.calls >= self.nth

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls == self.nth or (self.for_ever and self.reached):
            if self.done:
                self.real(*args, **kwargs)
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*args, **kwargs)


class World:
    """A session and a home of its own, ready for one change, made anew for every try."""

    def __init__(self, name: str, template: Path, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.change = CHANGES[name]
        self.patch = patch
        self.root, self.ready = root / "world", root / "ready"
        patch.setenv("HOME", str(self.ready / "home"))
        (self.ready / "home").mkdir(parents=True)
        if name != "create":
            shutil.copytree(template, self.ready / "session")
            self.change.prepare(SessionFolder(self.ready / "session"))
        patch.setenv("HOME", str(self.root / "home"))

    def fresh(self) -> SessionFolder:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.ready, self.root)
        return SessionFolder(self.root / "session")

    def restarted(self) -> object:
        """The state after the program has been started again an hour later."""
        now = time.time() + 3600
        with self.patch.context() as patch:
            patch.setattr(time, "time", lambda: now)
            return state(self.root / "session")

    def broken(self, call: str, fault: Breaking) -> bool:
        """Make the change with `fault`; whether it was acknowledged."""
        folder = self.fresh()
        if self.change is not CHANGES["create"]:
            folder.load()
        with self.patch.context() as patch:
            patch.setattr(os, call, fault)
            try:
                self.change.run(folder)
            except AmuError:
                return False
        return True


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
    template: Path, quick_disk: Path, monkeypatch: pytest.MonkeyPatch, name: str, for_ever: bool
) -> None:
    world = World(name, template, quick_disk, monkeypatch)
    world.fresh()
    before = world.restarted()
    world.change.run(world.fresh())
    after = world.restarted()
    assert before != after
    tries = 0
    for call, faults in FAULTS.items():
        for code, done in faults:
            for nth in itertools.count(1):
                fault = Breaking(call, nth, code, done=done, for_ever=for_ever)
                acknowledged = world.broken(call, fault)
                if not fault.reached:
                    break
                tries += 1
                told = f"{call} {nth} {errno.errorcode[code]} {done=} {acknowledged=}"
                found = world.restarted()
                assert found == after or (found == before and not acknowledged), told
                assert not leftovers(world.root) or name == "create", told
    assert tries > 10
