"""Rows and columns that a workbook hides: what `amu` says of them, and how they are left out."""

import csv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Amu

OURS = """schema = 1
id = "ours"
title.en = "Ours"
scale = { min = 1, max = 5 }
areas.work = { title.en = "Work", themes = ["autonomy"] }
[themes.autonomy]
number = 1
name.en = "Autonomy"
items = ["q1", "q2"]
"""
Rows = Sequence[Sequence[object]]

MEANS = zip("ABCDEF", (4.0, 3.0, 1.2, 2.5, 2.6, 3.1), strict=True)
SCORES: Rows = [["Unit", "n", "Autonomy", "Autonomy sd"], *([u, 12, m, 0.8] for u, m in MEANS)]
PEOPLE: Rows = [
    ["Unit", "Status", "q1", "q2"],
    *[["A", "Complete", 4, 5], ["A", "Complete", 4, 3]] * 6,
    *[["A", "Test", 1, 1]] * 4,
]
SAID = "hidden in the sheet and"


@pytest.fixture(autouse=True)
def ours(amu: Amu) -> None:
    Path("ours.toml").write_text(OURS, encoding="utf-8")


def xlsx(rows: Rows, hidden: set[int], columns: str = "", formula: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    for column in columns:
        sheet.column_dimensions[column].hidden = True
    if formula:
        sheet[formula] = "=1+1"
    book.save("table.xlsx")
    return Path("table.xlsx")


def ods(rows: Rows, hidden: set[int], columns: str = "", how: str = "filter") -> Path:
    width = max(map(len, rows))
    text = "".join(
        f"<table:table-column{_hidden('ABCDEFGH'[place] in columns, 'collapse')}/>"
        for place in range(width)
    )
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        text += f"<table:table-row{_hidden(number in hidden, how)}>{cells}</table:table-row>"
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{text}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile("table.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<a/>")
        book.writestr("content.xml", content)
    return Path("table.ods")


def _hidden(hidden: bool, how: str) -> str:
    return f' table:visibility="{how}"' if hidden else ""


def scored(amu: Amu, path: Path, *more: str) -> tuple[str, str]:
    """What is said, and the first row that is made."""
    call = ("score", path, "--instrument", "ours.toml", "--unit-column", "Unit", "-o", "out.csv")
    said = amu(*call, *more)
    assert said.code == 0, said.err
    row = next(csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines()))
    Path("out.csv").unlink()
    return said.err, f"{row['respondents']} {row['mean']}"


@pytest.mark.parametrize("kind", ["plain", "parsed", "ods filter", "ods collapse"])
def test_hidden_rows_are_said_by_their_numbers_and_left_out_when_told(amu: Amu, kind: str) -> None:
    hidden = {4, 6, 7}
    if kind.startswith("ods"):
        path = ods(SCORES, hidden, how=kind[4:])
    else:
        path = xlsx(SCORES, hidden, formula="D2" if kind == "parsed" else "")
    told = ("results", path, "--instrument", "ours.toml")
    plain, without = amu(*told), amu(*told, "--visible-only")
    assert f"row 4: 3 rows are {SAID} were taken too: rows 4, 6–7; --visible-only" in plain.out
    assert SAID not in without.out
    assert amu(*told, "--json").json["units"] == [*"ABCDEF"]
    assert amu(*told, "--visible-only", "--json").json["units"] == ["A", "B", "D"]
    Path("map.toml").write_text("visible_only = true\n", encoding="utf-8")
    assert amu(*told, "--map", "map.toml", "--json").json["units"] == ["A", "B", "D"]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_hidden_column_is_said_where_it_is_used(amu: Amu, make: object) -> None:
    assert callable(make)
    told = ("results", "--instrument", "ours.toml", make(SCORES, set(), columns="BD"))
    plain, without = amu(*told), amu(*told, "--visible-only")
    for name in ("n", "Autonomy sd"):
        assert f"row 1, column “{name}”: this column is {SAID} was taken too" in plain.out
    assert SAID not in without.out
    assert "the table has no n" in without.out
    unused = [[*row, *"xy"] for row in SCORES]
    quiet = amu("results", "--instrument", "ours.toml", make(unused, set(), columns="EF"))
    assert SAID not in quiet.out


def test_what_a_session_is_made_of_is_said_to_those_who_read_it(amu: Amu) -> None:
    new = ("--results", xlsx(SCORES, {4}), "--instrument", "ours.toml", "--unit")
    assert f"row 4: this row is {SAID} was taken too" in amu("new", "s", *new, "C").err
    assert SAID in amu("show", "s").out
    without = amu("new", "t", *new, "C", "--visible-only")
    assert (without.code, "no unit is called “C”" in without.err) == (1, True)
    assert SAID not in amu("new", "t", *new, "A", "--visible-only").err
    assert "options for a table go with a table" in amu("compare", "s", "t", "--visible-only").err


@pytest.mark.parametrize("make", [xlsx, ods])
def test_people_that_a_filter_hides_are_scored_and_said(amu: Amu, make: object) -> None:
    assert callable(make)
    path = make(PEOPLE, {*range(14, 18)})
    said, row = scored(amu, path)
    assert f"row 14: 4 rows are {SAID} were taken too: rows 14–17; --visible-only" in said
    assert row.startswith("16 3.3")
    said, row = scored(amu, path, "--visible-only")
    assert SAID not in said
    assert row.startswith("12 4")


