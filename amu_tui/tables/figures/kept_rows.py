"""The rows of a results table as they are written: coarse, and without what must be hidden."""

from collections.abc import Mapping

import polars as pl

from amu_tui.model.disclosure.limits import TINY, UNIFORM_BELOW, protected
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import ALIKE
from amu_tui.model.survey.nearly_alike import FEW
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.rounding import FINER_MEANS, FINER_SPREADS, coarse

SCHEMA = {
    "unit": pl.String,
    "theme": pl.String,
    "respondents": pl.Int64,
    "n": pl.Int64,
    "mean": pl.Float64,
    "sd": pl.Float64,
    "hidden": pl.String,
}
"""The columns of a results table, in their order; with weights there is also `effective_n`."""


def as_shown(figure: pl.Expr, n: pl.Expr, scale: Scale, name: str) -> pl.Expr:
    """`figure` of `n` people, its `name` being mean or sd, rounded as `coarse` rounds it."""
    finer = FINER_MEANS if name == "mean" else FINER_SPREADS
    more = pl.when(n >= finer).then(10.0 ** (scale.digits + 1)).otherwise(10.0**scale.digits)
    whole = (figure.abs() * more + 0.5 + 1e-9).floor()
    return (whole / more * figure.sign()).round(6)


def nearly_alike(scale: Scale) -> pl.Expr:
    """`Moments.nearly_alike`, or at an end of the scale, of very many groups at once.

    `even_mean` and `even_sd` are the figures without weights.
    """
    n, mean, sd, low, high = (pl.col(name) for name in ("n", "even_mean", "even_sd", "low", "high"))
    squares = sd**2 * (n - 1)
    rest, width = (n - 2).cast(pl.Float64), high - low
    away = (2 * mean - low - high) / rest
    inner = squares - (low - mean) ** 2 - (high - mean) ** 2 - rest * away**2
    found = (sd < TINY) | (width < TINY) | (mean <= scale.min + TINY) | (mean >= scale.max - TINY)
    found |= (n > 4) & (inner < ALIKE)
    for end in (mean - low, high - mean):
        one = pl.when(n > 4).then(width).otherwise(0.0)
        total, of_squares = n * end - one, squares + n * end**2 - one**2
        found |= (n > 3) & ((total**2 - of_squares).abs() < ALIKE)
    return found


def as_kept(
    rows: pl.DataFrame, themes: Mapping[str, int], scale: Scale, min_n: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows as they are written, rounded and some more hidden, and those with every decimal.

    `themes` has the number of items of each. Of large groups nothing but the rounding changes,
    and they are not looked at one by one.
    """
    looked = []
    judged: dict[tuple[object, ...], Score] = {}
    indexed = rows.with_row_index("index")
    weighted = "effective_n" in rows.columns
    columns = ("index", "theme", "n", "mean", "sd", *(("effective_n",) if weighted else ()))
    for index, theme, n, mean, sd, *effective in (
        indexed.filter(_to_look_at(scale)).select(columns).rows()
    ):
        items = themes[theme]
        score = Score(n=n, mean=mean, sd=sd, effective_n=effective[0] if weighted else None)
        score = coarse(score, scale, items)
        # Of coarse figures there are few: each is judged once.
        key = (n, score.mean, score.sd, score.effective_n, items)
        if key not in judged:
            judged[key] = protected(score, scale, min_n, items)
        score = judged[key]
        looked.append((index, score.mean, score.sd, score.hidden))
    kinds = {"index": pl.UInt32, "_mean": pl.Float64, "_sd": pl.Float64, "_hidden": pl.String}
    seen = pl.DataFrame(looked, schema=kinds, orient="row").with_columns(seen=pl.lit(value=True))
    joined = indexed.join(seen, on="index", how="left", maintain_order="left")
    taken = pl.col("seen").is_not_null()
    exact = (as_shown(pl.col(name), pl.col("n"), scale, name) for name in ("mean", "sd"))
    kept = joined.with_columns(
        *(
            pl.when(taken).then(f"_{name}").otherwise(one).alias(name)
            for name, one in zip(("mean", "sd"), exact, strict=True)
        ),
        pl.when(taken).then("_hidden").otherwise("hidden").alias("hidden"),
    )
    if weighted:
        kept = kept.with_columns(pl.col("effective_n").round(1))
    hidden = rows.with_columns(kept["hidden"])
    return without_numbers(kept, weighted=weighted), without_numbers(hidden, weighted=weighted)


def without_numbers(rows: pl.DataFrame, *, weighted: bool) -> pl.DataFrame:
    """The rows with no number of what is hidden; `weighted` where they keep `effective_n`."""
    shown = pl.col("hidden").is_null()
    columns = [*SCHEMA, "effective_n"] if weighted else [*SCHEMA]
    texts = ("unit", "theme", "hidden")
    return rows.select(
        name if name in texts else pl.when(shown).then(name).alias(name) for name in columns
    )


def _to_look_at(scale: Scale) -> pl.Expr:
    """The rows of which more may go than decimals; not all of them do."""
    n, mean, sd = (pl.col(name) for name in ("n", "mean", "sd"))
    width = scale.max - scale.min
    ends = pl.min_horizontal(mean - scale.min, scale.max - mean) < 0.3 * width
    return (
        pl.col("hidden").is_null()
        & mean.is_not_null()
        & ((n < FEW) | ((n < UNIFORM_BELOW) & (ends | (sd < 0.2 * width))))
    )
