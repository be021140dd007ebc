"""Keys that come in one packet, as over a slow line, all reach the step that they are for."""

import asyncio
from pathlib import Path

import pytest
from textual import events

from amu_tui.tui.shell.meeting import Meeting
from tests.tui.opening import demo, meeting
from tests.tui.seeing import see, see_no


@pytest.mark.parametrize("later", range(0, 8, 2))
async def test_a_key_of_the_next_step_right_behind_the_arrow(tmp_path: Path, later: int) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        await see(pilot, "Individual resources")
        pilot.app.post_message(events.Key("right", None))
        for _turn in range(later):
            await asyncio.sleep(0)
        pilot.app.post_message(events.Key("t", "t"))
        await see(pilot, "How to read the bars")
        await pilot.press("escape")
        await see_no(pilot, "How to read the bars")
        await see(pilot, "Colleague resources")


async def test_keys_on_their_way_through_a_step_that_goes_are_not_lost(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        await see(pilot, "Individual resources")
        screen = pilot.app.screen
        assert isinstance(screen, Meeting)
        for _key in range(3):
            pilot.app.post_message(events.Key("right", None))
        pilot.app.call_later(screen.action_next)
        await see(pilot, "Step 10 of 22")