def test_a_hidden_header_gives_way_to_the_one_that_is_seen(amu: Amu) -> None:
    codes = [["unit", "n", "1", "1 sd"]]
    path = xlsx([*codes, ["Unit", "Autonomy sd", "Autonomy", "n"], *[["A", 0.8, 4, 12]]], {1})
    told = ("new", "s", "--results", path, "--instrument", "ours.toml", "--unit", "A")
    assert amu(*told, "--visible-only").code == 0
    assert "responses = 12\n\n[themes.autonomy]\nmean = 4.0\nsd = 0.8" in Path(
        "s/results.toml"
    ).read_text(encoding="utf-8")


def test_rates_and_questions_in_hidden_rows_are_said(amu: Amu, table: Path) -> None:
    unit = "Institutt for blåskjell"
    groups: Rows = [["Enhet", "Gruppe", "Inviterte", "Svar"], [unit, "Kvinner", 35, 24]]
    groups = [*groups, [unit, "Menn", 25, 17], [unit, "Prøve", 30, 20]]
    new = ("new", "--results", table, "--unit", unit)
    told = amu(*new, "s", "--participation", xlsx(groups, {4}))
    assert f"table.xlsx: row 4: this row is {SAID}" in told.err
    assert amu(*new, "t", "--participation", "table.xlsx", "--visible-only").err == "made: t\n"
    assert "proeve" not in Path("t/results.toml").read_text(encoding="utf-8")
    asked: Rows = [["Enhet", "Spørsmål", "Snitt", "Antall"], [unit, "health", 3.4, 37]]
    path = xlsx([*asked, ["Fakultetet", "health", 3.3, 212]], {3})
    assert f"table.xlsx: row 3: this row is {SAID}" in amu(*new, "u", "--questions", path).err
    assert amu(*new, "v", "--questions", path, "--visible-only").err == "made: v\n"


def test_a_hidden_sheet_is_said(amu: Amu) -> None:
    book = openpyxl.load_workbook(xlsx(SCORES, set()))
    book.create_sheet("Other").append(["x"])
    book.worksheets[0].sheet_state = "hidden"
    book.save("table.xlsx")
    told = amu("results", "table.xlsx", "--instrument", "ours.toml", "--sheet", "Sheet")
    assert "row 1: the sheet is hidden in the workbook" in told.out


def test_an_old_workbook_does_not_tell_what_it_hides(amu: Amu) -> None:
    old = Path(__file__).parents[2] / "tables" / "formats" / "old-results.xls"
    assert "does not tell which rows are hidden" in amu("results", old).out
    told = amu("results", old, "--visible-only")
    assert (told.code, told.out) == (1, "")
    assert "save it as .xlsx" in told.err


def test_whom_a_format_hides_is_hidden(amu: Amu) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Enhet", "Svarprosent", "Autonomi", "Autonomi n"])
    for unit, n in (("A", 37), ("B", 30)):
        sheet.append([unit, 0.82, 3.9, n])
    for row in (2, 3):
        sheet.cell(row, 2).number_format = "0%"
        sheet.cell(row, 4).number_format = '[<35]"*";0'
    book.save("t.xlsx")
    assert "82" in amu("new", "A", "--results", "t.xlsx", "--unit", "A").err + amu("show", "A").out
    told = amu("new", "B", "--results", "t.xlsx", "--unit", "B")
    assert "no theme may be shown" in told.err
    assert "3.9" not in Path("B/results.toml").read_text(encoding="utf-8")


def test_units_that_a_tree_hides_are_said_and_left_out(amu: Amu) -> None:
    Path("t.csv").write_text("Unit,n,Autonomy\nA,37,4\nTop,50,3.9\n", encoding="utf-8")
    Path("answers.csv").write_text("Unit,q1,q2\n" + "A,4,5\nA,4,2\n" * 8, encoding="utf-8")
    tree = xlsx([["Unit", "Parent"], ["Top", None], ["A", "Top"], ["Old", "Top"]], {4})
    said = f"table.xlsx: row 4: this row is {SAID}"
    new = ("--results", "t.csv", "--instrument", "ours.toml", "--unit", "A", "--tree", tree)
    assert said in amu("new", "s", *new).err
    assert SAID not in amu("new", "t", *new, "--visible-only").err
    assert said in amu("results", "t.csv", "--instrument", "ours.toml", "--tree", tree).out
    assert said in scored(amu, Path("answers.csv"), "--tree", str(tree))[0]
    told = scored(amu, Path("answers.csv"), "--tree", str(tree), "--visible-only")[0]
    assert SAID not in told
    assert "Old" not in told


def test_hidden_rows_that_are_not_chosen_are_not_said(amu: Amu) -> None:
    path = xlsx(PEOPLE, {*range(14, 18)})
    said, row = scored(amu, path, "--where", "Status=Complete")
    assert SAID not in said
    assert row.startswith("12 4")
