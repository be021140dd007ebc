"""Stopped and continued, from the keyboard or from outside, the program goes on where it was."""

import os
import re
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.terminal.acting import opened
from tests.terminal.drive import Terminal
from tests.terminal.test_leaving import RESTORED

pytestmark = pytest.mark.skipif(not Path("/bin/bash").exists(), reason="this needs a shell")


def quit_with_a_mark(terminal: Terminal) -> None:
    terminal.press("q")
    terminal.wait(r"marked a ballot but not voted")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
    assert terminal.wait_end() == 0
    for mode in RESTORED:
        assert mode in terminal.raw[-400:]


def test_ctrl_z_gives_the_shell_its_terminal_and_fg_goes_on(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    amu = [sys.executable, "-m", "amu_tui", "open", str(session), "--step", "vote", "--lang", "en"]
    shell = ["/bin/bash", "--norc", "--noprofile", "-i"]
    with Terminal(command=shell, env={"PS1": "shell> "}) as terminal:
        terminal.wait("shell> ")
        terminal.type(shlex.join(amu) + "\r")
        terminal.wait("Nobody has voted yet")
        terminal.press("b")
        terminal.wait("Preserve 1/2")
        terminal.press("\x1a")
        terminal.wait("Stopped")
        assert b"\x1b[?1049l" in terminal.raw
        terminal.type("echo $((1000 + 234))\r")
        terminal.wait("1234")
        terminal.type("fg\r")
        terminal.wait("Preserve 1/2")
        terminal.press("j", "f")
        terminal.wait("Improve 1/2")
        terminal.press("q")
        terminal.wait(r"marked a ballot but not voted")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait("shell> ")
        terminal.type("stty -a; echo code $?\r")
        terminal.wait(r"code 0")
        assert re.search(r"\bicanon\b", terminal.text)
        assert "-icanon" not in terminal.text


def test_ctrl_z_and_ctrl_q_say_how_to_leave_where_there_is_no_shell(tmp_path: Path) -> None:
    with opened(copy_demo(tmp_path / "demo"), "vote") as terminal:
        terminal.wait("Nobody has voted yet")
        for key in ("\x1a", "\x11"):
            terminal.press(key)
            terminal.wait("q leaves")
            terminal.press("b")
            terminal.wait("q leaves", gone=True)
            terminal.press("b")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_in_a_form_ctrl_c_and_ctrl_q_say_how_to_leave_and_lose_nothing(tmp_path: Path) -> None:
    with opened(copy_demo(tmp_path / "demo"), "report") as terminal:
        terminal.wait("Still missing")
        terminal.press("s")
        terminal.wait("Safety representative")
        for key in ("\x03", "\x11"):
            terminal.press("1")
            terminal.wait("then q leaves", gone=True)
            terminal.press(key)
            terminal.wait("Ctrl\\+S saves, Esc throws away; then q leaves")
        terminal.press("escape")
        terminal.wait("Esc once more throws away what you typed")
        terminal.press("escape")
        terminal.wait("Still missing")
        terminal.press("q")
        assert terminal.wait_end() == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this needs /proc")
@pytest.mark.parametrize("stops", [True, False], ids=["stopped", "only continued"])
def test_stopped_from_outside_it_comes_back_and_can_be_left(tmp_path: Path, stops: bool) -> None:
    with opened(copy_demo(tmp_path / "demo"), "vote") as terminal:
        terminal.wait("Nobody has voted yet")
        terminal.press("b")
        terminal.wait("Preserve 1/2")
        for _time in range(2):
            entered = terminal.raw.count(b"\x1b[?1049h")
            if stops:
                os.kill(terminal.process.pid, signal.SIGSTOP)
                while not stopped(terminal.process.pid):
                    time.sleep(0.01)
            os.kill(terminal.process.pid, signal.SIGCONT)
            while terminal.raw.count(b"\x1b[?1049h") == entered:
                assert terminal.read()
        terminal.press("j", "f")
        terminal.wait("Improve 1/2")
        quit_with_a_mark(terminal)


def stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
