"""A workbook with a sheet for each unit: the sheets that hold a table, each with its unit named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.survey.caveats import Caveat
from amu_tui.tables.formats.encoding import read_bytes
from amu_tui.tables.formats.packed import OLE, ZIP
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.reading.header import Vocabulary
from amu_tui.tables.reading.read import MAX_BYTES, read_table, refuse_sheet
from amu_tui.tables.table import Table, TableProblem, column
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from amu_tui.tables.vocabulary.names import COLUMNS
from amu_tui.text import clean
from amu_tui.words import _

UNIT = "sheet"
"""What the column of units is called, which each of the tables gets."""


@dataclass(frozen=True)
class _WithUnit:
    """A vocabulary for tables that lack the column of units."""

    inner: Vocabulary

    def knows(self, name: str) -> bool:
        return self.inner.knows(name)

    def fits(self, header: Sequence[str]) -> bool:
        return self.inner.fits((*header, UNIT))


def unit_sheets(
    path: Path, *, header: str, vocabulary: Vocabulary, visible_only: bool
) -> tuple[list[Table], list[TableProblem]]:
    """The tables in the workbook at `path`, and the sheets that hold none.

    The arguments are those of `read_table`; the vocabulary knows `UNIT`. Raises `AmuError` where
    the file is no workbook or holds no such table.
    """
    from amu_tui.tables.formats.workbook import Workbook  # needed seldom, and large
    from amu_tui.tables.reading.sheets import fitting_sheets

    shown = clean(str(path))
    data = read_bytes(path, MAX_BYTES)
    if not data.startswith((ZIP, OLE)):
        refuse_sheet("--sheet-is-unit", shown)
    words = _WithUnit(vocabulary)
    fitting, others = fitting_sheets(Workbook(data, shown), header, words)
    if not fitting:
        raise AmuError(_("no sheet has a header that is known"), path=shown)
    tables = []
    for name in fitting:
        table = read_table(
            path, sheet=name, header=header, vocabulary=words, visible_only=visible_only
        )
        path_of_sheet = _("{file}, sheet “{sheet}”").format(file=shown, sheet=clean(name))
        tables.append(replace(_with_unit(table, clean(name)), path=path_of_sheet))
    left_out = Caveat(code="sheet-left-out")
    return tables, [TableProblem(1, in_sheet(clean(name), ""), left_out) for name in others]


def of_one_unit(table: Table, mapping: ColumnMapping, unit: str) -> tuple[Table, ColumnMapping]:
    """`table` and its `mapping`, with `unit` as its unit where it is the table of a single one.

    Such a table has no column of units, and one row, or each theme once.
    """
    columns = TableColumns.of(table)
    theme = columns.called(mapping.theme) if mapping.theme else []
    if not theme and (found := columns.find(COLUMNS["theme"])) is not None:
        theme = [found]
    single = may_be_one_unit(table, theme[0] if theme else None)
    answers = mapping.mean or mapping.counts or mapping.shares
    lacks_means = theme and not answers and columns.find(COLUMNS["mean"]) is None
    if columns.find(COLUMNS["unit"]) is not None or lacks_means or not single:
        return table, mapping
    return _with_unit(table, unit), msgspec.structs.replace(mapping, unit=UNIT)


def may_be_one_unit(table: Table, theme: int | None) -> bool:
    """Whether each theme stands once in the column at `theme`, or there is one row for them all."""
    if theme is None:
        return table.frame.height == 1
    names = [cell for cell in table.frame[column(theme)] if cell]
    return len(set(names)) == len(names)


def _with_unit(table: Table, unit: str) -> Table:
    cells = pl.lit(unit).alias(column(len(table.header)))
    header = (*table.header, UNIT)
    return replace(table, header=header, frame=table.frame.with_columns(cells))


def in_sheet(sheet: str, name: str) -> str:
    """The column called `name` in a sheet, as spreadsheet programs write it."""
    return f"{sheet}!{name}"
