"""The terminal is given back whole, whatever ends the program; what was saved is there."""

import os
import signal
from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.terminal.drive import Terminal

RESTORED = (b"\x1b[?1049l", b"\x1b[?25h")
"""Back from the second screen, and the cursor shown."""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return copy_demo(tmp_path / "demo")


def opened(demo: Path, step: str = "vote") -> Terminal:
    return Terminal(["open", str(demo), "--step", step, "--lang", "en"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_ends_it_in_order(demo: Path, number: signal.Signals) -> None:
    with opened(demo) as terminal:
        terminal.wait(r"Nobody has voted yet")
        os.kill(terminal.process.pid, number)
        assert terminal.wait_end() == 128 + number
        for mode in RESTORED:
            assert mode in terminal.raw[-400:]


def test_a_cut_line_ends_it(demo: Path) -> None:
    with opened(demo) as terminal:
        terminal.wait(r"Nobody has voted yet")
        terminal.cut()
        terminal.wait_end()


def test_the_mouse_and_the_kitty_protocol_are_never_asked_for(demo: Path) -> None:
    with opened(demo) as terminal:
        terminal.wait(r"Nobody has voted yet")
        terminal.press("q")
        assert terminal.wait_end() == 0
        for mode in (b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[>1u", b"\x1b[>25u"):
            assert mode not in terminal.raw


def test_ctrl_c_says_how_to_leave_and_loses_nothing(demo: Path) -> None:
    with opened(demo) as terminal:
        terminal.wait(r"Nobody has voted yet")
        terminal.press("b")
        terminal.wait(r"Preserve 1/2")
        terminal.press("\x03")
        terminal.press("b")
        terminal.wait(r"Preserve 0/2")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_an_error_in_the_program_tells_no_answers(demo: Path, tmp_path: Path) -> None:
    # A module that breaks the first time a step is shown stands for any defect.
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import amu_tui.render.results.detail as detail\n"
        "def broken(session, theme):\n"
        "    secret = 'Kari said it'\n"
        "    raise RuntimeError(secret)\n"
        "detail.score_lines = broken\n"
    )
    args = ["open", str(demo), "--step", "job-demands", "--lang", "en"]
    with Terminal(args, env={"PYTHONPATH": str(site)}) as terminal:
        assert terminal.wait_end() == 70
        for mode in RESTORED:
            assert mode in terminal.raw[-800:]
        shown = bytes(terminal.raw)
        assert b"Something went wrong in the program" in shown
        assert b"Kari said it" not in shown
        assert b"Traceback" not in shown
    log = Path(os.environ["HOME"]) / ".local/state/amu-tui/crash.log"
    assert "sitecustomize.py:4 broken" in log.read_text()
    assert "Kari" not in log.read_text()
    assert str(tmp_path) not in log.read_text()
