"""What `amu open` loads until the figures can be read, and what it leaves for later."""

import sys
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from tests.terminal.drive import Terminal

LATER = (
    "amu_tui.cli.tables",
    "amu_tui.files.ballots",
    "amu_tui.files.doctor",
    "amu_tui.files.session.actions",
    "amu_tui.files.session.create",
    "amu_tui.files.git.git_conflicts",
    "amu_tui.files.toml.explain",
    "amu_tui.model.rounds",
    "amu_tui.model.voting.closing",
    "amu_tui.model.voting.few_ballots",
    "amu_tui.model.voting.other_rules",
    "amu_tui.model.voting.recount",
    "amu_tui.model.voting.tally",
    "amu_tui.render.charts",
    "amu_tui.render.compare",
    "amu_tui.render.decisions",
    "amu_tui.render.forms",
    "amu_tui.render.report",
    "amu_tui.tables",
    "amu_tui.tui.actions",
    "amu_tui.tui.kit.dialogs",
    "amu_tui.tui.pages",
    "amu_tui.tui.report",
    "amu_tui.tui.shell.help",
    "amu_tui.tui.shell.sessions",
    "amu_tui.tui.voting",
    "plotext",
    "polars",
)
"""Packages and modules that come when a key, another step or an error calls for them."""

PROGRAM = """
import atexit, sys
from pathlib import Path
atexit.register(lambda: Path(sys.argv[1]).write_text("\\n".join(sys.modules)))
from amu_tui.cli.program import run
raise SystemExit(run(sys.argv[2:]))
"""


def test_a_session_is_on_the_screen_before_anything_else_is_loaded(tmp_path: Path) -> None:
    session, listed = copy_demo(tmp_path / "demo"), tmp_path / "modules"
    opened = ["open", str(session), "--step", "individual-resources"]
    command = [sys.executable, "-c", PROGRAM, str(listed), *opened]
    with Terminal(command=command, env={"LANG": "en_US.UTF-8"}) as terminal:
        terminal.wait(r"\d\.\d ±\d\.\d")
        terminal.press("q")
        terminal.wait_end()
    modules = listed.read_text().splitlines()
    early = [name for name in LATER for found in modules if f"{found}.".startswith(f"{name}.")]
    assert early == []
