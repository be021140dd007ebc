"""A line to type in that loses nothing of what is typed ahead.

Over a slow line several keys arrive at once, and Textual hands them to whatever had the focus
when they came in: an Enter that moves the focus would leave the next words in the line before.
Such a line hands them on instead, in order.
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input


class Line(Input):
    """One line of a form; Enter posts `Entered` and never anything else."""

    class Entered(Message):
        """Enter was pressed in `line`."""

        def __init__(self, line: Line) -> None:
            self.line = line
            super().__init__()

    def __init__(self, value: str, hint: str, *, id: str) -> None:  # noqa: A002
        super().__init__(value=value, placeholder=hint, id=id)
        self.cursor_blink = False
        self._waiting: list[events.Key] | None = None
        self._next: Line | None = None

    def on_focus(self) -> None:
        self._next = None

    def on_key(self, event: events.Key) -> None:
        """Keep what comes after Enter for the line that gets the focus next."""
        if self._next is not None:
            self._stop(event)
            self._next.post_message(events.Key(event.key, event.character))
        elif self._waiting is not None:
            self._stop(event)
            self._waiting.append(event)
        elif event.key == "enter":
            self._stop(event)
            self._waiting = []
            self.post_message(self.Entered(self))

    def stay(self) -> None:
        """Enter did not lead on: what was typed after it belongs to this line."""
        for event in self._handed_over():
            self.post_message(events.Key(event.key, event.character))

    def lead_on(self, line: Line) -> None:
        """The focus moves to `line`, and with it what was typed after Enter."""
        for event in self._handed_over():
            line.post_message(events.Key(event.key, event.character))
        self._next = line
        self.screen.set_focus(line)

    def _handed_over(self) -> list[events.Key]:
        waiting, self._waiting = self._waiting or [], None
        return waiting

    @staticmethod
    def _stop(event: events.Key) -> None:
        event.stop()
        event.prevent_default()
