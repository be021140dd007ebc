"""Raw answers as lazy rows, whatever file they come from.

`Responses` know the header at once and give the rows as often as they are asked for. Nothing
of them is ever written to a disk.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.survey.answers import UNKNOWN, AnswerScale
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.formats.parquet import FAILURES, damaged_parquet
from amu_tui.tables.formats.spss_stata import Labelled, read_labelled
from amu_tui.tables.numbers import MISSING, figure, may_be_thousand
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.reading.data_rows import Cells
from amu_tui.tables.reading.unit_sheets import in_sheet
from amu_tui.tables.table import ROW, Table, TableProblem, column, text_of
from amu_tui.text import clean, cut
from amu_tui.words import _

MAX_LABELLED = 2**26
"""Cells of a file of SPSS or Stata, which is read whole: 600,000 people and 112 answers."""

AnswerPlaces = frozenset[int]
"""Places of the columns that hold answers."""
Scan = Callable[[AnswerPlaces], pl.LazyFrame]
"""The rows, with the columns named by `column(place)`; those of the places as numbers or text."""


@dataclass(frozen=True, eq=False)
class Responses:
    """A table of raw answers.

    Args:
        path: as messages name it.
        header: the names of the columns.
        header_row: the row of the header, counted from 1; None where it is no row.
        readings: ways to read the rows, the fastest first; the last one takes any cell.
        decimal: the mark of decimals in the answers where they are text, nothing where it may be
            either; any other before three digits is ambiguous.
        explain: finds the row that made Polars give up, as an error; None where it finds none.
        rows: about how many rows there are; None where that is not known at once.
        problems: cells and rows that cannot be taken, as far as they are known at once.
        dropped: the signs for no answer that the fastest reading leaves no trace of.
        warnings: how many rows were taken otherwise than they stand there, and the first of them;
            known when the rows have been read.
        taken_hidden: what a workbook hides and was taken, of the columns at the places given.
        sample: some of the rows below the header; none where names stand apart from rows.
        placed: a problem as it is said, where rows or columns are not those of the file.
    """

    path: str
    header: tuple[str, ...]
    header_row: int | None
    readings: tuple[Scan, ...]
    decimal: Callable[[AnswerPlaces], str] = lambda _numbers: "."
    explain: Callable[[], AmuError | None] = lambda: None
    rows: int | None = None
    formulas: frozenset[tuple[int, int]] | None = field(default=frozenset())
    problems: tuple[TableProblem, ...] = ()
    dropped: Callable[[AnswerPlaces], Sequence[str]] = lambda _numbers: ()
    warnings: Callable[[], tuple[int, Sequence[TableProblem]]] = lambda: (0, ())
    taken_hidden: Callable[[Collection[int]], Iterable[TableProblem]] = lambda _places: ()
    sample: Callable[[], Sequence[Cells]] = tuple
    placed: Callable[[TableProblem], TableProblem] = lambda problem: problem

    @property
    def columns(self) -> TableColumns:
        """The columns by their names."""
        return TableColumns(self.header, self.path, self.header_row, self.sample)

    @property
    def first_row(self) -> int:
        """The number of the first row under the header."""
        return 1 + (self.header_row or 0)

    def numbered(self, lazy: pl.LazyFrame) -> pl.LazyFrame:
        """`lazy` with the number of each row in the file as `ROW`."""
        if ROW in lazy.collect_schema():
            return lazy
        return lazy.with_row_index(ROW, offset=self.first_row)


def parquet_source(path: Path) -> Responses:
    """The Parquet file at `path`; rows are counted from 1, the first being the first person."""
    shown = clean(str(path))
    try:
        lazy = pl.scan_parquet(path, glob=False)
        schema = lazy.collect_schema()
        rows = lazy.select(pl.len()).collect().item()
    except FAILURES as error:
        raise damaged_parquet(shown) from error
    named = lazy.select(pl.col(name).alias(column(at)) for at, name in enumerate(schema))
    return Responses(
        path=shown,
        header=tuple(clean(name) for name in schema),
        header_row=None,
        readings=(lambda _numbers: named,),
        explain=lambda: damaged_parquet(shown),
        rows=rows,
    )


def labelled_source(path: Path, kind: str, instrument: Instrument) -> Responses:
    """The file of SPSS or Stata at `path`; rows are counted as those of Parquet.

    Answers are their numbers where all that have a label are on the item's scale, else their
    labels, for which the instrument has numbers. All other columns are labels where they have.
    """
    shown = clean(str(path))
    table = read_labelled(path, kind, MAX_LABELLED)
    columns = TableColumns(table.names, shown, None)
    items = {item for theme in instrument.themes.values() for item in theme.items}
    scales = {
        place: instrument.answers_to(item) for item in items for place in columns.called(item)
    }
    cells = [_labelled(table, place, scales.get(place)) for place in range(len(table.names))]
    lazy = pl.LazyFrame(cells)
    return Responses(
        path=shown,
        header=table.names,
        header_row=None,
        readings=(lambda _numbers: lazy,),
        rows=table.frame.height,
    )


def _labelled(table: Labelled, place: int, scale: AnswerScale | None) -> pl.Series:
    """One column of a file of SPSS or Stata; `scale` is that of an item."""
    cells, labels = table.frame[column(place)], table.labels.get(place, {})
    if scale is None or not scale.holds(labels):
        return table.text(place).alias(column(place))
    nothing = [code for code, label in labels.items() if scale.is_word(label)]
    if not nothing:
        return cells
    return cells.replace(nothing, None)


def table_source(table: Table) -> Responses:
    """The cells of a workbook's sheet."""
    lazy = table.frame.lazy()
    left_out = _left_out(table)
    return Responses(
        path=table.path,
        header=table.header,
        header_row=table.header_end,
        readings=(lambda _numbers: lazy,),
        rows=table.frame.height,
        formulas=table.formulas,
        problems=table.problems,
        warnings=lambda: (len(left_out), left_out),
        taken_hidden=table.taken_hidden,
        sample=TableColumns.of(table).below,
    )


