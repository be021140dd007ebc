"""What is said after a key: what was taken back, what may be a slip, why nothing happened."""

from pathlib import Path

from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import confirm, see, see_no


async def test_undo_names_what_it_took_back(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b", "down", "f", "u")
        await see(pilot, "undone: the mark on 2 Independence")
        await pilot.press("u")
        await see(pilot, "undone: the mark on 1 Job autonomy")
        await pilot.press("right")
        await see(pilot, "Choose themes")
        await pilot.press("b", "u")
        await see(pilot, "undone: the choice of 1 Job autonomy")
        await pilot.press("G", "7", "enter")
        await see(pilot, "Individual resources")
        await pilot.press("b", "u")
        await see(pilot, "undone: the note on 1 Job autonomy")


async def test_undo_names_the_action(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch together")
        await pilot.press("down", "m")
        await see(pilot, "Passed on to the leader")
        await pilot.press("u")
        await see(pilot, "undone: the change of “Lunch together”: basket")
        await see_no(pilot, "Passed on to the leader")
        await pilot.press("d")
        await confirm(pilot)
        await pilot.press("u")
        await see(pilot, "undone: the deletion of “Lunch together”")


async def test_a_deadline_that_has_passed_is_saved_and_said(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "no action yet")
        await pilot.press("a", *"Lunch", "enter", "enter", *"2020-02-03", "enter")
        await see(pilot, "saved; the deadline has passed already")
        await pilot.press("e", "ctrl+s")
        screen = await see(pilot, "saved  ")
        assert "has passed" not in screen
    (action,) = stored(folder).actions.values()
    assert str(action.deadline) == "2020-02-03"


async def test_keys_for_actions_say_on_a_theme_why_nothing_happens(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "no action yet")
        for key in ("m", "d"):
            await pilot.press(key)
            await see(pilot, "this is a theme: go to one of its actions first")
            await pilot.press("u")
            await see(pilot, "nothing to undo")


async def test_the_legend_uses_the_words_of_the_line_under_the_chart(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        await see(pilot, "◈ several on one spot")
        await pilot.press("t")
        screen = await see(pilot, "How to read the bars")
        assert "◈ several on one spot" in screen
        assert "two of these" not in screen
