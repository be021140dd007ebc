"""`amu doctor`: one calm line, or each thing with what mends it; and what the machine lacks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui.files.doctor.machine import machine, packages
from tests.cli.conftest import Amu, tree
from tests.files.doctor.test_commands import NAMES
from tests.terminal.drive import Terminal
from tests.test_architecture import HEAVY, heavy_after


@pytest.fixture(autouse=True)
def plain_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("LC_CTYPE", raising=False)


def test_all_is_well_in_one_line(amu: Amu, session: Path) -> None:
    before = tree()
    for words in ((), (session,), ("sessions",), (session.parent, session)):
        said = amu("doctor", *words)
        assert (said.code, said.err) == (0, "")
        assert said.out.splitlines()[0].startswith("All is well with this machine and ")
    assert amu("doctor", "--json").json == []
    assert amu("--sessions", session.parent, "doctor").code == 0
    assert tree() == before


def test_without_sessions_there_is_still_the_machine(amu: Amu) -> None:
    said = amu("doctor")
    assert (said.code, said.err) == (0, "")
    assert said.out == "All is well with this machine; there are no sessions here.\n"
    said = amu("doctor", "nil")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("nil: there is no session here")


@pytest.mark.parametrize("lang", ["en", "nb", "nn"])
def test_each_thing_with_its_place_its_reason_and_its_command(
    amu: Amu, session: Path, lang: str
) -> None:
    (session / "local").chmod(0o755)
    (session / "actions" / "x\x1b[2J\n    rm -rf ~").symlink_to("/etc")
    (session / ".gitignore").unlink()
    said = amu("doctor", "--lang", lang)
    assert (said.code, said.err) == (1, "")
    assert "\x1b" not in said.out
    lines = said.out.splitlines()
    commands = [text.strip() for text in lines if text.startswith("    ")]
    assert [text.split()[0] for text in commands] == ["rm", "chmod", "(cd"]
    # What is not a command fits the screen.
    assert max(len(text) for text in lines if not text.startswith("    ")) <= 80
    assert not [text for text in lines if text.strip() == "rm -rf ~"]
    reason = {"en": "others on this machine", "nb": "andre på denne", "nn": "andre på denne"}
    assert reason[lang] in " ".join(said.out.split())
    found = amu("doctor", "--json", "--lang", lang).json
    assert [one["command"] for one in found] == commands
    for command in commands:
        assert subprocess.run(["sh", "-c", command], check=False).returncode == 0
    assert amu("doctor").code == 0


def test_no_name_begins_a_line_wherever_a_screen_breaks_it(amu: Amu, session: Path) -> None:
    """A line that a name begins could pass for one of the doctor's own, and be pasted."""
    for length in range(1, 90):
        name = "x" * length + "    chown -R bo ~"
        (session / "actions" / name).symlink_to("/etc")
    folder = Path("sessions/chown -R bo ~")
    session.rename(folder)
    said = amu("doctor", folder)
    rows = [text[at : at + 80] for text in said.out.splitlines() for at in range(0, len(text), 80)]
    assert len(rows) > 200
    assert not [row for row in rows if row.strip().startswith("chown ")]


def test_each_command_as_it_is_printed_removes_what_it_is_said_of(amu: Amu, session: Path) -> None:
    kept = sorted((session / "actions").iterdir())
    for name in NAMES:
        (session / "actions" / name).symlink_to("/etc")
    lines = amu("doctor", session).out.splitlines()
    commands = [text for text in lines if text.startswith("    ")]
    assert len(commands) == len(NAMES)
    subprocess.run(["sh", "-c", "set -e\n" + "\n".join(commands)], cwd="/", check=True)
    assert sorted((session / "actions").iterdir()) == kept
    assert amu("doctor", session).code == 0


def test_the_screen_at_80_columns_in_norwegian(amu: Amu, session: Path) -> None:
    (session / "local").chmod(0o705)
    lines = amu("doctor", session, "--lang", "nb").out.splitlines()
    assert lines[:4] == [
        "sessions/blaskjell-2017/local",
        "  rettighetene er 705, ikke 700: andre på denne maskinen kunne se stemmesedlene",
        f"    chmod 700 {session.resolve() / 'local'}",
        "",
    ]
    assert lines[4] == "1 ting å rette; ingenting er endret."


def test_a_damaged_session_is_still_looked_at(amu: Amu, session: Path) -> None:
    (session / "session.toml").write_text("[[[", encoding="utf-8")
    (session / "x").symlink_to("y")
    link, damaged = amu("doctor", session, "--json").json
    assert link["command"] == f"rm -f {session.resolve()}/x"
    assert (damaged["path"], damaged["command"]) == (f"{session}/session.toml:1", "")
    assert damaged["problem"].startswith("this is not TOML")


@pytest.mark.parametrize(
    ("environ", "at_terminal", "commands"),
    [
        ({"LANG": "nb_NO.UTF-8", "TERM": "xterm"}, True, []),
        ({"LANG": "nb_NO.utf8", "TERM": "xterm"}, True, []),
        ({"LANG": "C.UTF-8", "TERM": "xterm"}, True, []),
        ({}, False, []),
        ({"TERM": "xterm"}, True, ["export LANG=C.UTF-8"]),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "C"}, False, ["export LC_ALL=C.UTF-8"]),
        ({"LANG": "nb_NO.ISO-8859-1"}, False, ["export LANG=nb_NO.UTF-8"]),
        ({"LC_CTYPE": "nn_NO@x", "LANG": "C.UTF-8"}, False, ["export LC_CTYPE=C.UTF-8"]),
        ({"LANG": "$(rm -rf ~)"}, False, ["export LANG=C.UTF-8"]),
        ({"LANG": "C.UTF-8"}, True, ["export TERM=xterm-256color"]),
        ({"LANG": "C.UTF-8", "TERM": "dumb"}, True, ["export TERM=xterm-256color"]),
        ({"LANG": "C.UTF-8", "TERM": "dumb"}, False, []),
    ],
)
def test_the_login(environ: dict[str, str], at_terminal: bool, commands: list[str]) -> None:
    found = machine(environ, "ISO-8859-1", at_terminal=at_terminal)
    assert [one.command for one in found] == commands


def test_packages_that_are_too_old() -> None:
    found = list(packages(["textual>=999.1", "click >= 8.1", "nil>=1.0", "x>=1; extra == 'dev'"]))
    assert [one.path for one in found] == ["textual", "nil"]
    assert found[0].command == f"{sys.executable} -m pip install --upgrade 'textual>=999.1'"
    assert re.search(r"version \d.* is installed, and 999.1 or newer is needed", found[0].message)


def test_the_command_mends_a_login_in_a_real_shell(tmp_path: Path) -> None:
    program = f"{sys.executable} -m amu_tui doctor --lang en"
    environ = {**os.environ, "LC_ALL": "POSIX"}
    first = subprocess.run(
        ["sh", "-c", program],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert first.returncode == 1
    (command,) = [text for text in first.stdout.splitlines() if text.startswith("    ")]
    mended = ["sh", "-c", f"{command.strip()}; {program}"]
    assert subprocess.run(mended, cwd=tmp_path, env=environ, check=False).returncode == 0


def test_at_a_terminal_without_a_screen(tmp_path: Path) -> None:
    with Terminal(["doctor", "--lang", "en"], env={"TERM": "dumb"}, cwd=tmp_path) as terminal:
        terminal.wait("export TERM=xterm-256color")


def test_looking_is_light(amu: Amu, session: Path) -> None:
    assert heavy_after("doctor", cwd=Path.cwd(), heavy=(*HEAVY, "rich")) == (0, [])
