"""The line drops: what was saved is there, and no program is left that eats the processor."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from tests.terminal.drive import Terminal
from tests.terminal.test_leaving import RESTORED
from tests.waiting import looks

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this needs /proc")

SPIN = 3.0
"""Seconds of the processor that a program which has lost its line may use before it is gone;
one that spins uses all that it gets."""

WAYS = {
    "a login shell that hangs up": "{amu}",
    "a hang-up that is ignored": "trap '' HUP; exec {amu}",
    "a hang-up that never comes": "setsid --wait {amu}",
    "a shell that ignores it": "trap '' HUP; {amu}; true",
    "a shell in a shell": "sh -c {quoted}; true",
}


def voting(way: str, session: Path) -> Terminal:
    amu = shlex.join(
        [sys.executable, "-m", "amu_tui", "open", str(session), "--step", "vote", "--lang", "en"]
    )
    line = WAYS[way].format(amu=amu, quoted=shlex.quote(amu))
    return Terminal(command=["/bin/sh", "-c", line])


def program_of(terminal: Terminal) -> int:
    """The process that is amu, at the end of the line of shells."""
    pid = int(terminal.process.pid)
    while children := Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        if b"amu_tui" not in Path(f"/proc/{children[0]}/cmdline").read_bytes():
            break
        pid = int(children[0])
    return pid


def used(pid: int) -> float | None:
    """Seconds of the processor that a process has used; None when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    if fields[0] in "ZX":
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_gone(pid: int) -> float:
    """Wait until a process is gone; seconds of the processor that it used meanwhile."""
    first = last = used(pid) or 0.0
    for _left in looks(lambda: f"the end of process {pid}"):
        now = used(pid)
        if now is None:
            break
        last = now
        time.sleep(0.02)
    return last - first


def cast(terminal: Terminal) -> None:
    terminal.wait(r"Preserve 0/2")
    terminal.press("b", "enter")
    terminal.wait(r"Cast this ballot\?")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
    terminal.wait(r"the ballot is saved")


@pytest.mark.parametrize("way", WAYS)
def test_a_line_that_drops_leaves_the_vote_and_no_process(tmp_path: Path, way: str) -> None:
    session = copy_demo(tmp_path / "demo")
    with voting(way, session) as terminal:
        cast(terminal)
        terminal.press("j", "f")
        terminal.wait(r"Improve 1/2")
        pid = program_of(terminal)
        assert b"amu_tui" in Path(f"/proc/{pid}/cmdline").read_bytes()
        terminal.cut()
        assert wait_gone(pid) < SPIN
    folder = SessionFolder(session)
    assert folder.turnout("themes") == 1
    assert folder.load().problems == ()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("keys", [("a",), ("?",), ("c",), ("b", "enter")], ids="".join)
def test_a_signal_ends_it_in_order_whatever_is_open(
    tmp_path: Path, number: signal.Signals, keys: Sequence[str]
) -> None:
    session = copy_demo(tmp_path / "demo")
    with voting("a login shell that hangs up", session) as terminal:
        cast(terminal)
        terminal.press(*keys)
        pid = program_of(terminal)
        os.kill(pid, number)
        assert terminal.wait_end() in (128 + number, -number), terminal.text
        for mode in RESTORED:
            assert mode in terminal.raw[-600:]
        assert b"Traceback" not in terminal.raw
    assert SessionFolder(session).turnout("themes") == 1
