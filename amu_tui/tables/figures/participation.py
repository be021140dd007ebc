"""Who was asked and who answered, unit by unit, from the columns of participation."""

from collections.abc import Iterator

import polars as pl

from amu_tui.model.survey.results import Participation
from amu_tui.tables.figures.checks import FRACTION, MOST_PEOPLE, SHOWN, no_count, no_number
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.numbers import with_number
from amu_tui.tables.table import ROW, TableProblem, column
from amu_tui.tables.vocabulary.names import ColumnMeaning
from amu_tui.text import cut
from amu_tui.words import _

_COUNTS: tuple[ColumnMeaning, ...] = ("invited", "responses")
RATE_ROUNDING = 0.015
"""How far a rate in whole per cent may lie from answers ÷ invited."""
_PERCENT_ABOVE = 2
"""A rate above this without a percent sign is a percentage: no survey has twice the answers."""


def participation(
    rows: pl.DataFrame, layout: Layout
) -> tuple[dict[str, Participation], list[TableProblem]]:
    """Participation by unit key, and the cells that could not be taken.

    A long table repeats it on every row of the unit; rows that disagree are a problem.
    """
    problems: list[TableProblem] = []
    found: dict[str, dict[str, float]] = {}
    fields: tuple[ColumnMeaning, ...] = (*_COUNTS, "rate")
    for name in fields:
        if name not in layout.fields:
            continue
        place = layout.fields[name]
        cells = rows.select(ROW, "unit", "key", pl.col(column(place)).alias("raw"))
        cells = with_number(cells, "raw", "value", thousands=name in _COUNTS)
        header = layout.header[place]
        wrong = _wrong_count() if name in _COUNTS else _wrong_rate(cells)
        problems += _said(cells.filter(wrong), header, name)
        cells = cells.filter(~wrong & pl.col("value").is_not_null())
        if name == "rate":
            cells = _as_share(cells)
        first = pl.col("value").first().over("key")
        for row, unit, raw in cells.filter(pl.col("value") != first)[[ROW, "unit", "raw"]].rows():
            message = _("“{cell}” differs from an earlier row of the same unit").format(
                cell=cut(raw, SHOWN)
            )
            problems.append(TableProblem(row, header, message, unit=unit))
        for key, value in cells.unique("key", keep="first")[["key", "value"]].rows():
            found.setdefault(key, {})[name] = value
    return {key: _participation(values) for key, values in found.items()}, problems


def withheld(rows: pl.DataFrame, layout: Layout) -> frozenset[str]:
    """The keys of the units of which a number of people is kept back, as `*` or `<10`.

    Whoever kept it back did it for few people: nobody can tell that they are enough.
    """
    found: set[str] = set()
    for name in _COUNTS:
        if name in layout.fields:
            cells = rows.select("key", pl.col(column(layout.fields[name])).alias("raw"))
            cells = with_number(cells, "raw", "value", thousands=True)
            found.update(cells.filter(pl.col("value_state") == "withheld")["key"])
    return frozenset(found)


def _participation(values: dict[str, float]) -> Participation:
    invited, responses = (values.get(name) for name in _COUNTS)
    return Participation(
        invited=None if invited is None else int(invited),
        responses=None if responses is None else int(responses),
        rate=values.get("rate"),
    )


def _wrong_count() -> pl.Expr:
    value = pl.col("value")
    whole = (value == value.floor()) & value.is_between(0, MOST_PEOPLE)
    return (
        pl.col("value_state").is_in(["text", "ambiguous"])
        | (value.is_not_null() & (pl.col("value_percent") | ~whole))
    ).fill_null(value=False)


def _plain(cells: pl.DataFrame) -> pl.Series:
    return cells.filter(~pl.col("value_percent"))["value"].drop_nulls()


def _wrong_rate(cells: pl.DataFrame) -> pl.Expr:
    """No number, negative, or a share of 1 in a column whose other figures are percentages."""
    value = pl.col("value")
    wrong = (pl.col("value_state") == "text") | (value < 0)
    if (_plain(cells) > _PERCENT_ABOVE).any():
        wrong |= ~pl.col("value_percent") & value.is_between(0, FRACTION, closed="right")
    return wrong.fill_null(value=False)


def _as_share(cells: pl.DataFrame) -> pl.DataFrame:
    percentages = bool((_plain(cells) > _PERCENT_ABOVE).any())
    per_cent = pl.col("value_percent") | pl.lit(percentages)
    return cells.with_columns(
        pl.when(per_cent).then((pl.col("value") / 100).round(9)).otherwise("value").alias("value")
    )


def _said(wrong: pl.DataFrame, header: str, name: ColumnMeaning) -> Iterator[TableProblem]:
    for row, unit, raw, state in wrong[[ROW, "unit", "raw", "value_state"]].rows():
        cell = cut(raw, SHOWN)
        if state == "text":
            message = no_number(cell)
        elif name == "rate":
            message = _("“{cell}” is not a response rate; write 58% or 0.58").format(cell=cell)
        else:
            message = no_count(cell)
        yield TableProblem(row, header, message, unit=unit)
