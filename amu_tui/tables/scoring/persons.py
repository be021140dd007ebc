"""From answers to the figures of the smallest groups, in one pass over the rows.

A group is everybody who answers for the same unit and leads the same one, as the cells say it.
The pass also says whether anything in it cannot be; where that stands is looked for afterwards,
and only then.
"""

import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import polars as pl

from amu_tui.model.survey.answers import AnswerScale
from amu_tui.tables.formats.parquet import FAILURES
from amu_tui.tables.scoring.exact_sums import (
    UNWEIGHED,
    WEIGHT,
    Steps,
    figures,
    steps_of,
    summed,
    weight_of,
    weighted_figures,
    weighted_sums,
)
from amu_tui.tables.scoring.plan import Plan, ThemePlan, plain
from amu_tui.tables.scoring.responses import (
    TEXT_KINDS,
    Responses,
    Scan,
    answers_in_text,
    unreadable_rows,
)
from amu_tui.tables.scoring.rows import refuse_unknown_values
from amu_tui.tables.table import column

UNIT, LEADS, ANSWERED, WRONG = "unit", "leads", "answered", "wrong"

Watch = Callable[[pl.Expr], pl.Expr]
"""Puts itself round the column of units to see the rows go by."""

_ROUNDING = 1e-9
_WHOLE = (pl.Int16, pl.Int32, pl.Int64)
_SMALL = (pl.Int8, pl.UInt8, pl.UInt16, pl.UInt32)
_MOST = {pl.Int16: 2**15 - 1, pl.Int32: 2**31 - 1, pl.Int64: 2**63 - 1}


def groups(
    responses: Responses, plan: Plan, watch: Watch | None = None
) -> tuple[pl.DataFrame, Scan]:
    """The figures of each group, and the reading that gave them.

    Columns: `unit` and `leads` as they stand in the cells; `answered`, the persons who answered
    any item; `wrong` and `unweighed`, whether any answer, or any weight of theirs, cannot be; for
    the theme at each place of the plan, and then for each that is favourable, `n0`, `mean0`,
    `variance0` (null under 2) and so on, with weights also the sums of them and of their squares,
    `weights0` and `squared0`, and the figures without them, `evenmean0` and `evenvariance0`; and
    for each column that may be a level `level0from` and `level0to`, equal where all say the same.
    The groups are in order, and the figures the same whatever the order of rows.
    """
    for reading in responses.readings:
        # What stops one reading may be nothing to the next.
        with suppress(*FAILURES):
            return _grouped(reading(frozenset(plan.items)), plan, responses, watch), reading
    raise unreadable_rows(responses)


def _grouped(
    lazy: pl.LazyFrame, plan: Plan, responses: Responses, watch: Watch | None
) -> pl.DataFrame:
    lazy, items = read_answers(lazy, plan, responses)
    steps = [_steps(theme, items, plan) for theme in (*plan.themes, *plan.favourable)]
    sums = [pl.col(ANSWERED).sum().cast(pl.Int64), pl.col(WRONG).any()]
    weighted = plan.rows.weight is not None
    sums.append(pl.col(UNWEIGHED).any() if weighted else pl.lit(value=False).alias(UNWEIGHED))
    for at, theme in enumerate(steps):
        sums += (weighted_sums if weighted else summed)(str(at), theme, at)
    people = _persons(lazy, plan, items, steps, watch)
    met = [one.meta.output_name() for one in plan.rows.met()]
    sums += [pl.col(name).any() for name in met]
    levels = [one.meta.output_name() for one in plan.rows.level_cells()]
    sums += [pl.col(name).min().alias(f"{name}from") for name in levels]
    sums += [pl.col(name).max().alias(f"{name}to") for name in levels]
    if plan.rows.leaders is None:
        # One key is faster than two of which one is always the same.
        grouped = people.group_by(UNIT).agg(*sums).with_columns(pl.lit("").alias(LEADS))
    else:
        grouped = people.group_by(UNIT, LEADS).agg(*sums)
    found = grouped.collect(engine="streaming").sort(UNIT, LEADS)
    if plan.rows.where and (found.is_empty() or not all(found[name].any() for name in met)):
        refuse_unknown_values(responses, plan.rows, plan.items, none=found.is_empty())
    means: list[pl.Expr | pl.Series] = []
    for at, theme in enumerate(steps):
        means += weighted_figures(found, theme, at) if weighted else figures(theme, at)
    ends = (f"{name}{end}" for name in levels for end in ("from", "to"))
    return found.select(UNIT, LEADS, ANSWERED, WRONG, UNWEIGHED, *means, *ends)


def watching(seen: Callable[[int], None]) -> Watch:
    """Tells `seen` the number of rows of each part of the table that is read."""

    def count(cells: pl.Series) -> pl.Series:
        seen(len(cells))
        return cells

    return lambda cells: cells.map_batches(count, return_dtype=pl.String, is_elementwise=True)


def read_answers(
    lazy: pl.LazyFrame, plan: Plan, responses: Responses
) -> tuple[pl.LazyFrame, dict[int, "Item"]]:
    """The chosen rows of a reading of the `responses`, with answers in text as numbers; those
    columns by place."""
    lazy = plan.rows.chosen(lazy)
    schema = lazy.collect_schema()
    kinds = {place: schema[column(place)] for place in plan.items}
    texts = {place for place, kind in kinds.items() if kind in TEXT_KINDS}
    decimal = responses.decimal(frozenset(plan.items))
    lazy = lazy.with_columns(
        answers_in_text(pl.col(column(place)), decimal, plan.answers[place]) for place in texts
    )
    items = {
        place: Item(place, pl.Float64() if place in texts else kind, plan)
        for place, kind in kinds.items()
    }
    return lazy, items


