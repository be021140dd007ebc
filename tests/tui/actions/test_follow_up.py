"""The follow-up step: how the actions go, what is late, and notes on the way."""

import datetime
from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.errors import UsageError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.person import own_names
from amu_tui.model.followup.board import Board
from amu_tui.model.followup.notes import parse_note
from amu_tui.model.meeting.action import Action, Note, Status
from amu_tui.render.decisions.notes import note_lines
from amu_tui.tui.actions.board import summary, when
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import screen_text, see, see_no, wait_for

TODAY = datetime.date(2026, 11, 20)


class FixedDate(datetime.date):
    """A date whose today is always the same."""

    @classmethod
    def today(cls) -> datetime.date:  # type: ignore[override]
        return TODAY


def days(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


def action(
    deadline: datetime.date | None = None, status: Status = "planned", **more: object
) -> Action:
    plain = Action(id="a", theme="fellowship", aim="preserve", title="Lunch")
    return msgspec.structs.replace(plain, deadline=deadline, status=status, **more)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session with a late action, one in good time, and one that is done."""
    monkeypatch.setattr("amu_tui.tui.actions.follow_up.date", FixedDate)
    path = demo(tmp_path)
    choose_themes(path)
    change(path, write_action(path, "Lunch on Fridays", owner="Kari"), deadline=days(-3))
    change(path, write_action(path, "Say thanks", "recognition", "improve"), deadline=days(9))
    change(path, write_action(path, "Plan", "goal-clarity", "improve"), status="done")
    return path


def change(path: Path, before: Action, **what: object) -> Action:
    store = SessionFolder(path)
    store.load()
    return store.save_action(msgspec.structs.replace(before, **what), before.revision)


def kept(path: Path, title: str) -> Action:
    return next(a for a in stored(path).actions.values() if a.title == title)


def line_of(screen: str, text: str) -> str:
    return next(line for line in screen.split("\n") if text in line)


async def test_all_actions_stand_by_deadline_with_what_is_late_in_words(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        screen = await see(pilot, "1 of 3 done · 2 planned · 1 overdue")
        titles = ("Lunch on Fridays", "Say thanks", "Plan")
        places = [screen.index(title) for title in titles]
        assert places == sorted(places)
        late = line_of(screen, "Lunch on Fridays")
        assert "planned" in late
        assert "Kari" in late
        assert late.rstrip().endswith("3 days overdue")
        assert line_of(screen, "Say thanks").rstrip().endswith("2026-11-29")
        assert "✓ done" in line_of(screen, "Plan")
        assert "deadline 2026-11-17" in screen


async def test_a_status_goes_on_to_the_next_and_undo_takes_it_back(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned")
        await pilot.press("space")
        await see(pilot, "▸ +    ▶ started Lunch")
        assert kept(folder, "Lunch on Fridays").status == "started"
        await pilot.press("s")
        screen = await see(pilot, "▸ +    ✓ done")
        assert "2 of 3 done" in screen
        assert "overdue" not in screen
        await pilot.press("space")
        await see(pilot, "▸ +    × stopped Lunch")
        await pilot.press("space")
        await see(pilot, "▸ +    · planned Lunch")
        await pilot.press("u")
        await see(pilot, "▸ +    × stopped Lunch")
        assert kept(folder, "Lunch on Fridays").status == "stopped"


async def test_notes_are_dated_and_shown_with_the_last_one_first(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        for text in ("we began [/]", "it goes well"):
            await pilot.press("n")
            await see(pilot, "How does it go?")
            await pilot.press(*text, "ctrl+s")
            screen = await see(pilot, f"2026-11-20, {own_names()[0]}: {text}")
        assert screen.index("it goes well") < screen.index("we began [/]")
    notes = kept(folder, "Lunch on Fridays").notes.values()
    assert [note.text for note in notes] == ["we began [/]", "it goes well"]
    assert {note.date for note in notes} == {TODAY}


async def test_an_empty_note_is_refused(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        await pilot.press("n")
        await see(pilot, "How does it go?")
        await pilot.press("space", "enter")
        await see(pilot, "nothing is written yet")
    assert not kept(folder, "Lunch on Fridays").notes


async def test_all_notes_can_be_read_whole(folder: Path) -> None:
    long = " ".join(["word"] * 40) + " last"
    notes = {f"n{day}": Note(date=days(day), text=f"note {day} {long}") for day in range(-9, 0)}
    change(folder, kept(folder, "Lunch on Fridays"), notes=notes)
    async with meeting(folder, "follow-up") as pilot:
        screen = await see(pilot, "6 earlier notes: r")
        assert "note -1" in screen
        assert "last" not in screen
        await pilot.press("r")
        await see(pilot, "last")
        await pilot.press("end")
        await see(pilot, "note -9")
        await pilot.press("escape")
        await see_no(pilot, "note -9")


async def test_title_owner_and_deadline_can_be_changed(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        await pilot.press("enter")
        await see(pilot, "Change the action")
        await pilot.press("end", *"!", "enter", "enter", *["backspace"] * 10, *"1.2.2027", "enter")
        await see(pilot, "Lunch on Fridays!")
        await see(pilot, "2027-02-01")
    changed = kept(folder, "Lunch on Fridays!")
    assert (changed.owner, changed.deadline) == ("Kari", datetime.date(2027, 2, 1))


async def test_a_note_goes_into_what_somebody_else_saved_meanwhile(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        change(folder, kept(folder, "Lunch on Fridays"), title="Lunch every day")
        await pilot.press("n")
        await see(pilot, "How does it go?")
        await pilot.press(*"well", "ctrl+s")
        await see(pilot, ": well")
        await see(pilot, "Lunch every day")
    assert [note.text for note in kept(folder, "Lunch every day").notes.values()] == ["well"]


@pytest.mark.usefixtures("no_look")
async def test_a_status_never_overwrites_what_somebody_else_saved(folder: Path) -> None:
    """What has been taken in before the key is for `tests.tui.state.test_meant`."""
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        change(folder, kept(folder, "Lunch on Fridays"), status="done")
        await pilot.press("space")
        screen = await see(pilot, "Somebody else saved this")
        assert "≠ Status" in screen
        assert "? started" in screen
        assert "? done" in screen
        await pilot.press("escape")
        await see(pilot, "▸ +    ✓ done")
    assert kept(folder, "Lunch on Fridays").status == "done"


async def test_an_edit_of_what_somebody_else_saved_asks_which_to_keep(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        await pilot.press("enter")
        await see(pilot, "Change the action")
        change(folder, kept(folder, "Lunch on Fridays"), title="Theirs", status="started")
        await pilot.press("end", *" mine", "ctrl+s")
        screen = await see(pilot, "Somebody else saved this")
        assert "Theirs" in screen
        assert "Lunch on Fridays mine" in screen
        assert "✓ started" in screen
        await pilot.press("left", "enter")
        await wait_for(
            pilot,
            lambda: "▶ started Lunch on Fridays mine" in screen_text(pilot.app),
            "my words with their status",
        )
    assert kept(folder, "Lunch on Fridays mine").status == "started"


async def test_a_note_to_what_was_deleted_asks_and_is_not_lost(folder: Path) -> None:
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Lunch")
        await pilot.press("n")
        await see(pilot, "How does it go?")
        store, gone = SessionFolder(folder), kept(folder, "Lunch on Fridays")
        store.remove_action(gone.id, gone.revision)
        await pilot.press(*"well", "ctrl+s")
        screen = await see(pilot, "Somebody else deleted this while you were writing")
        assert "? Lunch on Fridays" in screen
        await pilot.press("escape")
        await see(pilot, "How does it go?")
        await pilot.press("ctrl+s")
        await see(pilot, "Somebody else deleted this while you were writing")
        await pilot.press("left", "enter")
        await see(pilot, ": well")
    (note,) = kept(folder, "Lunch on Fridays").notes.values()
    assert note.text == "well"


async def test_before_there_are_actions_it_says_what_comes_first(tmp_path: Path) -> None:
    path = demo(tmp_path)
    async with meeting(path, "follow-up") as pilot:
        screen = await see(pilot, "the step “Choose themes” comes first")
        assert "status" not in screen
        await pilot.press("space", "n", "r", "enter", "s")
        await see(pilot, "the step “Choose themes” comes first")
    choose_themes(path)
    async with meeting(path, "follow-up") as pilot:
        await see(pilot, "the step “Actions” comes first")


async def test_a_wide_screen_shows_the_theme_of_each_action(folder: Path) -> None:
    async with meeting(folder, "follow-up", (140, 40)) as pilot:
        screen = await see(pilot, "Theme")
        assert "Recognition" in line_of(screen, "Say thanks")


def test_how_late_an_action_is() -> None:
    assert when(action(days(-1)), TODAY) == "1 day overdue"
    assert when(action(days(-40), "started"), TODAY) == "40 days overdue"
    assert when(action(TODAY), TODAY) == "2026-11-20"
    assert when(action(days(-1), "done"), TODAY) == "2026-11-19"
    assert when(action(), TODAY) == ""
    words.use("nb")
    assert when(action(TODAY), TODAY) == "20.11.2026"


def test_the_summary_counts_each_status_that_there_is() -> None:
    many = [action(status="done"), action(days(-1), "started"), action(status="stopped")]
    board = Board(TODAY, agreed=days(-60))
    assert summary(many, board) == (
        "1 of 3 done · 1 started · 1 stopped · 1 overdue · 1 without news"
    )
    assert summary([action(status="done")], board) == "1 of 1 done"


def test_notes_of_one_day_keep_their_order() -> None:
    notes = {key: Note(date=TODAY, text=key) for key in ("a", "b")}
    notes["c"] = Note(date=days(-1), text="c")
    assert [line[-1] for line in note_lines(action(notes=notes))] == ["b", "a", "c"]


def test_a_note_is_cleaned() -> None:
    assert parse_note(" fine \x1b[31m ") == "fine �[31m"
    with pytest.raises(UsageError):
        parse_note(" \t")


async def test_a_view_with_nothing_in_it_says_why(folder: Path) -> None:
    for title in ("Lunch on Fridays", "Say thanks"):
        change(folder, kept(folder, title), status="stopped")
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "Follow-up – by deadline")
        await pilot.press("v", "v", "v")
        await see(pilot, f"Nothing here is in the name of {own_names()[0]}")
        await pilot.press("space", "n", "r", "enter", "v")
        await see(pilot, "Every action is done or stopped.")
        await pilot.press("v")
        await see(pilot, "▸ ")
