"""Actions that two clones changed: shown field by field in the program, and mended there."""

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui import words
from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action, Note
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import see, see_no

DAY = datetime.date(2026, 11, 20)
LONG = "Every second Friday the whole group has lunch together in the big room " * 10


def write(folder: Path, ours: Action | None, theirs: Action | None, name: str = "lunch") -> Path:
    """What git leaves where two clones changed an action."""
    path = folder / "actions" / f"{name}.toml"
    texts = [toml.dumps(action) if action else "" for action in (ours, theirs)]
    path.write_text(f"<<<<<<< HEAD\n{texts[0]}=======\n{texts[1]}>>>>>>> origin/main\n", "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session with themes chosen and an action that two clones changed."""
    path = demo(tmp_path)
    choose_themes(path)
    write_action(path, "Breakfast")
    action = write_action(path, "Lunch", owner="Kari")
    note = {"n1": Note(date=DAY, text="we began")}
    write(path, replace(action, title="Ours"), replace(action, title="Theirs", notes=note))
    return path


@pytest.mark.parametrize("step", ["actions", "follow-up"])
async def test_it_is_named_shown_and_mended(folder: Path, step: str) -> None:
    async with meeting(folder, step) as pilot:
        screen = await see(pilot, "Not everything could be read")
        assert "actions/lunch.toml:1: two clones changed this action" in screen
        assert "Enter on it in the step “Actions” shows both versions" in screen
        await pilot.press("enter")
        screen = await see(pilot, "Two clones changed this action: Enter shows both")
        assert "▸     ≠  Ours / Theirs" in screen
        assert "Breakfast" in screen
        await pilot.press("enter")
        screen = await see(pilot, "▸ ≠ Action")
        assert "ours (HEAD)" in screen
        assert "theirs (origin/main)" in screen
        for text in ("? Ours", "? Theirs", "= Responsible", "≠ Notes"):
            assert text in screen
        await pilot.press("enter")
        await see(pilot, "Choose for “Action” first: ← ours (HEAD), → theirs (origin/main)")
        await pilot.press("right", "enter")
        screen = await see(pilot, "The file is mended. Tell git that the conflict is settled:")
        said = "".join(character for character in screen if character not in " │\n")
        assert f"gitadd{folder}/actions/lunch.toml" in said
        await pilot.press("enter")
        await see_no(pilot, "Enter shows both")
        await see(pilot, "Theirs")
    found = stored(folder).actions["lunch"]
    assert (found.title, found.owner, len(found.notes)) == ("Theirs", "Kari", 1)
    assert stored(folder).problems == ()


async def test_esc_goes_back_and_both_texts_stay(folder: Path) -> None:
    before = (folder / "actions" / "lunch.toml").read_bytes()
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter")
        await see(pilot, "≠  Ours / Theirs")
        for key in ("d", "m", "a"):
            await pilot.press(key)
            await see(pilot, "two clones changed this action: Enter shows both")
        await pilot.press("enter")
        await see(pilot, "▸ ≠ Action")
        await pilot.press("1", "escape")
        await see(pilot, "≠  Ours / Theirs")
    assert (folder / "actions" / "lunch.toml").read_bytes() == before


async def test_all_of_one_side_notes_too(folder: Path) -> None:
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter", "enter")
        await see(pilot, "▸ ≠ Action")
        await pilot.press("1")
        await see(pilot, "✓ Ours")
        await pilot.press("enter")
        await see(pilot, "The file is mended")
    found = stored(folder).actions["lunch"]
    assert (found.title, found.notes) == ("Ours", {})


async def test_of_notes_one_or_both_are_kept(folder: Path) -> None:
    def ticks(screen: str) -> int:
        return next(line for line in screen.split("\n") if "≠ Notes" in line).count("✓")

    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter", "enter")
        await see(pilot, "▸ ≠ Action")
        await pilot.press("end")
        screen = await see(pilot, "▸ ≠ Notes")
        assert ticks(screen) == 2
        assert "2026-11-20: we began" in screen
        await pilot.press("left")
        await see(pilot, "✓ –")
        await pilot.press("right")
        await see(pilot, "✓ 1 note")
        await pilot.press("right")
        screen = await see_no(pilot, "✓ –")
        assert ticks(screen) == 1


@pytest.mark.parametrize(("keys", "left"), [("left", 2), ("right", 1)])
async def test_what_the_other_deleted_is_kept_or_deleted(
    folder: Path, keys: str, left: int
) -> None:
    action = stored(folder).clashes["lunch"].versions.ours
    write(folder, action, None)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter", "enter")
        screen = await see(pilot, "? theirs (origin/main): deleted")
        assert "? Ours" in screen
        await pilot.press("enter")
        await see(pilot, "Choose for “Action” first")
        await pilot.press(keys, "enter")
        await see(pilot, "The file is mended")
    assert len(stored(folder).actions) == left
    assert stored(folder).problems == ()


async def test_two_actions_in_one_file_become_two_files(folder: Path) -> None:
    versions = stored(folder).clashes["lunch"].versions
    assert versions.ours is not None
    assert versions.theirs is not None
    write(folder, versions.ours, replace(versions.theirs, id="supper"))
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "git has put two actions into this file")
        await pilot.press("enter", "enter")
        await see(pilot, "the other one is kept")
        await pilot.press("enter")
        screen = await see(pilot, "The file is mended")
        assert "supper.toml" in "".join(c for c in screen if c not in " │\n")
        await pilot.press("enter")
        await see(pilot, "3 actions")
    titles = {key: action.title for key, action in stored(folder).actions.items()}
    assert titles == {"breakfast": "Breakfast", "lunch": "Ours", "supper": "Theirs"}


