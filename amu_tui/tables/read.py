"""Separated text into a `Table`: the separator, the rows with their numbers, the cells cleaned.

The standard library's `csv` splits the rows, since it takes every line end and keeps count of
the records; the separator is found by trying each and seeing which gives even rows, because
decimal commas and commas in names mislead a count of characters.
"""

import contextlib
import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.decode import decode, read_bytes
from amu_tui.tables.table import ROW, Table, TableProblem, column
from amu_tui.text import MAX_LENGTH, clean
from amu_tui.words import _, ngettext

MAX_BYTES = 64 * 2**20
MAX_CELLS = 4_000_000
MAX_COLUMNS = 4_096

_SEPARATORS = ("\t", ";", ",")
"""In the order in which they win where two split all rows evenly: a decimal comma looks like a
separator in every row, a semicolon or a tab inside a cell does not."""

_SAMPLE_CHARACTERS = 2**18
_SAMPLE_ROWS = 200
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""The first line by which Excel is told the separator."""

Rows = list[tuple[int, list[str]]]


def read_table(path: Path) -> Table:
    """The table in the file at `path`; `AmuError` where it is none.

    Takes comma, semicolon or tab; UTF-8 with or without a byte-order mark, UTF-16 with one,
    cp1252; every line end. At most `MAX_BYTES` and `MAX_CELLS`.
    """
    shown = clean(str(path))
    data = read_bytes(path, MAX_BYTES)
    text, encoding = decode(data, shown)
    told = _SEP_LINE.match(text)
    separator = told[1] if told else _separator(text, shown)
    rows = _rows(text, separator, shown)[1 if told else 0 :]
    if not rows:
        raise AmuError(_("the table is empty"), path=shown)
    header_row, header = rows[0]
    while header and not header[-1]:
        header.pop()
    if len(rows) == 1:
        raise AmuError(_("the table has a header and no rows"), path=shown, line=header_row)
    return Table(
        path=shown,
        name=clean(path.name),
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        separator=separator,
        header_row=header_row,
        header=tuple(header),
        frame=_frame(rows[1:], len(header)),
        problems=tuple(_uneven(rows[1:], len(header), separator)),
    )


def _separator(text: str, shown: str) -> str:
    """The separator that splits the most rows into as many cells as the header has."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_share = "", -1.0
    for separator in _SEPARATORS:
        rows = list(itertools.islice(_sampled(sample, separator), _SAMPLE_ROWS))
        if len(text) > len(sample) and len(rows) > 1:
            rows.pop()
        if not rows or len(rows[0]) < 2:
            continue
        share = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
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


def _rows(text: str, separator: str, shown: str) -> Rows:
    """Rows with any text in them, cleaned, with their numbers from 1."""
    rows: Rows = []
    known: dict[str, str] = {}
    cells = 0
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, raw in enumerate(reader, start=1):
            cells += len(raw)
            if cells > MAX_CELLS or len(raw) > MAX_COLUMNS:
                raise _too_many_cells(shown, number)
            row = [_cleaned(cell, known) for cell in raw]
            if any(row):
                rows.append((number, row))
    except csv.Error as error:
        raise AmuError(
            _("the row cannot be read: a quotation mark is missing, or a cell is too long"),
            path=shown,
            line=number + 1,
            hint=_("A quotation mark inside a quoted cell is written twice."),
        ) from error
    return rows


def _cleaned(cell: str, known: dict[str, str]) -> str:
    # Nearly all cells are figures; the full cleaning costs a look-up for every character.
    if cell.isascii() and cell.isprintable() and len(cell) <= MAX_LENGTH:
        return cell.strip()
    if cell not in known:
        known[cell] = clean(cell)
    return known[cell]


def _too_many_cells(shown: str, row: int) -> AmuError:
    return AmuError(
        _("the table has more than {cells} cells or {columns} columns").format(
            cells=MAX_CELLS, columns=MAX_COLUMNS
        ),
        path=shown,
        line=row,
        hint=_("Keep only the rows and columns that are needed."),
    )


def _frame(rows: Rows, width: int) -> pl.DataFrame:
    padded = (row[:width] + [""] * (width - len(row)) for _number, row in rows)
    columns = {column(place): list(cells) for place, cells in enumerate(zip(*padded, strict=True))}
    schema = dict.fromkeys(columns, pl.String)
    numbers = pl.Series(ROW, [number for number, _row in rows], dtype=pl.UInt32)
    return pl.DataFrame(columns, schema=schema).insert_column(0, numbers)


def _uneven(rows: Rows, width: int, separator: str) -> Iterator[TableProblem]:
    """Rows with too many cells, which cannot be taken, and with too few, which are filled up."""
    for number, row in rows:
        if any(row[width:]):
            message = _("{cells} cells, but the header has {columns}").format(
                cells=len(row), columns=width
            )
            if separator == ",":
                message += "; " + _("a decimal comma needs quotation marks round the cell")
            yield TableProblem(number, "", message)
        elif len(row) < width:
            missing = width - len(row)
            message = ngettext(
                "{count} cell is missing at the end and taken as empty",
                "{count} cells are missing at the end and taken as empty",
                missing,
            ).format(count=missing)
            yield TableProblem(number, "", message, fatal=False)
