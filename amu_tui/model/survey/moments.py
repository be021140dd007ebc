"""Number, mean and spread of persons' scores, in the form that can be put together exactly.

A unit's figures come from its persons, on every level. Persons are counted once, in the smallest
groups there are; every larger group is those groups pooled.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from amu_tui.model.survey.results import Score

ALIKE = 1e-7
"""Squared distance that is only rounding in the last bits."""


@dataclass(frozen=True, slots=True)
class Moments:
    """`n` persons' scores of a theme: their `mean`, and the sum of squared deviations from it.

    Where persons have weights, `weights` is the sum of those and of their squares; the mean and
    the squared deviations are then weighted, and `unweighted` has the same persons as one each:
    weights hide nobody. `low` and `high` are the lowest and the highest score, None where that is
    not known. Nobody is `Moments()`, whose mean says nothing.
    """

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0
    weights: tuple[float, float] | None = None
    low: float | None = None
    high: float | None = None
    unweighted: "Moments | None" = None

    @property
    def divisor(self) -> float:
        """What the squared deviations are divided by: n − 1, with weights Σw − Σw²/Σw."""
        if self.weights is None:
            return self.n - 1
        total, squared = self.weights
        return total - squared / total

    @property
    def sd(self) -> float | None:
        """The sample standard deviation; None for fewer than two persons.

        With weights it is what R's `cov.wt` and the GNU Scientific
        Library's `gsl_stats_wsd` give, and the same as n − 1 where all weights are 1.
        """
        return math.sqrt(self.squares / self.divisor) if self.n > 1 else None

    @property
    def effective_n(self) -> float | None:
        """As many persons of one weight each would tell as much; None without weights.

        (Σw)² / Σw²: Kish, L. (1965), Survey Sampling, section 8.2.
        """
        return None if self.weights is None else self.weights[0] ** 2 / self.weights[1]

    @property
    def nearly_alike(self) -> bool:
        """Whether all but one or two have the same score; of four, all but one.

        The lowest and the highest tell it for certain: the rest are alike where their sum and
        the sum of their squares say that they do not vary, or that they all lie at one end. With
        weights only the figures of the same persons without them tell it.
        """
        if self.unweighted is not None:
            return self.unweighted.nearly_alike
        if self.weights or self.low is None or self.high is None or self.n < 4:
            return False
        width = self.high - self.low
        if self.n > 4:
            rest = self.n - 2
            away = (2 * self.mean - self.low - self.high) / rest
            spread = (self.low - self.mean) ** 2 + (self.high - self.mean) ** 2
            if self.squares - spread - rest * away * away < ALIKE:
                return True
        for end in (self.mean - self.low, self.high - self.mean):
            total, squares = self.n * end, self.squares + self.n * end * end
            if self.n > 4:  # without the one at the other end
                total, squares = total - width, squares - width * width
            if abs(total * total - squares) < ALIKE:
                return True
        return False

    def score(self) -> Score:
        """The figures as a score, nothing hidden; `Score(n=0)` for nobody."""
        if not self.n:
            return Score(n=0)
        return Score(n=self.n, mean=self.mean, sd=self.sd, effective_n=self.effective_n)


def moments_of(
    n: int, mean: float, variance: float, total: float | None = None, squared: float = 0.0
) -> Moments:
    """The moments of `n` ≥ 1 persons by their variance; with weights by the sums of those."""
    alone = Moments(n, mean, 0.0, None if total is None else (total, squared))
    return replace(alone, squares=variance * alone.divisor if n > 1 else 0.0)


def pooled(groups: Iterable[Moments]) -> Moments:
    """The moments of all persons of `groups`, which share nobody.

    The pairwise formula of Chan, Golub and LeVeque (1979), which loses no digits where the
    means are large against the deviations. With weights these count in the place of persons;
    either all of the groups have them or none.
    """
    n, mean, squares = 0, 0.0, 0.0
    whole, squared, weighted = 0.0, 0.0, False
    lows: list[float | None] = []
    highs: list[float | None] = []
    alone: list[Moments] = []
    for group in groups:
        if not group.n:
            continue
        lows.append(group.low)
        highs.append(group.high)
        if group.unweighted is not None:
            alone.append(group.unweighted)
        weight, of_squares = group.weights or (group.n, 0.0)
        total = whole + weight
        apart = group.mean - mean
        squares += group.squares + apart * apart * (whole * weight / total)
        mean += apart * (weight / total)
        n, whole, squared = n + group.n, total, squared + of_squares
        weighted = group.weights is not None
    low = min((one for one in lows if one is not None), default=None)
    high = max((one for one in highs if one is not None), default=None)
    if None in lows or None in highs:
        low = high = None
    weights = (whole, squared) if weighted else None
    unweighted = pooled(alone) if alone and len(alone) == len(lows) else None
    return Moments(n, mean, squares, weights, low, high, unweighted)