async def test_a_file_that_changes_meanwhile_is_not_written_over(folder: Path) -> None:
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter", "enter")
        await see(pilot, "▸ ≠ Action")
        store = SessionFolder(folder)
        clash = store.load().clashes["lunch"]
        store.mend_action(clash, clash.versions.all_of("theirs"))
        await pilot.press("1", "enter")
        screen = await see(pilot, "That cannot be done")
        assert "has been changed since it was" in screen
        await pilot.press("enter")
        await see(pilot, "·  Theirs")
    assert stored(folder).actions["lunch"].title == "Theirs"


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
async def test_long_texts_can_be_read_to_their_end_at_80_by_24(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    versions = stored(folder).clashes["lunch"].versions
    assert versions.ours is not None
    assert versions.theirs is not None
    write(
        folder,
        replace(versions.ours, title=f"{LONG}ONE"),
        replace(versions.theirs, title=f"{LONG}TWO"),
    )
    monkeypatch.setattr(words, "_language", language)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "actions/lunch.toml:1")
        await pilot.press("enter", "enter")
        screen = await see(pilot, "▸ ≠ ")
        assert "ONE" not in screen
        assert "…" in screen
        assert all(len(line) == 80 for line in screen.split("\n"))
        assert "PgDn" in screen
        await pilot.press("pagedown")
        screen = await see(pilot, "ONE")
        await pilot.press("pagedown")
        await see(pilot, "TWO")
        await pilot.press("pageup", "pageup")
        await see_no(pilot, "TWO")


async def test_an_action_that_git_spoiled_while_it_was_edited_is_not_lost(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch")
        await pilot.press("down", "enter", "end", *" of mine")
        path = write(folder, replace(action, title="Ours"), replace(action, title="Theirs"))
        before = path.read_bytes()
        await pilot.press("ctrl+s")
        screen = await see(pilot, "That cannot be done")
        assert "Open the session again: it shows both versions" in " ".join(screen.split())
        await pilot.press("enter")
        await see(pilot, "Lunch of mine")
        assert path.read_bytes() == before
