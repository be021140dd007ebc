"""The real program in a real pseudo-terminal: keys in, the screen out."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

from tests.waiting import looks

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "space": " ",
    "backspace": "\x7f",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "ctrl+s": "\x13",
}


class _Screen(pyte.Screen):
    def report_device_status(self, *args: object, **kwargs: object) -> None:
        """Answer nothing."""

    def select_graphic_rendition(self, *attrs: int, **kwargs: bool) -> None:
        """Colours, without the private forms that pyte takes for them."""
        if not kwargs.get("private"):
            super().select_graphic_rendition(*attrs)


class Terminal:
    """`amu` with `args`, or another `command`, in a terminal of `columns` × `lines`."""

    def __init__(
        self,
        args: Sequence[str] = (),
        *,
        command: Sequence[str] = (),
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()
        world = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        world.update(env or {})
        program, *rest = command or (sys.executable, "-m", "amu_tui", *args)
        self.process = pexpect.spawn(
            program,
            rest,
            dimensions=(lines, columns),
            env=world,
            cwd=str(cwd) if cwd else None,
            timeout=None,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        # Beside a wide letter lies an empty cell, on which `display` fails once one is drawn over.
        cells, columns = self._screen.buffer, range(self._screen.columns)
        rows = (cells[row] for row in range(self._screen.lines))
        return "\n".join("".join(row[column].data for column in columns) for row in rows)

    def read(self, seconds: float = 0.02) -> bool:
        """Take in what the program writes for a moment; False when it has closed the terminal."""
        try:
            ready, _, _ = select.select([self.process.child_fd], [], [], seconds)
            data = os.read(self.process.child_fd, 65536) if ready else None
        except (OSError, ValueError):
            return False
        if data == b"":
            return False
        if data:
            self.raw += data
            self._stream.feed(data)
        return True

    def wait(self, pattern: str, *, gone: bool = False) -> str:
        """Wait until `pattern` (a regular expression) is, or is not, on the screen."""

        def what() -> str:
            return f"{'no ' if gone else ''}{pattern!r} on:\n{self.text}"

        for _left in looks(what):
            alive = self.read()
            if bool(re.search(pattern, self.text)) != gone:
                break
            assert alive or self.process.isalive(), f"ended before it showed {what()}"
        return self.text

    def press(self, *keys: str) -> None:
        """Press keys by name, or type a single character."""
        for key in keys:
            os.write(self.process.child_fd, KEYS.get(key, key).encode())
            # A key must not arrive glued to an Esc before it, as no hand can do that.
            end = time.monotonic() + (0.2 if key == "escape" else 0.0)
            self.read()
            while time.monotonic() < end and self.read():
                pass

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self.process.child_fd, text.encode())
        self.read()

    def cut(self) -> None:
        """Cut the line: the terminal is gone, and nothing that the program does is seen."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self.process.child_fd)
        os.close(nothing)

    def wait_end(self) -> int:
        """Wait until the program has ended; its exit code, minus the signal where one ended it."""
        for _left in looks(lambda: f"the end of the program, on:\n{self.text}"):
            if not self.process.isalive():
                break
            self.read()
        for _left in looks(lambda: f"the last of what was written, on:\n{self.text}"):
            if not self.read():
                break
        if self.process.signalstatus is not None:
            return -int(self.process.signalstatus)
        return int(self.process.exitstatus or 0)
