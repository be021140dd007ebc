"""Rows of separated text into a `Grid`."""

import io
import itertools
from collections.abc import Sequence

import polars as pl

from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.dialect import Dialect, dialect_of
from amu_tui.tables.formats.encoding import decode
from amu_tui.tables.formats.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.table import ROW


def read_separated(data: bytes, shown: str) -> Grid:
    """The cells of the text in `data`; `AmuError` about the file `shown` where it is none.

    Takes comma, semicolon, tab or `|`; UTF-8 with or without a byte-order mark, UTF-16 with one,
    cp1252; every line end.
    """
    text, encoding = decode(data, shown)
    dialect = dialect_of(text, shown)
    # A file of separators alone would fill the memory before its cells could be counted.
    if text.count(dialect.separator) > 4 * limits.MAX_CELLS or text.count("\n") > limits.MAX_CELLS:
        raise too_many_cells(shown)
    rows: list[tuple[str, ...]] = []
    cells = 0
    for _line, row in dialect.records(io.StringIO(text, newline=""), shown):
        # Lists would keep the garbage collector busy for longer than all the rest takes.
        rows.append(tuple(row))
        cells += len(row)
        if cells > limits.MAX_CELLS:
            raise too_many_cells(shown, len(rows))
    widths = list(map(len, rows))
    widest = max(widths, default=0)
    # One long row makes as many columns of all the others.
    if widest > limits.MAX_COLUMNS or widest * len(rows) > 4 * limits.MAX_CELLS:
        raise too_many_cells(shown, widths.index(widest) + 1)
    return text_grid(rows, dialect, encoding)


def text_grid(rows: Sequence[Sequence[str]], dialect: Dialect, encoding: str = "") -> Grid:
    """The first rows of a text as a grid, short rows filled up."""
    columns = [
        pl.Series(values=cells, dtype=pl.String)
        for cells in itertools.zip_longest(*rows, fillvalue="")
    ]
    frame = cleaned(columns, pl.Series(ROW, range(1, len(rows) + 1), dtype=pl.UInt32))
    widths = pl.Series("width", [len(row) for row in rows], dtype=pl.UInt32)
    return Grid(encoding, frame, dialect.separator, widths.gather(frame[ROW] - 1))
