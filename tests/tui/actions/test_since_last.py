"""The first step of the next meeting: did it help? By keyboard, one action after the other."""

import datetime
from pathlib import Path

import pytest

from amu_tui import words
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.previous import Answer, PastAction
from tests.tui.opening import demo, meeting, stored
from tests.tui.seeing import screen_text, see, wait_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, which keeps the actions of the round before."""
    return demo(tmp_path)


def past(folder: Path) -> dict[str, PastAction]:
    previous = stored(folder).previous
    assert previous is not None
    return dict(previous.actions)


def only_answer(folder: Path) -> Answer | None:
    return next(iter(stored(folder).answers.values()), None)


async def test_it_is_the_step_after_the_agenda_and_asks_of_every_action(folder: Path) -> None:
    steps = [step.id for step in stored(folder).steps()]
    assert steps[:2] == ["agenda", "since-last"]
    async with meeting(folder, "agenda") as pilot:
        await pilot.press("right")
        screen = await see(pilot, "Did it help?")
        for action in past(folder).values():
            assert action.title[:12] in screen
        assert f"0 of {len(past(folder))} answered" in screen


async def test_each_key_is_saved_at_once_and_undone(folder: Path) -> None:
    first = next(iter(past(folder)))
    async with meeting(folder, "since-last") as pilot:
        await see(pilot, "Did it help?")
        await pilot.press("space", "space", "4")
        await see(pilot, "helped in part · 4 of 5")
        assert stored(folder).answers[first].helped == "partly"
        assert stored(folder).answers[first].felt == 4
        await pilot.press("4")
        await wait_for(pilot, lambda: "4 of 5" not in screen_text(pilot.app), "no number")
        await pilot.press("n")
        await see(pilot, "What does the room say?")
        await pilot.press(*"Half", "enter")
        await see(pilot, "helped in part: Half")
        await pilot.press("x")
        await see(pilot, "closed")
        assert stored(folder).answers[first].closed
        await pilot.press("u")
        await wait_for(pilot, lambda: not stored(folder).answers[first].closed, "open again")
        await pilot.press("u", "u", "u", "u", "u")
        await wait_for(pilot, lambda: stored(folder).answers[first].empty, "no answer")
        assert "1 of" not in screen_text(pilot.app).splitlines()[1]


async def test_enter_goes_to_the_next_that_is_not_answered(folder: Path) -> None:
    titles = [action.title for action in past(folder).values()]
    async with meeting(folder, "since-last") as pilot:
        await see(pilot, "Did it help?")
        await pilot.press("space", "enter")
        row = f"{titles[1][:20]}"
        await wait_for(
            pilot,
            lambda: any("▸" in line and row in line for line in screen_text(pilot.app).split("\n")),
            "the cursor on the second",
        )


async def test_one_that_goes_on_becomes_an_action_before_themes_are_chosen(folder: Path) -> None:
    first, action = next(iter(past(folder).items()))
    async with meeting(folder, "since-last") as pilot:
        await see(pilot, "Did it help?")
        await pilot.press("v")
        await see(pilot, "who is responsible now, and by when?")
        await pilot.press("enter", "enter", "ctrl+u", *"2031-06-15", "enter")
        await see(pilot, "goes on")
        (now,) = stored(folder).actions.values()
        assert (now.title, now.owner, now.follows) == (action.title, action.owner, first)
        assert now.deadline == datetime.date(2031, 6, 15)
        assert stored(folder).themes is None
        await pilot.press("x")
        await see(pilot, "it goes on as an action here")


async def test_who_answers_at_the_same_moment_is_told_and_nothing_is_lost(folder: Path) -> None:
    first = next(iter(past(folder)))
    async with meeting(folder, "since-last") as pilot:
        await see(pilot, "Did it help?")
        await pilot.press("n")
        await see(pilot, "What does the room say?")
        other = SessionFolder(folder)
        other.load()
        theirs = Answer(date=datetime.date(2026, 11, 2), helped="not", said="Nobody came")
        other.save_answer(first, theirs, None)
        await pilot.press(*"Half", "enter")
        await see(pilot, "meanwhile")
        await pilot.press("escape")
        await see(pilot, "What does the room say?")
        await pilot.press("enter")
        await see(pilot, "did not help: Half")
        kept = stored(folder).answers[first]
        assert (kept.helped, kept.said, kept.revision) == ("not", "Half", 2)


@pytest.mark.parametrize("language", ["nb", "nn"])
async def test_it_is_said_in_the_readers_language(folder: Path, language: str) -> None:
    words.use(language)
    async with meeting(folder, "since-last") as pilot:
        await pilot.press("space")
        assert await see(pilot, "Hjalp det?" if language == "nb" else "Hjelpte det?")
