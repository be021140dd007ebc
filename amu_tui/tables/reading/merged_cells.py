"""Merged cells below a header, as people read them: what is written once holds for all rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from amu_tui.tables.formats.grid import MAX_CELLS, MergedCells
from amu_tui.tables.numbers import is_withheld
from amu_tui.tables.table import ROW, column

Span = tuple[int, int, str]
"""The first and last row of a column's merged cell, and what it shows."""


def filled(frame: pl.DataFrame, merged: Sequence[MergedCells]) -> pl.DataFrame:
    """`frame` with what merged cells show in every row that they are merged over.

    Over several columns only the sign of what was withheld holds for all of them: a heading
    between rows is merged as well.
    """
    for place, spans in _by_column(frame, merged).items():
        cells = column(place)
        known = pl.DataFrame(spans, schema=["top", "bottom", "shown"], orient="row")
        known = known.cast({"top": pl.UInt32, "bottom": pl.UInt32}).sort("top")
        above = frame.select(ROW).sort(ROW).join_asof(known, left_on=ROW, right_on="top")
        shown = pl.when(above[ROW] <= above["bottom"]).then(above["shown"])
        empty = pl.col(cells) == ""
        frame = frame.with_columns(
            pl.when(empty & shown.is_not_null()).then(shown).otherwise(pl.col(cells)).alias(cells)
        )
    return frame


def _by_column(frame: pl.DataFrame, merged: Sequence[MergedCells]) -> dict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    count = 0
    for cell, shown in _shown(frame, merged):
        right = min(cell.right, frame.width - 2) if is_withheld(shown) else cell.left
        if cell.bottom == cell.top and right == cell.left:
            continue
        count += right - cell.left + 1
        if count > MAX_CELLS:
            break
        for place in range(cell.left, right + 1):
            found[place].append((cell.top, cell.bottom, shown))
    return found


def _shown(frame: pl.DataFrame, merged: Iterable[MergedCells]) -> Iterator[tuple[MergedCells, str]]:
    """Merged cells of the frame with their text, each place once."""
    places = {(cell.top, cell.left): cell for cell in merged if cell.left < frame.width - 1}
    tops = [top for top, _left in places]
    known = frame.select(ROW).with_row_index("at").filter(pl.col(ROW).is_in(tops))
    rows = dict(known.select(ROW, "at").iter_rows())
    for cell in places.values():
        if cell.top in rows:
            shown = str(frame[column(cell.left)][rows[cell.top]])
            if shown:
                yield cell, shown
