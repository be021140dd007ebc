"""Tables with themes down and units across, as benchmark reports have them."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from amu_tui.errors import AmuError
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.reading.turned import turned
from amu_tui.tables.results.interpret import ResultsTable, interpret
from amu_tui.tables.vocabulary.known_columns import NO_NAMES, themes_known
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from tests.cli.conftest import UNIT, Amu
from tests.tables.made import TINY, write
from tests.tables.made import results_table as wide_table

TABLE = """Measure;Alpha (n=37);Beta, n=12;Gamma [N = 3];Whole organisation (n = 1 052)
Autonomy;3,9;3,1;2,2;3,7
Independence;4,0;*;2,4;3,6
"""
ROW_OF_N = """Survey 2026;;;
;;;
Nr;Tema;Alpha;Beta
1;Autonomi;3,9;3,1
2;Selvstendighet;4,0;3,0
;Antall svar;37;12
;Kantine;4,4;4,1
Kilde: HR;;;
"""


def shown(amu: Amu, unit: str, *told: str, name: str = "t.csv") -> tuple[int | None, list[object]]:
    """How many answered in a unit, and the means of its first themes; the session is made."""
    said = amu("new", f"s-{unit}", "--results", name, "--unit", unit, *told)
    assert said.code == 0, said.err
    found = amu("show", f"s-{unit}", "--json").json
    means = [theme["mean"] for theme in found["areas"][0]["themes"][:2]]
    return found["participation"]["responses"], means


def test_units_are_columns_and_themes_rows(amu: Amu) -> None:
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    said = amu("results", "t.csv", "--transposed", "--json").json
    assert (said["layout"], said["themes"]) == ("transposed", ["autonomy", "independence"])
    assert said["units"] == ["Alpha", "Beta", "Gamma", "Whole organisation"]
    told = ("--transposed", "--apart")
    assert shown(amu, "alpha", *told) == (37, [3.9, 4.0])
    assert shown(amu, "beta", *told) == (12, [3.1, None])
    assert shown(amu, "gamma", *told) == (3, [None, None])
    assert shown(amu, "whole organisation", *told) == (1052, [3.7, 3.6])


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_a_row_of_n_and_what_else_stands_there(amu: Amu, name: str) -> None:
    rows = [line.split(";") for line in ROW_OF_N.splitlines()]
    if name == "t.csv":
        Path(name).write_text(ROW_OF_N, encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(
                [float(cell.replace(",", ".")) if cell[:1].isdecimal() else cell for cell in row]
            )
        book.save(name)
    Path("map.toml").write_text("transposed = true\n")
    said = amu("results", name, "--map", "map.toml")
    assert said.code == 0, said.err
    assert "a row for each theme, a column for each unit" in said.out
    assert "Rows not used: Kantine" in said.out
    assert "2 units\n  Alpha\n  Beta\n" in said.out
    assert "“Kilde: HR”" in said.out
    assert shown(amu, "Beta", "--map", "map.toml", name=name) == (12, [3.1, 3.0])


def test_rows_are_named_in_a_mapping_file(amu: Amu) -> None:
    text = "Dimensjon,Alpha,Beta\nFritt arbeid,3.9,3.1\nHoder,37,12\n"
    Path("t.csv").write_text(text)
    mapping = 'transposed = true\nresponses = "Hoder"\n[themes]\nautonomy = "Fritt arbeid"\n'
    Path("map.toml").write_text(mapping)
    assert shown(amu, "Alpha", "--map", "map.toml")[0] == 37


def test_themes_may_be_numbers(amu: Amu) -> None:
    Path("t.csv").write_text("Nr;Alpha;Beta\n1;3,9;3,1\n2;4,0;3,0\nN;37;12\n")
    assert shown(amu, "Beta", "--transposed") == (12, [3.1, 3.0])


@pytest.mark.parametrize("head", ["Measure", "Tema", "", "Enhet", "Unit", "Spørsmål"])
def test_it_is_recognised_where_nobody_said_so(amu: Amu, table: Path, head: str) -> None:
    text = TABLE.replace("Measure", head) + "Ours;3,9;3,1;2,2;3,7\nN;37;12;3;1052\n"
    Path("t.csv").write_text(text, encoding="utf-8")
    for told in (
        ("results", "t.csv"),
        ("new", "s", "--results", "t.csv", "--unit", "Alpha"),
        ("new", "s", "--results", table, "--unit", UNIT, "--previous", "t.csv"),
    ):
        said = amu(*told)
        assert said.code == 1
        assert "The themes stand in rows and the units in columns: say --transposed" in said.err
        assert "2,2" not in said.err
    assert not Path("s").exists()


def test_other_tables_are_not_taken_for_it(amu: Amu, table: Path) -> None:
    Path("t.csv").write_text("Tema;Snitt;n\nAutonomi;3,9;37\nSelvstendighet;4,0;36\n")
    assert "--transposed" not in amu("results", "t.csv").err
    Path("t.csv").write_text("Avdeling;Fritt;Press\nAlpha;3,9;3,7\nBeta;4,0;3,6\n")
    assert "--transposed" not in amu("results", "t.csv").err
    for row in ("Skole A;Autonomi;9;3,7\n", "Skole A;1;9;3,7\nSkole A;2;8;3,1\n"):
        Path("u.csv").write_text("Abteilung;Dimension;Anzahl;Mittelwert\n" + row)
        assert "--transposed" not in amu("results", "u.csv").err
    said = amu("results", "t.csv", "--transposed")
    assert said.code == 1
    assert "no row is a theme of the instrument" in said.err
    assert amu("results", table, "--transposed").code == 1


def test_a_wrong_figure_has_its_row_and_column(amu: Amu) -> None:
    Path("t.csv").write_text("Title;;\n;;\nMeasure;Alpha;Beta\nAutonomy;3,9;9,1\n1 n;37;x\n")
    said = amu("results", "t.csv", "--transposed")
    assert said.code == 1
    assert "t.csv:4: column “Beta”: " in said.err
    assert "t.csv:5: column “Beta”: " in said.err
    assert "Alpha" not in said.err.replace("t.csv:5: column “Alpha”", "")
    assert shown(amu, "Alpha", "--transposed")[1][0] == 3.9
    refused = amu("new", "s", "--results", "t.csv", "--transposed", "--unit", "Beta")
    assert refused.err.startswith("t.csv:4: column “Beta”: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("M;Alpha;alpha \nAutonomy;3;4\n", "t.csv:1: several columns are “Alpha”: 2 (“Alpha”), 3"),
        (
            "M;Alpha;Beta\nAutonomy;3;4\nHours;1;1\n1;3;4\n",
            "several rows are “Job autonomy”: 2 (“Autonomy”), 4 (“1”)",
        ),
        ("M;Alpha;Beta\nAutonomy;high;low\n", "no column has figures of a unit"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(amu: Amu, text: str, said: str) -> None:
    Path("t.csv").write_text(text, encoding="utf-8")
    done = amu("results", "t.csv", "--transposed")
    assert done.code == 1
    assert said in done.err


def test_a_column_without_figures_is_left_out_and_said(amu: Amu) -> None:
    Path("t.csv").write_text(
        "Code;Tema;Tekst;Alpha;Beta\na;Autonomi;Fri;3,9;*\nb;Selvstendighet;Egen;4;x\n"
    )
    said = amu("results", "t.csv", "--transposed", "--json").json
    assert said["units"] == ["Alpha", "Beta"]
    told = [(one["row"], one["column"], one["fatal"]) for one in said["problems"]]
    assert (1, "Tekst", False) in told
    assert (3, "Beta", True) in told


def test_one_of_several_sheets_is_named(amu: Amu) -> None:
    book = openpyxl.Workbook()
    for title, place in (("A", book.worksheets[0]), ("B", book.create_sheet())):
        place.title = title
        for row in (["M", "Alpha", "Beta"], ["Autonomy", 3.9 if title == "B" else 1.5, 3.1]):
            place.append(row)
    book.save("t.xlsx")
    assert "several sheets can be the table" in amu("results", "t.xlsx", "--transposed").err
    assert shown(amu, "Alpha", "--transposed", "--sheet", "B", name="t.xlsx")[1][0] == 3.9


def read(table: Callable[[], ResultsTable]) -> ResultsTable | None:
    try:
        return table()
    except AmuError:
        return None


means = st.decimals(1, 5, places=2).map(str) | st.sampled_from(["", "*", "-"])
counts = st.integers(0, 400).map(str)


@settings(max_examples=15)
@given(st.data())
def test_turned_or_not_a_table_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    units = [f"Unit {at}" for at in range(data.draw(st.integers(2, 5)))]
    themes = ["Autonomi", "Klimaet", "2", "time-pressure n", "Antall svar"]
    columns = [
        data.draw(st.lists(counts if " " in theme else means, min_size=len(units),
                           max_size=len(units)))
        for theme in themes
    ]  # fmt: skip
    wide = [["unit", *themes], *([unit, *row] for unit, *row in zip(units, *columns, strict=True))]
    down = [["Hva", *units], *([theme, *row] for theme, row in zip(themes, columns, strict=True))]
    folder = tmp_path_factory.mktemp("t")
    one = read(lambda: wide_table(folder, "\n".join(map(",".join, wide))))
    path = write(folder, "\n".join(map(",".join, down)), "down.csv")
    known = themes_known(TINY, ColumnMapping())
    other = read(lambda: interpret(turned(read_table(path, vocabulary=NO_NAMES), known), TINY))
    event(f"both read: {one is not None and other is not None}")
    if one is not None and other is not None:
        assert one.scores.drop("row").equals(other.scores.drop("row"))
        assert (one.people, one.themes) == (other.people, other.themes)
