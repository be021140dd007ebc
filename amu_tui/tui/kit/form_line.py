"""A line of a form that loses nothing that is typed ahead.

Over a slow connection several keys arrive at once, and Textual hands them to whatever has the focus
then. After an Enter that moves the focus, the next words would end up in the line before. This line
hands them on instead, in order.
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

Typed = events.Key | events.Paste


class FormLine(Input):
    """One line of a form; Enter posts `Entered` and never anything else."""

    class Entered(Message):
        """Enter was pressed in `line`."""

        def __init__(self, line: FormLine) -> None:
            self.line = line
            super().__init__()

    def __init__(self, value: str, hint: str, *, id: str) -> None:  # noqa: A002
        # The first key changes what stands there; it does not replace it.
        super().__init__(value=value, placeholder=hint, id=id, select_on_focus=False)
        self.cursor_blink = False
        self._waiting: list[Typed] | None = None
        self._next: FormLine | None = None

    def on_focus(self) -> None:
        self._next = None

    def on_key(self, event: events.Key) -> None:
        """Keep what comes after Enter for the line that gets the focus next."""
        if not self._kept(event) and event.key == "enter":
            self._stop(event)
            self._waiting = []
            self.post_message(self.Entered(self))

    def on_paste(self, event: events.Paste) -> None:
        """The same for what is pasted."""
        self._kept(event)

    def stay(self) -> None:
        """Enter did not lead on: what was typed after it belongs here."""
        self._hand_over(self)

    def lead_on(self, line: FormLine) -> None:
        """The focus moves to `line`, and with it what was typed after Enter."""
        self.screen.set_focus(line)
        self._hand_over(line)
        self._next = line

    def _kept(self, event: Typed) -> bool:
        """Whether `event` came after Enter, and now waits for the line it belongs to."""
        if self._next is not None:
            self._next.post_message(_again(event))
        elif self._waiting is not None:
            self._waiting.append(event)
        else:
            return False
        self._stop(event)
        return True

    def _hand_over(self, line: FormLine) -> None:
        waiting, self._waiting = self._waiting or [], None
        for event in waiting:
            line.post_message(_again(event))

    @staticmethod
    def _stop(event: Typed) -> None:
        event.stop()
        event.prevent_default()


def _again(event: Typed) -> Typed:
    """A fresh copy of the event: Textual handles none twice."""
    if isinstance(event, events.Key):
        return events.Key(event.key, event.character)
    return events.Paste(event.text)
