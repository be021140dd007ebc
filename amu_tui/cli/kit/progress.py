"""A progress bar on a terminal, from the moment when it is worth showing one."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from amu_tui.words import _

_PATIENCE = 1.0
"""Seconds before a progress bar is worth showing."""

Callbacks = tuple[Callable[[int], None] | None, Callable[[int, int], None] | None]
"""What to call with the rows that went by, and with how many themes of how many are done."""


@contextmanager
def progress(rows: int | None) -> Iterator[Callbacks]:
    """Show a bar on a terminal, from the moment when it is worth it; gives what to call."""
    if not sys.stderr.isatty():
        yield None, None
        return
    bar = _Bar(rows)
    try:
        yield bar.seen, bar.weighed
    finally:
        bar.stop()


class _Bar:
    """A progress bar that appears when the work has taken a while: of rows, then of themes."""

    def __init__(self, rows: int | None) -> None:
        self._rows, self._done, self._began = rows, 0, time.monotonic()
        self._shown: Any = None
        self._lock = threading.Lock()

    def seen(self, rows: int) -> None:
        """Count `rows` more; Polars calls this from several threads at once."""
        with self._lock:
            self._done += rows
            if self._shows():
                done = min(self._done, self._rows or self._done)
                self._shown.update(self._task, completed=done)

    def weighed(self, done: int, themes: int) -> None:
        """Show for how many of the themes it is decided what to hide."""
        with self._lock:
            if self._shows():
                now = _("Deciding what to hide")
                self._shown.update(self._task, description=now, completed=done, total=themes)

    def _shows(self) -> bool:
        if self._shown is None and time.monotonic() - self._began >= _PATIENCE:
            self._start()
        return self._shown is not None

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task(_("Scoring"), total=self._rows)
        self._shown.start()

    def stop(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown.stop()
