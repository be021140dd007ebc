"""Screens and steps of which something is asked before they are there, or after they are left.

An await lets others run: keys, timers, what colleagues have saved. What asks a screen for its parts
after one may ask in vain. Nothing is done then, and nothing is wrong: there is nothing to draw.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.css.query import NoMatches
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget


class NotThere(Exception):
    """A part was asked of a screen or step that is not there yet, or no more."""


def left(pump: MessagePump | None) -> bool:
    """Whether `pump`, what it is part of, or the program is being left."""
    while pump is not None and pump._parent is not None:
        if pump._closing or getattr(pump, "_pruning", False):
            return True
        pump = pump._parent
    return getattr(pump, "_exit", True)  # only the application is part of nothing and is there


class Leavable(Widget if TYPE_CHECKING else object):  # type: ignore[misc]
    """A screen or step that comes and goes."""

    @property
    def there(self) -> bool:
        """Whether it has its parts, and is not being left."""
        return bool(self.children) and not left(self)

    if not TYPE_CHECKING:

        def query_one(self, *args: Any, **kwargs: Any) -> Any:
            """As Textual's; raises `NotThere` where it could not be found."""
            try:
                return super().query_one(*args, **kwargs)
            except NoMatches as error:
                if self.there:
                    raise
                raise NotThere from error

    async def _dispatch_message(self, message: Message) -> None:
        with suppress(NotThere):
            await super()._dispatch_message(message)
