"""Cells in which a sign says that there is no answer, counted so that it can be said once."""

from contextlib import suppress

import polars as pl

from amu_tui.tables.formats.parquet import FAILURES
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.scoring.plan import Plan
from amu_tui.tables.scoring.responses import TEXT_KINDS, Responses, Scan
from amu_tui.tables.table import column


def unanswered(responses: Responses, plan: Plan, reading: Scan) -> dict[str, int]:
    """How many cells with answers hold each sign for none, such as `-` or `#N/A`; most first.

    `reading` is the one that gave the figures. Signs are in lower case; empty cells are not
    counted. The table is read once more, but only where it has signs or may have them.
    """
    numbers = frozenset(plan.items)
    schema = reading(numbers).collect_schema()
    texts = any(schema[column(place)] in TEXT_KINDS for place in plan.items)
    if not texts and not responses.dropped(numbers):
        return {}
    wanted = [sign for sign in MISSING if sign]
    lazy = reading(numbers) if texts else responses.readings[1](numbers)
    cells = plan.rows.chosen(lazy).select(
        pl.col(column(place)).cast(pl.String) for place in plan.items
    )
    signs = cells.unpivot().select(pl.col("value").str.strip_chars().str.to_lowercase())
    counted = signs.filter(pl.col("value").is_in(wanted)).group_by("value").agg(pl.len())
    with suppress(*FAILURES):
        rows = counted.collect(engine="streaming").sort("len", "value", descending=[True, False])
        return dict(rows.rows())
    return {}
