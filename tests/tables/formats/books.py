"""Workbooks for the tests, as offices and statistics bureaus make them."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from amu_tui.errors import AmuError
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.results.interpret import ResultsTable, interpret
from amu_tui.tables.table import Table
from amu_tui.tables.vocabulary.known_columns import ResultColumns
from amu_tui.tables.vocabulary.mapping import ColumnMapping
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
            made.cell(number, place).value = cell
    return made


def read(path: Path, **told: Any) -> Table:
    return read_table(path, vocabulary=ResultColumns(TINY, ColumnMapping()), **told)


def results_table(path: Path, **told: Any) -> ResultsTable:
    return interpret(read(path, **told), TINY)


def save(of: openpyxl.Workbook, folder: Path, name: str = "table.xlsx") -> Path:
    path = folder / name
    of.save(path)
    return path


WIDE: list[list[object]] = [
    ["Table 1: Theme scores by unit"],
    ["Some figures are kept back [note 1]"],
    [],
    ["Enhet", "Autonomi [1]", None, None, "Åpent klima, sosialt", None, None, "Svar"],
    [None, "Gjennomsnitt", "n", "sd", "Gjennomsnitt", "n", "sd"],
    ["Met Office [1]", 3.9, 37, 0.8, "4.1 [r]", 36, 0.7, 40],
    ["Lab", "[c]", "[c]", "[c]", "3,9¹", 12, 0.7, 14],
    [],
    ["Enhet"],
    [None, "Gjennomsnitt", "n", "sd", "Gjennomsnitt", "n", "sd"],
    ["Total", 3.8, 49, 0.8, 4.0, 48, 0.7, 54],
    [],
    ["Source: the staff survey"],
    ["[1] Excludes contractors."],
]


def published(folder: Path, *, merged: bool = True) -> Path:
    """As statistics bureaus publish: contents, notes, a table with titles, a hidden sheet."""
    made = book()
    sheet(made, "Contents", [["Staff survey"], [], ["1", "Theme scores"], ["2", "Autonomi"]])
    sheet(made, "Notes", [["Symbol", "Meaning"], ["[c]", "confidential"]])
    scores = sheet(made, "Theme scores", WIDE)
    for cells in ("A4:A5", "B4:D4", "E4:G4", "H4:H5") if merged else ():
        scores.merge_cells(cells)
    sheet(made, "Working copy", LONG).sheet_state = "hidden"
    made.create_sheet("Empty")
    made.create_chartsheet("Chart")
    return save(made, folder)


def refusal(path: Path) -> str:
    """Why the file is not read; the error itself also has the path, with a test's name in it."""
    with pytest.raises(AmuError) as caught:
        read(path)
    assert path.name in str(caught.value)
    return caught.value.message


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
