"""The share of answers that are favourable: at or above a point that the instrument names.

A person's share is that of the items answered, by the same rule as a score, and a unit's is the
mean over persons. It is worked out and protected as a score on a scale of its own.
"""

import re
from collections.abc import Mapping

import polars as pl

from amu_tui.model.disclosure.limits import UNIFORM_BELOW, share_kept
from amu_tui.model.survey.instrument import Scale

FAVOURABLE = "favourable"
"""The column of a results table, with shares 0–1."""

PERCENT = Scale(min=0, max=100, unit="percent")
"""The scale on which it is protected."""

_FIGURE = re.compile(r"([a-z]+)([0-9]+)")
_PER_CENT = {
    **dict.fromkeys(("mean", "evenmean", "least", "most"), 100.0),
    **dict.fromkeys(("variance", "evenvariance"), 100.0**2),
}


def favourable_groups(groups: pl.DataFrame, themes: int) -> pl.DataFrame:
    """The groups with the figures behind those of so many `themes` in their place, in per cent."""
    kept: list[pl.Expr] = []
    for name in groups.columns:
        figure = _FIGURE.fullmatch(name)
        if figure is None:
            kept.append(pl.col(name))
        elif (at := int(figure[2]) - themes) >= 0:
            kept.append((pl.col(name) * _PER_CENT.get(figure[1], 1)).alias(f"{figure[1]}{at}"))
    return groups.select(kept)


def with_shares(
    rows: pl.DataFrame, shares: pl.DataFrame, themes: Mapping[str, int], min_n: int
) -> pl.DataFrame:
    """`rows` with the column `FAVOURABLE`, in whole per cents: a share is as exact as counts are.

    `shares` are rows of the same units and themes with the mean in per cent; `themes` has the
    number of items of each. A share is shown where both are, if `share_kept`.
    """
    kept = rows.with_columns((shares["mean"].round() / 100).round(2).alias(FAVOURABLE))
    told = pl.col("hidden").is_null() & pl.col(FAVOURABLE).is_not_null()
    indexed = kept.with_row_index("index")
    small = indexed.filter(told & (pl.col("n") < max(UNIFORM_BELOW, min_n)))
    few = [
        index
        for index, n, share, theme in small.select("index", "n", FAVOURABLE, "theme").iter_rows()
        if not share_kept(n, share, themes[theme], min_n)
    ]
    shown = told & ~pl.int_range(pl.len()).is_in(few)
    return kept.with_columns(pl.when(shown).then(FAVOURABLE).alias(FAVOURABLE))
