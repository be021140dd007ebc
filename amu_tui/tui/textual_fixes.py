"""Everything that works around Textual, in one place, each with what would end it.

- A crash prints local variables (`show_locals=True` in `App._fatal_error`, Textual 8.2.8), and
  those hold answers and ballots. `SafeApp` writes a traceback without them to a log file.
- SIGTERM and SIGHUP end the program without restoring the terminal. `SafeApp` exits in order.
- When the line is cut and SIGHUP is ignored, the input loop spins (textual#6690). `SafeApp`
  looks once a second whether the terminal is still there.
- What is pasted is put into an input as it is, escape sequences and all, and of several lines
  only the first. `SafeApp` cleans it on its way in, and makes one line of it.
"""

import asyncio
import os
import signal
import sys
import traceback
from pathlib import Path

import platformdirs
from rich.text import Text
from textual import events
from textual.app import App

from amu_tui.text import clean
from amu_tui.words import _

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def crash_log() -> Path:
    """Where a crash is written, for the one who mends it."""
    return Path(platformdirs.user_state_dir("amu-tui")) / "crash.log"


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

    async def on_event(self, event: events.Event) -> None:
        """Let no pasted text reach a widget as it came."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        await super().on_event(event)

    def _leave_if_alone(self) -> None:
        try:
            there = os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
        except (OSError, ValueError):
            there = False
        if not there:
            self.exit(1)

    def _fatal_error(self) -> None:
        """Called by Textual inside the handler of an unexpected exception."""
        error = sys.exc_info()[1]
        path = crash_log()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lines = traceback.format_exception(error) if error else ["unknown\n"]
            path.write_text("".join(lines[:-1]) + f"{type(error).__name__}\n", encoding="utf-8")
            where = _("What happened is described in {path}.").format(path=clean(str(path)))
        except OSError:
            where = type(error).__name__
        said = _("Something went wrong in the program. What was said to be saved is saved.")
        self.bell()
        self._exit_renderables.append(Text(f"{said}\n{where}"))
        self._return_code = 1
        self._close_messages_no_wait()
