"""What the tests of whole meetings do alike: run a command, leave the screen, write an action."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.files.sharing.accounts import Account
from tests.terminal.drive import Terminal
from tests.terminal.reachable import for_everybody

AS_SOMEBODY = """
import json, os, sys
from tests.files.sharing.accounts import Account
name, uid, gid, groups, home, *args = json.loads(sys.argv[1])
Account(name, uid, gid, tuple(groups)).become()
os.environ["HOME"] = home
sys.argv = ["amu", *args]
from amu_tui.cli import main
main()
"""


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


class Somebody(Terminal):
    """`amu` in the terminal of an account."""

    def __init__(self, who: Account, place: Path, *args: str) -> None:
        home = place / who.name
        if not home.exists():
            home.mkdir()
            os.chown(home, who.uid, who.gid)
        told = json.dumps([who.name, who.uid, who.gid, who.groups, str(home), *args])
        super().__init__(command=[*for_everybody(place), sys.executable, "-c", AS_SOMEBODY, told])
