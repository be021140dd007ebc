"""Workbooks and Parquet files as offices and statistics bureaus make them."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from amu_tui.errors import AmuError
from amu_tui.tables.mapping import Mapping
from amu_tui.tables.read import read_table
from amu_tui.tables.table import ROW, Table
from amu_tui.tables.understand import Understood, understand
from amu_tui.tables.vocabulary import ResultColumns
from tests.tables.made import TINY

LONG: list[list[object]] = [
    ["unit", "theme", "n", "mean", "sd"],
    ["X", "Autonomi", 37, 3.9, 0.8],
    ["X", "Åpent klima, sosialt", 36, 4.0, 0.7],
    ["Y", "Autonomi", 12, 3.25, 0.9],
]


def book() -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    return made


def sheet(of: openpyxl.Workbook, title: str, rows: list[list[object]], at: int = 1) -> Worksheet:
    made: Worksheet = of.create_sheet(title)
    for number, row in enumerate(rows, start=at):
        for place, cell in enumerate(row, start=1):
            made.cell(number, place).value = cell  # type: ignore[assignment]
    return made


def read(path: Path, **told: str) -> Table:
    return read_table(path, words=ResultColumns(TINY, Mapping()), **told)


def understood(path: Path, **told: str) -> Understood:
    return understand(read(path, **told), TINY)


def save(of: openpyxl.Workbook, folder: Path, name: str = "table.xlsx") -> Path:
    path = folder / name
    of.save(path)
    return path


def test_a_workbook_with_one_sheet_is_a_table(tmp_path: Path) -> None:
    made = book()
    sheet(made, "Ark1", LONG)
    table = read(save(made, tmp_path))
    assert (table.encoding, table.sheet, table.header_row, table.header_end) == (
        "xlsx", "Ark1", 1, 1,
    )  # fmt: skip
    assert table.frame.rows()[0] == (2, "X", "Autonomi", "37", "3.9", "0.8")
    assert understand(table, TINY).results("Y").themes["autonomy"].mean == 3.25


def test_what_a_file_is_follows_from_its_bytes(tmp_path: Path) -> None:
    made = book()
    sheet(made, "Ark1", LONG)
    table = read(save(made, tmp_path).rename(tmp_path / "table.csv"))
    assert table.encoding == "xlsx"
    with pytest.raises(AmuError, match="no workbook and has no sheets"):
        (tmp_path / "text.xlsx").write_text("unit,1\nX,3\n")
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
