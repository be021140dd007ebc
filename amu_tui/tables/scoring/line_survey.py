"""What all lines of a table of raw answers tell before it is scored.

Polars fills up a row that has too few cells and says nothing, cuts off some that have too many,
and takes a quotation mark within a cell without quotes for the beginning of one, so that all rows
up to the next such mark are lost. All are looked for here. Where nothing is quoted and each line
has as many separators as the header, one look at the bytes is enough.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from amu_tui.tables.formats.dialect import Dialect, too_short, unreadable
from amu_tui.tables.scoring.stream import Stream
from amu_tui.tables.table import ROW, TableProblem

LISTED = 5
"""Short rows that are listed; of the others only how many."""

_LINE = "line"
_APART = "\x1f"
"""Between cells of text that has none: each line is one cell."""
_CELLS, _LONG = "cells", "long"
_OPENS, _CLOSES, _BEFORE, _BEHIND = "opens", "closes", "before", "behind"


@dataclass(frozen=True)
class Survey:
    """Whether anything is `quoted`, how many rows are `short`, and the first of them.

    `long` says that there may be a row with text beyond the header; `points` that there may be a
    point anywhere.
    """

    quoted: bool
    short: int = 0
    long: bool = False
    problems: Sequence[TableProblem] = ()
    points: bool = True


def survey(stream: Stream, dialect: Dialect, header_row: int, skip: int, columns: range) -> Survey:
    """Look at every line behind the header, which ends in the row `header_row`.

    Args:
        stream: the file.
        dialect: how its cells are parted.
        header_row: rows are counted from the one below it.
        skip: lines to the end of the header.
        columns: how many cells a row may have.

    Raises `AmuError` for a quotation mark that would make one row of several.
    """
    separator = dialect.separator
    counts = stream.count(separator, skip, columns[-1] - 1) if stream.plain else None
    points = counts is None or counts.points
    quoted = counts is None or counts.quoted
    if counts is not None and counts.even and not quoted:
        return Survey(quoted=False, points=points)
    found = _look(stream, separator, header_row, skip, columns, quoted)
    return replace(found, points=points)


def _look(
    stream: Stream, separator: str, header_row: int, skip: int, columns: range, quoted: bool
) -> Survey:
    """What all lines tell, one by one."""
    lazy = stream.scan(
        {_LINE: pl.String}, skip, separator=_APART, quote_char=None, truncate_ragged_lines=True
    )
    lines = lazy.select(pl.col(_LINE).fill_null("")).with_row_index(ROW)
    joined, text = _Joined(), pl.col(_LINE)
    if quoted:
        joined = _Joined.found(lines, separator)
        if joined.broken is not None:
            raise unreadable(stream.shown, joined.record(header_row, joined.broken))
        lines = lines.filter(~_odd())
        text = text.str.replace_all(r'"[^"]*"', '""')
    uneven = joined.outside(_uneven(lines, text, separator, columns))
    least, most = columns[0], columns[-1]
    few = uneven.filter(pl.col(_CELLS) < least).select(ROW, _CELLS)
    few = pl.concat([few, joined.too_few(least)]).sort(ROW)
    problems = tuple(
        TableProblem(joined.record(header_row, row), "", too_short(least - cells))
        for row, cells in few.head(LISTED).iter_rows()
    )
    long = uneven[_LONG].any() or joined.longest > most
    return Survey(quoted, few.height, long=long, problems=problems)


def _uneven(lines: pl.LazyFrame, text: pl.Expr, separator: str, columns: range) -> pl.DataFrame:
    """Number and cells of the lines with any text and too few cells, or with too many.

    `_LONG` says that there are too many without the empty ones at the end.
    """
    written = text.str.strip_chars_end(separator + " \t\r")
    cells = text.str.count_matches(separator, literal=True) + 1
    found = lines.filter(~cells.is_between(columns[0], columns[-1])).select(
        ROW,
        cells.alias(_CELLS),
        (written.str.count_matches(separator, literal=True) + 1 > columns[-1]).alias(_LONG),
        pl.col(_LINE).str.contains(r"\S").alias("some"),
    )
    # As a second filter it would be asked of every line.
    return found.collect(engine="streaming").filter("some").drop("some")


def _odd() -> pl.Expr:
    """Whether a line has an odd number of quotation marks: a cell begins or ends elsewhere."""
    return pl.col(_LINE).str.count_matches('"', literal=True) % 2 == 1


class _Joined:
    """Lines that are one row, since a cell goes over all of them.

    `broken` is the first line where a cell would begin or end in its middle, None without one.
    """

    def __init__(self, odd: pl.DataFrame | None = None) -> None:
        empty = pl.DataFrame(schema={ROW: pl.UInt32, _OPENS: pl.Boolean, _CLOSES: pl.Boolean,
                                     _BEFORE: pl.UInt32, _BEHIND: pl.UInt32})  # fmt: skip
        odd = empty if odd is None else odd
        self._odd = odd[ROW]
        first, last = odd.gather_every(2), odd.gather_every(2, 1)
        self.broken: int | None = None
        if first.height > last.height:
            self.broken = first[ROW][-1]
            first = first.head(last.height)
        whole = first[_OPENS] & last[_CLOSES]
        if not whole.all():
            self.broken = first[ROW].filter(~whole)[0]
        self._rows = pl.DataFrame(
            {
                ROW: first[ROW],
                "more": last[ROW] - first[ROW],
                _CELLS: first[_BEFORE] + last[_BEHIND] + 1,
            }
        )

    @classmethod
    def found(cls, lines: pl.LazyFrame, separator: str) -> "_Joined":
        """Those of the `lines`."""
        line = pl.col(_LINE)
        part = re.escape(separator)
        before = line.str.replace_all(r'"[^"]*"', "").str.replace(r'".*$', "")
        behind = line.str.replace(r'^[^"]*"', "").str.replace_all(r'"[^"]*"', "")
        odd = lines.filter(_odd()).select(
            ROW,
            line.str.contains(rf'^(?:.*{part})?"(?:[^"]|"")*$').alias(_OPENS),
            line.str.contains(rf'^(?:[^"]|"")*"(?:{part}.*|\r)?$').alias(_CLOSES),
            before.str.count_matches(separator, literal=True).alias(_BEFORE),
            behind.str.count_matches(separator, literal=True).alias(_BEHIND),
        )
        return cls(odd.collect(engine="streaming").sort(ROW))

    def outside(self, few: pl.DataFrame) -> pl.DataFrame:
        """Those of the lines that are no part of a row over several."""
        return few.filter(self._odd.search_sorted(few[ROW], side="right") % 2 == 0)

    def too_few(self, columns: int) -> pl.DataFrame:
        """Rows over several lines with too few cells, by their first line."""
        return self._rows.filter(pl.col(_CELLS) < columns).select(ROW, _CELLS)

    @property
    def longest(self) -> int:
        """Cells of the longest row over several lines; 0 without one."""
        return int(self._rows.select(pl.col(_CELLS).max().fill_null(0)).item())

    def record(self, header_row: int, line: int) -> int:
        """The number of the row that begins in the `line`, which is counted from 0."""
        above = self._rows.filter(pl.col(ROW) + pl.col("more") <= line)
        return header_row + 1 + line - int(above["more"].sum())
