"""Cells of a file before anything in it is taken for a header: cleaned text with row numbers.

Separated text, a sheet of a workbook and a Parquet file all end in this shape.
"""

from dataclasses import dataclass, field

import polars as pl

from amu_tui.errors import AmuError, TooLarge
from amu_tui.tables.table import ROW, column
from amu_tui.text import MAX_LENGTH, clean
from amu_tui.words import _

MAX_CELLS = 4_000_000
MAX_COLUMNS = 4_096
MAX_UNPACKED = 256 * 2**20
"""Bytes that a packed file, or the texts of its cells, may come to."""

MOST_SHEETS = 500
"""Sheets of a workbook: each is made a grid to see whether it is the table."""

Position = tuple[int, int]
"""A cell: its row from 1 and its column from 0."""

_PLAIN = r"^[ -~]*$"


@dataclass(frozen=True)
class MergedCells:
    """Cells joined into one: rows counted from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, eq=False)
class Grid:
    """What stands where.

    Args:
        encoding: how the file is written, as `Table.encoding`.
        frame: `ROW` and one text column for each column; rows without any text are left out.
        separator: between the cells of separated text.
        widths: cells that each row of the frame was written with; None where rows have no ends.
        sheet: the sheet's name.
        hidden: whether the spreadsheet program does not show the sheet.
        header: names of the columns where the file itself keeps them.
        merged: cells joined into one.
        formulas: cells that hold a formula, whether or not it has a value; None where the file
            does not say which.
        hidden_rows: rows that the spreadsheet program does not show; None where the file does
            not say which.
        hidden_columns: columns that it does not show.
        left_out: columns that no cells can be made of, and why.
    """

    encoding: str
    frame: pl.DataFrame
    separator: str = ""
    widths: pl.Series | None = None
    sheet: str = ""
    hidden: bool = False
    header: tuple[str, ...] | None = None
    merged: tuple[MergedCells, ...] = ()
    formulas: frozenset[Position] | None = frozenset()
    hidden_rows: frozenset[int] | None = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    left_out: tuple[str, ...] = field(default=())

    @property
    def width(self) -> int:
        """Columns of the frame, the row numbers not counted."""
        return self.frame.width - 1

    def rows(self, count: int) -> list[tuple[int, list[str]]]:
        """The first `count` rows with any text: number and cells."""
        return [(number, list(cells)) for number, *cells in self.frame.head(count).rows()]


def cleaned(columns: list[pl.Series], numbers: pl.Series) -> pl.DataFrame:
    """A frame of `columns`, every cell through `clean`, without the rows that have no text."""
    named = [_cleaned(cells).alias(column(place)) for place, cells in enumerate(columns)]
    frame = pl.DataFrame([numbers.alias(ROW), *named])
    if not named:
        return frame.clear()
    return frame.filter(pl.any_horizontal(pl.col(cells.name) != "" for cells in named))


def _cleaned(cells: pl.Series) -> pl.Series:
    # Nearly all cells are figures; the full cleaning costs a look-up for every character.
    plain = cells.str.contains(_PLAIN) & (cells.str.len_bytes() <= MAX_LENGTH)
    odd = cells.filter(~plain)
    if not odd.is_empty():
        known = {text: clean(text) for text in odd.unique().to_list()}
        cells = cells.replace(list(known), list(known.values()))
    return cells.str.strip_chars(" ")


def too_many_cells(shown: str, row: int | None = None, most: int = 0) -> AmuError:
    """A table beyond `most` cells, or `MAX_CELLS`, or beyond `MAX_COLUMNS`."""
    return TooLarge(
        _("the table has more than {cells} cells or {columns} columns").format(
            cells=most or MAX_CELLS, columns=MAX_COLUMNS
        ),
        path=shown,
        line=row,
        hint=_("Keep only the rows and columns that are needed."),
    )


def without_midnight(cells: pl.Series) -> pl.Series:
    """Dates of a workbook as people see them: a day without the time it begins at."""
    if not cells.str.ends_with(" 00:00:00").any():
        return cells
    return cells.str.replace(r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00$", "${1}")
