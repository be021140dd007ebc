"""Which column of a table of participation holds what: a row a group, or a row a unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from amu_tui.tables.figures.checks import HIDDEN
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.numbers import is_figure, with_number
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.table import Table, column, text_of, with_key
from amu_tui.tables.vocabulary.names import ANSWERS, BY, COLUMNS, GROUP, ColumnMeaning, fold
from amu_tui.words import _

_COUNTED: tuple[ColumnMeaning, ...] = ("invited", "responses", "rate")
_WORDS: dict[str, ColumnMeaning] = {
    **{fold(word): field for field in _COUNTED for word in COLUMNS[field]},
    **{fold(word): "responses" for word in (*ANSWERS, "answered", "svart", "n")},
}


@dataclass(frozen=True)
class GroupRows:
    """Rows of `frame` with the columns of participation at the places that `layout` says.

    `frame` has the table's columns and `unit`, `of` (the unit as compared), `group`, `by`,
    `hidden` (in lower case) and `key`, which is one for each unit and group.
    """

    frame: pl.DataFrame
    layout: Layout


class GroupColumns:
    """What the columns of a table of participation may be called."""

    def knows(self, name: str) -> bool:
        """Whether a column called `name` means something."""
        words = (*COLUMNS["unit"], *COLUMNS["hidden"], *GROUP, *BY)
        return fold(name) in map(fold, words) or _group_of(name)[1] is not None

    def fits(self, header: Sequence[str]) -> bool:
        """Whether it has groups in a column, or rates or people invited by group as columns."""
        names = [fold(name) for name in header if name]
        found = [_group_of(name) for name in header if name]
        long = any(fold(word) in names for word in GROUP)
        # `n` or the answers alone are told of themes and questions as well.
        wide = any(group and field in ("invited", "rate") for group, field in found)
        return wide or (long and any(field for _group, field in found))


def group_rows(table: Table) -> tuple[list[GroupRows], tuple[str, ...]]:
    """The table as parts, and the headers that mean nothing here.

    A long table is one part; a wide one has a part for each group and one for the units. A
    table without a column of units is one unit's. `AmuError` where no column is a group or a
    column stands twice.
    """
    columns = TableColumns.of(table)
    unit = columns.find(COLUMNS["unit"])
    group = columns.find(GROUP)
    return _long(table, unit, group) if group is not None else _wide(table, unit)


def _long(table: Table, unit: int | None, group: int) -> tuple[list[GroupRows], tuple[str, ...]]:
    columns = TableColumns.of(table)
    by = columns.find(BY)
    hidden = columns.find(COLUMNS["hidden"])
    fields: dict[ColumnMeaning, int] = {}
    for place, header in enumerate(table.header):
        if (field := _WORDS.get(fold(header))) is not None:
            if field in fields:
                raise columns.several(field, [fields[field], place])
            fields[field] = place
    if not fields:
        raise columns.error(
            _("no column has response rates; the columns are {names}").format(names=columns.names),
            _("A table of groups has the columns unit, group, invited, responses, rate."),
        )
    used = {unit, group, by, hidden, *fields.values()}
    if hidden is not None:
        fields["hidden"] = hidden
    frame = _framed(table, unit, text_of(group), text_of(by), text_of(hidden), fields)
    layout = Layout("long", table.header_row, table.header, fields)
    return [GroupRows(frame, layout)], columns.unused(used)


def _wide(table: Table, unit: int | None) -> tuple[list[GroupRows], tuple[str, ...]]:
    columns = TableColumns.of(table)
    places: dict[str, dict[ColumnMeaning, int]] = {}
    for place, header in enumerate(table.header):
        if place == unit or not header:
            continue
        group, field = _group_of(header)
        if field is None:
            if not _figures(table, place):
                continue
            field = "rate"
        if field in places.setdefault(group, {}):
            raise columns.several(header, [places[group][field], place])
        places[group][field] = place
    if not set(places) - {""}:
        raise columns.error(
            _("no column is a group; the columns are {names}").format(names=columns.names),
            _("A table of groups has the columns unit, group, invited, responses, rate."),
        )
    found = []
    for group, fields in places.items():
        frame = _framed(table, unit, pl.lit(group), pl.lit(""), pl.lit(""), fields)
        found.append(GroupRows(frame, Layout("wide", table.header_row, table.header, fields)))
    used = {unit, *(place for fields in places.values() for place in fields.values())}
    return found, columns.unused(used)


def _group_of(header: str) -> tuple[str, ColumnMeaning | None]:
    """`Women rate`, `rate: Women`, `Svarprosent kvinner` → the group and what is told of it."""
    words = header.replace(":", " ").replace(",", " ").split()
    for size in range(len(words), 0, -1):
        before, after = words[:size], words[-size:]
        if field := _WORDS.get(fold(" ".join(after))):
            return " ".join(words[:-size]), field
        if field := _WORDS.get(fold(" ".join(before))):
            return " ".join(words[size:]), field
    return header, None


def _figures(table: Table, place: int) -> bool:
    """Whether a column has figures, so that it can be the rates of a group."""
    return any(map(is_figure, table.frame[column(place)].unique().to_list()))


def _framed(
    table: Table,
    unit: int | None,
    group: pl.Expr,
    by: pl.Expr,
    hidden: pl.Expr,
    fields: dict[ColumnMeaning, int],
) -> pl.DataFrame:
    rate = fields.get("rate")
    # The word may also stand in the place of the rate, where it is no wrong figure.
    word = text_of(rate).str.to_lowercase()
    withheld = word.is_in(HIDDEN)
    frame = table.frame.with_columns(
        text_of(unit).alias("unit"),
        group.alias("group"),
        by.alias("by"),
        pl.when(withheld).then(word).otherwise(hidden.str.to_lowercase()).alias("hidden"),
    )
    if rate is not None:
        cell = pl.col(column(rate))
        frame = frame.with_columns(
            pl.when(~withheld).then(cell).otherwise(pl.lit("")).alias(column(rate))
        )
    for place in (fields[name] for name in _COUNTED if name in fields):
        # `*` or `<5` in the place of a figure: whoever made the table hid the group.
        kept = frame.columns
        frame = with_number(frame, column(place), "figure", thousands=False)
        kept_back = pl.col("figure_state") == "withheld"
        said = pl.when(kept_back).then(pl.lit("protected")).otherwise("hidden")
        frame = frame.with_columns(said.alias("hidden")).select(kept)
    if unit is not None:
        frame = frame.filter(pl.col("unit") != "")
    frame = with_key(with_key(frame, "unit", "of"), "group", "key")
    return frame.with_columns((pl.col("of") + "\n" + pl.col("key")).alias("key"))
