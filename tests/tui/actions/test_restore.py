"""Bringing back on the screen what was deleted, after the program was closed."""

from pathlib import Path

from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import confirm, see, see_no


async def test_a_deleted_action_is_brought_back_another_day(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    write_action(folder, "Walks", theme="autonomy")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch together")
        await pilot.press("r")
        await see(pilot, "no action is deleted")
        await pilot.press("down", "d")
        await confirm(pilot)
        await see_no(pilot, "Lunch together")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Walks")
        await pilot.press("r")
        await see(pilot, "Lunch together (deleted on")
        await pilot.press("enter")
        await see(pilot, "brought back")
        await see(pilot, "▸     ·  Lunch together")
        await pilot.press("u")
        await see(pilot, "undone: bringing back “Lunch together”")
        await see_no(pilot, "·  Lunch together")
        await pilot.press("U")
        await see(pilot, "·  Lunch together")
    assert stored(folder).actions["lunch-together"].title == "Lunch together"
