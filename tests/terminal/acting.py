"""What the tests of whole meetings do alike: run a command, leave the screen, write an action."""

import re
import subprocess
import sys
from pathlib import Path

from tests.terminal.drive import Terminal


def amu(*args: str, code: int = 0, cwd: Path | None = None) -> str:
    """Run a command; what it printed on stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "amu_tui", *args],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )
    assert done.returncode == code, done.stderr
    return done.stdout


def opened(session: Path, step: str) -> Terminal:
    """The session on the screen, in English, at a step."""
    return Terminal(["open", str(session), "--step", step, "--lang", "en"])


def quit_program(terminal: Terminal) -> None:
    """Leave; the program says that all went well."""
    terminal.press("q")
    assert terminal.wait_end() == 0


def write_action(terminal: Terminal, title: str, owner: str, deadline: str) -> None:
    """Write an action for the theme under the cursor."""
    terminal.press("a")
    terminal.wait(r"Ctrl\+S: save")
    for text in (title, owner, deadline):
        terminal.type(text)
        terminal.press("enter")
    terminal.wait(r"Ctrl\+S: save", gone=True)
    terminal.wait(re.escape(title[:30]))


def paste(terminal: Terminal, text: str) -> None:
    """Paste as terminals do it; nothing is done to the text on the way."""
    terminal.type(f"\x1b[200~{text}\x1b[201~")
