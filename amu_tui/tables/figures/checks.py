"""From the texts of cells to scores: every figure read, and what no figure can be said by row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

import polars as pl

from amu_tui.model.disclosure.limits import UNIFORM_BELOW
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Hidden
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.numbers import MISSING, with_number
from amu_tui.tables.table import ROW, TableProblem
from amu_tui.tables.vocabulary.names import ScorePart
from amu_tui.text import cut
from amu_tui.words import _, number

HIDDEN: tuple[Hidden, ...] = get_args(Hidden)
"""What `hidden` may say; it may also stand in the place of the mean."""

MOST_PEOPLE = 100_000_000
FRACTION = 1.02
"""Largest share of 1 that is met; real files pass 1 a little."""

SHOWN = 40
"""Characters of a cell that a message repeats."""
_FRACTIONS = ("mean", "sd", "effective_n")


@dataclass(frozen=True)
class Check:
    """Rows where `wrong` holds cannot be taken, because of what stands in the column `part`.

    A cell that is `text` tells nothing of what people answered.
    """

    part: ScorePart
    wrong: pl.Expr
    say: Callable[..., str]
    text: bool = False

    @property
    def repeats(self) -> pl.Expr:
        """Whether a message may repeat the cell: no figure of few people, nor of a hidden score."""
        few = pl.col("hidden").is_not_null() | (pl.col("n") < UNIFORM_BELOW).fill_null(value=False)
        return pl.lit(self.text or self.part not in ("mean", "sd")) | ~few


def checked(
    cells: pl.DataFrame, layout: Layout, scale: Scale, fractions: bool | None
) -> tuple[pl.DataFrame, list[TableProblem]]:
    """Scores (`row`, `unit`, `key`, `theme`, `n`, `mean`, `sd`, `effective_n`, `hidden`), with the
    share 0–1 that is `favourable`, and problems.

    A row with a problem has no score. On a percent scale `fractions` says whether figures
    without a percent sign are shares of 1; None where nobody said it, and then figures that
    could be either are problems.
    """
    for part in ("mean", "n", "sd", "effective_n"):
        thousands = part == "n" or (scale.max >= 1000 and part != "effective_n")
        cells = with_number(cells, f"{part}_raw", part, thousands=thousands)
    cells = _with_favourable(_with_hidden(cells))
    problems: list[TableProblem] = []
    either = pl.lit(value=False)
    if scale.unit == "percent":
        if fractions is None and scale.max > 2 * FRACTION:
            by = "theme" if layout.kind == "wide" else pl.lit("")
            cells, either = _with_unclear(cells, by)
            problems += _unclear_columns(cells, layout)
        cells = _on_percent_scale(cells, scale, fractions=bool(fractions))
    unsigned = _("“{cell}” has no percent sign, but others in the column have; write 58%").format
    checks = [*_checks(scale), Check("mean", either, unsigned)]
    twice = _(
        "the same unit and theme stand in row {row} already; --where chooses one of several rounds"
    )
    problems += _wrong_cells(cells, layout, checks)
    problems += repeated(cells, layout, ["key", "theme"], twice)
    wrong = pl.any_horizontal(check.wrong.fill_null(value=False) for check in checks)
    shown = pl.col("hidden").is_null()
    scores = cells.filter(~wrong).select(
        ROW,
        "unit",
        "key",
        "theme",
        pl.when(shown).then(pl.col("n")).cast(pl.Int64),
        *(pl.when(shown).then(pl.col(part)).alias(part) for part in _FRACTIONS),
        "hidden",
        pl.when(shown).then(pl.col("favourable")).alias("favourable"),
    )
    return scores.unique(["key", "theme"], keep="first", maintain_order=True), problems


def _wrong_cells(
    cells: pl.DataFrame, layout: Layout, checks: Sequence[Check]
) -> Iterator[TableProblem]:
    for check in checks:
        columns = (ROW, "unit", "theme", f"{check.part}_raw", check.repeats.alias("repeats"))
        for row, unit, theme, text, repeats in cells.filter(check.wrong).select(columns).rows():
            header = layout.named(theme, check.part)
            cell = cut(text, SHOWN) if repeats else _("not repeated here")
            yield TableProblem(row, header, check.say(cell=cell), unit=unit)


def _with_hidden(cells: pl.DataFrame) -> pl.DataFrame:
    said = [pl.col(name).str.to_lowercase() for name in ("hidden_raw", "mean_raw")]
    in_hidden, in_mean = (word.is_in(HIDDEN) for word in said)
    # Whoever keeps back a mean, or the number of answers it is of, hides the score.
    kept_back = (pl.col("mean_state") == "withheld") | (pl.col("n_state") == "withheld")
    return cells.with_columns(
        pl.when(in_hidden | in_mean | kept_back).then(pl.lit("protected")).alias("hidden"),
        pl.when(in_mean).then(pl.lit("missing")).otherwise("mean_state").alias("mean_state"),
    )


def _with_favourable(cells: pl.DataFrame) -> pl.DataFrame:
    """The shares that are favourable, of 1; per cents where one of them is larger."""
    if "favourable_raw" not in cells.columns:
        return cells.with_columns(pl.lit(None, dtype=pl.Float64).alias("favourable"))
    cells = with_number(cells, "favourable_raw", "favourable", thousands=False)
    share = pl.col("favourable")
    percent = pl.col("favourable_percent") | (share > FRACTION).any()
    share = pl.when(percent).then(share / 100).otherwise(share)
    return cells.with_columns(pl.when(share.is_between(0, 1)).then(share).alias("favourable"))


def _on_percent_scale(cells: pl.DataFrame, scale: Scale, *, fractions: bool) -> pl.DataFrame:
    """Means and spreads in the scale's own figures."""
    for part in ("mean", "sd"):
        plain = scale.max if fractions else 1.0
        factor = pl.when(f"{part}_percent").then(scale.max / 100).otherwise(plain)
        cells = cells.with_columns(
            # 0.58 · 100 is not 58 in binary fractions.
            (pl.col(part) * factor).round(9).alias(part),
            (pl.col(f"{part}_half") * factor),
        )
    return cells


