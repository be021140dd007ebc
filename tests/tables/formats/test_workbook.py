"""Workbooks and Parquet files as offices and statistics bureaus make them."""

import datetime
import re
from pathlib import Path
from typing import Any

import odf.table
import odf.text
import polars as pl
import pytest
import xlsxwriter
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet

from amu_tui.errors import AmuError
from amu_tui.tables.results.interpret import interpret
from amu_tui.tables.results.unit_tree import read_tree
from amu_tui.tables.table import ROW
from tests.tables.formats.books import (
    LONG,
    WIDE,
    book,
    parts,
    published,
    read,
    results_table,
    save,
    sheet,
    zipped,
)
from tests.tables.made import TINY, warned


def test_a_workbook_with_one_sheet_is_a_table(tmp_path: Path) -> None:
    made = book()
    sheet(made, "Ark1", LONG)
    table = read(save(made, tmp_path))
    assert (table.encoding, table.sheet, table.header_row, table.header_end) == (
        "xlsx", "Ark1", 1, 1,
    )  # fmt: skip
    assert table.frame.rows()[0] == (2, "X", "Autonomi", "37", "3.9", "0.8")
    assert interpret(table, TINY).results("Y").themes["autonomy"].mean == 3.3


def test_what_a_file_is_follows_from_its_bytes(tmp_path: Path) -> None:
    made = book()
    sheet(made, "Ark1", LONG)
    table = read(save(made, tmp_path).rename(tmp_path / "table.csv"))
    assert table.encoding == "xlsx"
    (tmp_path / "text.xlsx").write_text("unit,1\nX,3\n")
    with pytest.raises(AmuError, match="not a workbook and has no sheets"):
        read(tmp_path / "text.xlsx", sheet="Ark1")


def test_a_parquet_file_is_a_table_without_loss(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "unit": ["X", "Y"],
            "Autonomi": [3.0, 10 / 3],
            "Autonomi n": [37.0, None],
            "respondents": [40, 12],
            "list": [[1], [2]],
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    table = read(tmp_path / "t.parquet")
    assert (table.encoding, table.header_row) == ("Parquet", 0)
    assert table.frame.rows() == [
        (1, "X", "3", "37", "40"),
        (2, "Y", str(10 / 3), "", "12"),
    ]
    assert [(note.column, note.fatal) for note in table.notes] == [("list", False)]
    assert table.frame[ROW].to_list() == [1, 2]


@pytest.mark.parametrize("merged", [True, False])
def test_a_published_workbook_is_read_as_people_see_it(tmp_path: Path, merged: bool) -> None:
    found = results_table(published(tmp_path, merged=merged))
    table = found.table
    assert (table.sheet, table.header_row, table.header_end) == ("Theme scores", 4, 5)
    assert found.units == ("Met Office", "Lab", "Total")
    assert found.ignored == ()
    office = found.results("met office [1]")
    assert (office.themes["autonomy"].mean, office.themes["autonomy"].n) == (3.9, 37)
    assert (office.themes["climate"].mean, office.themes["climate"].sd) == (4.1, 0.7)
    assert office.participation.responses == 40
    lab = found.results("Lab")
    assert lab.themes["autonomy"].hidden == "protected"
    assert lab.themes["autonomy"].mean is None
    assert lab.themes["climate"].mean == 3.9
    assert [problem.row for problem in found.misread] == [9, 10, 13, 14]
    assert found.misread[1].message == "the header stands here again"
    assert "Source: the staff survey" in str(found.misread[2])


def test_the_same_table_saved_as_text_says_the_same(tmp_path: Path) -> None:
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in WIDE]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = results_table(path)
    assert (found.table.header_row, found.table.header_end) == (4, 5)
    assert found.units == ("Met Office", "Lab", "Total")
    assert found.results("Lab").themes["climate"].mean == 3.9


def test_a_sheet_is_named_in_any_case_and_by_number(tmp_path: Path) -> None:
    path = published(tmp_path)
    assert read(path, sheet="theme  SCORES").sheet == "Theme scores"
    assert read(path, sheet="3").sheet == "Theme scores"
    assert read(path, sheet="working copy").frame.height == 3
    with pytest.raises(AmuError, match="no sheet is called “Theme skores”") as caught:
        read(path, sheet="Theme skores")
    assert "Theme scores" in caught.value.hint
    for empty in ("Empty", "Chart"):
        with pytest.raises(AmuError, match="has no cells"):
            read(path, sheet=empty)


