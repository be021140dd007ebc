"""A command line that was meant for another window ends nothing, and no Enter in a hurry does."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from amu_tui.files.session.folder import SessionFolder
from amu_tui.tui.kit import dialogs
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes, write_action
from tests.tui.seeing import confirm, screen_text, see, see_no

HOUR = 3600.0
LINES = (
    "cd ..",
    "sync",
    "cc -c x.c",
    "pwd",
    "find . -name a",
    "java",
    "cat /etc/passwd > b.d",
    "n",
)


@pytest.fixture(autouse=True)
def long_pause(no_pause: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No Enter comes late enough."""
    monkeypatch.setattr(dialogs, "PAUSE", HOUR)


def type_line(pilot: Pilot[int], line: str) -> None:
    """A command line in one piece, as it is pasted or typed ahead."""
    for character in line:
        pilot.app.post_message(Key(character, character))
    pilot.app.post_message(Key("enter", "\r"))


@pytest.mark.parametrize("step", ["vote", "choose"])
async def test_stray_lines_end_no_vote(tmp_path: Path, step: str) -> None:
    folder = demo(tmp_path)
    cast(folder, ("autonomy",))
    async with meeting(folder, step) as pilot:
        await see(pilot, "1 has voted.")
        for line in (*LINES, *LINES):
            type_line(pilot, line)
        await pilot.press("down")
        await pilot.pause()
    assert not SessionFolder(folder).box("themes").ended()
    assert stored(folder).round("themes") is None


async def test_stray_lines_delete_no_action(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Lunch together")
        for line in (*LINES, *LINES):
            await pilot.press("down")
            type_line(pilot, line)
        await pilot.pause()
    assert "lunch-together" in stored(folder).actions


async def test_an_enter_counts_from_when_the_question_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo(tmp_path)
    cast(folder, ("autonomy",))
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "1 has voted.")
        await pilot.press("c", "enter", "enter", "down")
        screen = await see(pilot, "End the vote and count?")
        assert "Enter: count" not in screen
        await pilot.press("x")
        await see_no(pilot, "End the vote and count?")
        monkeypatch.setattr(dialogs, "PAUSE", 0.01)
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "Choose themes – ")
    assert SessionFolder(folder).box("themes").ended()


async def test_a_double_enter_casts_nothing(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Nobody has voted yet.")
        await pilot.press("b")
        type_line(pilot, "")
        type_line(pilot, "")
        await see(pilot, "Enter: vote")
        assert "Cast this ballot?" in screen_text(pilot.app)
        assert SessionFolder(folder).turnout("themes") == 0
        await confirm(pilot)
        await see(pilot, "the ballot is saved")
