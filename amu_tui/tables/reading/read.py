"""The one door for tables: separated text, a sheet of a workbook, Parquet, SPSS or Stata.

What a file is follows from its first bytes, not from its name.
"""

import hashlib
import io
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.encoding import read_bytes
from amu_tui.tables.formats.grid import Grid
from amu_tui.tables.formats.packed import OLE, ZIP, unpacked
from amu_tui.tables.formats.parquet import MAGIC, read_parquet
from amu_tui.tables.formats.separated import read_separated
from amu_tui.tables.formats.spss_stata import START, kind_of, read_labelled
from amu_tui.tables.reading.footnotes import without_footnotes
from amu_tui.tables.reading.header import Header, Vocabulary, require_header
from amu_tui.tables.reading.hidden_cells import NOTHING_HIDDEN, hidden_in
from amu_tui.tables.reading.merged_cells import with_merged_cells_filled
from amu_tui.tables.table import ROW, Table, column
from amu_tui.tables.vocabulary.known_columns import ANY
from amu_tui.text import clean
from amu_tui.words import _

MAX_BYTES = 64 * 2**20


def read_table(
    path: Path,
    *,
    sheet: str = "",
    header: str = "",
    vocabulary: Vocabulary = ANY,
    option: str = "--sheet",
    visible_only: bool = False,
) -> Table:
    """The table in the file at `path`; `AmuError` where it is none.

    Args:
        path: separated text in any dialect, also packed, an xlsx, ods or xls workbook, a Parquet
            file or one of SPSS or Stata, of at most `MAX_BYTES` and `MAX_CELLS`.
        sheet: the sheet's name or number, from 1; else the only one that fits `vocabulary`.
        header: the rows of the header, `4` or `4-5`; else those with the most known names.
        vocabulary: what the columns may be called.
        option: the command line's option for the sheet; empty where there is none.
        visible_only: whether rows and columns that a workbook hides are left out.
    """
    shown = clean(str(path))
    data = read_bytes(path, MAX_BYTES)
    grid = _grid(path, data, sheet, header, vocabulary, option)
    unseen = hidden_in(grid, shown) if visible_only else NOTHING_HIDDEN
    if grid.header is not None:
        refuse_header(header, shown)
        head = Header(0, 0, grid.header, 0)
    else:
        head = require_header(unseen.left_out_of(grid), vocabulary, header, shown)
    names = ["" if place in unseen.columns else name for place, name in enumerate(head.names)]
    while names and not names[-1]:
        names.pop()
    rows = with_merged_cells_filled(grid.frame.filter(pl.col(ROW) > head.last), grid.merged)
    rows = unseen.blanked(rows)
    frame, problems, notes = without_footnotes(rows, grid, head, names)
    if frame.is_empty():
        raise AmuError(_("the table has a header and no rows"), path=shown, line=head.last or None)
    rows_kept = set(frame[ROW].to_list())
    return Table(
        path=shown,
        name=clean(path.name),
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=grid.encoding,
        separator=grid.separator,
        sheet=clean(grid.sheet),
        sheet_hidden=grid.hidden,
        header_row=head.first,
        header_end=head.last,
        header=tuple(names),
        frame=frame.select(ROW, *map(column, range(len(names)))),
        formulas=None
        if grid.formulas is None
        else frozenset(cell for cell in grid.formulas if cell[0] in rows_kept),
        hidden_rows=None if grid.hidden_rows is None else grid.hidden_rows & rows_kept,
        hidden_columns=frozenset() if visible_only else grid.hidden_columns,
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _grid(
    path: Path, data: bytes, sheet: str, header: str, vocabulary: Vocabulary, option: str
) -> Grid:
    shown = clean(str(path))
    text = unpacked(io.BytesIO(data), shown, MAX_BYTES)
    if text is None and data.startswith((ZIP, OLE)):
        from amu_tui.tables.formats.workbook import Workbook  # needed seldom, and large
        from amu_tui.tables.reading.sheets import choose_sheet

        return choose_sheet(Workbook(data, shown), shown, sheet, header, vocabulary, option)
    refuse_sheet(sheet, shown)
    if kind := kind_of(data[:START]):
        return read_labelled(path, kind, limits.MAX_CELLS).grid()
    if data.startswith(MAGIC):
        return read_parquet(data, shown)
    if text is None:
        return read_separated(data, shown)
    with text:
        return read_separated(text.read(), shown)


def refuse_header(header: str, shown: str) -> None:
    """Raise `AmuError` where a row is told of a file that keeps the names apart from the rows."""
    if header:
        raise AmuError(_("this kind of file has no header row to name"), path=shown)


def refuse_sheet(sheet: str, shown: str) -> None:
    """Raise `AmuError` where a sheet is named of a file that is no workbook."""
    if sheet:
        raise AmuError(_("is not a workbook and has no sheets"), path=shown)