def sheets_source(
    tables: Sequence[Table], said: Sequence[TableProblem], needed: Collection[str]
) -> Responses:
    """The cells of several sheets, of a workbook with a sheet for each unit.

    Columns are those of the first sheet by their names, of which each sheet has the `needed`.
    Rows are numbered on from sheet to sheet; what is said of them names the sheet. `said` is what
    is to be said of the workbook.
    """
    first = tables[0]
    frames, problems, formulas = [], [], set()
    oddities = [*said]
    for at, table in enumerate(tables):
        places = [_like(first, name, table, needed) for name in first.header]
        row = (pl.col(ROW).cast(pl.UInt64) + at * _ROWS).alias(ROW)
        cells = (text_of(place).alias(column(to)) for to, place in enumerate(places))
        frames.append(table.frame.select(row, *cells))
        problems += [replace(one, row=one.row + at * _ROWS) for one in table.problems]
        formulas |= {
            (row + at * _ROWS, places.index(place))
            for row, place in table.formulas or ()
            if place in places
        }
        oddities += [
            replace(one, column=in_sheet(table.sheet, one.column)) for one in _left_out(table)
        ]
    lazy = pl.concat(frames).lazy()

    def placed(problem: TableProblem) -> TableProblem:
        at, row = divmod(problem.row, _ROWS)
        return replace(problem, row=row, column=in_sheet(tables[at].sheet, problem.column))

    def taken_hidden(places: Collection[int]) -> Iterator[TableProblem]:
        for table in tables:
            own = [_like(first, first.header[place], table, ()) for place in places]
            for one in table.taken_hidden([place for place in own if place is not None]):
                yield replace(one, column=in_sheet(table.sheet, one.column))

    return Responses(
        path=first.path,
        header=first.header,
        header_row=first.header_end,
        readings=(lambda _numbers: lazy,),
        rows=sum(table.frame.height for table in tables),
        formulas=None if any(table.formulas is None for table in tables) else frozenset(formulas),
        problems=tuple(problems),
        warnings=lambda: (len(oddities), oddities),
        taken_hidden=taken_hidden,
        placed=placed,
    )


_ROWS = 2**22
"""More than a sheet has rows."""


def _like(first: Table, name: str, table: Table, needed: Collection[str]) -> int | None:
    """The column of `table` that is called as one of the `first` sheet; None without a name."""
    columns = TableColumns.of(table)
    found = columns.called(name) if name else []
    if not found and name in needed:
        message = _("there is no column “{name}”, which the sheet “{sheet}” has")
        raise columns.error(
            message.format(name=cut(name, 60), sheet=first.sheet), columns.suggestion(name)
        )
    if len(found) > 1 and name in needed:
        raise columns.several(name, found)
    return found[0] if found else None


