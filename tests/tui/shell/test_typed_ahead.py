"""Keys that come in one packet, as over a slow line, are not lost when a step goes."""

from pathlib import Path

from textual import events

from amu_tui.tui.shell.meeting import Meeting
from tests.tui.opening import demo, meeting
from tests.tui.seeing import see


async def test_keys_on_their_way_through_a_step_that_goes_are_not_lost(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        await see(pilot, "Individual resources")
        screen = pilot.app.screen
        assert isinstance(screen, Meeting)
        for _key in range(3):
            pilot.app.post_message(events.Key("right", None))
        pilot.app.call_later(screen.action_next)
        await see(pilot, "Step 11 of 23")