def test_where_several_sheets_fit_somebody_must_say_which(tmp_path: Path) -> None:
    made = book()
    sheet(made, "Contents", [["2016", "Scores"], ["2017", "Scores"]])
    sheet(made, "2016", LONG)
    sheet(made, "2017", LONG)
    path = save(made, tmp_path)
    with pytest.raises(AmuError, match="several sheets can be the table: “2016”, “2017”") as caught:
        read(path)
    assert "--sheet" in caught.value.hint
    assert read(path, sheet="2016").sheet == "2016"


def test_where_no_sheet_fits_they_are_listed(tmp_path: Path) -> None:
    made = book()
    sheet(made, "One", [["a", "b"], [1, 2]])
    sheet(made, "Two", [["a", "b"], [1, 2]])
    with pytest.raises(AmuError, match="“One”, “Two”"):
        read(save(made, tmp_path))


def test_a_header_can_be_told(tmp_path: Path) -> None:
    path = published(tmp_path)
    assert read(path, sheet="3", header="5").header[1:3] == ("Gjennomsnitt", "n")
    assert read(path, header="4-5").header[1] == "Autonomi [1] Gjennomsnitt"
    for wrong in ("0", "five", "5-4", "1-100", "-1"):
        with pytest.raises(AmuError, match="not a row of a header"):
            read(path, sheet="3", header=wrong)
    with pytest.raises(AmuError, match="no text"):
        read(path, sheet="3", header="3")


def test_formulas_and_errors_are_named_and_never_taken_for_empty(tmp_path: Path) -> None:
    made = book()
    rows = [*LONG, ["Z", "Autonomi", "=10+2", 3, 1], ["W", "Autonomi", 8, "#DIV/0!", 1]]
    scores = sheet(made, "Ark1", rows, at=3)
    scores["D8"].data_type = "e"
    found = results_table(save(made, tmp_path))
    assert [(p.row, p.column, p.unit) for p in found.misread] == [(7, "n", "Z"), (8, "mean", "W")]
    assert "formula that was never worked out" in found.misread[0].message
    assert "“#DIV/0!” is an error" in found.misread[1].message
    assert found.table.formulas == frozenset({(7, 2)})
    with pytest.raises(AmuError, match="formula"):
        found.results("Z")
    assert found.results("X").themes["autonomy"].n == 37


