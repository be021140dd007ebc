"""Where the header of a table is: below titles and notes, in one line or in up to three.

The lines are those with the most known names and the most text over figures; a row of data is
none of them. Published tables put a heading over several columns (`Autonomy` over `mean`, `n`,
`sd`); such lines are joined into one name a column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from amu_tui.errors import AmuError
from amu_tui.tables.formats.grid import Grid
from amu_tui.tables.numbers import is_figure
from amu_tui.tables.reading.data_rows import Rows
from amu_tui.tables.reading.header_names import GridRow, names_in
from amu_tui.tables.table import ROW
from amu_tui.tables.vocabulary.platforms import import_row
from amu_tui.text import cut
from amu_tui.words import _

SEARCHED = 60
"""Rows from the top of a table in which a header is looked for."""

LINES = 3
"""Most lines of a header."""

_ROWS = re.compile(r"\s*([1-9][0-9]{0,6})(?:\s*[-–:]\s*([1-9][0-9]{0,6}))?\s*")


class Vocabulary(Protocol):
    """What the names of a table may be."""

    def knows(self, name: str) -> bool:
        """Whether a column called `name` means something."""

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a table with these columns is one that is looked for."""


@dataclass(frozen=True)
class Header:
    """Names of the columns; `first` and `last` are rows of the file, from 1.

    `known` is how many of the names mean something.
    """

    first: int
    last: int
    names: tuple[str, ...]
    known: int


def find_header(grid: Grid, vocabulary: Vocabulary, stated: str = "") -> Header | None:
    """The header of `grid`: the rows `stated` (`4` or `4-5`), or those that look most like one.

    Where none does, the first row with any text. None where there is no text at all.
    """
    if stated:
        first, last = header_rows(stated)
        rows = [row for row in grid.rows(last) if first <= row[0] <= last]
        return _header_in(rows, grid, vocabulary) if rows else None
    rows = grid.rows(SEARCHED)
    if not rows:
        return None
    ids = import_row([cells for _number, cells in rows])
    if ids is not None:
        return _header_in(rows[max(0, ids - LINES + 1) : ids + 1], grid, vocabulary)
    seen = Rows([cells for _number, cells in rows], vocabulary.knows)
    best = _header_in(rows[:1], grid, vocabulary)
    most = _likeness(best, 0, seen)
    for start, row in enumerate(rows):
        if len(rows) > 1 and sum(map(bool, row[1])) < 2 and not _has_heading(grid, row[0]):
            continue
        known = 0
        for count in range(1, LINES + 1):
            lines = rows[start : start + count]
            # Lines of one header stand together, and figures are no names of columns.
            apart = lines[-1][0] - lines[0][0] >= count
            if len(lines) < count or apart or any(_mostly_figures(line[1]) for line in lines[1:]):
                break
            header = _header_in(lines, grid, vocabulary)
            if header.known <= known and count > 1:
                continue  # A line that adds no name belongs to no header.
            known = header.known
            likeness = _likeness(header, start + count - 1, seen, most)
            if likeness > most and not any(map(seen.is_data, range(start, start + count))):
                best, most = header, likeness
    return best


def _likeness(header: Header, last: int, rows: Rows, least: int = 0) -> int:
    """How much `header`, whose last line is the one at place `last`, looks like one.

    Exact only where it can be more than `least`: nearly all rows are rows of figures.
    """
    cells = rows.lowest(header.names, last)
    figures = rows.figures(cells)
    likeness = header.known - figures
    if likeness + sum(map(bool, cells)) - figures <= least:
        return likeness
    return likeness + rows.over_figures(cells, last)


def require_header(grid: Grid, vocabulary: Vocabulary, stated: str, shown: str) -> Header:
    """The same, where there must be one; `AmuError` about the file `shown` where there is none."""
    header = find_header(grid, vocabulary, stated)
    if header is not None:
        return header
    if grid.frame.is_empty():
        raise AmuError(_("the table is empty"), path=shown)
    last = int(grid.frame[ROW][-1])
    if header_rows(stated)[0] > last:
        raise AmuError(
            _("there is no row {row}: the last with any text is row {last}").format(
                row=stated, last=last
            ),
            path=shown,
        )
    raise AmuError(
        _("the row of the header has no text in it: {row}").format(row=stated), path=shown
    )


def header_rows(stated: str) -> tuple[int, int]:
    """The first and last row in `4` or `4-5`; `AmuError` for anything else."""
    match = _ROWS.fullmatch(stated)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not 0 <= last - first < 2 * LINES:
        raise AmuError(
            _("“{rows}” is not a row of a header").format(rows=cut(stated, 40)),
            hint=_("Give the number of the row, or of the first and last: 4 or 4-5."),
        )
    return first, last


def _has_heading(grid: Grid, row: int) -> bool:
    """Whether one cell of the row is merged over several columns."""
    return any(cell.top == row and cell.right > cell.left for cell in grid.merged)


def _mostly_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return 2 * sum(map(is_figure, filled)) >= max(1, len(filled))


def _header_in(rows: Sequence[GridRow], grid: Grid, vocabulary: Vocabulary) -> Header:
    """The header in `rows`: every column's lines joined by a blank, as far as they are known."""
    names = names_in(rows, grid.merged, vocabulary.knows)
    # A figure can be a theme's number, but a row of figures is no header.
    known = {name.casefold() for name in names if name and not is_figure(name)}
    return Header(rows[0][0], rows[-1][0], names, sum(map(vocabulary.knows, known)))
