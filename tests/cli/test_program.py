"""The frame: language, help, versions, streams, exit codes, and what is not imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui import __version__
from amu_tui.cli.commands import COMMANDS
from tests.cli.conftest import UNIT, Amu

COMMAND = (sys.executable, "-W", "error", "-m", "amu_tui")


def spawn(*words: object, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    """The real program in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environ},
        timeout=60,
    )


def test_the_version_is_data(amu: Amu) -> None:
    said = amu("--version")
    assert (said.code, said.out, said.err) == (0, f"amu {__version__}\n", "")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("action", "add")])
@pytest.mark.parametrize("lang", ["en", "nb", "nn"])
def test_every_command_explains_itself(amu: Amu, command: tuple[str, ...], lang: str) -> None:
    for option in ("--help", "-h"):
        said = amu(*command, option, "--lang", lang)
        assert (said.code, said.err) == (0, "")
        assert "--lang" in said.out
        assert all(len(line) <= 80 for line in said.out.splitlines())


def test_wrong_use_is_2_and_says_what_is_wrong(amu: Amu) -> None:
    for command, told in (
        (("clos",), 'there is no command "clos"\nDid you mean close?'),
        (("show",), "Missing argument 'SESSION'."),
        (("show", ".", "--nil"), "No such option"),
        (("--lang", "xx", "check", "."), "Invalid value for '--lang'"),
        (("close", ".", "nil"), "Invalid value for 'ROUND'"),
        (("action",), "Missing command."),
        (("report", ".", "--format", "rtf"), "Invalid value for '--format'"),
        (("show", ".", "extra"), "Got unexpected extra argument (extra)"),
        (("show", ".", "--area"), "Option '--area' requires an argument."),
    ):
        said = amu(*command)
        assert (said.code, said.out) == (2, ""), command
        assert said.err.startswith(told), said.err


@pytest.mark.parametrize(
    ("lang", "usage", "missing"),
    [("nb", "Bruk:", "Det mangler et argument"), ("nn", "Bruk:", "Det manglar eit argument")],
)
def test_what_click_says_is_in_the_users_language(
    amu: Amu, lang: str, usage: str, missing: str
) -> None:
    assert usage in amu("show", "--help", "--lang", lang).out
    assert amu("show", "--lang", lang).err.startswith(missing)


def test_wrong_use_points_to_the_help(amu: Amu) -> None:
    assert amu("action", "add", ".").err.endswith("`amu action add --help` tells more.\n")


def test_a_path_that_is_taken_for_a_command(amu: Amu, session: Path) -> None:
    assert f"`amu open {session}`" in amu(session).err


def test_the_language_stands_anywhere(amu: Amu, session: Path) -> None:
    names = {
        amu(*words, "--json").json["areas"][0]["themes"][0]["name"]
        for words in (
            ("--lang", "nb", "show", session),
            ("show", "--lang", "nb", session),
            ("show", session, "--lang=nb"),
        )
    }
    assert names == {"Autonomi"}
    assert amu("show", session, "--json").json["areas"][0]["themes"][0]["name"] == "Job autonomy"


def test_the_locale_and_then_bokmaal_where_nothing_is_said(
    amu: Amu, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value, name in (
        ("nn_NO.UTF-8", "Sjølvråderett"),
        ("nb_NO.UTF-8", "Autonomi"),
        ("C", "Autonomi"),
        ("de_DE.UTF-8", "Job autonomy"),
    ):
        monkeypatch.setenv("LANG", value)
        found = amu("show", session, "--json").json["areas"][0]["themes"][0]["name"]
        if value.startswith("nn"):
            assert found not in ("Job autonomy", "")
        else:
            assert found == name


def test_a_session_keeps_the_language_it_was_made_in(amu: Amu, table: Path) -> None:
    assert amu("new", "s", "--results", table, "--unit", UNIT, "--lang", "nn").code == 0
    assert 'language = "nn"' in Path("s/session.toml").read_text(encoding="utf-8")


def test_settings_that_cannot_be_read_are_told_and_passed_over(
    amu: Amu, session: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "amu-tui").mkdir()
    settings = tmp_path / "amu-tui" / "settings.toml"
    settings.write_text('schema = 1\nlanguage = "nb"\n', encoding="utf-8")
    assert "Autonomi" in amu("show", session).out
    settings.write_text("schema = \n", encoding="utf-8")
    said = amu("show", session, "--json")
    assert said.code == 0
    assert said.json["unit"] == UNIT
    assert str(settings) in said.err


def test_what_must_start_fast_imports_nothing_heavy(session: Path) -> None:
    code = (
        "import sys\n"
        "from amu_tui.cli.program import run\n"
        "code = run(sys.argv[1:])\n"
        "heavy = {'textual', 'polars', 'plotext'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}' if code or heavy else 0)\n"
    )
    for words in (("--version",), ("--help",), ("check", session), ("action", "list", session)):
        said = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (said.returncode, said.stderr) in ((0, ""), (0, "no actions are written yet\n"))


def test_a_terminal_without_unicode_gets_every_figure_and_never_a_crash(session: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "LANG": "en"}
    shown = spawn("show", session, **ascii_only)
    assert shown.returncode == 0
    assert b"3.9 " in shown.stdout
    assert b"=====" in shown.stdout or b"###" in shown.stdout or b"---" in shown.stdout
    assert json.loads(spawn("show", session, "--json", **ascii_only).stdout)["unit"] == UNIT
    wrong = spawn("vote", session, "--preserve", "blå", **ascii_only)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b'there is no theme "bl?"' in wrong.stderr
    document = spawn("show", session, "--json", PYTHONIOENCODING="cp1252").stdout
    assert json.loads(document.decode("cp1252"))["unit"] == UNIT


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_leaves_is_no_error(session: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    said = subprocess.run(
        [*COMMAND, "show", str(session)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert (said.returncode, said.stderr) == (141, b"")


def test_a_defect_is_one_line_unless_it_is_looked_for(
    amu: Amu, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("somebody's answers\x1b[5m")

    monkeypatch.setattr("amu_tui.cli.maintenance.check.command", broken)
    said = amu("check", session)
    assert (said.code, said.out) == (70, "")
    log = Path.home() / ".local/state/amu-tui/crash.log"
    assert said.err == (
        "Something went wrong in the program. What was said to be saved is saved. "
        f"What happened is described in {log}.\n"
    )
    assert "answers" not in log.read_text()
    assert "cli/program.py:" in log.read_text()
    monkeypatch.setenv("AMU_DEBUG", "1")
    said = amu("check", session)
    assert said.code == 70
    assert said.err.endswith("\nZeroDivisionError: somebody's answers�[5m\n")


@pytest.mark.parametrize("kind", [ZeroDivisionError, MemoryError, RecursionError])
def test_where_the_log_cannot_be_written_the_kind_of_defect_is_said(
    amu: Amu, session: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def broken() -> None:
        raise kind("somebody's answers")

    monkeypatch.setattr("amu_tui.cli.maintenance.check.command", broken)
    state = Path.home() / ".local" / "state"
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text("no folder")
    said = amu("check", session)
    assert said.code == 70
    assert said.err == (
        "Something went wrong in the program. What was said to be saved is saved. "
        f"{kind.__name__}\n"
    )


def test_an_interrupt_is_130(amu: Amu, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("amu_tui.cli.maintenance.check.command", interrupted)
    assert amu("check", ".").code == 130
