"""The generated parts of the README are those of the program; `AMU_UPDATE=1` writes them anew."""

import os
import re
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from amu_tui.tui.keys import PLACES, table
from tests.terminal.drive import Terminal

README = Path(__file__).parents[1] / "README.md"


def part(name: str) -> str:
    """What stands between the marks of a generated part."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README.read_text("utf-8"), re.S)
    assert found, name
    return found[1]


def same(name: str, made: str) -> None:
    """The part is what the program makes now; with AMU_UPDATE it is put in."""
    if os.environ.get("AMU_UPDATE"):
        old = f"<!-- {name} -->\n{part(name)}"
        text = README.read_text("utf-8").replace(old, f"<!-- {name} -->\n{made}")
        README.write_text(text, "utf-8")
    assert part(name) == made


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
    same("screen", f"```text\n{screen}\n```\n")


def test_the_key_table_is_that_of_the_program() -> None:
    lines = ["| where | key | does |", "|---|---|---|"]
    for title, pairs in table(PLACES):
        for place, (keys, text) in enumerate(pairs):
            shown = " ".join(f"`{key}`" for key in keys.split(" "))
            lines.append(f"| {'' if place else title} | {shown} | {text} |")
    same("keys", "\n".join(lines) + "\n")
