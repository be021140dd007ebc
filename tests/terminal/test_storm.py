"""Whatever is typed, pasted, resized and stopped: the program can be left and gives all back."""

import fcntl
import os
import random
import shutil
import signal
import struct
import termios
from collections.abc import Callable
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from tests.terminal.drive import KEYS, Terminal
from tests.tui.rounds import cast, choose_themes, write_action
from tests.waiting import looks

LETTERS = "abcdefghijklmnopqrstuvwxyzFGJKLT0123456789?+- .,/"
CONTROL = "\x01\x03\x05\x08\x0b\x10\x11\x13\x15\x17\x1a"
PASTES = (b"Kari", b"a\nb\r\nq\r", b"\x1b[31mx", b"bl\xe5b\xe6r \xff", b"x" * 3000, b"[/]")
NOISE = (
    *(b"\x1b[99999999999u", b"\x1b[;;;u", b"\x1b[200~", b"\x1b]0;x\x07", b"\x1b[1;2;3R"),
    *(b"\x1b[<0;9;9M", b"\x1b[<64;3;3M", b"\x1b[I", b"\x1b[O", b"\x1b[?2026;2$y", b"\xe5", b"\x9b"),
)
SIZES = ((80, 24), (120, 40), (40, 10), (1, 1), (200, 60))
STEPS = ("vote", "choose", "actions", "prioritise", "overview", "questions", "report", "follow-up")
MODES = (b"1049", b"2004", b"1004", b"1000")
"""The second screen, pastes in brackets, focus, the mouse: none may be left on."""


def piece(storm: random.Random) -> bytes:
    """A key, a paste or noise."""
    kinds: dict[Callable[[], bytes], int] = {
        lambda: storm.choice(LETTERS).encode(): 40,
        lambda: storm.choice([*KEYS.values(), "\r", "\r", "\x1b", "\x1bOP"]).encode(): 40,
        lambda: storm.choice(CONTROL).encode(): 10,
        lambda: b"\x1b[200~" + storm.choice(PASTES) + b"\x1b[201~": 4,
        lambda: storm.choice(NOISE): 6,
    }
    return storm.choices([*kinds], [*kinds.values()])[0]()


def sessions(folder: Path) -> Path:
    """A session before the vote, one with ballots, one with actions."""
    copy_demo(folder / "fresh")
    shutil.copytree(folder / "fresh", folder / "voted")
    cast(folder / "voted", ("autonomy",), ("goal-clarity", "recognition"))
    shutil.copytree(folder / "fresh", folder / "chosen")
    choose_themes(folder / "chosen")
    write_action(folder / "chosen", "Lunch together")
    return folder


def blow(storm: random.Random, terminal: Terminal) -> None:
    """Type all at once or in bursts, with signals and other sizes in between."""
    for _burst in range(storm.randrange(1, 12)):
        if not terminal.process.isalive():
            return
        typed = b"".join(piece(storm) for _ in range(storm.randrange(1, 8)))
        os.write(terminal.process.child_fd, typed)
        terminal.read(storm.choice((0.0, 0.02, 0.2)))
        if storm.random() < 0.2:
            columns, lines = storm.choice(SIZES)
            resize(terminal, columns, lines)
        if storm.random() < 0.1:
            for number in storm.choice(
                ([signal.SIGSTOP, signal.SIGCONT], [signal.SIGCONT], [signal.SIGTSTP])
            ):
                terminal.process.kill(number)


def resize(terminal: Terminal, columns: int, lines: int) -> None:
    size = struct.pack("HHHH", lines, columns, 0, 0)
    fcntl.ioctl(terminal.process.child_fd, termios.TIOCSWINSZ, size)


def leave(terminal: Terminal, which: str) -> int:
    """Back out of what is open and quit, as a person does who looks at the screen."""
    terminal.type("\x1b[201~")  # the end of a paste that the storm has begun
    resize(terminal, 80, 24)
    for _left in looks(lambda: f"the end after {which}, on:\n{terminal.text}"):
        if not terminal.process.isalive():
            break
        before = terminal.text
        if "but not voted" in before:
            terminal.press(*(["enter"] if "Enter: " in before else []))
        elif "╭" in before or "▔" in before or "Ctrl+S" in before:
            terminal.press("escape")
        else:
            terminal.press("q")
        for _look in range(50):
            if not terminal.read() or terminal.text != before:
                break
    return terminal.wait_end()


def test_a_storm_of_keys_is_no_crash_and_loses_no_terminal(
    tmp_path: Path, size: Callable[[int, int], int]
) -> None:
    made = sessions(tmp_path / "made")
    log = Path(os.environ["HOME"]) / ".local/state/amu-tui/crash.log"
    for seed in range(size(4, 1000)):
        storm = random.Random(seed)
        shutil.copytree(made, tmp_path / "sessions")
        which = storm.choice(("", "fresh", "voted", "chosen"))
        args = ["--sessions", str(tmp_path / "sessions"), "--lang", "en"]
        if which:
            step = storm.choice(STEPS)
            args += ["open", str(tmp_path / "sessions" / which), "--step", step]
        with Terminal(args) as terminal:
            cooked = termios.tcgetattr(terminal.process.child_fd)
            terminal.wait("Help")  # until then, Ctrl+C is a signal
            blow(storm, terminal)
            assert leave(terminal, f"storm {seed}") == 0, f"storm {seed}"
            raw = bytes(terminal.raw)
            assert b"went wrong" not in raw, f"storm {seed}"
            assert b"Traceback" not in raw, f"storm {seed}"
            for mode in MODES:
                assert raw.rfind(b"\x1b[?" + mode + b"h") <= raw.rfind(b"\x1b[?" + mode + b"l"), (
                    f"mode {mode!r} after storm {seed}"
                )
            assert raw.rfind(b"\x1b[?25l") <= raw.rfind(b"\x1b[?25h"), f"cursor after storm {seed}"
            assert termios.tcgetattr(terminal.process.child_fd) == cooked, f"storm {seed}"
        assert not log.exists(), f"storm {seed}: {log.read_text()}"
        shutil.rmtree(tmp_path / "sessions")
