"""From answers to the figures of the smallest groups, in one pass over the rows.

A group is everybody who answers for the same unit and leads the same one, as the cells say it.
The pass also says whether anything in it cannot be; where that stands is looked for afterwards,
and only then.
"""

import functools
import operator
from collections.abc import Callable, Iterable

import polars as pl

from amu_tui.tables.scoring_plan import Plan, ThemePlan
from amu_tui.tables.scoring_source import Source, nothing_in_text, number_in_text, text_column
from amu_tui.tables.table import column

UNIT, LEADS, ANSWERED, WRONG = "unit", "leads", "answered", "wrong"

Watch = Callable[[pl.Expr], pl.Expr]
"""Puts itself round the column of units to see the rows go by."""

_WHOLE = (pl.Int16, pl.Int32, pl.Int64)
_SMALL = (pl.Int8, pl.UInt8, pl.UInt16, pl.UInt32)
_MOST = {pl.Int16: 2**15 - 1, pl.Int32: 2**31 - 1, pl.Int64: 2**63 - 1}


def groups(source: Source, plan: Plan, watch: Watch | None = None) -> pl.DataFrame:
    """The figures of each group.

    Columns: `unit` and `leads` as they stand in the cells; `answered`, the persons who answered
    any item; `wrong`, whether any answer cannot be; and for the theme at each place of the
    plan `n0`, `mean0`, `variance0` (divisor n − 1, null under 2) and so on.
    """
    failure: Exception | None = None
    for reading in source.readings:
        try:
            lazy = persons(reading(frozenset(plan.items)), plan, watch)
            return _grouped(lazy, plan).collect(engine="streaming")
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            failure = error
    explained = source.explain()
    if explained is None and failure is not None:
        raise failure
    assert explained is not None
    raise explained


def _grouped(lazy: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    if plan.leaders is not None:
        return lazy.group_by(UNIT, LEADS).agg(*_figures(plan))
    # One key is faster than two of which one is always the same.
    return lazy.group_by(UNIT).agg(*_figures(plan)).with_columns(pl.lit("").alias(LEADS))


def watching(seen: Callable[[int], None]) -> Watch:
    """Tells `seen` the number of rows of each part of the table that is read."""

    def count(cells: pl.Series) -> pl.Series:
        seen(len(cells))
        return cells

    return lambda cells: cells.map_batches(count, return_dtype=pl.String, is_elementwise=True)


def persons(lazy: pl.LazyFrame, plan: Plan, watch: Watch | None = None) -> pl.LazyFrame:
    """A row a person: `unit`, `leads`, `answered`, `wrong` and each theme's score by its place."""
    schema = lazy.collect_schema()
    items = {place: Item(place, schema[column(place)], plan) for place in plan.items}
    unit = text_column(plan.unit)
    leads = pl.lit("") if plan.leaders is None else text_column(plan.leaders)
    return lazy.select(
        (unit if watch is None else watch(unit)).alias(UNIT),
        leads.alias(LEADS),
        pl.any_horizontal(item.value.is_not_null() for item in items.values()).alias(ANSWERED),
        pl.any_horizontal(item.wrong for item in items.values()).alias(WRONG),
        *(_score(theme, items).alias(str(at)) for at, theme in enumerate(plan.themes)),
    )


def _figures(plan: Plan) -> Iterable[pl.Expr]:
    yield pl.col(ANSWERED).sum().cast(pl.Int64)
    yield pl.col(WRONG).any()
    for at in range(len(plan.themes)):
        yield pl.col(str(at)).count().cast(pl.Int64).alias(f"n{at}")
        yield pl.col(str(at)).mean().alias(f"mean{at}")
        yield pl.col(str(at)).var().alias(f"variance{at}")


class Item:
    """One column of answers: its `value`, and whether what stands there is `wrong`."""

    def __init__(self, place: int, kind: pl.DataType, plan: Plan) -> None:
        cell = pl.col(column(place))
        self.low, self.high = plan.low, plan.high
        self.value: pl.Expr
        if kind == pl.String or kind == pl.Categorical or kind == pl.Enum:
            text = cell.cast(pl.String).str.strip_chars()
            self.value = pl.when(~nothing_in_text(text)).then(number_in_text(text))
            no_number = self.value.is_null() & ~nothing_in_text(text)
            self.wrong = no_number | self._outside(self.value)
        elif kind.is_numeric() or kind == pl.Null:
            self.value = cell.cast(self._kind(kind, plan))
            self.wrong = self._outside(self.value)
        else:
            self.value = pl.lit(None, dtype=pl.Float64)
            self.wrong = cell.is_not_null()

    def _kind(self, kind: pl.DataType, plan: Plan) -> type[pl.DataType]:
        """The narrowest kind in which a sum of whole answers has room; else fractions."""
        whole = isinstance(self.low, int) and isinstance(self.high, int) and kind.is_integer()
        most = max(len(theme.items) for theme in plan.themes)
        room = 2 * most * (abs(self.low) + abs(self.high))
        for wide in _WHOLE:
            holds = kind == wide or (kind in _SMALL and wide is pl.Int64)
            if whole and room <= _MOST[wide] and (holds or kind in (pl.Int8, pl.UInt8)):
                return wide
        return pl.Float64

    def _outside(self, value: pl.Expr) -> pl.Expr:
        return ~value.is_between(self.low, self.high)


def _score(theme: ThemePlan, items: dict[int, Item]) -> pl.Expr:
    """The mean of the items answered, where they are enough."""
    values = [items[place].value for place in theme.items]
    narrow = pl.UInt8 if len(values) < 2**8 else pl.UInt32
    count = _sum(value.is_not_null().cast(narrow) for value in values)
    turned = (
        item.low + item.high - item.value if reverse else item.value
        for item, reverse in ((items[p], t) for p, t in zip(theme.items, theme.turned, strict=True))
    )
    total = _sum(value.fill_null(0) for value in turned)
    return total / pl.when(count >= theme.least).then(count)


def _sum(parts: Iterable[pl.Expr]) -> pl.Expr:
    # A sum of two at a time is faster than `sum_horizontal`, which makes room for nulls.
    return functools.reduce(operator.add, parts)
