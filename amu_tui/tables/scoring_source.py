"""Raw answers as lazy rows, whatever file they come from.

A `Source` knows the header at once and gives the rows as often as they are asked for. Nothing
of them is ever written to a disk.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.parquet import damaged_parquet
from amu_tui.tables.table import ROW, Table, TableProblem, column
from amu_tui.text import clean

Numbers = frozenset[int]
"""Places of the columns that hold answers."""
Scan = Callable[[Numbers], pl.LazyFrame]
"""The rows, with the columns named by `column(place)`; those of the places as numbers or text."""


@dataclass(frozen=True, eq=False)
class Source:
    """A table of raw answers.

    Args:
        path: as messages name it.
        header: the names of the columns.
        header_row: the row of the header, counted from 1; None where it is no row.
        readings: ways to read the rows, the fastest first; the last one takes any cell.
        explain: finds the row that made Polars give up, as an error; None where it finds none.
        rows: about how many rows there are; None where that is not known at once.
        problems: cells and rows that cannot be taken, as far as they are known at once.
    """

    path: str
    header: tuple[str, ...]
    header_row: int | None
    readings: tuple[Scan, ...]
    explain: Callable[[], AmuError | None] = lambda: None
    rows: int | None = None
    formulas: frozenset[tuple[int, int]] | None = field(default=frozenset())
    problems: tuple[TableProblem, ...] = ()

    @property
    def first_row(self) -> int:
        """The number of the first row under the header."""
        return 1 + (self.header_row or 0)

    def numbered(self, lazy: pl.LazyFrame) -> pl.LazyFrame:
        """`lazy` with the number of each row in the file as `ROW`."""
        if ROW in lazy.collect_schema():
            return lazy
        return lazy.with_row_index(ROW, offset=self.first_row)


def parquet_source(path: Path) -> Source:
    """The Parquet file at `path`; rows are counted from 1, the first being the first person."""
    shown = clean(str(path))
    try:
        lazy = pl.scan_parquet(path, glob=False)
        schema = lazy.collect_schema()
        rows = lazy.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise damaged_parquet(shown) from error
    named = lazy.select(pl.col(name).alias(column(at)) for at, name in enumerate(schema))
    return Source(
        path=shown,
        header=tuple(clean(name) for name in schema),
        header_row=None,
        readings=(lambda _numbers: named,),
        explain=lambda: damaged_parquet(shown),
        rows=rows,
    )


def table_source(table: Table) -> Source:
    """The cells of a workbook's sheet."""
    lazy = table.frame.lazy()
    return Source(
        path=table.path,
        header=table.header,
        header_row=table.header_end,
        readings=(lambda _numbers: lazy,),
        rows=table.frame.height,
        formulas=table.formulas,
        problems=table.problems,
    )


def text_column(place: int) -> pl.Expr:
    """A column of units or leaders as trimmed text, empty where there is nothing."""
    return pl.col(column(place)).cast(pl.String).str.strip_chars().fill_null("")


def number_in_text(cell: pl.Expr) -> pl.Expr:
    """The number that a text cell holds, comma or point; null where it is empty or no number."""
    return cell.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def nothing_in_text(cell: pl.Expr) -> pl.Expr:
    """Whether a text cell says that there is no answer."""
    return cell.is_null() | cell.str.to_lowercase().is_in(list(MISSING))
