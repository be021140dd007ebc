"""Persons' scores as whole numbers, so that sums of them are exact.

A sum of fractions depends in its last digits on the order in which they are added, and the rows
of a table come in whatever order the threads bring them. Whole numbers have no such digits: a
person's score is taken times a number that makes it whole, and a unit's mean and variance come
from the exact sums of the scores and of their squares.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

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
    """Of the whole-number column `score`: how many there are, their sum and that of squares.

    The columns are `n`, `sum` and `squares`, followed by the number `at`.
    """
    value = pl.col(score) if steps.narrow else pl.col(score).cast(pl.Int128)
    yield pl.col(score).count().cast(pl.Int64).alias(f"n{at}")
    yield value.sum().alias(f"sum{at}")
    yield (value * value).sum().alias(f"squares{at}")


def figures(steps: Steps, at: int) -> Iterator[pl.Expr]:
    """`n`, `mean` and `variance` (divisor n − 1), followed by `at`, from what `summed` gives.

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