def test_a_formula_with_a_value_is_taken_and_said(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    made = xlsxwriter.Workbook(path)
    scores = made.add_worksheet("Ark1")
    for number, row in enumerate(LONG):
        scores.write_row(number, 0, row)
    scores.write_formula(1, 3, "=3.8+0.1", None, 3.9)
    made.close()
    found = results_table(path)
    [problem] = found.misread
    assert (problem.row, problem.column, problem.fatal) == (2, "mean", False)
    results = found.results("X")
    assert results.themes["autonomy"].mean == 3.9
    assert any("formula" in warning for warning in warned(results))


def test_cells_of_every_kind(tmp_path: Path) -> None:
    made = book()
    day = datetime.date(2017, 3, 1)
    sheet(
        made, "Ark1", [["unit", "1", "x"], ["X", 37.0, day], ["Y", 0.1 + 0.2, True], [2017, 4, 1]]
    )
    assert read(save(made, tmp_path)).frame.rows() == [
        (2, "X", "37", "2017-03-01"),
        (3, "Y", "0.3", "true"),
        (4, "2017", "4", "1"),
    ]


def test_a_table_far_from_the_corner_keeps_its_rows(tmp_path: Path) -> None:
    made = book()
    moved = made.create_sheet("Ark1")
    for number, row in enumerate(LONG, start=7):
        for place, cell in enumerate(row, start=4):
            moved.cell(number, place).value = cell
    moved["G9"].value = "=1"
    table = read(save(made, tmp_path))
    assert (table.header_row, table.frame[ROW].to_list()) == (7, [8, 9, 10])
    assert table.formulas == frozenset({(9, 6)})
    assert interpret(table, TINY).misread[0].row == 9


def ods(folder: Path, rows: list[list[object]]) -> Path:
    document = OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Ark 1")
    document.spreadsheet.addElement(table)
    for row in rows:
        line = odf.table.TableRow()
        for cell in row:
            line.addElement(cell if isinstance(cell, Element) else ods_cell(cell))
        table.addElement(line)
    path = folder / "table.ods"
    document.save(path)
    return path


def ods_cell(value: object, **told: object) -> Any:
    if value is None:
        return odf.table.TableCell()
    kind = {"valuetype": "string"}
    if isinstance(value, int | float):
        kind = {"valuetype": "float", "value": str(value)}
    cell = odf.table.TableCell(**kind, **told)
    cell.addElement(odf.text.P(text=str(value)))
    return cell


def test_an_ods_file_is_read_as_an_xlsx_file(tmp_path: Path) -> None:
    merged = ods_cell("Autonomi", numbercolumnsspanned=2)
    error = odf.table.TableCell(valuetype="string", stringvalue="", formula="of:=1/0")
    error.addElement(odf.text.P(text="#DIV/0!"))
    never = odf.table.TableCell(formula="of:=1+1")
    path = ods(
        tmp_path,
        [
            ["Title"],
            [None],
            [None, merged, odf.table.CoveredTableCell()],
            ["unit", "mean", "n"],
            ["X", ods_cell(3.9, formula="of:=3+0.9"), 37],
            ["Y", error, 12],
            ["Z", never, 12],
        ],
    )
    found = results_table(path)
    assert (found.table.encoding, found.table.sheet) == ("ods", "Ark 1")
    assert (found.table.header_row, found.table.header_end) == (3, 4)
    assert found.table.header == ("unit", "Autonomi mean", "Autonomi n")
    assert found.results("X").themes["autonomy"].mean == 3.9
    assert [(p.row, p.fatal) for p in found.misread] == [(5, False), (6, True), (7, True)]
    assert found.table.formulas == frozenset({(5, 1), (6, 1), (7, 1)})


def test_a_tree_is_found_among_the_sheets_of_a_workbook(tmp_path: Path) -> None:
    made = book()
    sheet(made, "Scores", LONG)
    sheet(made, "Units", [["Units of 2017"], [], ["Enhet", "Overordnet"], ["Y", None], ["X", "Y"]])
    assert read_tree(save(made, tmp_path)) == {"Y": None, "X": "Y"}


def test_a_formula_that_nothing_is_taken_from_is_not_spoken_of(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    made = xlsxwriter.Workbook(path)
    scores = made.add_worksheet("Ark1")
    for number, row in enumerate(LONG):
        scores.write_row(number, 0, [*row, "share" if number == 0 else number])
    scores.write_formula(1, 5, "=3.8+0.1", None, 3.9)
    made.close()
    found = results_table(path)
    assert found.table.formulas == frozenset({(2, 5)})
    assert found.misread == ()
    assert not any("formula" in warning for warning in warned(found.results("X")))


def test_formulas_are_found_in_cells_that_do_not_say_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    made = xlsxwriter.Workbook(path)
    scores = made.add_worksheet("Ark1")
    for number, row in enumerate(LONG):
        scores.write_row(number, 0, row)
    scores.write_formula(2, 2, "=30+6", None, 36)
    scores.write_array_formula(1, 3, 2, 3, "{=A1:A2}", None, 3.9)
    scores.write(2, 3, 4)
    made.close()
    whole = parts(path)
    sheet1 = "xl/worksheets/sheet1.xml"
    bare = re.sub(rb'<(row|c) r="[A-Z0-9]+"', rb"<\1", whole[sheet1])
    for text in (whole[sheet1], bare):
        table = read(zipped(path, {**whole, sheet1: text}))
        assert table.formulas == frozenset({(2, 3), (3, 2), (3, 3)})
        assert table.frame.rows()[1] == (3, "X", "Åpent klima, sosialt", "36", "4", "0.7")


def test_an_ods_cell_stands_for_several_formulas(tmp_path: Path) -> None:
    across = ods_cell(4, formula="of:=2+2", numbercolumnsrepeated=2)
    path = ods(tmp_path, [["unit", "1", "2"], ["X", across], ["Y", 3, 3]])
    name = "content.xml"
    whole = parts(path)
    assert read(path).formulas == frozenset({(2, 1), (2, 2)})
    rows = whole[name].split(b"<table:table-row>")
    text = b"<table:table-row>".join(rows[:2])
    text += b'<table:table-row table:number-rows-repeated="2">' + b"<table:table-row>".join(
        rows[2:]
    )
    found = read(zipped(path, {**whole, name: text})).formulas
    assert found == frozenset({(2, 1), (2, 2), (3, 1), (3, 2)})


def test_an_old_workbook_is_read_and_its_formulas_are_not_vouched_for() -> None:
    """Made with xlwt 1.3.0: a contents page, and a table below a title."""
    path = Path(__file__).with_name("old-results.xls")
    found = results_table(path)
    assert (found.table.encoding, found.table.sheet) == ("xls", "Scores")
    assert (found.table.header_row, found.table.formulas) == (3, None)
    results = found.results("kantina")
    assert (results.themes["autonomy"].mean, results.participation.rate) == (3.3, 0.5)
    assert found.results("Blåskjell").themes["climate"].n == 36
    rows, formulas = warned(results)
    assert "does not tell formulas" in formulas
    assert "which rows are hidden" in rows