def _left_out(table: Table) -> list[TableProblem]:
    """Rows of a sheet that are no persons."""
    left_out = Caveat(code="left-out")
    return [TableProblem(note.row, "", left_out) for note in table.notes if not note.column]


def keep_off_disks() -> None:
    """Have Polars hold the rows in memory and nowhere else, whatever its settings say.

    Where memory runs short its streaming engine writes rows into a temporary folder.
    """
    unlimited = {"POLARS_OOC_MEMORY_BUDGET_MB": str(2**40)}
    pl.Config.load(json.dumps({"environment": unlimited}))


TEXT_KINDS = (pl.String, pl.Categorical, pl.Enum)
"""The kinds of columns in which answers stand as text."""


@contextmanager
def collecting(responses: Responses) -> Iterator[None]:
    """Raise `AmuError` where the rows cannot be read.

    What Polars says is never passed on: it may repeat what somebody answered.
    """
    try:
        yield
    except FAILURES:
        raise unreadable_rows(responses) from None


def unreadable_rows(responses: Responses) -> AmuError:
    """Why the rows cannot be read, with the row where it can be found."""
    return responses.explain() or AmuError(
        _("the rows of the table cannot be read"),
        path=responses.path,
        hint=_("Save the table again, as CSV (UTF-8) or Parquet, and use that file."),
    )


def text_column(place: int) -> pl.Expr:
    """A column of units or leaders as trimmed text, empty where there is nothing."""
    return pl.col(column(place)).cast(pl.String).str.strip_chars().fill_null("")


_MANY, _FEW = 2**16, 2**8
"""Different answers that are remembered, and that are looked up by place."""

AMBIGUOUS = float("inf")
"""What stands for a figure that may be a thousand or a decimal."""


def answers_in_text(cell: pl.Expr, decimal: str, scale: AnswerScale) -> pl.Expr:
    """The numbers in text cells, comma or point, where `decimal` is the mark of decimals.

    Labels are the numbers that the `scale` has for them. Null is a cell that says that there is
    no answer, NaN one that says something else, `AMBIGUOUS` one with a mark that may part
    thousands, where answers can be so large, and `CONTRADICTS` one of two numbers.
    """
    marks = ".,".replace(decimal, "") if decimal else ".,"
    text = pl.col("cell").str.strip_chars().str.replace("\N{MINUS SIGN}", "-", literal=True)
    number = (
        pl.when(text.str.to_lowercase().is_in(list(MISSING)))
        .then(None)
        .when(may_be_thousand(text, marks) if scale.thousands else pl.lit(value=False))
        .then(AMBIGUOUS)
        .otherwise(figure(text).fill_null(UNKNOWN))
    )

    known: dict[str, float | None] = {}
    few: list[tuple[pl.Enum, pl.Series]] = []

    def read(cells: pl.Series) -> pl.Series:
        # The same few answers stand in many cells: each is read once.
        for kind, numbers in tuple(few):
            codes = cells.cast(kind, strict=False)
            if codes.null_count() == cells.null_count():
                return numbers[codes.to_physical()]
        different = cells.drop_nulls().unique()
        new = different.filter(~different.is_in(list(known))).to_frame("cell")
        found = dict(new.select("cell", number.alias("number")).rows()) if len(new) else {}
        found |= {text: scale.number(text) for text, said in found.items() if said != said}
        if len(known) < _MANY:
            known.update(found)
            few[:] = _few(known)
        values = [found[text] if text in found else known[text] for text in different]
        return cells.replace_strict(different, values, default=None, return_dtype=pl.Float64)

    return cell.cast(pl.String).map_batches(read, return_dtype=pl.Float64, is_elementwise=True)


def _few(known: Mapping[str, float | None]) -> list[tuple[pl.Enum, pl.Series]]:
    """The answers by place, and their numbers, where they are so few that this is fast."""
    if len(known) > _FEW:
        return []
    return [(pl.Enum(list(known)), pl.Series(list(known.values()), dtype=pl.Float64))]
