"""Workbooks into `Grid`s, a sheet at a time: xlsx and ods, and the old xls."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers.expat import ExpatError

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.grid import Grid, Place, cleaned, too_many_cells, without_midnight
from amu_tui.tables.formats.ods_cells import ods_marks
from amu_tui.tables.formats.panics import without_panic
from amu_tui.tables.formats.xlsx_cells import Marks, sheet_marks
from amu_tui.tables.formats.zip_parts import Package, damaged, locked, too_large
from amu_tui.tables.table import ROW
from amu_tui.words import _

if TYPE_CHECKING:
    from fastexcel import ExcelReader, ExcelSheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that an old container has when it holds an encrypted xlsx file."""

_STRINGS = "xl/sharedStrings.xml"
_FRAME = {
    "xlsx": (
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/styles.xml", _STRINGS,
    ),
    "ods": ("mimetype", "META-INF/manifest.xml", "content.xml"),
}  # fmt: skip
"""The parts that calamine reads beside the sheets."""

_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?([0-9]{1,40})""")


class Workbook:
    """The sheets of the workbook in `data`; `AmuError` about the file `shown` where it is none.

    `names` are the sheets in their order, as the spreadsheet program writes them. `formulas`
    says whether the cells with a formula can be told from others.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._hidden: set[str] = set()
        self._sheets: dict[str, Grid] = {}
        self._checked: dict[str, Marks] = {}
        self._parts: dict[str, str] = {}
        self._reader: ExcelReader | None = None
        self._package: Package | None = None
        self.encoding, self.formulas = "xls", False
        if data.startswith(OLE):
            if _ENCRYPTED in data:
                raise locked(shown)
            self._reader = _opened(data, shown)
            self.names = tuple(self._reader.sheet_names)
            return
        self._package = Package(data, shown)
        self.encoding, self.formulas = self._package.kind, True
        with self._whole():
            if self.encoding == "ods":
                # All sheets are in one part: calamine makes the cells of all at once.
                self._checked = ods_marks(self._package.part("content.xml"))
                for marks in self._checked.values():
                    self._refuse(marks)
                self.names = tuple(self._checked)
            else:
                self._parts = sheet_parts(self._package)
                self.names = tuple(self._parts)

    def hidden(self, name: str) -> bool:
        """Whether the spreadsheet program does not show the sheet, which was read before."""
        return name in self._hidden

    def grids(self, names: Sequence[str]) -> list[Grid]:
        """The cells of these sheets; none where one is a chart."""
        new = [name for name in names if name not in self._sheets]
        for name in new:
            self._check(name)
        for name in new:
            self._sheets[name] = self._read(name)
        return [self._sheets[name] for name in names]

    def _check(self, name: str) -> None:
        if self._package is None or name in self._checked:
            return
        package, strings = self._package, b""
        with self._whole():
            if _STRINGS in package:
                strings = package.part(_STRINGS)
            marks = sheet_marks(package.part(self._parts[name]), strings, limits.MAX_UNPACKED)
        self._refuse(marks)
        self._checked[name] = marks
        self._reader = None

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except (ExpatError, ValueError, IndexError, RecursionError) as error:
            raise damaged(self._shown) from error

    def _refuse(self, marks: Marks) -> None:
        """Refuse a sheet of which calamine would fill the memory."""
        if marks.beyond(4 * limits.MAX_CELLS, limits.MAX_COLUMNS):
            raise too_many_cells(self._shown)
        if marks.characters > limits.MAX_UNPACKED:
            raise too_large(self._shown)

    def _opened(self) -> "ExcelReader":
        """A reader of the parts that were looked at, and of no others."""
        if self._reader is None:
            assert self._package is not None
            package, frame = self._package, _FRAME[self.encoding]
            if any(_overstated(package.part(name)) for name in frame if name in package):
                raise damaged(self._shown)
            sheets = [self._parts[name] for name in self._checked if name in self._parts]
            data = package.rebuilt([*frame, *sheets])
            self._reader = _opened(data, self._shown)
            if tuple(self._reader.sheet_names) != self.names:
                raise damaged(self._shown)
        return self._reader

    def _sheet(self, name: str) -> "ExcelSheet":
        reader = self._opened()
        from fastexcel import FastExcelError

        try:
            with without_panic(lambda: damaged(self._shown)):
                return reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        except FastExcelError as error:
            raise damaged(self._shown) from error

    def _read(self, name: str) -> Grid:
        marks = self._checked.get(name, Marks())
        sheet = self._sheet(name)
        if sheet.visible != "visible":
            self._hidden.add(name)
        first = min((info.absolute_index for info in sheet.available_columns()), default=0)
        frame = sheet.to_polars() if sheet.width else pl.DataFrame()
        height = max([frame.height, *(row for row, _column in marks.instead)])
        if height * (first + frame.width) > limits.MAX_CELLS:
            raise too_many_cells(self._shown)
        columns = _columns(frame, first, height, marks.instead)
        numbers = pl.Series(ROW, range(1, height + 1), dtype=pl.UInt32)
        return Grid(
            self.encoding,
            cleaned(columns, numbers),
            sheet=name,
            merged=tuple(marks.merged),
            formulas=frozenset(marks.formulas) if self.formulas else None,
        )


