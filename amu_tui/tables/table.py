"""A table as it stands in its file: cleaned text, cell by cell, with the rows' own numbers.

Every way in ends in this shape, and everything that interprets a table starts from it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import polars as pl

from amu_tui.errors import AmuError
from amu_tui.messages import joined
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.caveats import Caveat, Values, in_row
from amu_tui.text import cut
from amu_tui.words import _, ngettext, some, spoken

ROW = "row"
"""The frame's column of row numbers."""

_HIDDEN = ("hidden-rows", "hidden-sheet", "hidden-unknown")
_RUNS = 8
"""Runs of rows that a message lists."""


@dataclass(frozen=True)
class TableProblem:
    """What was not understood at one place of a table.

    Args:
        row: row in the file, counted from 1, the header being a row too.
        column: the column's name as it stands there, or nothing where it is the whole row.
        said: what is wrong and what to do, in the user's language, or a caveat: figures are taken
            nevertheless, and their reader must know.
        unit: whose row it is; nothing where it concerns every unit.
        source: the file, where it is another than the one that all is said of.
    """

    row: int
    column: str
    said: str | Caveat
    unit: str = ""
    source: str = ""

    @property
    def fatal(self) -> bool:
        """Whether figures of `unit` cannot be taken while it stands."""
        return isinstance(self.said, str)

    @property
    def message(self) -> str:
        """What is wrong, in the user's language."""
        return self.said if isinstance(self.said, str) else spoken(self.said.text)

    def __str__(self) -> str:
        said = in_row(self.row, cut(self.column, 60), self.message)
        return spoken(joined(": ", self.source, said) if self.source else said)

    @property
    def about_hidden(self) -> bool:
        """Whether it is about what a workbook hides."""
        return isinstance(self.said, Caveat) and self.said.code in _HIDDEN

    def caveats(self, source: str = "") -> Iterator[Caveat]:
        """What is kept of it with results; `source` is the file, if not that of the results."""
        if isinstance(self.said, Caveat):
            column = cut(self.column, 60)
            yield msgspec.structs.replace(
                self.said, row=self.row, column=column, source=source or self.source
            )

    def error(self, path: str, hint: str = "") -> AmuError:
        """The problem as the reason why the table at `path` cannot be taken."""
        message = self.message
        if self.column:
            message = _("column “{column}”: {message}").format(
                column=cut(self.column, 60), message=message
            )
        return AmuError(message, path=path, line=self.row, hint=hint)


def refuse_fatal(problems: Iterable[TableProblem], units: Iterable[str], path: str) -> None:
    """Raise the first fatal problem that concerns one of `units`, or every unit."""
    keys = {"", *map(unit_key, units)}
    fatal = [problem for problem in problems if problem.fatal and unit_key(problem.unit) in keys]
    if not fatal:
        return
    more = len(fatal) - 1
    hint = ngettext(
        "{count} more problem; `amu results` lists them all.",
        "{count} more problems; `amu results` lists them all.",
        more,
    )
    raise fatal[0].error(path, hint.format(count=more) if more else "")


@dataclass(frozen=True)
class Turned:
    """Where the cells of a table stand in the file, whose rows are the table's columns.

    `heads` are the columns of the file by the number of the table's row, 0 for the names of
    themes; `rows` the rows of the file by the place of the table's column.
    """

    heads: Mapping[int, str]
    rows: Sequence[int]


@dataclass(frozen=True, eq=False)
class Table:
    """The cells of one file.

    `encoding` is that of separated text, or `xlsx`, `ods`, `xls`, `Parquet`; `sheet` the name of
    a workbook's sheet. The header stands in the rows `header_row` to `header_end`, 0 where the
    file keeps names apart from rows, as Parquet does.
    `frame` has the row numbers (`ROW`) and one text column for each of the `header`, named by
    `column(place)`; rows without any text are left out, missing cells are empty texts.
    `formulas` are the cells that hold a formula, as (row, place), None where the file does not
    say which; a cell whose formula has no value holds the formula as text.
    `hidden_rows` and `hidden_columns` are taken although the workbook hides them; None where the
    file does not say which.
    `turned` says where cells stand, where the file has a column for each unit.
    `lacking` are columns that rows were to be chosen by, and that are not there.
    `problems` are rows that are longer or shorter than the header; `notes` what else is to be
    said of the file, such as rows that were not taken for rows of the table. None of them is
    fatal.
    """

    path: str
    name: str
    sha256: str
    encoding: str
    separator: str
    header_row: int
    header: tuple[str, ...]
    frame: pl.DataFrame
    problems: tuple[TableProblem, ...] = ()
    notes: tuple[TableProblem, ...] = ()
    sheet: str = ""
    header_end: int = 0
    formulas: frozenset[tuple[int, int]] | None = frozenset()
    hidden_rows: frozenset[int] | None = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    sheet_hidden: bool = False
    lacking: tuple[str, ...] = ()
    turned: Turned | None = None

    def placed(self, problem: TableProblem) -> TableProblem:
        """`problem` with the row and the column that it has in the file."""
        if self.turned is None or problem in self.notes:
            return problem
        names = self.header.index(problem.column) if problem.column in self.header else 0
        head = self.turned.heads.get(problem.row, "")
        return replace(problem, row=self.turned.rows[names], column=head)

    def taken_hidden(self, places: Collection[int]) -> Iterator[TableProblem]:
        """What is hidden and was taken: rows, said once, and those of the columns at `places`."""
        if self.sheet_hidden:
            yield TableProblem(self.header_row, "", Caveat(code="hidden-sheet"))
        if self.hidden_rows is None:
            yield TableProblem(self.header_row, "", Caveat(code="hidden-unknown"))
        elif self.hidden_rows:
            rows = sorted(self.hidden_rows)
            values: Values = {"n": len(rows), "rows": row_ranges(rows)}
            yield TableProblem(rows[0], "", Caveat(code="hidden-rows", values=values))
        for place in sorted(self.hidden_columns & set(places)):
            caveat = Caveat(code="hidden-column")
            yield TableProblem(self.header_row, self.header[place], caveat)


def row_ranges(rows: Sequence[int]) -> str:
    """Ascending row numbers in a few words: `4, 8–11`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    texts = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs]
    return some(texts, _RUNS)


def with_key(frame: pl.DataFrame, raw: str, into: str) -> pl.DataFrame:
    """`frame` with the names of the column `raw` as units are compared, in the column `into`."""
    keys = {name: unit_key(name) for name in frame[raw].unique().to_list()}
    return frame.with_columns(pl.col(raw).replace_strict(keys, return_dtype=pl.String).alias(into))


def column(place: int) -> str:
    """The frame's name of the column at `place`, counted from 0; headers may be repeated."""
    return f"c{place}"


def text_of(place: int | None) -> pl.Expr:
    """The text of the column at `place`, empty where there is no such column."""
    return pl.lit("") if place is None else pl.col(column(place))
