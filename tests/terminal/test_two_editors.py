"""One action, two people: in one folder in two programs, and in two clones, on real terminals."""

import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from tests.files.session.test_git import commit, git
from tests.terminal.acting import amu, opened, quit_program
from tests.terminal.drive import Terminal
from tests.tui.opening import demo
from tests.tui.rounds import choose_themes, write_action

SAVED_BY_ANOTHER = "Somebody else saved this while you were writing"


def only(folder: Path) -> Action:
    (action,) = SessionFolder(folder).load().actions.values()
    return action


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session with one action."""
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch", owner="Kari")
    return folder


def begin_change(terminal: Terminal, more: str) -> None:
    """Open the action's form and write on in its title; it is not saved yet."""
    terminal.wait("Lunch")
    terminal.press("down", "enter")
    terminal.wait(r"Ctrl\+S: save")
    terminal.press("end")
    terminal.type(more)
    terminal.wait(f"Lunch{more}")


def test_two_programs_on_one_folder(session: Path) -> None:
    with opened(session, "actions") as one, opened(session, "actions") as other:
        begin_change(one, " for all")
        begin_change(other, " on Fridays")
        one.press("ctrl+s")
        one.wait(r"·  Lunch for all")
        other.press("ctrl+s")
        other.wait(SAVED_BY_ANOTHER)
        screen = other.wait(r"▸ ≠ Action +\? Lunch on Fridays +\? Lunch for all +differs")
        assert re.search(r"= Responsible +Kari +Kari +same", screen)
        # Back in the form, what was typed is there still; nothing of the other is touched.
        other.press("escape")
        other.wait(r"Lunch on Fridays")
        assert only(session).title == "Lunch for all"
        other.press("ctrl+s")
        other.wait(SAVED_BY_ANOTHER)
        # Meanwhile the first one deletes it.
        one.press("d")
        one.wait(r"Delete this action\?")
        one.wait(r"Enter: ")
        one.press("enter")
        one.wait("deleted; u takes it back")
        other.press("left", "enter")
        other.wait("Somebody else deleted this while you were writing")
        other.press("left")
        other.wait("✓ Lunch on Fridays")
        other.press("enter")
        other.wait(r"·  Lunch on Fridays")
        quit_program(other)
        quit_program(one)
    assert only(session).title == "Lunch on Fridays"
    assert [found.name for found in (session / "actions").glob("*.*")] == ["lunch.toml"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_two_clones_of_one_session(session: Path, tmp_path: Path, style: str) -> None:
    git(session, "init", "-q", "-b", "main")
    commit(SessionFolder(session))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(session), "clone")
    for folder, title, owner in ((session, "Lunch for all", "Kari"), (clone, "L", "Ola")):
        amu("action", "edit", str(folder), "lunch", "--title", title, "--owner", owner)
        commit(SessionFolder(folder))
    pull = ("pull", "-q", "--no-rebase", "--no-edit", str(clone), "main")
    git(session, "-c", f"merge.conflictStyle={style}", *pull, fails=True)
    assert "UU actions/lunch.toml" in git(session, "status", "--porcelain")
    text = (session / "actions" / "lunch.toml").read_text("utf-8")
    assert 'title = "Lunch for all"' in text
    assert 'title = "L"' in text
    amu("check", str(session), code=1)
    with opened(session, "actions") as terminal:
        terminal.wait(r"actions/lunch.toml:\d: two clones changed this action")
        terminal.press("enter")
        terminal.wait(r"▸ +≠  Lunch for all / L")
        assert (session / "actions" / "lunch.toml").read_text("utf-8") == text
        terminal.press("enter")
        terminal.wait(r"▸ ≠ Action +\? Lunch for all +\? L +differs")
        terminal.press("left")
        terminal.wait(r"▸ ≠ Action +✓ Lunch for all")
        if style == "merge":  # then nobody can tell who changed the name
            terminal.wait(r"≠ Responsible +\? Kari +\? Ola")
            terminal.press("down", "right")
        terminal.wait(r"≠ Responsible +Kari +✓ Ola")
        terminal.press("enter")
        terminal.wait("Tell git that the conflict is settled")
        terminal.wait("git add ")
        terminal.press("enter")
        terminal.wait(r"·  Lunch for all")
        quit_program(terminal)
    assert amu("check", str(session)) == ""
    git(session, "add", "actions/lunch.toml")
    git(session, "commit", "-q", "--no-edit")
    git(clone, "pull", "-q", "--ff-only", str(session), "main")
    for folder in (session, clone):
        assert replace(only(folder), edit="") == replace(
            only(session), title="Lunch for all", owner="Ola", edit=""
        )
