"""The real program on a real disk that is full: it says so, loses nothing, and goes on."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from tests.files.conftest import tree
from tests.terminal.acting import amu, opened
from tests.terminal.test_leaving import RESTORED

PAGE = 4096
FULL = r"not saved: the disk is full"
COMMANDS = {
    "vote": ["vote", "SESSION", "--round", "actions", "--abstain"],
    "add": ["action", "add", "SESSION", "--theme", "1", "--title", "Walk together"],
    "edit": ["action", "edit", "SESSION", "ACTION", "--title", "Talk more"],
    "sign": ["sign", "SESSION", "--leader", "Kari"],
    "note": ["note", "SESSION", "1", "Mine alone"],
    "close": ["close", "SESSION", "actions", "--people", "3", "--hands", "preserve:ACTION=3"],
}


class Disk:
    """A small disk in memory, mounted at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filler = path / "filler"

    def fill(self, pages: int = 0) -> None:
        """Leave room for so many pages and no more."""
        with self._filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * PAGE):
                    pass
            except OSError:
                file.truncate(self._filler.stat().st_size - pages * PAGE)

    def free(self) -> None:
        """Make room again."""
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "amu-test", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no small disk can be mounted: {error}")
    if done.returncode:
        pytest.skip(f"no small disk can be mounted: {done.stderr.strip()}")
    try:
        monkeypatch.setenv("XDG_STATE_HOME", str(path / "state"))
        yield Disk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.fixture
def meeting(disk: Disk) -> tuple[str, str]:
    """The example on the small disk, with themes chosen, and the id of its one action."""
    session = copy_demo(disk.path / "demo")
    amu("vote", str(session), "--preserve", "1", "--improve", "2")
    amu("close", str(session), "themes", "--lang", "en")
    added = amu("action", "add", str(session), "--theme", "1", "--title", "Talk", "--lang", "en")
    return str(session), added.split()[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_a_full_disk_saves_all_or_nothing_and_says_which(
    disk: Disk, meeting: tuple[str, str], name: str, size: Callable[[int, int], int], tmp_path: Path
) -> None:
    session, action = meeting
    words = [word.replace("ACTION", action) for word in COMMANDS[name]]
    command = [session if word == "SESSION" else word for word in words]
    kept = tmp_path / "kept"
    shutil.copytree(disk.path, kept)
    refused = 0
    for pages in range(size(1, 6)):
        disk.fill(pages)
        before = seen(disk)
        done = run(*command)
        assert "Traceback" not in done.stderr
        if done.returncode == 0:
            assert seen(disk) != before
        else:
            refused += 1
            assert done.returncode == 1
            assert re.search(FULL, done.stderr), done.stderr
            assert seen(disk) == before
        assert run("show", session, "--plain").returncode == 0
        disk.free()
        assert run("check", session).returncode == 0
        if done.returncode:
            assert run(*command).returncode == 0
            assert seen(disk) != before
        assert not list(disk.path.rglob(".tmp-*"))
        for path in disk.path.iterdir():
            shutil.rmtree(path)
        shutil.copytree(kept, disk.path, dirs_exist_ok=True)
    assert refused


def run(*args: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "amu_tui", *args, "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def seen(disk: Disk) -> dict[str, bytes | str]:
    return {name: held for name, held in tree(disk.path).items() if name != "filler"}


def test_a_vote_on_a_full_disk_is_refused_and_can_be_cast_when_there_is_room(disk: Disk) -> None:
    session = copy_demo(disk.path / "demo")
    with opened(session, "vote") as terminal:
        terminal.wait(r"Preserve 0/2")
        disk.fill()
        terminal.press("b", "enter")
        terminal.wait(r"Cast this ballot\?")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait(r"not saved")
        terminal.press("escape")
        terminal.wait(r"Preserve 1/2")
        disk.free()
        terminal.press("enter")
        terminal.wait(r"Cast this ballot\?")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait(r"the ballot is saved")
        disk.fill()
        os.kill(terminal.process.pid, signal.SIGHUP)
        assert terminal.wait_end() == 128 + signal.SIGHUP
        for mode in RESTORED:
            assert mode in terminal.raw[-600:]
        assert b"Traceback" not in terminal.raw
    disk.free()
    assert SessionFolder(session).turnout("themes") == 1
    assert not list(disk.path.rglob(".tmp-*"))
