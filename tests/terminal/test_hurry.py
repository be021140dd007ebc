"""Keys that come faster than the screen is drawn, over a slow line or from an impatient hand."""

from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.terminal.acting import opened, quit_program
from tests.terminal.drive import KEYS


@pytest.mark.parametrize("start", ["agenda", "overview", "individual-resources"])
def test_all_steps_in_one_breath_and_back(tmp_path: Path, start: str) -> None:
    with opened(copy_demo(tmp_path / "demo"), start) as terminal:
        terminal.wait(r"Step \d+ of 22")
        terminal.type(f"jk{KEYS['right']}" * 21)
        terminal.wait(r"Step 22 of 22")
        terminal.type(f"{KEYS['left']}jk" * 21)
        terminal.wait(r"Step 1 of 22")
        quit_program(terminal)
