"""Persons' scores as whole numbers, so that sums of them are exact.

A sum of fractions depends in its last digits on the order in which they are added, and the rows
of a table come in whatever order the threads bring them. Whole numbers have no such digits: a
person's score is taken times a number that makes it whole, and a unit's mean and variance come
from the exact sums of the scores and of their squares.

A weight is taken as whole millionths. A score may be so large that its square and a weight have
no room together in 128 bits: it is then taken as two parts, and the squares are put together
where numbers may be as large as they are.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from amu_tui.tables.numbers import figure
from amu_tui.tables.table import column

WEIGHT, UNWEIGHED = "weight", "unweighed"
"""Whole millionths; and whether a person who answered has no weight that can be one."""

MOST = 10**6
"""The largest weight. Weights that sum to a population are far below."""

_PARTS = 10**6
_BASE = 2**27

_EXACT = 2**53
"""Whole numbers up to here are exact as floating-point numbers."""
_NARROW = 2**15
"""Scores up to here have squares of which Polars' greatest number of rows, 2³², has an exact sum
in 64 bits."""
_STEPS = 10**9
"""Parts of one that answers with decimals are rounded to. Means and deviations change by less
than one part, mostly by far less; answers with up to nine decimals do not change at all."""


@dataclass(frozen=True)
class Steps:
    """How persons' scores of one theme become whole numbers.

    Args:
        answers: what each answer is taken times and rounded; 1 where all are whole.
        share: what the score is taken times, in addition, so that no division leaves a rest; 1
            where that would be too much, and the score is rounded.
        narrow: whether sums of squares have room in 64 bits.
    """

    answers: int
    share: int
    narrow: bool

    @property
    def total(self) -> int:
        """What a person's score is taken times."""
        return self.answers * self.share

    def score(self, total: pl.Expr, count: pl.Expr) -> pl.Expr:
        """The score, as a whole number, of `count` answers that make up `total`.

        `total` is of answers taken times `answers`; `count` is null where there is no score.
        """
        score = total * (float(self.share) / count) if self.share > 1 else (total / count).round()
        # What is not finite is a wrong answer, which is refused later.
        return score.cast(pl.Int64, strict=False)


def steps_of(items: int, least: int, greatest: float, *, whole: bool) -> Steps:
    """The steps for a theme.

    Args:
        items: how many items it has.
        least: how many of them make a score.
        greatest: the greatest distance of an answer from zero.
        whole: whether every answer is a whole number.
    """
    most = max(1.0, greatest)
    share = math.lcm(*range(least, items + 1))
    answers = 1 if whole and share * most < _EXACT else _answer_steps(items * most)
    if answers * share * most >= _EXACT:
        share = 1
    return Steps(answers, share, narrow=answers * share * most <= _NARROW)


def _answer_steps(greatest: float) -> int:
    """`_STEPS`, or fewer where a sum of answers up to `greatest` would not be exact."""
    steps = _STEPS
    while steps > 1 and steps * greatest >= _EXACT:
        steps //= 10
    return steps


def summed(score: str, steps: Steps, at: int) -> Iterator[pl.Expr]:
    """Of the whole-number column `score`: how many there are, their sum and that of squares,
    the lowest and the highest.

    The columns are `n`, `sum`, `squares`, `least` and `most`, followed by the number `at`.
    """
    value = pl.col(score) if steps.narrow else pl.col(score).cast(pl.Int128)
    yield pl.col(score).count().cast(pl.Int64).alias(f"n{at}")
    yield value.sum().alias(f"sum{at}")
    yield (value * value).sum().alias(f"squares{at}")
    yield pl.col(score).min().alias(f"least{at}")
    yield pl.col(score).max().alias(f"most{at}")


def figures(steps: Steps, at: int) -> Iterator[pl.Expr]:
    """`n`, `mean`, `variance` (divisor n − 1), `least` and `most`, followed by `at`, from what
    `summed` gives.

    No mean where n is 0, no variance where it is under 2. The sum of squares is moved to the
    whole number next to the mean before anything becomes a fraction, so that no digits are lost
    where it is far from zero.
    """
    n = pl.col(f"n{at}")
    people = pl.when(n > 0).then(n).cast(pl.Int128)
    total = pl.col(f"sum{at}").cast(pl.Int128)
    near = total // people
    rest = (total - near * people).cast(pl.Float64)
    squares = pl.col(f"squares{at}").cast(pl.Int128) - near * (2 * total - near * people)
    deviations = squares.cast(pl.Float64) - rest * rest / n
    yield n
    yield (total.cast(pl.Float64) / (people.cast(pl.Float64) * steps.total)).alias(f"mean{at}")
    yield (
        pl.when(n > 1).then(deviations / (n - 1) / float(steps.total) ** 2).alias(f"variance{at}")
    )
    for end in (f"least{at}", f"most{at}"):
        yield (pl.col(end).cast(pl.Float64) / steps.total).alias(end)


def weight_of(place: int) -> pl.Expr:
    """The weight in the column at `place` in whole millionths, null for what is none."""
    text = pl.col(column(place)).cast(pl.String).str.strip_chars()
    value = figure(text)
    whole = (value * _PARTS).round().cast(pl.Int64, strict=False)
    return pl.when(value.is_between(0, MOST) & (whole > 0)).then(whole)


def weighted_sums(score: str, steps: Steps, at: int) -> Iterator[pl.Expr]:
    """What `summed` gives, and the weights and the sums over them, named by `at`."""
    value = pl.col(score).cast(pl.Int128)
    weight = pl.when(pl.col(score).is_not_null()).then(pl.col(WEIGHT)).cast(pl.Int128)
    high = value // _BASE
    low = value - high * _BASE
    yield from summed(score, steps, at)
    yield weight.sum().alias(f"weights{at}")
    yield (weight * weight).sum().alias(f"squared{at}")
    yield (weight * value).sum().alias(f"weighed{at}")
    yield (weight * high * high).sum().alias(f"upper{at}")
    yield (weight * high * low).sum().alias(f"cross{at}")
    yield (weight * low * low).sum().alias(f"lower{at}")


def weighted_figures(found: pl.DataFrame, steps: Steps, at: int) -> list[pl.Series]:
    """`n`, `mean`, `variance`, and `weights` and `squared` (the sums of weights and of their
    squares), followed by `at`, from what `weighted_sums` gives.

    The variance is that of `Moments.sd`. `evenmean` and `evenvariance` are those of the same
    persons without weights, as are `least` and `most`.
    """
    even = {f"{name}{at}": f"even{name}{at}" for name in ("mean", "variance")}
    persons = found.select(figures(steps, at)).rename(even)
    names = [
        f"{name}{at}" for name in ("n", "weights", "squared", "weighed", "upper", "cross", "lower")
    ]
    means: list[float | None] = []
    variances: list[float | None] = []
    for n, weights, squared, total, upper, cross, lower in found.select(names).rows():
        of_squares = upper * _BASE**2 + 2 * cross * _BASE + lower
        means.append(total / (weights * steps.total) if n else None)
        spread = of_squares * weights - total * total
        divisor = (weights * weights - squared) * steps.total**2
        variances.append(spread / divisor if n > 1 else None)
    return [
        *persons.get_columns(),
        pl.Series(f"mean{at}", means, dtype=pl.Float64),
        pl.Series(f"variance{at}", variances, dtype=pl.Float64),
        (found[f"weights{at}"].cast(pl.Float64) / _PARTS).alias(f"weights{at}"),
        (found[f"squared{at}"].cast(pl.Float64) / _PARTS**2).alias(f"squared{at}"),
    ]
