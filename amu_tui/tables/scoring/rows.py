"""Which rows of a table of answers are read, and which of their cells say whose they are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from amu_tui.model.disclosure.limits import MIN_N
from amu_tui.tables.reading.choice import Choice, Choices, no_row, refuse_unknown_value
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.scoring.responses import Responses, text_column
from amu_tui.tables.table import column
from amu_tui.words import _

APART = "\x1f"
"""Between the names of a path: the cells of several columns of units, the highest first."""

_ABOVE = (
    "agency", "area", "avdeling", "branch", "bureau", "business", "campus", "center", "centre",
    "city", "clinic", "company", "country", "county", "department", "dept", "directorate",
    "direktorat", "divis", "eining", "enhet", "etat", "facult", "fakultet", "fylke", "group",
    "gruppe", "hospital", "institut", "klinikk", "kommune", "level", "location", "ministry",
    "municipality", "niva", "nivå", "område", "organi", "over", "parent", "plant", "region",
    "school", "section", "sector", "seksjon", "sektor", "selskap", "senter", "site", "skole",
    "skule", "store", "team", "unit", "verksemd", "virksomhet",
)  # fmt: skip
"""What a column may be called, in part, that names what units belong to."""


@dataclass(frozen=True)
class AnswerColumns:
    """The columns of a table with a row for each answer."""

    person: str
    question: str
    answer: str

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each of them, and what is said of it where it is missing."""
        yield self.person, _("there is no column “{name}”, which --person names")
        yield self.question, _("there is no column “{name}”, which --question names")
        yield self.answer, _("there is no column “{name}”, which --answer names")


@dataclass(frozen=True)
class RowsAsked:
    """What is wanted of the rows.

    Args:
        unit_columns: the columns that name a unit: one, or its levels from the highest down.
        unit: what everybody's unit is called, where no column names it.
        leaders: the column that says who leads, if any.
        where: what the rows that are read must be.
        weight: the column of persons' weights, if any.
    """

    unit_columns: tuple[str, ...] = ()
    unit: str = ""
    leaders: str | None = None
    where: Choices = ()
    weight: str | None = None

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each column that is needed, and what is said of it where it is missing."""
        for name in self.unit_columns:
            yield name, _("there is no column “{name}”, which --unit-column names")
        if self.leaders is not None:
            yield self.leaders, _("there is no column “{name}”, which --leaders names")
        if self.weight is not None:
            yield self.weight, _("there is no column “{name}”, which --weight names")
        for choice in self.where:
            yield choice.column, _("there is no column “{name}”, which --where names")


@dataclass(frozen=True)
class Rows:
    """The same with the places of columns, from 0.

    `levels` are columns that may name what the units of the one column of units belong to.
    """

    unit_columns: tuple[int, ...]
    unit: str
    leaders: int | None
    where: tuple[tuple[int, Choice], ...]
    weight: int | None = None
    levels: tuple[int, ...] = ()

    @property
    def places(self) -> set[int]:
        """Every column that is read beside the answers."""
        one_each = {place for place in (self.leaders, self.weight) if place is not None}
        return {*self.unit_columns, *one_each, *(place for place, _choice in self.where)}

    def chosen(self, lazy: pl.LazyFrame) -> pl.LazyFrame:
        """The rows of `lazy` that are read."""
        wanted = [text_column(place).is_in(choice.spellings) for place, choice in self.where]
        return lazy.filter(*wanted) if wanted else lazy

    def met(self) -> Iterator[pl.Expr]:
        """Whether a row has this one of several values that its column may hold."""
        for place, choice in self.where:
            for value in choice.values if len(choice.values) > 1 else ():
                spellings = Choice(choice.column, (value,)).spellings
                yield text_column(place).is_in(spellings).alias(f"{choice.column}={value}")

    def level_cells(self) -> Iterator[pl.Expr]:
        """What stands in each of the columns that may be levels, as a number."""
        for place in self.levels:
            cell = pl.col(column(place))
            yield pl.when(cell.is_not_null()).then(cell.hash()).alias(f"level{place}")

    def unit_cell(self) -> pl.Expr:
        """What a row says of its unit."""
        cells = [text_column(place) for place in self.unit_columns]
        if not cells:
            return pl.lit(self.unit)
        return cells[0] if len(cells) == 1 else pl.concat_str(cells, separator=APART)

    def leader_cell(self) -> pl.Expr:
        """What a row says of who leads."""
        return pl.lit("") if self.leaders is None else text_column(self.leaders)


def plan_rows(asked: RowsAsked, columns: TableColumns, items: Collection[int]) -> Rows:
    """Where the columns stand, each of which must be there once; `items` hold answers."""
    rows = Rows(
        unit_columns=tuple(columns.called(name)[0] for name in asked.unit_columns),
        unit=asked.unit,
        leaders=None if asked.leaders is None else columns.called(asked.leaders)[0],
        where=tuple((columns.called(choice.column)[0], choice) for choice in asked.where),
        weight=None if asked.weight is None else columns.called(asked.weight)[0],
    )
    if len(rows.unit_columns) != 1:
        return rows
    levels = [
        place
        for place, name in enumerate(columns.header)
        if place not in {*items, *rows.places} and any(word in name.casefold() for word in _ABOVE)
    ]
    return replace(rows, levels=tuple(levels))


def refuse_unknown_values(
    responses: Responses, rows: Rows, items: Sequence[int], *, none: bool
) -> None:
    """Raise `AmuError` where a value that rows must have is nowhere, or there are `none` at all.

    What else stands in a column of answers is not listed.
    """
    columns = responses.columns
    lazy = responses.readings[-1](frozenset())
    for place, choice in rows.where:
        shared_by = 0 if place in items else MIN_N
        cells = lazy.select(text_column(place))
        refuse_unknown_value(choice, cells, columns, shared_by=shared_by)
    if none:
        raise no_row([choice for _place, choice in rows.where], columns)