def _overstated(text: bytes) -> bool:
    """Whether a part says that it has more of something than can be: calamine would make room
    for all of it at once.

    A text is kept once however many cells have it, so that a part may well count more of them
    than it has bytes; but not more than there are cells.
    """
    most = max(len(text), 4 * limits.MAX_CELLS)
    return any(int(count) > most for count in _COUNT.findall(text))


def sheet_parts(package: Package) -> dict[str, str]:
    """The part that each sheet of an xlsx workbook is kept in, found as calamine finds it."""
    targets: dict[str, str] = {}
    for element in _elements(package.part("xl/_rels/workbook.xml.rels"), "Relationship"):
        targets[element.get("Id", "")] = element.get("Target", "")
    found: dict[str, str] = {}
    for element in _elements(package.part("xl/workbook.xml"), "sheet"):
        ids = [value for key, value in element.items() if key.rpartition("}")[2] == "id"]
        target = targets.get(ids[0] if ids else "", "").removeprefix("/")
        found[element.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _elements(text: bytes, name: str) -> Iterator[Element]:
    try:
        root = fromstring(text)
    except ParseError as error:
        raise ValueError(name) from error
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _columns(
    frame: pl.DataFrame, first: int, height: int, instead: dict[Place, str]
) -> list[pl.Series]:
    """Columns from the sheet's very first, with what stands where there is no value."""
    width = max([first + frame.width, *(column + 1 for _row, column in instead)])
    empty = pl.Series(values=[""], dtype=pl.String).new_from_index(0, height)
    found = [empty] * width
    for place, cells in enumerate(frame.get_columns(), start=first):
        filled = cells.cast(pl.String).fill_null("")
        if len(filled) < height:
            filled = filled.extend(empty[: height - len(filled)])
        found[place] = without_midnight(filled)
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in instead.items():
        by_column.setdefault(column, {})[row - 1] = text
    for column, texts in by_column.items():
        found[column] = found[column].clone().scatter(list(texts), list(texts.values()))
    return found


def _opened(data: bytes, shown: str) -> "ExcelReader":
    try:
        import fastexcel
    except ImportError as error:
        raise AmuError(
            _("workbooks cannot be read here: the package fastexcel is not installed"),
            path=shown,
            hint=_('Install it: pip install "amu-tui[excel]". Or save the sheet as CSV (UTF-8).'),
        ) from error
    # It warns of charts and the like on stderr, where nobody has set up its log.
    logging.getLogger("calamine").addHandler(logging.NullHandler())
    try:
        with without_panic(lambda: damaged(shown)):
            return fastexcel.read_excel(data)
    except fastexcel.FastExcelError as error:
        if "password" in str(error).casefold():
            raise locked(shown) from error
        raise damaged(shown) from error
