"""Filling in the report on the screen."""

from pathlib import Path

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.filling import filled
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes
from tests.tui.seeing import see, see_no


async def test_a_section_is_filled_in_and_the_list_says_how_much(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "f fill in")
        await pilot.press("f")
        await see(pilot, "All of it is optional")
        await pilot.press("enter")
        await see(pilot, "What shall be so in a year?")
        await pilot.press(*"[/] Peace", "ctrl+s")
        await see(pilot, "1/4")
        await pilot.press("down", "down", "enter")
        await see(pilot, "By whom")
        await pilot.press(*"soon", "enter")
        await see(pilot, "soon")
        await pilot.press(*["backspace"] * 4, *"1.6.2187", "enter", *"LAMU", "enter")
        await see(pilot, "2/2")
        await pilot.press("escape")
        await see_no(pilot, "All of it is optional")
    details = stored(folder).details
    assert details.goals == {"fellowship": "[/] Peace"}
    assert (str(details.review.date), details.review.body) == ("2187-06-01", "LAMU")


async def test_undo_takes_back_only_the_lines_that_were_filled_in(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await pilot.press("f")
        await see(pilot, "Who took part")
        await pilot.press("down", "enter")
        await see(pilot, "By whom")
        await pilot.press("down", *"LAMU", "enter")
        await see(pilot, "1/2")
        await pilot.press("escape")
        store = SessionFolder(folder)
        store.save_details(filled(store.load().details, {("", "whole"): "theirs"}))
        await see(pilot, "f fill in")
        await pilot.press("u")
        await see(pilot, "undone: what is filled in of the report")
    assert (stored(folder).details.review.body, stored(folder).details.whole) == ("", "theirs")


async def test_of_two_who_fill_in_the_same_line_the_second_sees_both(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    store = SessionFolder(folder)
    store.save_details(filled(store.load().details, {("archive", "case"): "1"}))
    async with meeting(folder, "report") as pilot:
        await pilot.press("f")
        await see(pilot, "For the archive")
        await pilot.press("down", "down", "enter")
        await see(pilot, "Case number")
        await pilot.press(*"23", "down", *"HR")
        store.save_details(
            filled(store.load().details, {("archive", "case"): "9", ("archive", "access"): "§ 13"})
        )
        await pilot.press("ctrl+s")
        screen = await see(pilot, "Somebody else has filled in meanwhile: Case number: 9")
        assert "123" in screen
        assert "HR" in screen
        await pilot.press("ctrl+s")
        await see(pilot, "3/3")
    archive = stored(folder).details.archive
    assert (archive.case, archive.process, archive.access) == ("123", "HR", "§ 13")
