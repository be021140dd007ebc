"""`amu results` where very much is to be said, and where the table is another than it should be."""

import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import UNIT, Amu, tree
from tests.cli.tables.answers import lay_out

UNITS = [f"Enhet {number}" for number in range(1, 61)]


def long_table(themes: Sequence[str], mean: str = "3,9") -> None:
    rows = [f"{unit};{theme};20;{mean};0,7" for unit in UNITS for theme in themes]
    Path("t.csv").write_text("\n".join(["Enhet;Tema;n;Snitt;SD", *rows]) + "\n", "utf-8")


def test_a_name_that_is_no_theme_is_said_once_for_all_rows(amu: Amu) -> None:
    long_table(["Autonomi", "press", "rar"])
    said = amu("results", "t.csv")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if "no theme is called" in line] == [
        "  row 3, column “Tema”: no theme is called “press”; did you mean "
        "Absence of time pressure (R)? (and in 59 more rows)",
        "  row 4, column “Tema”: no theme is called “rar” (and in 59 more rows)",
    ]
    assert len(said.out.splitlines()) < 110
    assert len(amu("results", "t.csv", "--json").json["problems"]) == 120


def test_so_is_a_figure_that_cannot_be(amu: Amu) -> None:
    long_table(["Autonomi"], mean="mye")
    said = amu("results", "t.csv")
    assert said.code == 1
    assert said.err.splitlines() == [
        "t.csv:2: column “Snitt”: “mye” is not a number; leave the cell empty where there is none "
        "(and in 59 more rows)"
    ]