def _with_unclear(cells: pl.DataFrame, by: str | pl.Expr) -> tuple[pl.DataFrame, pl.Expr]:
    """Which figures may be shares of 1: whole columns (`unclear`), and single cells."""
    plain = pl.when(~pl.col("mean_percent")).then(pl.col("mean"))
    signs = (pl.col("mean_percent") & pl.col("mean").is_not_null()).any().over(by)
    shares = plain.max().over(by).is_between(0, FRACTION, closed="right")
    cells = cells.with_columns((shares & ~signs).alias("unclear"), signs.alias("signs"))
    single = pl.col("signs") & plain.is_between(0, FRACTION, closed="right")
    return cells, single


def _unclear_columns(cells: pl.DataFrame, layout: Layout) -> Iterator[TableProblem]:
    unclear = cells.filter("unclear").select("theme").unique(maintain_order=True).to_series()
    headers = dict.fromkeys(layout.named(theme, "mean") for theme in unclear)
    for header in headers:
        yield TableProblem(
            layout.row,
            header,
            _(
                "all figures are between 0 and 1 on a percent scale; write “fractions = true” in"
                " a mapping file if 0.58 means 58 %, “fractions = false” if it means 0.58 %"
            ),
        )


def _checks(scale: Scale) -> Iterator[Check]:
    parts: tuple[ScorePart, ...] = ("mean", "n", "sd")
    ambiguous = _("“{cell}” may be a thousand or a decimal; write it without that mark").format
    for part in parts:
        yield Check(part, pl.col(f"{part}_state") == "text", no_number, text=True)
        yield Check(part, pl.col(f"{part}_state") == "ambiguous", ambiguous)
    percentage = _("“{cell}” is a percentage; a plain number belongs here").format
    for part in parts if scale.unit != "percent" else ("n",):
        yield Check(part, pl.col(f"{part}_percent") & pl.col(part).is_not_null(), percentage)
    n, mean, sd = pl.col("n"), pl.col("mean"), pl.col("sd")
    plain_n = ~pl.col("n_percent")
    whole = (n == n.floor()) & n.is_between(0, MOST_PEOPLE)
    yield Check("n", plain_n & ~whole, no_count)
    of_nobody = _("“{cell}” is a mean of no answers: n is 0").format
    yield Check("mean", (n == 0) & mean.is_not_null(), of_nobody, text=True)
    inside = mean.is_between(scale.min, scale.max)
    percent = scale.unit == "percent"
    mean_fits, sd_fits = (pl.lit(percent) | ~pl.col(f"{part}_percent") for part in ("mean", "sd"))
    low, high = (number(end, 0 if end == int(end) else 1) for end in (scale.min, scale.max))
    outside = partial(_("“{cell}” is outside the scale {low}–{high}").format, low=low, high=high)
    yield Check("mean", mean_fits & ~inside, outside)
    negative = _("“{cell}” is negative; a standard deviation never is").format
    yield Check("sd", sd < 0, negative)
    too_spread = sd_fits & inside & (sd > _largest_sd(scale))
    larger = _("“{cell}” is a larger standard deviation than this mean and n allow").format
    yield Check("sd", too_spread & (n.is_null() | ((n != 0) & whole)), larger)
    words = pl.col("hidden_raw").str.to_lowercase()
    effective = pl.col("effective_n")
    fits = (effective > 0) & (effective <= n + pl.col("effective_n_half"))
    beyond = _("“{cell}” is not between 0 and n; weights never make an n larger").format
    yield Check("effective_n", (pl.col("effective_n_state") == "text") | ~fits, beyond, text=True)
    yield Check("hidden", ~words.is_in([*MISSING, *HIDDEN]), no_word)


