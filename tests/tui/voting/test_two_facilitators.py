"""Two who decide at once: the second is told, and sees what was written instead of nothing."""

import datetime
from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.closing import close
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes
from tests.tui.seeing import confirm, screen_text, see, see_no


def voted(tmp_path: Path) -> Path:
    """A session in which three have voted alike."""
    folder = demo(tmp_path)
    for _ in range(3):
        cast(folder, ("autonomy", "fellowship"), ("goal-clarity", "recognition"))
    return folder


def close_elsewhere(folder: Path) -> None:
    """Close the themes round by the count, as another program does it."""
    store = SessionFolder(folder)
    session = store.load()
    store.end_vote("themes")
    budget, candidates = session.budget("themes"), session.candidates("themes")
    tally = store.tally("themes")
    store.close(
        close("themes", tally, budget=budget, candidates=candidates, today=datetime.date.today())
    )


async def test_the_second_never_sees_an_empty_vote(tmp_path: Path) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "Enter writes it down.")
        await pilot.press("enter")
        await see(pilot, "Write this down?")
        close_elsewhere(folder)
        await confirm(pilot)
        screen = await see(pilot, "Already written down")
        assert "changed" not in screen
        await pilot.press("enter")
        screen = await see(pilot, "Choose themes – written down")
        assert "3 votes" in screen
        assert "Somebody else" not in screen


@pytest.mark.parametrize("step", ["vote", "choose"])
async def test_ending_a_vote_that_is_written_down_shows_what_was_written(
    tmp_path: Path, step: str
) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, step) as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await see(pilot, "End the vote and count?")
        close_elsewhere(folder)
        await confirm(pilot)
        await see(pilot, "Already written down")
        await pilot.press("enter")
        screen = await see_no(pilot, "Already written down")
        assert "+   1  Job autonomy" in screen
        assert "3 votes" in screen


@pytest.mark.parametrize("step", ["vote", "choose"])
async def test_a_step_that_is_only_looked_at_shows_it_and_asks_nothing(
    tmp_path: Path, step: str
) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, step) as pilot:
        await see(pilot, "Job autonomy")
        choose_themes(folder, Choice(preserve=("meaning",)))
        await see(pilot, "+  23  Meaning of work")
        await see(pilot, "the round is written down")


@pytest.mark.parametrize("step", ["vote", "choose"])
async def test_who_only_sees_the_count_of_another_is_asked_nothing(
    tmp_path: Path, step: str
) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, step) as pilot:
        await see(pilot, "3 have voted.")
        SessionFolder(folder).end_vote("themes")
        shown = "The next step shows the count." if step == "vote" else "Enter writes it down."
        await see(pilot, shown)
        close_elsewhere(folder)
        await see(pilot, "the round is written down")
        assert "Already written down" not in screen_text(pilot.app)


async def test_marks_that_came_to_nothing_are_not_passed_over(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b")
        await see(pilot, "Preserve 1/2")
        choose_themes(folder, Choice(preserve=("meaning",)))
        await see(pilot, "Already written down")
        await pilot.press("enter")
        await see(pilot, "+  23  Meaning of work")
        await see_no(pilot, "Already written down")


async def test_a_round_that_is_damaged_meanwhile_is_said_once(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "Job autonomy")
        (folder / "rounds").mkdir(exist_ok=True)
        (folder / "rounds" / "themes.toml").write_text("schema = 1\nround = [\n")
        await see(pilot, "Choose themes – ")
        screen = await see(pilot, "rounds/themes.toml:2: ")
        assert "Already written down" not in screen_text(pilot.app)
        assert "Choose themes – damaged" in screen
    assert stored(folder).themes is None
