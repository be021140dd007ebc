"""The terminal as Textual drives it, hardened: what is read, what is written, stopping for a while.

- Input that cannot be decoded or parsed ends Textual's input thread with a traceback
  (`LinuxDriver.run_input_thread`, Textual 8.2.8). `TerminalDriver` reads on.
- What follows an Esc in a paste is taken for keys, which leave dialogs and vote
  (`XTermParser.parse`, Textual 8.2.8). `Keyboard` lets nothing out of a paste.
- Where the terminal is gone, the first write ends the thread that writes, and soon the program
  waits for ever for a place in its queue, deaf to every signal (`WriterThread`, Textual 8.2.8).
  `TerminalDriver` writes to a `QuietFile`.
- SIGCONT begins a second input thread, the first is never joined, and the program cannot end
  (`LinuxDriver._sigcont_application`, Textual 8.2.8). `TerminalDriver` leaves the terminal before
  it enters it again.
"""

from __future__ import annotations

import codecs
import os
import selectors
import signal
import termios
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from typing import IO, Any, TypeVar

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from amu_tui.text import MAX_LENGTH
from amu_tui.tui import twins

T = TypeVar("T")
Mode = list[Any] | None

AT_ONCE = 4096
"""The most bytes that are read at once."""
LOOK_SECONDS = 0.1
"""Seconds between two looks whether the program is leaving."""
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
LONGEST_PASTE = 8 * MAX_LENGTH
"""Characters that are kept of a paste: `clean` looks at no more."""
PRINTABLE = 0xA0
"""The first byte that is a sign in ISO 8859-1 and not in ASCII."""


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 comes from a terminal that speaks ISO 8859-1."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join(
        chr(b) if b >= PRINTABLE else "\N{REPLACEMENT CHARACTER}" for b in wrong
    ), error.end


codecs.register_error("amu-latin-1", _as_latin_1)


class QuietFile:
    """The terminal as a file, to which nothing is written once it cannot be."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> int:
        """Write, or pass over what nobody can see."""
        return self._unless_gone(lambda: self._file.write(text), len(text))

    def flush(self) -> None:
        """Flush, where there is something to flush to."""
        self._unless_gone(self._file.flush, None)

    def _unless_gone(self, do: Callable[[], T], instead: T) -> T:
        if not self._gone:
            try:
                return do()
            except (OSError, ValueError):  # ValueError: the file has been closed
                self._gone = True
        return instead

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Keyboard:
    """Bytes from a terminal, as Textual's events; what no terminal should send is passed over."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("amu-latin-1").decode
        self._parser = XTermParser()
        self._last = ""
        """The last characters, where a paste can begin or end."""
        self._pasted: str | None = None
        """The beginning of what is being pasted; None where nothing is."""

    def feed(self, data: bytes) -> Iterator[Message]:
        """The events of `data`, as far as they are complete."""
        text = self._decode(data)
        while text:
            if self._pasted is not None:
                text = yield from self._take_in(text, self._pasted)
                continue
            yield from self._events(self._parser.feed, text[0])
            self._last = (self._last + text[0])[-len(PASTE_START) :]
            text = text[1:]
            if self._last == PASTE_START:
                self._last, self._pasted, self._parser = "", "", XTermParser()

    def _take_in(self, text: str, before: str) -> Generator[Message, None, str]:
        """Keep what is pasted, whatever it holds; returns what follows its end."""
        pasted, end, rest = (self._last + text).partition(PASTE_END)
        if end:
            self._last, self._pasted = "", None
            yield events.Paste((before + pasted)[:LONGEST_PASTE])
            return rest
        self._last = pasted[-len(PASTE_END) + 1 :]
        self._pasted = (before + pasted[: -len(self._last)])[:LONGEST_PASTE]
        return ""

    def tick(self) -> Iterator[Message]:
        """What is complete since nothing has followed: an Esc."""
        yield from self._events(self._parser.tick)

    def _events(self, parse: Callable[..., Iterable[Message]], *text: str) -> Iterator[Message]:
        try:
            yield from parse(*text)
        except Exception:  # a sequence that the library chokes on; the next key counts again
            self._parser = XTermParser()


class TerminalDriver(LinuxDriver):
    """The driver of a real terminal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with suppress(AttributeError, ValueError):
            self._file.reconfigure(errors=twins.ERRORS)
        self._file: Any = QuietFile(self._file)
        self._entered = self._continued = False
        self._ours: Mode = None
        """The mode of the terminal while it is ours."""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._entered, self._ours = True, self._mode()

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._entered = False
        super().stop_application_mode()

    # What is read

    def run_input_thread(self) -> None:
        """Read what is typed until the program leaves, or the terminal is gone."""
        keyboard = Keyboard()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(LOOK_SECONDS):
                    try:
                        data = os.read(self.fileno, AT_ONCE)
                    except OSError:
                        data = b""
                    if not data:
                        self.exit_event.wait(LOOK_SECONDS)
                    for event in keyboard.feed(data):
                        self.process_message(event)
                for event in keyboard.tick():
                    self.process_message(event)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            # Textual would print a traceback: the application ends as with any other defect.
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def process_message(self, message: Message) -> None:
        """Hand a message on, unless it tells of a mouse that nobody asked for."""
        if self._mouse or not isinstance(message, events.MouseEvent):
            super().process_message(message)

    # Stopping for a while

    def _sigtstp_application(self, *_: object) -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._loop.call_soon_threadsafe(self.stop)

    def _sigcont_application(self, *_: object) -> None:
        self._continued = True
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._come_back)

    def stop(self) -> bool:
        """Stop with all of the job, until its shell continues it.

        Returns:
            Whether there was a shell to stop for; else nothing has happened.
        """
        if not self._entered:
            return False
        self._set(self._leave())
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        self._continued = False
        os.killpg(os.getpgrp(), signal.SIGTSTP)  # no more than a Ctrl+Z of the terminal's own
        signal.signal(signal.SIGTSTP, before)
        stopped, self._continued = self._continued, False
        self._enter()
        return stopped

    def _come_back(self) -> None:
        """The program was stopped from outside, and what ran meanwhile has used the terminal."""
        if self._continued and self._entered:
            self._continued = False
            self._set(self._ours)
            theirs = self._leave()
            self._enter()
            self.attrs_before = theirs

    def _leave(self) -> Mode:
        """Give the terminal back in our mode; returns theirs, where a Ctrl+S holds the output."""
        theirs, self.attrs_before = self.attrs_before, None
        self.suspend_application_mode()
        return theirs

    def _mode(self) -> Mode:
        with suppress(termios.error):
            return termios.tcgetattr(self.fileno)
        return None

    def _set(self, mode: Mode) -> None:
        with suppress(termios.error):
            if mode is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, mode)

    def _enter(self) -> None:
        self.resume_application_mode()
        self._app.refresh(layout=True)


def hardened(driver: type[Driver]) -> type[Driver]:
    """`driver`, or ours in its place."""
    return TerminalDriver if driver is LinuxDriver else driver
