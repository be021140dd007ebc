"""Writing actions: two baskets, help questions, and nothing typed is ever lost."""

import datetime
import shutil
from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes, write_action
from tests.tui.seeing import confirm, see, see_no


def only(folder: Path) -> Action:
    """The one action there is."""
    (action,) = stored(folder).actions.values()
    return action


def chosen(tmp_path: Path) -> Path:
    """A session with its themes chosen."""
    folder = demo(tmp_path)
    choose_themes(folder)
    return folder


def change_elsewhere(folder: Path, action_id: str, title: str) -> None:
    """What a colleague saves meanwhile."""
    store = SessionFolder(folder)
    action = store.load().actions[action_id]
    store.save_action(msgspec.structs.replace(action, title=title), action.revision)


async def test_before_themes_are_chosen_it_says_what_comes_first(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "actions") as pilot:
        screen = await see(pilot, "No themes are chosen yet")
        assert "a new" not in screen.splitlines()[-1]
        await pilot.press("a", "d", "m", "enter")
        await see_no(pilot, "Deadline")


async def test_the_help_questions_follow_the_theme(tmp_path: Path) -> None:
    async with meeting(chosen(tmp_path), "actions") as pilot:
        screen = await see(pilot, "▸ + Preserve: Social community at work")
        assert "“Unpack it”" in screen
        assert "Why is this important?" in screen
        await pilot.press("end")
        screen = await see(pilot, "“Set the bar”")
        assert "▸ − Improve: Recognition" in screen
        assert "Why is this important?" not in screen


async def test_on_a_wide_screen_they_stand_beside_the_list(tmp_path: Path) -> None:
    async with meeting(chosen(tmp_path), "actions", (140, 40)) as pilot:
        screen = await see(pilot, "Discuss actions that will help")
        (line,) = [line for line in screen.splitlines() if "“Unpack it”" in line]
        assert "Preserve: Social community at work" in line


