"""Rows and columns that a workbook hides: by a filter, in a group or by hand."""

from dataclasses import dataclass, replace

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.formats.grid import Grid
from amu_tui.tables.table import ROW, column
from amu_tui.words import _


@dataclass(frozen=True)
class HiddenCells:
    """Rows, counted from 1, and places of columns that are left out of a table."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def left_out_of(self, grid: Grid) -> Grid:
        """`grid` as the spreadsheet program shows it."""
        return replace(grid, frame=self.blanked(grid.frame)) if self.rows or self.columns else grid

    def blanked(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` without the rows, and with nothing in the columns, which keep their places."""
        names = [column(place) for place in self.columns if column(place) in frame.columns]
        blank = frame.with_columns(pl.lit("").alias(name) for name in names)
        return blank.filter(~pl.col(ROW).is_in(list(self.rows)))


NOTHING_HIDDEN = HiddenCells()


def hidden_in(grid: Grid, shown: str) -> HiddenCells:
    """What the workbook hides; `AmuError` about the file `shown` where it does not say."""
    if grid.hidden_rows is None:
        raise AmuError(
            _("which rows are hidden cannot be seen in an .xls workbook"),
            path=shown,
            hint=_("Open it in the spreadsheet program and save it as .xlsx."),
        )
    return HiddenCells(grid.hidden_rows, grid.hidden_columns)
