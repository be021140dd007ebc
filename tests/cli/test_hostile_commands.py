"""Each command says nothing that a terminal obeys, whatever it reads, is told, and refuses."""

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import polars as pl
import pytest

from amu_tui.cli.commands import program
from tests.cli.conftest import Amu, Said, once
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT, accounts
from tests.hostile import EXAMPLE, HOSTILE, hostile_session, obeyed

TYPED = HOSTILE.replace("\x00", "") + os.fsdecode(b"\xff")
"""An argument holds no NUL, but bytes that are no text."""
SHOWS = (
    "show",
    "show --plain",
    "show --sentences",
    "show --json",
    "show --chart",
    "compare",
    "report",
    "report --audience public",
    "report --format json",
    "report --format csv",
    "report --format html",
    "action list",
    "action list --json",
    "checklist",
    "checklist --json",
    "note",
    "check",
    "doctor",
)


@pytest.fixture
def hostile(amu: Amu, tmp_path: Path) -> Path:
    return once(tmp_path.parent / "hostile", Path("session"), hostile_session)


def told(amu: Amu, *words: str) -> Said:
    """What a command said, none of which a terminal obeys."""
    said = amu(*words)
    assert "Something went wrong" not in said.err, words
    for shown in (said.out, said.err):
        assert obeyed(shown) == [], words
    return said


def test_what_is_shown_of_a_session_that_others_have_written(amu: Amu, hostile: Path) -> None:
    for words in SHOWS:
        said = told(amu, *words.split(), str(hostile))
        assert said.code == 0, said.err
        assert "@click=app.quit" in said.out or words in ("note", "check", "doctor"), words


