"""A file that cannot be read is named where it matters, and nothing goes on as if it were not."""

from pathlib import Path

from amu_tui.tui.shell.app import AmuApp, Opening
from tests.tui.opening import demo, meeting
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import confirm, screen_text, see, see_no

WIDE = (140, 30)


def break_file(path: Path) -> None:
    """Make a file that is no TOML any more, from its second line on."""
    path.write_text("schema = 1\nround = [\n")


async def test_a_damaged_round_is_neither_open_nor_empty(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    break_file(folder / "rounds" / "themes.toml")
    async with meeting(folder, "vote", WIDE) as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter")
        screen = await see(pilot, "Nothing can be voted or decided before the file is mended")
        assert "rounds/themes.toml:2: " in screen
        assert "Vote – damaged" in screen
        assert "Nobody has voted yet" not in screen
        assert "Enter vote" not in screen
        await pilot.press("b", "a", "c", "o", "n")
        await see(pilot, "nothing can be voted or decided before the damage is mended")
        await pilot.press("right")
        screen = await see(pilot, "Choose themes – damaged")
        assert "rounds/themes.toml:2: " in screen
        await pilot.press("b", "c", "enter")
        assert "Write this down?" not in screen_text(pilot.app)
        await pilot.press("right")
        screen = await see(pilot, "Actions – ")
        assert "rounds/themes.toml:2: " in screen
        assert "No themes are chosen yet" not in screen
        await pilot.press("right")
        screen = await see(pilot, "Prioritise – damaged")
        assert "rounds/themes.toml:2: " in screen
        await pilot.press("right", "right")
        screen = await see(pilot, "Step 23 of 23")
        assert "rounds/themes.toml:2: " in screen
        assert "comes first" not in screen


async def test_a_damaged_action_keeps_actions_from_being_prioritised(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch")
    write_action(folder, "Breakfast")
    break_file(folder / "actions" / "lunch.toml")
    async with meeting(folder, "prioritise", WIDE) as pilot:
        await see(pilot, "Not everything could be read")
        await pilot.press("enter")
        screen = await see(pilot, "Prioritise – damaged")
        assert "actions/lunch.toml:2: " in screen
        assert "Breakfast" not in screen


async def test_a_report_that_would_lack_an_action_is_not_written(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch")
    async with meeting(folder, "report", WIDE) as pilot:
        await see(pilot, "w write")
        break_file(folder / "actions" / "lunch.toml")
        await pilot.press("w", "enter")
        screen = await see(pilot, "That cannot be done")
        assert "actions/lunch.toml:2:" in "".join(c for c in screen if c not in " │\n")
        assert "Mend or remove the file and try again." in screen
        await pilot.press("enter")
        screen = await see_no(pilot, "That cannot be done")
        assert "Still missing: actions/lunch.toml:2 cannot be read" in screen
        assert "there are no actions yet" not in screen
    assert not (folder / "report.md").exists()


async def test_a_damaged_clock_of_the_meeting_does_not_matter_to_the_report(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report", WIDE) as pilot:
        await see(pilot, "w write")
        break_file(folder / "local" / "progress.toml")
        await pilot.press("w")
        await confirm(pilot)
        await see(pilot, "Write the report as")
        await pilot.press("enter")
        screen = await see(pilot, "report.md is written")
        assert "cannot be read" not in screen
    assert (folder / "report.md").exists()


async def test_the_list_of_sessions_says_that_a_round_is_damaged(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    break_file(folder / "rounds" / "themes.toml")
    (folder / "report.md").write_text("An old report")
    async with AmuApp(Opening(sessions=folder.parent)).run_test(size=(80, 24)) as pilot:
        screen = await see(pilot, "damaged: Enter says where")
        assert "report written" not in screen
        await pilot.press("enter")
        await see(pilot, "rounds/themes.toml:2: ")