async def test_a_new_action_is_written_for_the_theme_under_the_cursor(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Social community at work")
        await pilot.press("down", "down", "a")
        await see(pilot, "− Improve: Goal clarity")
        await pilot.press(*"Goals [b]on", "space", *"a wall", "enter", *"Kari", "enter")
        await pilot.press(*"soon", "enter")
        await see(pilot, '"soon" is not a date')
        await pilot.press(*["backspace"] * 4, *"15/6")
        await see(pilot, "15 June 20")
        await pilot.press(*" 20")
        await see(pilot, "Monday 15 June 2020, which has passed")
        await pilot.press("backspace", "backspace", *"27")
        await see(pilot, "Tuesday 15 June 2027")
        await see_no(pilot, "passed")
        await pilot.press("enter")
        screen = await see(pilot, "▸     ·  Goals [b]on a wall")
        assert "2027-06-15" in screen
        assert "1 action" in screen
        action = only(folder)
        assert (action.title, action.owner) == ("Goals [b]on a wall", "Kari")
        assert (action.theme, action.aim, action.basket) == ("goal-clarity", "improve", "ours")
        assert str(action.deadline) == "2027-06-15"


async def test_days_are_written_in_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = chosen(tmp_path)
    monkeypatch.setattr(words, "_language", "nb")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Fellesskap kolleger")
        await pilot.press("a", *"Lunsj", "enter", "enter", *"2027-06-15", "enter")
        await see(pilot, "15.06.2027")


async def test_change_move_delete_and_take_back(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    write_action(folder, "Lunch")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch")
        await pilot.press("down", "enter", "end", *" together", "ctrl+s")
        await see(pilot, "Lunch together")
        assert only(folder).title == "Lunch together"
        await pilot.press("m")
        screen = await see(pilot, "Passed on to the leader")
        assert "0 actions · 1 to the leader" in screen
        assert only(folder).basket == "leader"
        await pilot.press("m")
        await see_no(pilot, "Passed on to the leader")
        await pilot.press("d")
        await see(pilot, "Delete this action?")
        await confirm(pilot)
        await see(pilot, "deleted; u takes it back")
        assert stored(folder).actions == {}
        await pilot.press("u")
        await see(pilot, "Lunch together")
        assert only(folder).title == "Lunch together"


async def test_a_long_title_is_cut_with_a_sign_and_read_in_full_below(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    title = "Every second Friday the whole group has lunch together in the big room upstairs"
    write_action(folder, title, owner="Kari")
    async with meeting(folder, "actions") as pilot:
        screen = await see(pilot, "Every second Friday")
        assert title not in screen
        assert "…" in screen
        await pilot.press("down")
        screen = await see(pilot, "Responsible: Kari")
        assert title in " ".join(screen.split())


@pytest.mark.parametrize(
    ("keys", "kept"), [(("1", "enter"), "Lunch of mine"), (("right", "enter"), "Theirs")]
)
async def test_two_who_change_the_same_action_see_both_and_choose(
    tmp_path: Path, keys: tuple[str, ...], kept: str
) -> None:
    folder = chosen(tmp_path)
    write_action(folder, "Lunch")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch")
        await pilot.press("down", "e", "end", *" of mine")
        await see(pilot, "Lunch of mine")
        change_elsewhere(folder, "lunch", "Theirs")
        await pilot.press("ctrl+s")
        screen = await see(pilot, "Somebody else saved this while you were writing")
        assert "Lunch of mine" in screen
        assert "Theirs" in screen
        await pilot.press("escape")
        await see(pilot, "Change the action")
        await pilot.press("ctrl+s")
        await see(pilot, "Somebody else saved this while you were writing")
        await pilot.press("enter")
        await see(pilot, "Choose for “Action” first: ← Yours, → Theirs")
        await pilot.press(*keys)
        await see_no(pilot, "Somebody else saved this")
        await see(pilot, f"·  {kept}")
        assert only(folder).title == kept
        assert only(folder).revision == (3 if kept != "Theirs" else 2)


async def test_what_was_typed_survives_that_it_cannot_be_saved(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Social community at work")
        await pilot.press("a", *"Lunch", "enter", "enter")
        # Where the folder of actions should be there is a file.
        shutil.rmtree(folder / "actions", ignore_errors=True)
        (folder / "actions").write_text("in the way")
        await pilot.press("enter")
        await see(pilot, "That cannot be done")
        (folder / "actions").unlink()
        await pilot.press("enter")
        await see(pilot, "Lunch")
        await pilot.press("ctrl+s")
        await see(pilot, "▸     ·  Lunch")
        assert only(folder).title == "Lunch"


async def test_what_is_prioritised_is_not_deleted(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    action = write_action(folder, "Lunch")
    store = SessionFolder(folder)
    store.load()
    store.close(
        Round(round="actions", closed=datetime.date.today(), chosen=Choice(preserve=(action.id,)))
    )
    async with meeting(folder, "actions") as pilot:
        screen = await see(pilot, "1. Lunch")
        await pilot.press("down", "d")
        screen = await see(pilot, "it is among the prioritised")
        assert "Delete this action?" not in screen
        await pilot.press("m")
        await see(pilot, "it is among the prioritised")
    assert only(folder).basket == "ours"


async def test_what_people_vote_on_stays_and_what_was_typed_comes_back(tmp_path: Path) -> None:
    folder = chosen(tmp_path)
    cake = write_action(folder, "Cake", owner="Kari")
    cast(folder, (cake.id,), name="actions")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Cake")
        await pilot.press("down", "enter")
        await see(pilot, "Change the action")
        await pilot.press(*" with tea", "ctrl+s")
        screen = await see(pilot, "he vote on actions has begun: title, theme, aim")
        assert "Give it the status stopped, and write another." in screen
        await pilot.press("enter")
        await see(pilot, "Cake with tea")
        assert only(folder) == cake


async def test_all_else_has_a_form_of_its_own_and_an_action_still_takes_three_lines(
    tmp_path: Path,
) -> None:
    folder = chosen(tmp_path)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "no action yet; a writes one")
        await pilot.press("a")
        await see(pilot, "Responsible")
        await pilot.press(*"Lunch", "enter", *"Kari; Ola", "enter", "enter")
        await see(pilot, "Responsible: Kari; Ola")
        await pilot.press("p")
        screen = await see(pilot, "When …")
        assert "Answer due" not in screen
        await pilot.press(*"it rains", "enter", "enter")
        await pilot.press("ctrl+s")
        await see(pilot, "a plan has two halves, and one is missing")
        await pilot.press("enter")
        await see(pilot, "it rains")
        await pilot.press("down", *"we go in", "enter", *"Calm", "enter", "enter", "enter")
        await pilot.press(*"team", "enter")
        await see(pilot, 'there is no level "team"')
        await pilot.press(*["backspace"] * 4, *"group", "enter")
        screen = await see(pilot, "When it rains, then we go in.")
        assert "Expected effect: Calm" in screen
        await pilot.press("m", "p")
        await see(pilot, "Answer due")
        await pilot.press("escape")
    kept = only(folder)
    assert (kept.title, kept.owners, kept.level) == ("Lunch", ("Kari", "Ola"), "group")
    assert (kept.when, kept.then, kept.effect) == ("it rains", "we go in", "Calm")
