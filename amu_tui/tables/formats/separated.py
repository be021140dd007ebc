"""Separated text into a `Grid`: the separator, and the rows with their numbers.

Where nothing is quoted the lines are the rows. Elsewhere the standard library's `csv` splits them,
since it takes every line end and keeps count of the records.
"""

import csv
import io
import itertools

import polars as pl

from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.dialect import Dialect, dialect_of, unreadable
from amu_tui.tables.formats.encoding import decode
from amu_tui.tables.formats.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.table import ROW

Split = tuple[list[pl.Series], pl.Series]
"""The columns of all rows, short rows filled up, and how many cells each row was written with."""


def read_separated(data: bytes, shown: str) -> Grid:
    """The cells of the text in `data`; `AmuError` about the file `shown` where it is none.

    Takes comma, semicolon or tab; UTF-8 with or without a byte-order mark, UTF-16 with one,
    cp1252; every line end.
    """
    text, encoding = decode(data, shown)
    dialect = dialect_of(text, shown)
    split = _simple(text, dialect.separator, shown) or _quoted(text, dialect, shown)
    columns, widths = split
    if dialect.told:
        for place, cells in enumerate(columns):
            columns[place] = cells.clone().scatter(0, "")
    numbers = pl.Series(ROW, range(1, len(widths) + 1), dtype=pl.UInt32)
    frame = cleaned(columns, numbers)
    return Grid(encoding, frame, dialect.separator, widths.gather(frame[ROW] - 1))


def _simple(text: str, separator: str, shown: str) -> Split | None:
    """Text without quotation marks, where every line is a row; None for any other."""
    text = text.replace("\r\n", "\n")
    if '"' in text or "\r" in text:
        return None
    if text.count("\n") > limits.MAX_CELLS:
        raise too_many_cells(shown, limits.MAX_CELLS)
    lines = pl.Series(values=text.removesuffix("\n").split("\n"), dtype=pl.String)
    if (lines.str.len_bytes() > csv.field_size_limit()).any():
        return None
    # A file of separators alone would fill the memory before its cells could be counted.
    widths = lines.str.count_matches(separator, literal=True) + 1
    _refuse_too_many(widths, shown)
    cells = lines.str.split(separator)
    found = [
        cells.list.get(place, null_on_oob=True).fill_null("") for place in range(_widest(widths))
    ]
    return found, widths


def _quoted(text: str, dialect: Dialect, shown: str) -> Split:
    """Text with quotation marks, whose cells may go over several lines."""
    if text.count(dialect.separator) > 4 * limits.MAX_CELLS or text.count("\n") > limits.MAX_CELLS:
        raise too_many_cells(shown)
    rows = _rows(text, dialect, shown)
    widths = pl.Series("width", [len(row) for row in rows], dtype=pl.UInt32)
    _refuse_too_many(widths, shown)
    columns = [
        pl.Series(values=cells, dtype=pl.String)
        for cells in itertools.zip_longest(*rows, fillvalue="")
    ]
    return columns, widths


def _widest(widths: pl.Series) -> int:
    widest = widths.max()
    return widest if isinstance(widest, int) else 0


def _refuse_too_many(widths: pl.Series, shown: str) -> None:
    beyond = (widths.cast(pl.UInt64).cum_sum() > limits.MAX_CELLS) | (widths > limits.MAX_COLUMNS)
    if beyond.any():
        raise too_many_cells(shown, (beyond.arg_max() or 0) + 1)
    if _widest(widths) * len(widths) > 4 * limits.MAX_CELLS:
        # One long row would make as many columns of all the others.
        raise too_many_cells(shown, (widths.arg_max() or 0) + 1)


def _rows(text: str, dialect: Dialect, shown: str) -> list[list[str]]:
    """All rows, those without any text too, as they are written."""
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in dialect.records(io.StringIO(text, newline="")):
            rows.append(row)
            cells += len(row)
            if cells > limits.MAX_CELLS:
                break  # it is refused for it
    except csv.Error as error:
        raise unreadable(shown, len(rows) + 1) from error
    return rows
