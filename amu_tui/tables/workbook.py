"""Workbooks into `Grid`s, a sheet at a time: xlsx and ods, and the old xls."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables import grid as limits
from amu_tui.tables.grid import Grid, Place, cleaned, too_many_cells, without_midnight
from amu_tui.tables.marks import Marks, beyond, sheet_marks
from amu_tui.tables.package import Package, damaged, locked
from amu_tui.tables.table import ROW
from amu_tui.words import _

if TYPE_CHECKING:
    from fastexcel import ExcelReader, ExcelSheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that an old container has when it holds an encrypted xlsx file."""


class Workbook:
    """The sheets of the workbook in `data`; `AmuError` about the file `shown` where it is none.

    `names` are the sheets in their order, as the spreadsheet program writes them.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._marks: dict[str, Callable[[], Marks]] = {}
        self.encoding = "xls"
        if data.startswith(OLE):
            if _ENCRYPTED in data:
                raise locked(shown)
        else:
            package = Package(data, shown)
            self.encoding = package.kind
            self._marks = sheet_marks(package, shown)
        self._reader = _opened(data, shown)
        self.names = tuple(self._reader.sheet_names)
        self._hidden: set[str] = set()
        self._sheets: dict[str, Grid] = {}

    def hidden(self, name: str) -> bool:
        """Whether the spreadsheet program does not show the sheet, which was read before."""
        return name in self._hidden

    def grid(self, name: str) -> Grid:
        """The cells of the sheet called `name`; none where it is a chart."""
        if name not in self._sheets:
            self._sheets[name] = self._read(name)
        return self._sheets[name]

    def _sheet(self, name: str) -> "ExcelSheet":
        from fastexcel import FastExcelError

        try:
            return self._reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        except FastExcelError as error:
            raise damaged(self._shown) from error

    def _read(self, name: str) -> Grid:
        marks = self._marks[name]() if name in self._marks else Marks()
        if beyond(marks, 4 * limits.MAX_CELLS, limits.MAX_COLUMNS):
            raise too_many_cells(self._shown)
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
            formulas=frozenset(marks.formulas),
        )


def _columns(
    frame: pl.DataFrame, first: int, height: int, instead: dict[Place, str]
) -> list[pl.Series]:
    """Columns from the sheet's very first, with what stands where there is no value."""
    width = max([first + frame.width, *(column + 1 for _row, column in instead)])
    empty = pl.Series(values=[""], dtype=pl.String).new_from_index(0, height)
    found = [empty] * width
    for place, cells in enumerate(frame.get_columns(), start=first):
        filled = cells.cast(pl.String).fill_null("")
        found[place] = without_midnight(filled.extend(empty[: height - len(filled)]))
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
        return fastexcel.read_excel(data)
    except fastexcel.FastExcelError as error:
        if "password" in str(error).casefold():
            raise locked(shown) from error
        raise damaged(shown) from error
