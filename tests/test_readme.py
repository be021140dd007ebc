"""The picture in the README is that of the program; `AMU_UPDATE=1` draws it anew."""

import os
import re
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from tests.terminal.drive import Terminal

README = Path(__file__).parents[1] / "README.md"


def test_the_picture_is_the_real_screen(tmp_path: Path) -> None:
    demo = copy_demo(tmp_path / "demo")
    args = ["open", str(demo), "--step", "individual-resources", "--lang", "en"]
    with Terminal(args) as terminal:
        terminal.wait(r"1 Job autonomy +█")
        terminal.press("down", "down")
        terminal.wait(r"▸  3 .*█")
        screen = "\n".join(
            line.rstrip() for line in terminal.wait(r" 3 Empower.*answers").split("\n")
        )
    screen = re.sub(r"\d of 5 min", "0 of 5 min", screen)  # a busy machine takes its time
    text = README.read_text("utf-8")
    found = re.search(r"<!-- screen -->\n```text\n(.*?)\n```\n<!-- /screen -->", text, re.S)
    assert found
    if os.environ.get("AMU_UPDATE"):
        README.write_text(text.replace(found[1], screen), "utf-8")
    else:
        assert found[1] == screen
