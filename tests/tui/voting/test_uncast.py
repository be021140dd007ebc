"""A ballot that is filled in but not cast is never thrown away without a question."""

from pathlib import Path

import pytest

from amu_tui.tui.voting.next_person import NextPerson
from tests.tui.opening import demo, meeting
from tests.tui.rounds import choose_themes
from tests.tui.seeing import confirm, screen_text, see, see_no, wait_for


async def test_passing_on_asks_about_marks_that_are_not_cast(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("f", "n")
        screen = await see(pilot, "but not voted")
        assert "1 Job autonomy" in screen
        await pilot.press("escape")
        await see_no(pilot, "but not voted")
        assert "Improve 1/2" in screen_text(pilot.app)
        await pilot.press("n")
        await confirm(pilot)
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, NextPerson), "the next person")
        await pilot.press("enter")
        await see(pilot, "Improve 0/2")


async def test_q_between_two_people_ends_nothing(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("n", "q")
        await see(pilot, "The ballot on the screen is empty.")
        assert pilot.app.return_code is None
        await pilot.press("enter")
        await see(pilot, "The keyboard is being passed round")


async def test_leaving_with_a_marked_ballot_asks_once(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b", "right", "q")
        await see(pilot, "You have marked a ballot but not voted")
        await pilot.press("escape")
        await see_no(pilot, "but not voted")
        await pilot.press("left")
        await see(pilot, "Preserve 1/2")
        await pilot.press("q")
        await confirm(pilot)
        await wait_for(pilot, lambda: pilot.app.return_code == 0, "the end")


async def test_going_back_to_the_list_asks_too(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b", "escape")
        await see(pilot, "You have marked a ballot but not voted")
        await confirm(pilot)
        await see(pilot, "Sessions")
        await pilot.press("q")
        await wait_for(pilot, lambda: pilot.app.return_code == 0, "the end")


@pytest.mark.usefixtures("no_look")
async def test_leaving_asks_nothing_when_the_vote_is_over(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b")
        await see(pilot, "Preserve 1/2")
        choose_themes(folder)
        await pilot.press("right")
        await see(pilot, "written down")
        await pilot.press("q")
        await wait_for(pilot, lambda: pilot.app.return_code == 0, "the end")
