"""Taking back and doing again: what, where, and with the cursor on it."""

from pathlib import Path

from textual.events import Key

from amu_tui.files.session.folder import SessionFolder
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import confirm, see, see_no


async def test_what_was_undone_is_done_again(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch together")
        await pilot.press("U")
        await see(pilot, "nothing to do again")
        await pilot.press("down", "m", "u")
        await see(pilot, "undone: the change of “Lunch together”: basket; U does it again")
        await pilot.press("U")
        await see(pilot, "done again: the change of “Lunch together”: basket")
        await see(pilot, "Passed on to the leader")
        assert stored(folder).actions["lunch-together"].basket == "leader"
        await pilot.press("u")
        await see_no(pilot, "Passed on to the leader")


async def test_undo_asks_before_it_goes_to_another_step_and_stands_on_what_it_restored(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Breakfast together")
    write_action(folder, "Lunch together")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch together")
        await pilot.press("down", "down", "d")
        await see(pilot, "Delete this action?")
        await confirm(pilot)
        await see_no(pilot, "Lunch together")
        await pilot.press("home", "right")
        await see(pilot, "Prioritise")
        for key in ("u", "enter"):  # an Enter that was typed ahead is no answer
            pilot.app.post_message(Key(key, "u" if key == "u" else "\r"))
        await see(pilot, "Take this back in the step “Actions”?")
        await see(pilot, "The deletion of “Lunch together”")
        await pilot.press("escape")
        await see(pilot, "Prioritise")
        assert "lunch-together" not in stored(folder).actions
        await pilot.press("u")
        await confirm(pilot)
        await see(pilot, "undone: the deletion of “Lunch together”")
        await see(pilot, "▸     ·  Lunch together")
        await pilot.press("left", "U")
        await see(pilot, "Do this again in the step “Actions”?")
        await confirm(pilot)
        await see(pilot, "done again: the deletion of “Lunch together”")
    assert list(stored(folder).actions) == ["breakfast-together"]


async def test_what_others_changed_while_undo_asked_is_left_alone(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch together")
        await pilot.press("down", "m", "right")
        await see(pilot, "Prioritise")
        await pilot.press("u")
        await see(pilot, "Take this back in the step “Actions”?")
        theirs = SessionFolder(folder)
        now = theirs.load().actions["lunch-together"]
        theirs.remove_action(now.id, now.revision)
        await confirm(pilot)
        await see(pilot, "somebody else has changed it since")
    assert not stored(folder).actions
