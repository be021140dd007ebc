"""Everything that works around Textual, in one place, each with what would end it.

- A crash prints local variables (`show_locals=True` in `App._fatal_error`, Textual 8.2.8), and
  those hold answers and ballots. `SafeApp` keeps the error for whoever has called it.
- An exception from a key's action ends the program. `SafeApp` shows those that are meant for
  the user.
- Signals such as SIGTERM and SIGHUP end the program without restoring the terminal. `SafeApp`
  exits in order.
- When the line is cut and SIGHUP is ignored, the input loop spins (textual#6690). `SafeApp`
  looks once a second whether the terminal is still there.
- Keys that arrive together all go to what has the focus then. `SafeApp` leaves them to a `Typist`.
- A screen that is opened while it, or the program, is being left is mounted without its widgets
  (`Widget.mount_all`, Textual 8.2.8), and misses them. `SafeApp` does not call that a crash.
- What is pasted is put into an input as it is, escape sequences and all, and of several lines
  only the first. `SafeApp` cleans it on its way in, and makes one line of it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from textual import events
from textual._context import active_message_pump
from textual.actions import ActionParseResult
from textual.app import App, ScreenError
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.errors import NoWidget
from textual.message import Message
from textual.widget import MountError
from textual.worker import WorkerFailed

from amu_tui.errors import AmuError
from amu_tui.files.user.crash import note_crash
from amu_tui.text import MAX_LENGTH, clean
from amu_tui.tui.there import NotThere, left
from amu_tui.tui.typist import Typed, Typist

SIGNALS = [
    getattr(signal, name)
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
    if hasattr(signal, name)
]
MISSING = (NoMatches, MountError, NoScreen, NoWidget, ScreenError)
"""What is raised where a part of a screen, or the screen, is looked for and is not there."""


class SafeApp(App[int]):
    """An app that gives the terminal back whole and tells nobody's answers when it fails."""

    def __init__(self) -> None:
        super().__init__()
        self._typist = Typist(self, self._hand_on)
        self.failed: BaseException | None = None
        """What has ended the program, where something unexpected has."""

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leave; keys typed ahead no longer count."""
        super().exit(*args, **kwargs)
        self._typist.stop()

    def on_load(self) -> None:
        """Leave in order on signals, from before the terminal is taken."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._note)
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or another thread
            for number in SIGNALS:
                loop.add_signal_handler(number, self.exit, 128 + number)

    def watch_terminal(self) -> None:
        """Leave when the terminal is gone."""
        if not self.is_headless:
            self.set_interval(1.0, self._leave_if_alone)

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, hardened where it is ours."""
        driver = super().get_driver_class()
        if sys.platform == "win32":
            return driver
        from amu_tui.tui.terminal import hardened

        return hardened(driver)

    def stop_for_a_while(self) -> bool:
        """Stop the program until its shell goes on with it; whether there was one to do so."""
        stop = getattr(self._driver, "stop", None)
        return bool(stop and stop())

    def tell(self, error: AmuError, then: Callable[[], None] | None = None) -> None:
        """Show why something cannot be done; `then` is called when it has been read."""
        raise NotImplementedError

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for, unless that is left already; where it cannot be done, say why."""
        if default_namespace is not None and left(default_namespace):
            return True
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except AmuError as error:
            self.tell(error)
            return True

    async def on_event(self, event: events.Event) -> None:
        """Take what is typed in its order; let no pasted text reach a widget as it came."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Paste):
            # Longer than any text that is kept, so that a form can say so.
            event.text = clean(event.text, limit=2 * MAX_LENGTH)
        if not self._exit:
            self._typist.take(event)

    async def _hand_on(self, event: Typed) -> None:
        try:
            if not self._exit:
                await super().on_event(event)
        except Exception as error:
            self._handle_exception(error)

    def _leave_if_alone(self) -> None:
        try:
            there = os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
        except (OSError, ValueError):
            there = False
        if not there:
            self.exit(1)

    async def _dispatch_message(self, message: Message) -> None:
        with suppress(NotThere):
            await super()._dispatch_message(message)

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        gone = isinstance(cause, MISSING) and left(active_message_pump.get(self))
        if not (gone or isinstance(cause, NotThere)):
            self.failed = self.failed or cause
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Called by Textual inside the handler of an unexpected exception."""
        self._typist.stop()
        self._close_messages_no_wait()

    def _note(self, _loop: object, context: Mapping[str, Any]) -> None:
        """Note what went wrong in a task that nobody waits for, and go on."""
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, (NotThere, *MISSING)):
            note_crash(error)
