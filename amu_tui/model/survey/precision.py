"""How precise a mean is: intervals that say what chance alone could explain.

A unit's result is often all of its people, and still not exact: who happened to answer, and how
each of them happened to answer on that day, would come out a little differently another time.
The intervals speak of that chance, and so use no finite-population correction.

Where a score is hidden, has no n or sd, or fewer than two answers, there is no interval; nor
where nobody differs, since no spread at all says nothing about chance.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score

LEVEL = 0.95
MANY = 1e5
"""Degrees of freedom from which the expansion around the normal distribution is exact enough."""

TINY = 1e-300
EXACT = 1e-15
MOST_TERMS = 10_000
MOST_STEPS = 200


class Interval(NamedTuple):
    """Two limits on the instrument's scale, `low` ≤ `high`; they may lie outside its ends."""

    low: float
    high: float

    def within(self, scale: Scale) -> "Interval":
        """The part of it that can be a mean on `scale`."""
        low, high = (min(scale.max, max(scale.min, limit)) for limit in self)
        return Interval(low, high)


class Difference(NamedTuple):
    """`change` = new − old with the limits of its interval, in units of the scale."""

    change: float
    low: float
    high: float

    @property
    def noise(self) -> bool:
        """Whether no change at all lies inside the interval: chance alone can explain it."""
        return self.low <= 0 <= self.high

    @property
    def margin(self) -> float:
        """Half the interval: a smaller change between such groups can be chance alone."""
        return (self.high - self.low) / 2


def mean_interval(score: Score, level: float = LEVEL) -> Interval | None:
    """The t-interval of a mean: mean ± t · sd / √n with n − 1 degrees of freedom."""
    if score.mean is None or not score.sd or score.n is None or score.n < 2:
        return None
    half = quantile((1 + level) / 2, score.n - 1) * score.sd / math.sqrt(score.n)
    return Interval(score.mean - half, score.mean + half)


def difference(new: Score, old: Score, level: float = LEVEL) -> Difference | None:
    """The difference of two means with its Welch interval.

    The degrees of freedom are Welch–Satterthwaite's. The groups are taken as independent; where
    many are in both (two rounds, a unit inside its faculty) the interval is wider than it need be,
    so that it rather calls a difference noise than the other way round. Welch, B. L. (1947),
    «The generalization of "Student's" problem», Biometrika 34.
    """
    if new.mean is None or old.mean is None or new.sd is None or old.sd is None:
        return None
    if new.n is None or old.n is None or min(new.n, old.n) < 2:
        return None
    first, second = new.sd * new.sd / new.n, old.sd * old.sd / old.n
    error = first + second
    if not 0 < error < math.inf:
        return None
    # Shares first: squares of very small variances would vanish.
    shares = (first / error) ** 2 / (new.n - 1) + (second / error) ** 2 / (old.n - 1)
    half = quantile((1 + level) / 2, 1 / shares) * math.sqrt(error)
    change = new.mean - old.mean
    return Difference(change, change - half, change + half)


@lru_cache(maxsize=4096)
def quantile(p: float, df: float) -> float:
    """The quantile of Student's t: the value that a share `p` lies below, 0 < p < 1, df ≥ 1.

    `df` need not be a whole number. Raises `ValueError` outside those ranges.
    """
    if not 0 < p < 1 or not df >= 1:
        raise ValueError(f"no quantile for p = {p}, df = {df}")
    if p == 0.5:
        return 0.0
    value = (_near_normal if df > MANY else _solved)(min(p, 1 - p), df)
    return value if p > 0.5 else -value


def _solved(above: float, df: float) -> float:
    """Where the upper tail is `above`: Newton's method inside a bracket that bisection narrows."""
    low, high = 0.0, 2.0
    while _tail(high, df) > above:
        low, high = high, 2 * high
    value = (low + high) / 2
    for _step in range(MOST_STEPS):
        over = _tail(value, df) - above
        low, high = (value, high) if over > 0 else (low, value)
        nearer = value + over / _density(value, df)
        if not low < nearer < high:
            nearer = (low + high) / 2
        if abs(nearer - value) <= EXACT * value:
            return nearer
        value = nearer
    return value


def _near_normal(above: float, df: float) -> float:
    """Abramowitz & Stegun 26.7.5, the first two terms."""
    from statistics import NormalDist  # only for huge groups, and slow to import

    z = -NormalDist().inv_cdf(above)
    return z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)


def _density(value: float, df: float) -> float:
    """The density of Student's t at `value`."""
    log = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log - (df + 1) / 2 * math.log1p(value * value / df))


def _tail(value: float, df: float) -> float:
    """The share above `value` ≥ 0 (DLMF 8.17; Numerical Recipes §6.4)."""
    square = value * value
    return _beta_share(df / 2, 0.5, df / (df + square), square / (df + square)) / 2


def _beta_share(a: float, b: float, x: float, rest: float) -> float:
    """The regularised incomplete beta I_x(a, b); `rest` is 1 − x, given apart to stay exact."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log + a * math.log(x) + b * math.log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _continued(a, b, x) / a
    return 1 - front * _continued(b, a, rest) / b


def _continued(a: float, b: float, x: float) -> float:
    """Lentz's method for the continued fraction of the incomplete beta (DLMF 8.17.22)."""
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _apart(1 + term * d)
            c = _apart(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < EXACT:
            break
    return value


def _apart(value: float) -> float:
    """`value`, or next to nothing where it is nothing, to divide by."""
    return value if abs(value) > TINY else TINY
