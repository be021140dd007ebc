"""Everything that works around Textual, in one place, each with what would end it.

- A crash prints local variables (`show_locals=True` in `App._fatal_error`, Textual 8.2.8), and
  those hold answers and ballots. `SafeApp` notes where it happened and nothing else.
- An exception from a key's action ends the program. `SafeApp` shows those that are meant for
  the user.
- SIGTERM and SIGHUP end the program without restoring the terminal. `SafeApp` exits in order.
- When the line is cut and SIGHUP is ignored, the input loop spins (textual#6690). `SafeApp`
  looks once a second whether the terminal is still there.
- Where the terminal is gone, the first write ends the thread that writes, and soon the program
  waits for ever for a place in its queue, deaf to every signal (`WriterThread`, Textual 8.2.8).
  `SafeApp` writes to a `QuietFile`.
- Once the program is leaving, a new screen is mounted without its widgets (`Widget.mount_all`,
  Textual 8.2.8), and misses them or cannot be mounted in. `SafeApp` does not call that a crash.
- What is pasted is put into an input as it is, escape sequences and all, and of several lines
  only the first. `SafeApp` cleans it on its way in, and makes one line of it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any, TypeVar

from rich.text import Text
from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver
from textual.widget import MountError

from amu_tui.errors import AmuError
from amu_tui.files.user.crash import write_crash
from amu_tui.text import MAX_LENGTH, clean
from amu_tui.words import _

T = TypeVar("T")

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


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


class SafeApp(App[int]):
    """An app that gives the terminal back whole and tells nobody's answers when it fails."""

    def watch_terminal(self) -> None:
        """Leave in order on SIGTERM, SIGHUP and a terminal that is gone."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            try:
                loop.add_signal_handler(number, self.exit, 128 + number)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # Windows, or not in the main thread: the driver's own handling stays
        if not self.is_headless:
            self.set_interval(1.0, self._leave_if_alone)

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, writing to a `QuietFile`."""
        driver = super().get_driver_class()

        class QuietDriver(driver):  # type: ignore[misc,valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                if (file := self.__dict__.get("_file")) is not None:
                    self.__dict__["_file"] = QuietFile(file)

        return QuietDriver

    def tell(self, error: AmuError, then: Callable[[], None] | None = None) -> None:
        """Show why something cannot be done; `then` is called when it has been read."""
        raise NotImplementedError

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; where it cannot be done, say why."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except AmuError as error:
            self.tell(error)
            return True

    async def on_event(self, event: events.Event) -> None:
        """Let no pasted text reach a widget as it came."""
        if isinstance(event, events.Paste):
            # Longer than any text that is kept, so that a form can say so.
            event.text = clean(event.text, limit=2 * MAX_LENGTH)
        await super().on_event(event)

    def _leave_if_alone(self) -> None:
        try:
            there = os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
        except (OSError, ValueError):
            there = False
        if not there:
            self.exit(1)

    def _handle_exception(self, error: Exception) -> None:
        if not (self._exit and isinstance(error, NoMatches | MountError)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Called by Textual inside the handler of an unexpected exception."""
        error = sys.exc_info()[1] or RuntimeError()
        try:
            path = clean(str(write_crash(error)))
            where = _("What happened is described in {path}.").format(path=path)
        except OSError:
            where = type(error).__name__
        text = _("Something went wrong in the program. What was said to be saved is saved.")
        self.bell()
        self._exit_renderables.append(Text(f"{text}\n{where}"))
        self._return_code = 1
        self._close_messages_no_wait()
