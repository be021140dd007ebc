"""What a sheet holds beside its values: formulas, errors, merged cells.

Calamine gives values only: an error and a formula that was never worked out both look like an
empty cell. The sheet's own text is looked through for them, quickly where it has none.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

import polars as pl

from amu_tui.tables.grid import MAX_CELLS, Merged, Place
from amu_tui.tables.package import Package, damaged

_MARKED = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"', b"t='e'")
"""Without one of these a sheet has neither a formula nor an error."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SIZE = 2**20
"""Bytes that are parsed at a time."""


@dataclass
class Marks:
    """Cells of one sheet that are not what they seem, rows from 1 and columns from 0.

    `formulas` are all cells with a formula; `instead` what to show where there is no value:
    the formula itself, or the error. `extent` is the last row and the number of columns.
    """

    formulas: set[Place] = field(default_factory=set)
    instead: dict[Place, str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    extent: tuple[int, int] = (0, 0)


def sheet_marks(package: Package, shown: str) -> dict[str, Callable[[], Marks]]:
    """For each sheet by name, in order, how its marks are found."""
    try:
        if package.kind == "ods":
            return _ods(package)
        parts = _parts(package)
    except ParseError as error:
        raise damaged(shown) from error

    def finder(part: str) -> Callable[[], Marks]:
        def find() -> Marks:
            try:
                return _xlsx(package.part(part))
            except (ParseError, ValueError) as error:
                raise damaged(shown) from error

        return find

    return {name: finder(part) for name, part in parts.items()}


def _parts(package: Package) -> dict[str, str]:
    """The part that each sheet of an xlsx workbook is kept in."""
    targets: dict[str, str] = {}
    for element in _elements(package.part("xl/_rels/workbook.xml.rels")):
        if _local(element.tag) == "Relationship":
            path = posixpath.join("/xl", element.get("Target", ""))
            targets[element.get("Id", "")] = posixpath.normpath(path).lstrip("/")
    found: dict[str, str] = {}
    for element in _elements(package.part("xl/workbook.xml")):
        if _local(element.tag) == "sheet":
            ids = [value for key, value in element.items() if _local(key) == "id"]
            found[element.get("name", "")] = targets.get(ids[0] if ids else "", "")
    return found


def _xlsx(text: bytes) -> Marks:
    marks = Marks(extent=_extent(text))
    tail = text[max(0, text.rfind(b"sheetData")) :]
    for reference in re.findall(rb"""mergeCell\s[^>]*?ref=["']([A-Z0-9:]+)["']""", tail):
        ends = [_place(end) for end in reference.decode("ascii").split(":")]
        marks.merged.append(Merged(*ends[0], *ends[-1]))
    # Plain searches: a pattern takes longer than all the rest of a large sheet.
    if any(sign in text for sign in _MARKED):
        for cell in _closed(text, "c"):
            _note(marks, cell)
    return marks


def _extent(text: bytes) -> tuple[int, int]:
    """The last row and column that any cell names, or more where that is near enough.

    A value far out would fill the memory with the empty cells before it.
    """
    sheet = pl.Series([text.decode("utf-8", "replace")])
    far_down = _references(sheet, "[A-Z]{0,3}[0-9]{6,7}")
    far_right = _references(sheet, "[A-Z]{2,3}[0-9]{1,7}")
    rows = max((row for row, _column in far_down), default=99_999)
    columns = max((column + 1 for _row, column in far_right), default=26)
    if rows * columns <= 4 * MAX_CELLS:
        return rows, columns
    every = _references(sheet, "[A-Z]{1,3}[0-9]{1,7}")
    return (
        max((row for row, _column in every), default=0),
        max((column + 1 for _row, column in every), default=0),
    )


def _references(sheet: pl.Series, pattern: str) -> list[Place]:
    """The lowest and the rightmost of the references in the sheet that look like `pattern`."""
    found = sheet.str.extract_all(rf"""\sr=["']{pattern}["']""").explode().drop_nulls()
    rows = found.str.extract("([0-9]+)").cast(pl.UInt32)
    letters = found.str.extract("([A-Z]+)").unique().drop_nulls().to_list()
    last = rows.max()
    column = max((_place(f"{name}1")[1] for name in letters), default=0)
    return [(last, column)] if isinstance(last, int) else []


def _note(marks: Marks, cell: Element) -> None:
    children = {_local(child.tag): child for child in cell}
    place = _place(cell.get("r", "A1"))
    formula, value = children.get("f"), children.get("v")
    text = "" if value is None else value.text or ""
    if cell.get("t") == "e":
        marks.instead[place] = text or "#?"
    if formula is not None:
        marks.formulas.add(place)
        if not text and cell.get("t") != "str":
            marks.instead[place] = f"={formula.text or '?'}"


def _ods(package: Package) -> dict[str, Callable[[], Marks]]:
    """The marks of all sheets: an ods file keeps them in one part, which is read once."""
    found: dict[str, Marks] = {}
    for table in _closed(package.part("content.xml"), "table"):
        name = next((value for key, value in table.items() if _local(key) == "name"), "")
        found[name] = _ods_table(table)
    return {name: partial(found.__getitem__, name) for name in found}


def _ods_table(table: Element) -> Marks:
    marks, number = Marks(), 1
    last = columns = 0
    for row in table.iter():
        if _local(row.tag) != "table-row":
            continue
        place, used = 0, 0
        for cell in row:
            if _local(cell.tag) not in ("table-cell", "covered-table-cell"):
                continue
            told = {_local(key): value for key, value in cell.items()}
            repeated = int(told.get("number-columns-repeated", 1))
            if _ods_note(marks, (number, place), told, cell):
                used = place + repeated
            place += repeated
        again = int(_attribute(row, "number-rows-repeated") or 1)
        if used:
            last, columns = number + again - 1, max(columns, used)
        number += again
    marks.extent = last, columns
    return marks


def _ods_note(marks: Marks, place: Place, told: dict[str, str], cell: Element) -> bool:
    """Note what `cell` is; returns whether it holds anything."""
    row, column = place
    rows, columns = (int(told.get(f"number-{kind}-spanned", 1)) for kind in ("rows", "columns"))
    if rows > 1 or columns > 1:
        marks.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))
    shown = "".join(cell.itertext()) if len(cell) else ""
    formula = told.get("formula")
    if formula is not None:
        marks.formulas.add(place)
        if not shown:
            marks.instead[place] = f"={formula.partition('=')[2]}"
    if shown.startswith(("#", "Err:")) and (formula is not None or "error" in told.values()):
        marks.instead[place] = shown
    return bool(shown) or formula is not None or "value" in told


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _closed(text: bytes, name: str) -> Iterator[Element]:
    """Every element called `name`, when it is whole; what was read is let go of."""
    for element in _elements(text):
        if _local(element.tag) == name:
            yield element
            element.clear()


def _elements(text: bytes) -> Iterator[Element]:
    parser: Any = XMLPullParser(("end",))
    for start in range(0, len(text), _SIZE):
        parser.feed(text[start : start + _SIZE])
        for event in parser.read_events():
            yield event[1]
    parser.close()


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _place(reference: str) -> Place:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def beyond(marks: Marks, cells: int, columns: int) -> bool:
    """Whether the sheet reaches further out than so many cells or columns."""
    rows, width = marks.extent
    return width > columns or rows * width > cells
