"""On a terminal that does not speak UTF-8 the screen is read, not guessed."""

import os
from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.terminal.acting import quit_program
from tests.terminal.drive import Terminal
from tests.tui.opening import stored
from tests.tui.rounds import choose_themes


@pytest.mark.parametrize("encoding", ["iso-8859-1", "ascii", "cp865"])
def test_the_results_have_no_question_marks(tmp_path: Path, encoding: str) -> None:
    session = copy_demo(tmp_path / "demo")
    args = ["open", str(session), "--step", "individual-resources", "--lang", "en"]
    with Terminal(args, env={"PYTHONIOENCODING": encoding}) as terminal:
        terminal.wait(r"6 Competency demands")
        shown = bytes(terminal.raw).decode(encoding)
        assert shown.isascii() or encoding != "ascii"
        assert "?" not in terminal.text.replace("? Help", "")
        quit_program(terminal)


def test_what_is_typed_in_latin_1_is_kept(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    choose_themes(session)
    with Terminal(["open", str(session), "--step", "actions", "--lang", "en"]) as terminal:
        terminal.wait("no action yet")
        terminal.press("a")
        terminal.wait("Deadline")
        for typed in ("Smitt ", "åpne dør", " sak"):
            os.write(terminal.process.child_fd, typed.encode("iso-8859-1"))
        terminal.wait("Smitt åpne dør sak")
        terminal.press("\x11", "ctrl+s")  # a Ctrl+Q leaves no form
        terminal.wait("Ctrl\\+S: save", gone=True)
        quit_program(terminal)
    [action] = stored(session).actions.values()
    assert action.title == "Smitt åpne dør sak"
