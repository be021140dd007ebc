"""Cells in which a sign or a code says that there is no answer, counted so that it can be said."""

from collections import Counter
from contextlib import suppress

import polars as pl

from amu_tui.model.survey.answers import AnswerScale
from amu_tui.tables.formats.parquet import FAILURES
from amu_tui.tables.numbers import MISSING, figure
from amu_tui.tables.scoring.plan import Plan
from amu_tui.tables.scoring.responses import TEXT_KINDS, Responses, Scan
from amu_tui.tables.table import column


def unanswered(responses: Responses, plan: Plan, reading: Scan) -> dict[str, int]:
    """How many cells with answers hold each sign for none, such as `-` or `#N/A`; most first.

    `reading` is the one that gave the figures. Signs are in lower case, as are the codes that
    the instrument names; empty cells are not counted. The table is read once more, but only
    where it has signs or codes, or may have them.
    """
    numbers = frozenset(plan.items)
    schema = reading(numbers).collect_schema()
    texts = any(schema[column(place)] in TEXT_KINDS for place in plan.items)
    declared = any(scale.codes or scale.words for scale in plan.answers.values())
    dropped = bool(responses.dropped(numbers))
    if not texts and not declared and not dropped:
        return {}
    lazy = responses.readings[1](numbers) if dropped and not texts else reading(numbers)
    cells = plan.rows.chosen(lazy).select(
        pl.col(column(place)).cast(pl.String).alias(str(place)) for place in plan.items
    )
    text = pl.col("value").str.strip_chars().str.to_lowercase()
    signs = cells.unpivot(variable_name="place").select("place", text)
    if declared:
        signs = signs.filter(_may_be_code(plan))
    else:
        signs = signs.filter(pl.col("value").is_in([sign for sign in MISSING if sign]))
    with suppress(*FAILURES):
        counted = signs.group_by("place", "value").agg(pl.len()).collect(engine="streaming")
        found: Counter[str] = Counter()
        for place, value, count in counted.iter_rows():
            if sign := _sign(value, plan.answers[int(place)]):
                found[sign] += count
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
    return {}


def _may_be_code(plan: Plan) -> pl.Expr:
    """Whether a text is no figure, or one of the codes for some item."""
    codes = sorted({code for scale in plan.answers.values() for code in scale.codes})
    value = figure(pl.col("value"))
    return (pl.col("value") != "") & (value.is_null() | value.is_in(codes))


def _sign(text: str, scale: AnswerScale) -> str:
    """What says in the cell that there is no answer; nothing where one stands there."""
    if text in MISSING:
        return text
    with suppress(ValueError):
        code = float(text.replace(",", "."))
        return f"{code:g}" if code in scale.codes else ""
    number = scale.number(text)
    return text if number is None or number in scale.codes else ""