def test_long_lists_are_cut_on_a_terminal_only(amu: Amu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    long_table(["Autonomi", *(f"rart {number}" for number in range(50))])
    lines = amu("results", "t.csv").out.splitlines()
    assert lines.count("  and 20 more; `--json` has them all") == 1
    assert lines.count("  and 10 more; `--json` has them all") == 1
    assert "  Enhet 40" in lines
    assert "  Enhet 41" not in lines


def test_a_pipe_takes_all(amu: Amu) -> None:
    long_table(["Autonomi", *(f"rart {number}" for number in range(50))])
    lines = amu("results", "t.csv").out.splitlines()
    assert "  Enhet 60" in lines
    assert sum("no theme is called" in line for line in lines) == 50
    assert not any("--json" in line for line in lines)


def test_a_leader_is_not_independence(amu: Amu) -> None:
    long_table(["Autonomi", "leder"])
    said = amu("results", "t.csv", "--lang", "nn")
    assert "«leder»; meinte du Støtte frå næraste leiar, Rettferdig næraste leiar?" in said.out


def test_a_question_that_is_none_is_said_once_with_what_may_be_meant(amu: Amu, table: Path) -> None:
    rows = [f"{unit};Timer;Ingen;20 %\n" for unit in UNITS]
    Path("q.csv").write_text("Enhet;Spørsmål;Svaralternativ;Andel\n" + "".join(rows), "utf-8")
    said = amu("results", table, "--questions", "q.csv", "--lang", "nb")
    assert said.code == 1
    assert "«Timer»; mente du Timer ut over avtalt arbeidstid?" in said.err
    assert "Medarbeidersamtale" in said.err
    with Path("q.csv").open("a", encoding="utf-8") as file:
        file.write(f"{UNIT};Medarbeidersamtale;;72 %\n")
    said = amu("results", table, "--questions", "q.csv", "--lang", "nb")
    told = [line for line in said.out.splitlines() if "«Timer»" in line]
    assert len(told) == 1
    assert told[0].endswith("mente du Timer ut over avtalt arbeidstid? (og i 59 rader til)")


RAW = ["Enhet;Leder;q1;q2;q3;q4", *(f"Enhet {n % 4};;{n % 5 + 1};2;3;4" for n in range(40))]


@pytest.mark.parametrize(
    ("header", "instrument"),
    [
        ("Enhet;Leder;q1;q2;q3;q4", "kiwest-1"),
        ("Enhet;Leder;q1;q2;q3;q4", "ours.toml"),
        ("Seksjon;Leder;q1;q2;q3;q4", "ours.toml"),
        ("Enhet;Leder;1;2;3;4", "kiwest-1"),
    ],
)
@pytest.mark.parametrize("command", ["results", "new", "previous"])
def test_raw_answers_are_known_for_what_they_are(
    amu: Amu, table: Path, header: str, instrument: str, command: str
) -> None:
    lay_out()
    Path("raw.csv").write_text("\n".join([header, *RAW[1:]]) + "\n", "utf-8")
    words: dict[str, tuple[object, ...]] = {
        "results": ("results", "raw.csv", "--instrument", instrument),
        "new": (
            "new", "s", "--results", "raw.csv", "--unit", "Enhet 1", "--instrument", instrument,
        ),
        "previous": (
            "new", "s", "--results", table, "--unit", UNIT,
            "--previous", "raw.csv", "--previous-instrument", instrument,
        ),
    }  # fmt: skip
    before = tree()
    said = amu(*words[command])
    assert said.code == 1
    if command != "previous" or "q1" in header:
        assert said.err.count("This looks like a row for each person") == 1
        assert "`amu score`" in said.err
    assert tree() == before


def test_a_table_of_results_is_not_taken_for_raw_answers(amu: Amu, table: Path) -> None:
    Path("wide.csv").write_text(
        "Enhet;Alder\n" + "".join(f"E{n};{n}\n" for n in range(40)), "utf-8"
    )
    assert "amu score" not in amu("results", "wide.csv").err
    assert "amu score" not in amu("results", table).err
    for header in ("Enhet;Dimensjon;Gruppe;Rate", "Enhet;Spørsmål;Alternativ;Andel"):
        Path("other.csv").write_text(header + "\n" + "E;a;b;50 %\n" * 20, "utf-8")
        assert "amu score" not in amu("results", "other.csv").err


@pytest.mark.parametrize("row", ["99", "98-99"])
def test_a_row_of_the_header_that_is_not_there(amu: Amu, table: Path, row: str) -> None:
    for path in (table, Path("t.xlsx")):
        if path.suffix == ".xlsx":
            pl.read_csv(table, separator=";").write_excel(path)
        said = amu("results", path, "--header", row)
        assert (said.code, said.out) == (1, "")
        assert f"there is no row {row}: the last with any text is row 57" in said.err
    text = table.read_text("utf-8")
    Path("gap.csv").write_text("Results;\n;\n" + text, "utf-8")
    assert "has no text in it: 2" in amu("results", "gap.csv", "--header", "2").err


@pytest.mark.parametrize("row", ["fire", "0", "5-4", "1-99"])
def test_what_is_no_row_is_wrong_use(amu: Amu, table: Path, row: str) -> None:
    said = amu("results", table, "--header", row)
    assert said.code == 2
    assert said.err.startswith(f"“{row}” is not a row of a header\n")
    new = ("new", "s", "--results", table, "--unit", UNIT, "--previous", table)
    assert amu(*new, "--previous-header", row).code == 2


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_sheet_goes_with_a_workbook_in_every_command(amu: Amu, table: Path, kind: str) -> None:
    lay_out()
    pl.read_csv("answers.csv").write_parquet("answers.parquet")
    told = ("--instrument", "ours.toml", "--sheet", "Svar")
    commands: tuple[tuple[object, ...], ...] = (
        ("score", f"answers.{kind}", *told, "--unit-column", "Unit", "-o", "out.csv"),
        ("results", f"answers.{kind}", *told),
        ("new", "s", "--results", f"answers.{kind}", *told),
    )
    for words in commands:
        said = amu(*words)
        assert said.code == 1
        assert said.err == f"answers.{kind}: is not a workbook and has no sheets\n"


EACH = [
    "Response ID,Department,Question,Response",
    *(f"{at},{'AB'[at % 2]},1,{1 + at % 5}" for at in range(16)),
    "99,C,1,1",
]
MAPPED = 'unit = "Department"\ntheme = "Question"\nmean = "Response"\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("Response ID,", "Nr,"),
        (",1,", ",Autonomy,"),
        (",1\n", ",1 - Svært uenig\n"),
        (",Question,", ",Theme,"),
        ("Response ID,Department,Question,Response", "Svar-ID,Department,Question,Response"),
    ],
)
@pytest.mark.parametrize("command", ["results", "new", "previous"])
def test_one_person_s_answer_is_never_taken_for_a_mean(
    amu: Amu, table: Path, old: str, new: str, command: str
) -> None:
    text = ("\n".join(EACH) + "\n").replace(old, new, 1 if "Q" in old or "R" in old else -1)
    Path("each.csv").write_text(text, encoding="utf-8")
    Path("map.toml").write_text(
        MAPPED.replace("Question", "Theme" if "Theme" in new else "Question")
    )
    told: dict[str, tuple[object, ...]] = {
        "results": ("results", "each.csv", "--map", "map.toml"),
        "new": ("new", "s", "--results", "each.csv", "--map", "map.toml", "--unit", "C"),
        "previous": (
            "new", "s", "--results", table, "--unit", UNIT,
            "--previous", "each.csv", "--previous-map", "map.toml",
        ),
    }  # fmt: skip
    before = tree()
    said = amu(*told[command])
    assert (said.code, said.out) == (1, "")
    assert "each.csv:1: each row is one person's answer to one question, not a score" in said.err
    assert "amu score" in said.err
    assert "--question" in said.err
    assert tree() == before


def test_answers_in_a_row_each_are_known_by_their_columns(amu: Amu) -> None:
    Path("each.csv").write_text("\n".join(EACH) + "\n")
    said = amu("results", "each.csv")
    assert said.code == 1
    assert "--person 'Response ID' --question Question --answer Response" in said.err


def test_scores_that_stand_twice_are_not_taken_for_answers(amu: Amu) -> None:
    rows = "".join(f"{unit},1,{year},3.{year % 7}\n" for unit in "AB" for year in range(2016, 2020))
    Path("t.csv").write_text(f"Unit,Theme,Year,Mean\n{rows}")
    said = amu("results", "t.csv")
    assert "stand in row 2 already" in said.err
    assert "answer" not in said.err
    Path("t.csv").write_text("Unit,Theme,Mean\nA,1,3\nA,2,4\nB,1,2\nB,2,5\n")
    assert amu("results", "t.csv").code == 0
