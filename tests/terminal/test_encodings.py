"""On a terminal that does not speak UTF-8 the screen is read, not guessed."""

from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.terminal.acting import quit_program
from tests.terminal.drive import Terminal


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