def commands(group: click.Command, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    if not isinstance(group, click.Group):
        yield names, group
        return
    for name in group.list_commands(click.Context(group)):
        inner = group.get_command(click.Context(group), name)
        assert inner is not None
        yield from commands(inner, *names, name)


def test_what_is_typed_is_never_obeyed_when_it_is_quoted(amu: Amu, hostile: Path) -> None:
    """Every argument and every option of every command, with something hostile in it."""
    folder = str(hostile)
    quoted = 0
    for names, command in commands(program()):
        options = [
            option.opts[0]
            for option in command.params
            if isinstance(option, click.Option) and not option.is_flag
        ]
        lines = [
            [TYPED],
            [TYPED, TYPED],
            [folder, TYPED],
            [folder, f"--{TYPED}"],
            [folder, "-" + TYPED],
        ]
        lines += [[folder, option, TYPED] for option in options]
        lines += [[folder, "9x2j4jg2", option, TYPED] for option in options]
        for line in lines:
            quoted += "@click=app.quit" in told(amu, *names, *line).err
    assert quoted > 100


def test_what_is_typed_instead_of_a_command_is_never_obeyed(amu: Amu) -> None:
    for words in ([TYPED], ["--lang", TYPED], [f"--{TYPED}"]):
        assert "@click" in told(amu, *words).err


ROWS = [
    ["unit", "theme", "n", "mean", "sd", f"{HOSTILE}more"],
    *(
        [HOSTILE + unit, str(theme), str(n), "3.4", "0.8", HOSTILE]
        for unit, n in (("A", 37), ("B", 212))
        for theme in range(1, 29)
    ),
    [f"{HOSTILE}A", f"{HOSTILE}theme", f"x{HOSTILE}", HOSTILE, HOSTILE, HOSTILE],
    ["B", "3", "-4", "9", "0.1", HOSTILE],
]
ANSWERS = [
    [f"{HOSTILE}unit", "q1", "q2", f"{HOSTILE}q3"],
    *([f"{HOSTILE}A", "3", f"x{HOSTILE}", "5"] for _person in range(30)),
]
MAPPINGS = (
    f'unit = "{"x" * 9}\\u001b[5m\\u009b5m\\u202e"',
    '"\\u001b]0;E\\u0007\\u202e" = 1',
    "unit = \x1b[5m\x9b5m",
    '[themes]\n"\\u001b]0;E\\u0007" = "\\u001b[5m\\u202e"',
)


def written(folder: Path) -> Iterator[Path]:
    """Tables as text, workbook and Parquet, one with a name that is hostile too."""
    for name, rows in (("table", ROWS), ("answers", ANSWERS)):
        text = folder / f"{name}.csv"
        with text.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        yield text
        columns = {title: [row[at] for row in rows[1:]] for at, title in enumerate(rows[0])}
        pl.DataFrame(columns).write_parquet(folder / f"{name}.parquet")
        yield folder / f"{name}.parquet"
        book = openpyxl.Workbook()
        book.worksheets[0].title = "\x9b5m\u202e\u200b"
        for row in rows:
            book.worksheets[0].append([re.sub("[\x00-\x1f]", "", cell) for cell in row])
        book.save(folder / f"{name}.xlsx")
        yield folder / f"{name}.xlsx"
    shutil.copy(folder / "table.csv", folder / f"{TYPED.replace('/', '')}.csv")
    yield folder / f"{TYPED.replace('/', '')}.csv"
    yield folder / f"{TYPED.replace('/', '')} that is not there.csv"


def test_tables_that_others_have_made(amu: Amu, hostile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for path in map(str, written(folder)):
        for number, words in enumerate(
            (
                ["results", path],
                ["results", path, "--json"],
                ["results", path, "--unit", HOSTILE + "A"],
                ["results", path, "--unit", "A", "--sheet", TYPED],
                ["open", path, "--unit", TYPED],
                ["score", path, "--instrument", "kiwest-1", "-o", f"{TYPED}.csv"],
                ["score", path, "--unit-column", f"{HOSTILE}unit", "-o", "out.csv"],
                ["score", path, "--unit-column", TYPED, "-o", "out.csv"],
                ["new", "made", "--results", path, "--unit", f"{HOSTILE}A"],
                ["new", TYPED, "--results", path, "--unit", TYPED],
                ["compare", path, path, "--unit", f"{HOSTILE}A"],
                ["compare", path, path],
                ["compare", str(hostile), path],
                ["check", path],
                ["show", path],
                ["doctor", path],
            )
        ):
            told(amu, *words)
            if number == 0:
                for mapping in MAPPINGS:
                    Path("map.toml").write_text(mapping, encoding="utf-8")
                    told(amu, "results", path, "--map", "map.toml")
                    told(amu, "score", path, "--instrument", "map.toml", "-o", "out.csv")


def test_a_date_stays_behind_a_name_that_is_written_from_the_right(amu: Amu, chosen: Path) -> None:
    """Else such a terminal shows the date before the owner, and both before the title."""
    what = ("--theme", "1", "--title", "שלום", "--owner", "דנה", "--deadline", "2027-03-01")
    assert amu("action", "add", chosen, *what).code == 0
    assert (
        "שלום\u2800 · 1 Job autonomy · דנה\u2800 · 2027-03-01 · planned"
        in amu("action", "list", chosen).out
    )


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_the_name_that_the_machine_has_for_an_account(amu: Amu) -> None:
    """Its owner can change it; the programs for it refuse only the controls of seven bits."""
    folder = Path("finished")
    shutil.copytree(EXAMPLE, folder)
    told(amu, "sign", str(folder), "--leader", "Ola")  # what others cannot read is imported now
    with accounts({"eve": ()}) as people:
        eve = people["eve"]
        subprocess.run(["usermod", "-c", re.sub("[\x00-\x1f]", "", TYPED), eve.name], check=True)
        for path in (folder, *folder.rglob("*"), *folder.absolute().parents[:-1]):
            if folder in (path, *path.parents):
                os.chown(path, eve.uid, eve.gid)
            elif path.stat().st_mode & 0o001 == 0:
                path.chmod(path.stat().st_mode | 0o011)
        os.seteuid(eve.uid)
        try:
            assert told(amu, "sign", str(folder), "--leader", "Kari Nordmann").code == 0
        finally:
            os.seteuid(0)
        for words in (*SHOWS, "doctor"):
            told(amu, *words.split(), str(folder))
        report = (folder / "rounds" / "report.toml").read_text(encoding="utf-8")
        assert "[/][@click=app.quit]]0;E�5m����" in report


def test_a_line_feed_in_a_file_forges_no_line(amu: Amu, chosen: Path) -> None:
    added = amu("action", "add", chosen, "--theme", "1", "--title", "Coffee").out.strip()
    path = chosen / "actions" / f"{added}.toml"
    text = path.read_text(encoding="utf-8")
    forged = '"Coffee\\n  zzzzzzzz  1. Another action · 1 Job autonomy"'
    path.write_text(text.replace('"Coffee"', forged), encoding="utf-8")
    said = amu("action", "list", chosen).out.splitlines()
    assert len(said) == 2
    assert "Coffee   zzzzzzzz" in said[1]
