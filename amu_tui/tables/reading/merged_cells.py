"""Merged cells below a header, as people read them: what is written once holds for all rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import polars as pl

from amu_tui.tables.formats.grid import MAX_CELLS, MergedCells
from amu_tui.tables.numbers import is_withheld
from amu_tui.tables.table import ROW, column

Span = tuple[int, int, str]
"""The first and last row of a column's merged cell, and what it shows."""


def with_merged_cells_filled(frame: pl.DataFrame, merged: Sequence[MergedCells]) -> pl.DataFrame:
    """`frame` with what merged cells show in every row that they are merged over.

    Over several columns only the sign of what was withheld holds for all of them: a heading
    between rows is merged as well.
    """
    for place, spans in _spans(frame, merged).items():
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


def _spans(frame: pl.DataFrame, merged: Sequence[MergedCells]) -> dict[int, list[Span]]:
    """What is merged, by column."""
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    count = 0
    for area, shown in _with_text(frame, merged):
        right = min(area.right, frame.width - 2) if is_withheld(shown) else area.left
        if area.bottom == area.top and right == area.left:
            continue
        count += right - area.left + 1
        if count > MAX_CELLS:
            break
        for place in range(area.left, right + 1):
            spans[place].append((area.top, area.bottom, shown))
    return spans


def _with_text(
    frame: pl.DataFrame, merged: Sequence[MergedCells]
) -> Iterator[tuple[MergedCells, str]]:
    """Merged cells of the frame with their text; of several from one corner the last."""
    corners = {(area.top, area.left): area for area in merged if area.left < frame.width - 1}
    tops = [top for top, _left in corners]
    known = frame.select(ROW).with_row_index("at").filter(pl.col(ROW).is_in(tops))
    rows = dict(known.select(ROW, "at").iter_rows())
    for area in corners.values():
        if area.top in rows:
            shown = str(frame[column(area.left)][rows[area.top]])
            if shown:
                yield area, shown
