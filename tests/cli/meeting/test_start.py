"""`amu`, `amu open` and `amu demo` where there is no terminal; the screen has its own tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui.cli.tables.quick_look import quick_look
from amu_tui.cli.tables.reading import Reading, Wanted, results_table
from amu_tui.errors import UsageError
from amu_tui.render.results.warnings import warnings
from amu_tui.tables.results.unit_results import OtherTables
from tests.cli.conftest import FACULTY, UNIT, Amu, tree


@pytest.mark.parametrize("command", [(), ("open", "."), ("open", "results.csv")])
def test_without_a_terminal_it_says_what_to_use(
    amu: Amu, table: Path, command: tuple[str, ...]
) -> None:
    before = tree()
    said = amu(*command)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("the screen needs a terminal, and this is not one\n")
    assert "`amu show SESSION`" in said.err
    assert tree() == before


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_dumb_terminal_is_told_of_show(amu: Amu) -> None:
    leader, follower = os.openpty()
    said = subprocess.run(
        [sys.executable, "-m", "amu_tui"],
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "dumb"},
        check=False,
        timeout=60,
    )
    os.close(follower)
    told = os.read(leader, 10_000).decode()
    os.close(leader)
    assert (said.returncode, said.stdout) == (2, b"")
    assert "TERM=dumb" in told
    assert "`amu show SESSION`" in told


def test_the_demo_in_a_pipe_is_a_copy_and_its_path(amu: Amu) -> None:
    said = amu("demo", "mine")
    assert (said.code, said.out, said.err) == (0, "mine\n", "")
    shown = amu("show", "mine")
    assert "SYNTHETIC" in shown.out
    assert amu("check", "mine").code == 0


def test_a_session_is_never_to_be_removed_for_another(amu: Amu, table: Path) -> None:
    place = Path("our session")
    amu("demo", place)
    for command in (("demo", place), ("new", place, "--results", table, "--unit", UNIT)):
        said = amu(*command)
        assert (said.code, said.out) == (1, "")
        assert "there is a session here already" in said.err
        assert said.err.endswith("Open it: `amu open 'our session'`.\n")
        assert "remove" not in said.err


def test_the_demo_finds_a_place_of_its_own(amu: Amu) -> None:
    first, second = amu("demo").out.strip(), amu("demo").out.strip()
    assert first != second
    assert Path(first).is_dir()
    assert amu("check", first, second).code == 0


def test_a_quick_look_is_kept_nowhere(amu: Amu, table: Path) -> None:
    before = tree()
    session = quick_look(
        results_table(Reading(table)), UNIT, Wanted(compare=(FACULTY,)), OtherTables(parent=FACULTY)
    )
    assert session.quick_look
    assert session.name == f"{UNIT} · results"
    assert session.results.score("inclusiveness").mean == 3.9
    assert list(session.results.references) == ["fakultetet"]
    assert tree() == before


def test_a_quick_look_reads_the_round_before_with_its_own_mapping(amu: Amu, table: Path) -> None:
    before, mapping = Path("before.csv"), Path("before.toml")
    before.write_text(f"Org,Job\n{UNIT},3\n", encoding="utf-8")
    mapping.write_text('unit = "Org"\n[themes]\nautonomy = "Job"\n', encoding="utf-8")
    wanted = Wanted(previous=Reading(before, mapping=mapping))
    session = quick_look(results_table(Reading(table)), UNIT, wanted)
    assert session.results.references["previous"].themes["autonomy"].mean == 3


def test_a_quick_look_asks_for_the_unit_where_there_are_several(amu: Amu, table: Path) -> None:
    with pytest.raises(UsageError, match="which unit"):
        quick_look(results_table(Reading(table)), None, Wanted())
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(lines[:29]) + "\n", encoding="utf-8")
    assert quick_look(results_table(Reading(table)), None, Wanted()).info.unit == UNIT


def test_a_quick_look_says_what_of_the_table_was_not_understood(tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    rows = "".join(f"{UNIT},Nonsense {n},38,3.5\n" for n in range(3))
    table.write_text(f"unit,theme,n,mean\n{UNIT},Autonomi,38,3.5\n{rows}", encoding="utf-8")
    session = quick_look(results_table(Reading(table)), UNIT, Wanted())
    assert warnings(session)[:2] == [
        "the table has 1 of 28 themes",
        "rows that were not understood: 3. `amu results` says why",
    ]
