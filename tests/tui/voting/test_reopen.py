"""Opening a round again on the screen: a key of its own, a reason, what holds of the votes."""

from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes, write_action
from tests.tui.seeing import confirm, see, see_no


async def closed_by_vote(folder: Path) -> None:
    """Three ballots, counted and written down on the screen."""
    for preserve in ("autonomy", "autonomy", "fellowship"):
        cast(folder, (preserve,), ("recognition", "goal-clarity"))
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "counted")
        await pilot.press("enter")
        await confirm(pilot)
        await see(pilot, "written down")


async def test_the_count_stands_and_the_room_chooses_otherwise(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    await closed_by_vote(folder)
    async with meeting(folder, "choose") as pilot:
        screen = await see(pilot, "Written down; o opens it again, with the reason.")
        assert "o open again" in screen
        await pilot.press("enter", "o")
        await see(pilot, "What was written down is kept with the reason")
        await pilot.press("enter")
        await see(pilot, "opening a round again needs a reason")
        await pilot.press(*"mistyped", "enter")
        await see(pilot, "the count stands: only what was made of it is decided again")
        await pilot.press("enter")
        await see(pilot, "The count of 3 votes stands")
        await confirm(pilot)
        await see(pilot, "opened again")
        await see(pilot, "3 voted")
        await pilot.press("c", "v")
        await pilot.press("down", "b")
        await see(pilot, "This is another choice than the count")
        await pilot.press("enter")
        await see(pilot, "Otherwise than the count")
        await pilot.press(*"as meant", "enter")
        await confirm(pilot)
        await see(pilot, "Written down; o opens it again")
    kept = stored(folder)
    assert kept.themes is not None
    assert kept.themes.turnout == 3
    assert [one.why for one in kept.reopenings] == ["mistyped"]


async def test_people_vote_again(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    await closed_by_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "o open again")
        await pilot.press("o", *"anew", "enter", "down", "enter")
        await see(pilot, "The ballots were removed when they were counted")
        await confirm(pilot)
        await see(pilot, "The round was opened again on")
        cast(folder, ("cooperation",))
        await see(pilot, "1 has voted.")


async def test_what_is_built_on_the_themes_is_in_the_way(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "o open again")
        await pilot.press("o")
        await see(pilot, "1 action is written for the chosen themes: “Lunch together”")
        await pilot.press("enter")
        await see_no(pilot, "That cannot be done")
    assert stored(folder).themes is not None


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_who_looks_on_sees_that_a_round_was_opened_again(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "choose", size) as pilot:
        await see(pilot, "o open again")
        other = SessionFolder(folder)
        other.load()
        other.reopen("themes", "A name was mistyped", "stand")
        await see(pilot, "the round is opened again")
        await see(pilot, "A name was mistyped")
