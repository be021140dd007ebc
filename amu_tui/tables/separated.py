"""Separated text into a `Grid`: the separator, and the rows with their numbers.

The standard library's `csv` splits the rows, since it takes every line end and keeps count of
the records; the separator is found by trying each and seeing which gives even rows, because
decimal commas and commas in names mislead a count of characters.
"""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables import grid as limits
from amu_tui.tables.decode import decode
from amu_tui.tables.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.table import ROW
from amu_tui.words import _

_SEPARATORS = ("\t", ";", ",")
"""In the order in which they win where two split all rows evenly: a decimal comma looks like a
separator in every row, a semicolon or a tab inside a cell does not."""

_SAMPLE_CHARACTERS = 2**18
_SAMPLE_ROWS = 200
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""The first line by which Excel is told the separator."""


def read_separated(data: bytes, shown: str) -> Grid:
    """The cells of the text in `data`; `AmuError` about the file `shown` where it is none.

    Takes comma, semicolon or tab; UTF-8 with or without a byte-order mark, UTF-16 with one,
    cp1252; every line end.
    """
    text, encoding = decode(data, shown)
    told = _SEP_LINE.match(text)
    separator = told[1] if told else _separator(text, shown)
    rows = _rows(text, separator, shown)
    if told:
        rows[0] = []
    widths = pl.Series("width", [len(row) for row in rows], dtype=pl.UInt32)
    numbers = pl.Series(ROW, range(1, len(rows) + 1), dtype=pl.UInt32)
    columns = [
        pl.Series(values=cells, dtype=pl.String)
        for cells in itertools.zip_longest(*rows, fillvalue="")
    ]
    frame = cleaned(columns, numbers)
    return Grid(encoding, frame, separator, widths.gather(frame[ROW] - 1))


def _separator(text: str, shown: str) -> str:
    """The separator that splits the most rows into the same number of cells."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_share = "", 0.0
    for separator in _SEPARATORS:
        rows = list(itertools.islice(_sampled(sample, separator), _SAMPLE_ROWS))
        if len(text) > len(sample) and len(rows) > 1:
            rows.pop()
        widths = Counter(len(row) for row in rows if len(row) > 1)
        # Titles above a table have any number of cells, the table has one.
        share = max(widths.values(), default=0) / max(1, len(rows))
        if share > best_share:
            best, best_share = separator, share
    if not best:
        raise AmuError(
            _("no columns were found"),
            path=shown,
            line=1,
            hint=_("Separate the cells by comma, semicolon or tab."),
        )
    return best


def _sampled(sample: str, separator: str) -> Iterator[list[str]]:
    """Rows with any text, up to the first that cannot be read."""
    with contextlib.suppress(csv.Error):
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(row):
                yield row


def _rows(text: str, separator: str, shown: str) -> list[list[str]]:
    """All rows, those without any text too, as they are written."""
    rows: list[list[str]] = []
    cells = widest = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for row in reader:
            rows.append(row)
            cells += len(row)
            widest = max(widest, len(row))
            if cells > limits.MAX_CELLS or widest > limits.MAX_COLUMNS:
                raise too_many_cells(shown, len(rows))
    except csv.Error as error:
        raise AmuError(
            _("the row cannot be read: a quotation mark is missing, or a cell is too long"),
            path=shown,
            line=len(rows) + 1,
            hint=_("A quotation mark inside a quoted cell is written twice."),
        ) from error
    if widest * len(rows) > 4 * limits.MAX_CELLS:
        # One long row would make as many columns of all the others.
        longest = max(range(len(rows)), key=lambda place: len(rows[place]))
        raise too_many_cells(shown, longest + 1)
    return rows
