"""The log on the screen, from the report."""

from pathlib import Path

from tests.tui.opening import demo, meeting
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import see, see_no


async def test_the_log_is_read_from_the_report(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    async with meeting(folder, "report") as pilot:
        await see(pilot, "Action report")
        await pilot.press("H")
        await see(pilot, "What was decided and changed")
        await see(pilot, "“Lunch together” was written.")
        await pilot.press("escape")
        await see_no(pilot, "What was decided and changed")
