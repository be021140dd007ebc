"""The style sheet speaks of widgets that there are: a renamed class would lose its style unseen."""

import re
from pathlib import Path

import textual.containers
import textual.screen
import textual.widgets

import amu_tui.tui

TUI = Path(amu_tui.tui.__file__).parent
TEXTUAL = (textual.screen, textual.widgets, textual.containers)


def test_every_class_of_the_style_sheet_exists() -> None:
    sheet = (TUI / "shell" / "styles.tcss").read_text()
    classes = set(re.findall(r"\b[A-Z]\w+", sheet))
    assert "KeyLine" in classes
    sources = [path.read_text() for path in TUI.rglob("*.py")]
    own = {name for text in sources for name in re.findall(r"^class (\w+)", text, re.MULTILINE)}
    lost = {name for name in classes - own if not any(hasattr(room, name) for room in TEXTUAL)}
    assert not lost
