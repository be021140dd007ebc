"""What a test sees of the application: the screen as text, and waiting for it."""

import asyncio
from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot

from amu_tui.tui.kit.dialogs import ConfirmDialog
from tests.waiting import looks


def screen_text(app: App[int]) -> str:
    """The lines of the screen as they are shown."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def wait_for(pilot: Pilot[int], condition: Callable[[], bool], what: str) -> None:
    """Wait until `condition` holds; fails with `what` and the screen."""
    for _left in looks(lambda: f"{what} on:\n{screen_text(pilot.app)}"):
        if condition():
            return
        await pilot.pause()
        await asyncio.sleep(0)


async def see(pilot: Pilot[int], text: str) -> str:
    """Wait until `text` is on the screen; the screen."""
    await wait_for(pilot, lambda: text in screen_text(pilot.app), repr(text))
    return screen_text(pilot.app)


async def see_no(pilot: Pilot[int], text: str) -> str:
    """Wait until `text` is no longer on the screen; the screen."""
    await wait_for(pilot, lambda: text not in screen_text(pilot.app), f"no {text!r}")
    return screen_text(pilot.app)


async def confirm(pilot: Pilot[int]) -> None:
    """Wait until a question takes a yes, and say yes."""

    def stands() -> bool:
        return isinstance(pilot.app.screen, ConfirmDialog) and "Enter: " in screen_text(pilot.app)

    await wait_for(pilot, stands, "a question that takes a yes")
    asked = pilot.app.screen
    await pilot.press("enter")
    await wait_for(pilot, lambda: pilot.app.screen is not asked, "the end of the question")
