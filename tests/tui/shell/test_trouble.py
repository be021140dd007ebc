"""What goes wrong around a session on the screen: it is said, nothing is lost, it goes on."""

from pathlib import Path

import msgspec
import pytest

from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user import crash
from amu_tui.files.user.state import private_folder
from amu_tui.tui.shell.app import AmuApp, Opening
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import see, see_no


def test_a_crash_is_noted_without_what_anybody_answered() -> None:
    try:
        try:
            raise ValueError("SECRET " + "mean 3.9")
        except ValueError as error:
            raise RuntimeError("SECRET " + "Kari") from error
    except RuntimeError as error:
        path = crash.write_crash(error)
    text = path.read_text()
    assert "ValueError" in text
    assert "RuntimeError" in text
    assert "test_trouble.py" in text
    assert "SECRET mean" not in text
    assert "SECRET Kari" not in text
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_crash_log_has_no_more_than_it_needs() -> None:
    def deep(secret: str) -> None:
        deep(secret)

    with pytest.raises(RecursionError) as failed:
        deep("Kari said it")
    with pytest.raises(ExceptionGroup) as several:
        raise ExceptionGroup("Kari", [failed.value, ValueError("said it")])
    lines = crash.write_crash(several.value).read_text().splitlines()
    assert len(lines) < 120
    assert sum(line.startswith("  … ") for line in lines) == 1
    assert {"ExceptionGroup", "RecursionError", "ValueError"} < {*lines}
    assert "Kari" not in "".join(lines)
    assert all(not line.startswith("  /") for line in lines)


async def test_a_damaged_file_of_raised_hands_is_named_and_the_vote_goes_on(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    (folder / "local" / "ballots").mkdir()
    (folder / "local" / "ballots" / "hands-themes.toml").write_text("schema = 1\npeople = many\n")
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "▸")
        await pilot.press("o")
        await see(pilot, "hands-themes.toml:2")
        await pilot.press("escape")
        await see_no(pilot, "hands-themes.toml")
        await pilot.press("b")
        await see(pilot, "Preserve 1/2")


async def test_damaged_private_notes_are_named_and_the_session_opens(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    notes = private_folder(stored(folder).info.key) / "notes.toml"
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_text("not = toml = at all\n")
    async with meeting(folder, "individual-resources") as pilot:
        await see(pilot, "notes.toml")
        await pilot.press("escape")
        await see(pilot, "▸  1")
        await pilot.press("b")
        await see(pilot, "That cannot be done")
    assert notes.read_text() == "not = toml = at all\n"


async def test_a_place_that_is_no_folder_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("x")
    app = AmuApp(Opening(sessions=place))
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "not a folder")


@pytest.mark.usefixtures("no_look")
async def test_undo_leaves_alone_what_a_colleague_has_written_since(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "mine")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "mine")
        await pilot.press("j", "enter")
        await see(pilot, "Ctrl+S: save")
        await pilot.press("1", "ctrl+s")
        await see(pilot, "mine1")
        store = SessionFolder(folder)
        [now] = store.load().actions.values()
        theirs = msgspec.structs.replace(now, title="The colleague's text")
        store.save_action(theirs, now.revision)
        await pilot.press("enter")
        await see(pilot, "Ctrl+S: save")
        await pilot.press("2", "ctrl+s")
        await see(pilot, "The colleague's text")
        await pilot.press("2", "enter")
        await see(pilot, "their version is kept")
        await pilot.press("u")
        await see(pilot, "nothing to undo")
    [kept] = stored(folder).actions.values()
    assert kept.title == "The colleague's text"


async def test_undo_in_the_list_changes_nothing_in_the_session_one_left(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with AmuApp(Opening(sessions=folder.parent)).run_test(size=(80, 24)) as pilot:
        await see(pilot, "themes chosen")
        await pilot.press("enter")
        await see(pilot, "Step 1 of")
        await pilot.press("g")
        await see(pilot, "Go to")
        await pilot.press("end", "up", "up", "up", "enter")
        await see(pilot, "Preserve: ")
        await pilot.press("a")
        await see(pilot, "Ctrl+S: save")
        await pilot.press(*"kept", "ctrl+s")
        await see(pilot, "kept")
        await pilot.press("escape")
        await see(pilot, "Sessions")
        await pilot.press("u", "u")
    assert [action.title for action in stored(folder).actions.values()] == ["kept"]


async def test_a_quick_look_keeps_no_notes_and_says_so(tmp_path: Path) -> None:
    session = msgspec.structs.replace(stored(demo(tmp_path)), folder="")
    app = AmuApp(Opening(sessions=tmp_path, session=session, step="individual-resources"))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await see(pilot, "▸  1")
        assert "preserve" not in seen.splitlines()[-1]
        await pilot.press("b")
        await see(pilot, "this is a quick look at a table: nothing is saved")
    assert not private_folder(session.info.key).joinpath("notes.toml").exists()


async def test_a_screen_that_opens_while_the_program_leaves_is_no_crash(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        await see(pilot, "▸")
        pilot.app.exit(129, return_code=129)
        await pilot.app.run_action("help")
    assert pilot.app.return_code == 129