def _steps(theme: ThemePlan, items: dict[int, "Item"], plan: Plan) -> Steps:
    if theme.point is not None:
        return steps_of(len(theme.items), theme.least, 1.0, whole=True)
    whole = all(items[place].whole for place in theme.items)
    greatest = max(abs(plan.low), abs(plan.high))
    return steps_of(len(theme.items), theme.least, greatest, whole=whole)


def _persons(
    lazy: pl.LazyFrame,
    plan: Plan,
    items: dict[int, "Item"],
    steps: Sequence[Steps],
    watch: Watch | None,
) -> pl.LazyFrame:
    """A row a person: `unit`, `leads`, `answered`, `wrong` and each theme's score by its place."""
    unit = plan.rows.unit_cell()
    weights = []
    answered = pl.any_horizontal(item.value.is_not_null() for item in items.values())
    if plan.rows.weight is not None:
        weight = weight_of(plan.rows.weight)
        weights = [weight.alias(WEIGHT), (answered & weight.is_null()).alias(UNWEIGHED)]
    return lazy.select(
        (unit if watch is None else watch(unit)).alias(UNIT),
        plan.rows.leader_cell().alias(LEADS),
        *plan.rows.met(),
        *plan.rows.level_cells(),
        answered.alias(ANSWERED),
        *weights,
        pl.any_horizontal(item.wrong for item in items.values()).alias(WRONG),
        *(
            _score(theme, items, steps[at]).alias(str(at))
            for at, theme in enumerate((*plan.themes, *plan.favourable))
        ),
    )


class Item:
    """One column of answers: its `value`, and whether what stands there is `wrong`.

    The value is on the instrument's scale, null where there is none or a code says so. `whole`
    says that all values are whole numbers.
    """

    def __init__(self, place: int, kind: pl.DataType, plan: Plan) -> None:
        cell = pl.col(column(place))
        scale = plan.answers[place]
        self._plan = plan
        self._low, self._high = plain(scale.low), plain(scale.high)
        self.whole = False
        self.value: pl.Expr
        if kind.is_numeric() or kind == pl.Null:
            wide = self._kind(kind)
            value = _without_codes(cell, kind, scale).cast(wide)
            self.wrong = ~value.is_between(self._low, self._high)
            if (self._low, self._high) != (plan.low, plan.high):
                value, wide = self._moved(value), pl.Float64
            self.value = value
            self.whole = wide is not pl.Float64
        else:
            self.value = pl.lit(None, dtype=pl.Float64)
            self.wrong = cell.is_not_null()

    def _kind(self, kind: pl.DataType) -> type[pl.DataType]:
        """The narrowest kind in which a sum of whole answers has room; else fractions."""
        whole = isinstance(self._low, int) and isinstance(self._high, int) and kind.is_integer()
        most = max(len(theme.items) for theme in self._plan.themes)
        room = 2 * most * (abs(self._low) + abs(self._high))
        for wide in _WHOLE:
            holds = kind == wide or (kind in _SMALL and wide is pl.Int64)
            if whole and room <= _MOST[wide] and (holds or kind in (pl.Int8, pl.UInt8)):
                return wide
        return pl.Float64

    def _moved(self, value: pl.Expr) -> pl.Expr:
        """The answer `x` on this item's scale `a` to `b`, on the instrument's scale `A` to `B`.

        In a straight line: `A + (x − a)·(B − A)/(b − a)`.
        """
        low, high = self._plan.low, self._plan.high
        part = (value.cast(pl.Float64) - self._low) / (self._high - self._low)
        return low + part * (high - low)

    def stepped(self, steps: int, point: float | None, *, turned: bool) -> pl.Expr:
        """The answer as a whole number, taken times `steps`; 0 where there is none.

        With a `point` it is whether the answer is at or above it, 1 or 0.
        """
        value = self._plan.low + self._plan.high - self.value if turned else self.value
        if point is not None:
            # What a straight line makes of an answer may miss the point by a rounding.
            value = (value >= point - _ROUNDING).cast(pl.Int64)
        if steps > 1:
            value = (value.cast(pl.Float64) * steps).round()
        return value.fill_null(0)


def _without_codes(cell: pl.Expr, kind: pl.DataType, scale: AnswerScale) -> pl.Expr:
    """The `cell`, null where a code says that there is no answer."""
    if not scale.codes:
        return cell
    wide = pl.Int64 if kind.is_integer() else pl.Float64
    codes = pl.Series([code for code in scale.codes if wide is pl.Float64 or code == int(code)])
    coded = cell.cast(wide, strict=False).is_in(codes.cast(wide).implode())
    return pl.when(coded).then(None).otherwise(cell)


def _score(theme: ThemePlan, items: dict[int, Item], steps: Steps) -> pl.Expr:
    """The mean of the items answered, where they are enough, in whole `steps`."""
    answers = [items[place].value for place in theme.items]
    narrow = pl.UInt8 if len(answers) < 2**8 else pl.UInt32
    count = _sum(answer.is_not_null().cast(narrow) for answer in answers)
    total = _sum(
        items[place].stepped(steps.answers, theme.point, turned=turned)
        for place, turned in zip(theme.items, theme.turned, strict=True)
    )
    return steps.score(total, pl.when(count >= theme.least).then(count))


def _sum(parts: Iterable[pl.Expr]) -> pl.Expr:
    # A sum of two at a time is faster than `sum_horizontal`, which makes room for nulls.
    return functools.reduce(operator.add, parts)