def _largest_sd(scale: Scale) -> pl.Expr:
    """The largest sample sd that a mean on the scale allows, whatever rounding did to both.

    √((mean − lo)(hi − mean)) · √(n / (n − 1)); two answers where n is not known.
    """
    middle = (scale.min + scale.max) / 2
    mean, half = pl.col("mean"), pl.col("mean_half")
    off = (mean - middle).abs() - half
    room = pl.max_horizontal(off, pl.lit(0.0))
    square = pl.lit(((scale.max - scale.min) / 2) ** 2) - room**2
    weighted = pl.col("effective_n") - pl.col("effective_n_half")
    n = pl.max_horizontal(pl.coalesce(weighted, "n", pl.lit(2.0)), pl.lit(1.0))
    # One answer has no spread at all.
    sample = pl.when(n > 1).then(n / (n - 1)).otherwise(0.0)
    return (square.clip(lower_bound=0.0) * sample).sqrt() + pl.col("sd_half") + 1e-9


def no_number(cell: str) -> str:
    """A text stands where a number belongs."""
    if cell.startswith("="):
        return _(
            "“{cell}” is a formula that was never worked out; open the workbook in the spreadsheet"
            " program and save it, or write the number"
        ).format(cell=cell)
    if cell.startswith(("#", "Err:")):
        return _(
            "“{cell}” is an error of the spreadsheet; mend it, or leave the cell empty"
        ).format(cell=cell)
    return _("“{cell}” is not a number; leave the cell empty where there is none").format(cell=cell)


def no_count(cell: str) -> str:
    """A number stands where a number of people belongs."""
    return _("“{cell}” is not a number of people; a whole number belongs here").format(cell=cell)


def no_word(cell: str) -> str:
    """A text stands where it is said that a figure is hidden."""
    return _(
        "“{cell}” means nothing here; leave it empty, or write {word} where the figure is hidden"
    ).format(cell=cell, word=HIDDEN[0])


def repeated(
    rows: pl.DataFrame, layout: Layout, keys: Sequence[str], message: str
) -> Iterator[TableProblem]:
    """What stands in several rows, said at each row but the first; `message` for a long table."""
    if layout.kind == "wide":
        message = _(
            "the same unit stands in row {row} already; --where chooses one of several rounds"
        )
    first = pl.col(ROW).first().over(keys).alias("first")
    again = rows.with_columns(first).filter(pl.col(ROW) != pl.col("first"))
    for row, unit, before in again.select(ROW, "unit", "first").unique(maintain_order=True).rows():
        yield TableProblem(row, "", message.format(row=before), unit=unit)
