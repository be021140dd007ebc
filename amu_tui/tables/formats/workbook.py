"""Workbooks into `Grid`s, a sheet at a time: xlsx and ods, and the old xls."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers.expat import ExpatError

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.grid import Grid, Position, cleaned, too_many_cells, without_midnight
from amu_tui.tables.formats.number_formats import NumberFormat, xlsx_formats
from amu_tui.tables.formats.ods_sheets import sheets_details
from amu_tui.tables.formats.packed import OLE
from amu_tui.tables.formats.sheet_details import Inflated, ManySheets, SheetDetails
from amu_tui.tables.formats.xlsx_sheet import sheet_details, surely_beyond
from amu_tui.tables.formats.zip_parts import (
    Package,
    damaged,
    inflated,
    locked,
    too_large,
    too_many_sheets,
)
from amu_tui.tables.table import ROW
from amu_tui.words import _

if TYPE_CHECKING:
    from fastexcel import ExcelReader

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that an old container has when it holds an encrypted xlsx file."""

_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_BESIDES_SHEETS = {
    "xlsx": (
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        _STYLES, _STRINGS,
    ),
    "ods": ("mimetype", "META-INF/manifest.xml", "content.xml"),
}  # fmt: skip
"""The parts that calamine reads besides the sheets."""

_STRING_COUNT = re.compile(rb"""uniqueCount\s*=\s*["']\s*\+?([0-9]{1,40})""")


class Workbook:
    """The sheets of the workbook in `data`; `AmuError` about the file `shown` where it is none.

    `names` are the sheets in their order, as the spreadsheet program writes them.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._parts: dict[str, str] = {}
        self._details: dict[str, SheetDetails] = {}
        self._formats: dict[str, NumberFormat] = {}
        self._package: Package | None = None
        if data.startswith(OLE):
            if _ENCRYPTED in data:
                raise locked(shown)
            self._reader = _opened(data, shown)
            self.names = tuple(self._reader.sheet_names)
            return
        self._package = Package(data, shown)
        with _damage_refused(shown):
            if self._package.kind == "ods":
                self._details = sheets_details(self._package.part("content.xml"))
                self.names = tuple(self._details)
            else:
                self._parts = sheet_parts(self._package)
                if len(set(self._parts.values())) < len(self._parts):
                    raise ValueError("two sheets in one part")
                if _STYLES in self._package:
                    self._formats = xlsx_formats(self._package.part(_STYLES))
                self.names = tuple(self._parts)
        if len(self.names) > limits.MOST_SHEETS:
            raise too_many_sheets(shown)

    def grids(self, names: Sequence[str]) -> list[Grid]:
        """The cells of these sheets; none where one is a chart."""
        if self._package is not None:
            for name in names:
                if name in self._parts:
                    self._details[name] = self._look_through(self._package, self._parts[name])
            self._reader = self._rebuilt(self._package)
        return [self._grid(name) for name in names]

    def _look_through(self, package: Package, sheet: str) -> SheetDetails:
        if surely_beyond(package.pieces(sheet), limits.MAX_CELLS):
            raise too_many_cells(self._shown)
        part = package.part(sheet)
        strings = package.part(_STRINGS) if _STRINGS in package else b""
        with _damage_refused(self._shown):
            # Calamine makes room for as many texts as are stated.
            if strings and most_stated(strings) > len(strings):
                raise ValueError(_STRINGS)
            return sheet_details(part, strings, limits.MAX_UNPACKED, self._formats)

    def _rebuilt(self, package: Package) -> "ExcelReader":
        """A reader of the parts that were looked through, and of no others."""
        for details in self._details.values():
            # Calamine would fill the memory; of an ods file it makes all sheets at once.
            if details.beyond(4 * limits.MAX_CELLS, limits.MAX_COLUMNS):
                raise too_many_cells(self._shown)
            if details.characters > limits.MAX_UNPACKED:
                raise too_large(self._shown)
        sheets = [part for name, part in self._parts.items() if name in self._details]
        data = package.rebuilt([*_BESIDES_SHEETS[package.kind], *sheets])
        reader = _opened(data, self._shown)
        if tuple(reader.sheet_names) != self.names:
            raise damaged(self._shown)
        return reader

    def _grid(self, name: str) -> Grid:
        details = self._details.get(name, SheetDetails())
        with _damage_refused(self._shown):
            sheet = self._reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        first = min((column.absolute_index for column in sheet.available_columns()), default=0)
        frame = sheet.to_polars() if sheet.width else pl.DataFrame()
        height = max([frame.height, *(row for row, _column in details.shown)])
        if height * (first + frame.width) > limits.MAX_CELLS:
            raise too_many_cells(self._shown)
        columns = _columns(frame, first, height, details.shown)
        for style, cells in details.styled.items():
            _say(columns, cells, self._formats[style])
        numbers = pl.Series(ROW, range(1, height + 1), dtype=pl.UInt32)
        return Grid(
            "xls" if self._package is None else self._package.kind,
            cleaned(columns, numbers),
            sheet=name,
            hidden=sheet.visible != "visible",
            merged=tuple(details.merged),
            formulas=None if self._package is None else frozenset(details.formulas),
            hidden_rows=None if self._package is None else frozenset(details.hidden_rows),
            hidden_columns=frozenset(details.hidden_columns),
        )


def sheet_parts(package: Package) -> dict[str, str]:
    """The part that each sheet of an xlsx workbook is in, by the rules of calamine."""
    targets: dict[str, str] = {}
    for element in _elements(package.part("xl/_rels/workbook.xml.rels"), "Relationship"):
        targets[element.get("Id", "")] = element.get("Target", "")
    parts: dict[str, str] = {}
    for element in _elements(package.part("xl/workbook.xml"), "sheet"):
        ids = [value for key, value in element.items() if key.rpartition("}")[2] == "id"]
        target = targets.get(ids[0] if ids else "", "").removeprefix("/")
        parts[element.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return parts


def _elements(part: bytes, name: str) -> Iterator[Element]:
    return fromstring(part).iterfind(f".//{{*}}{name}")


def _columns(
    frame: pl.DataFrame, first: int, height: int, shown: Mapping[Position, str]
) -> list[pl.Series]:
    """Columns from the sheet's very first, with what is `shown` where there is no value."""
    width = max([first + frame.width, *(column + 1 for _row, column in shown)])
    empty = pl.Series(values=[""], dtype=pl.String).new_from_index(0, height)
    columns = [empty] * width
    for column, cells in enumerate(frame.get_columns(), start=first):
        filled = cells.cast(pl.String).fill_null("")
        if len(filled) < height:
            filled = filled.extend(empty[: height - len(filled)])
        columns[column] = without_midnight(filled)
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in shown.items():
        by_column.setdefault(column, {})[row - 1] = text
    for column, texts in by_column.items():
        columns[column] = columns[column].clone().scatter(list(texts), list(texts.values()))
    return columns


