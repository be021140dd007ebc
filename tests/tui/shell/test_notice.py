"""A closed round that is not as it was counted: said at the opening, and nothing is refused."""

from pathlib import Path

from tests.tui.opening import demo, meeting
from tests.tui.rounds import choose_themes
from tests.tui.seeing import screen_text, see


async def test_a_round_that_was_changed_since_is_noticed_and_can_be_looked_at(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    path = folder / "rounds" / "themes.toml"
    path.write_text(path.read_text().replace("turnout = 0", "turnout = 3"))
    async with meeting(folder, "choose", (140, 30)) as pilot:
        screen = await see(pilot, "Not everything is as it was counted")
        assert "rounds/themes.toml: 3 are said to have voted, but the ways add up to 0" in screen
        await pilot.press("enter")
        screen = await see(pilot, "Choose themes – written down")
        assert "not all as counted" in screen
        assert "unreadable" not in screen
        await pilot.press("right")
        await see(pilot, "Actions – ")
        assert "damaged" not in screen_text(pilot.app)
