"""Keys that come faster than the screen is drawn, over a slow line or from an impatient hand."""

from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.terminal.acting import opened, quit_program
from tests.terminal.drive import KEYS, Terminal
from tests.tui.opening import stored
from tests.tui.rounds import choose_themes


def listed(folder: Path) -> Terminal:
    """The list of the sessions in `folder`."""
    terminal = Terminal(["--sessions", str(folder), "--lang", "en"])
    terminal.wait("Enter open")
    return terminal


@pytest.mark.parametrize("start", ["agenda", "overview", "individual-resources"])
def test_all_steps_in_one_breath_and_back(tmp_path: Path, start: str) -> None:
    with opened(copy_demo(tmp_path / "demo"), start) as terminal:
        terminal.wait(r"Step \d+ of 23")
        terminal.type(f"jk{KEYS['right']}" * 22)
        terminal.wait(r"Step 23 of 23")
        terminal.type(f"{KEYS['left']}jk" * 22)
        terminal.wait(r"Step 1 of 23")
        quit_program(terminal)


@pytest.mark.parametrize(
    "keys",
    ["q\r", "\rq", "dq\r", "\rllq", "\rg\rq", "\r\rq\r", "\rhl\x1b\x1b[Aq"],
    ids=ascii,
)
def test_what_is_typed_with_the_key_that_leaves_is_no_crash(tmp_path: Path, keys: str) -> None:
    copy_demo(tmp_path / "demo")
    with listed(tmp_path) as terminal:
        terminal.type(keys)
        assert terminal.wait_end() == 0
        assert b"went wrong" not in terminal.raw


def test_back_twice_from_a_session_is_the_list(tmp_path: Path) -> None:
    copy_demo(tmp_path / "demo")
    with listed(tmp_path) as terminal:
        terminal.press("enter")
        terminal.wait(r"Step 1 of 23")
        terminal.type("\x1b\x1b[A\x1b\x1b[A\x1b\x1b[B")
        terminal.wait("Enter open")
        quit_program(terminal)


def test_a_whole_action_in_one_breath_is_saved(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    choose_themes(session)
    with opened(session, "actions") as terminal:
        terminal.wait("no action yet")
        terminal.type("aLunch together\rKari\r2031-05-01\rjaNext one\r\r\r")
        terminal.wait("Next one")
        quit_program(terminal)
    actions = stored(session).actions.values()
    assert {action.title for action in actions} == {"Lunch together", "Next one"}
    assert {action.owner for action in actions} == {"Kari", ""}


def test_a_page_key_in_a_palette_without_a_list_is_no_crash(tmp_path: Path) -> None:
    with opened(copy_demo(tmp_path / "demo"), "vote") as terminal:
        terminal.wait(r"Nobody has voted yet")
        terminal.type(f"\x10{KEYS['pagedown']}{KEYS['pageup']}")
        terminal.type(f"xyzzy{KEYS['pagedown']}{KEYS['up']}{KEYS['pageup']}")
        terminal.wait("No matches found")
        terminal.press("escape")
        terminal.wait(r"Nobody has voted yet")
        quit_program(terminal)