def _say(columns: list[pl.Series], cells: Sequence[Position], format_: NumberFormat) -> None:
    """Put into `columns` what the numbers in these cells say in their format."""
    rows: dict[int, list[int]] = {}
    for row, column in cells:
        if column < len(columns) and row <= len(columns[column]):
            rows.setdefault(column, []).append(row - 1)
    for column, places in rows.items():
        texts = columns[column].gather(places)
        said = {text: format_.says(text) for text in texts.unique().to_list()}
        new = texts.replace_strict(said, return_dtype=pl.String)
        columns[column] = columns[column].clone().scatter(places, new)


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
    with _damage_refused(shown):
        return fastexcel.read_excel(data)


@lru_cache(1)
def most_stated(strings: bytes) -> int:
    """The most texts that the part of the texts says it has."""
    return max(map(int, _STRING_COUNT.findall(strings)), default=0)


@contextmanager
def _damage_refused(shown: str) -> Iterator[None]:
    """Raise `AmuError` about the file `shown` for what no whole workbook has."""
    try:
        yield
    except ManySheets as error:
        raise too_many_sheets(shown) from error
    except Inflated as error:
        raise inflated(shown) from error
    except (ExpatError, ParseError, ValueError, IndexError, RecursionError) as error:
        raise damaged(shown) from error
    except BaseException as error:
        # Calamine gives up at some damaged xls files with a panic, whose class cannot be imported.
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if "FastExcelError" in kinds and "password" in str(error).casefold():
            raise locked(shown) from error
        if kinds & {"FastExcelError", "PanicException"}:
            raise damaged(shown) from error
        raise
