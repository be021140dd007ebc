"""One key after the other: the next is handed on when all that the one before led to is done.

Textual hands a key to whatever has the focus when it arrives. Of keys that arrive together, over a
slow line or from an impatient hand, all but the first would reach what that one has just closed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste
LOOK_SECONDS = 0.1
"""Seconds between two looks whether what is waited for is still there."""


class Typist:
    """Hands `app` what is typed, by `hand_on`."""

    def __init__(self, app: App[Any], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[Typed] = deque()
        self._task: asyncio.Task[None] | None = None
        self._moved = False
        """Whether keys go elsewhere now, where nothing may have been drawn yet."""

    def take(self, event: Typed) -> None:
        """Take a key or what was pasted, in the order of arrival."""
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name="typist")

    def stop(self) -> None:
        """Whoever is leaving presses no more keys."""
        self._waiting.clear()
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()

    async def _work(self) -> None:
        while self._waiting:
            held = self._run()
            with suppress(ScreenStackError):  # the last screen has been left
                if self._moved:
                    self._moved = False
                    screen = self._app.screen
                    await _reached(screen.call_after_refresh, lambda: self._app.screen is screen)  # noqa: B023
                    await self._settled()
            # Not in one batch: until that ends, what a new step waits for is not done.
            for event in held:
                await self._hand_on(event)
                with suppress(ScreenStackError):
                    await self._settled()

    def _run(self) -> list[Typed]:
        """The next key, and all of it where it is held down: nothing waits for what is drawn."""
        held = [self._waiting.popleft()]
        while self._waiting and _key(self._waiting[0]) == _key(held[0]) is not None:
            held.append(self._waiting.popleft())
        return held

    async def _settled(self) -> None:
        """Wait until screens and steps that a key has opened are there."""
        before, now = None, self._pumps()
        while now != before:
            self._moved = self._moved or before is not None
            for pump in now:
                await _reached(pump.call_later, lambda: pump.is_running)  # noqa: B023
            before, now = now, self._pumps()

    def _pumps(self) -> list[MessagePump]:
        """Where keys go now: from what has the focus up to the application."""
        screen = self._app.screen
        return [*(screen.focused or screen).ancestors_with_self]


def _key(event: Typed) -> str | None:
    return event.key if isinstance(event, events.Key) else None


async def _reached(call: Callable[[Callable[[], None]], bool], there: Callable[[], bool]) -> None:
    """Wait until what is queued before a `call` is done, while what it is queued in is `there`."""
    reached = asyncio.Event()
    if not call(reached.set):
        return
    while not reached.is_set() and there():
        with suppress(TimeoutError):
            await asyncio.wait_for(reached.wait(), LOOK_SECONDS)
