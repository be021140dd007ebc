"""Student's t and Fisher's F: quantiles and the shares beyond a value.

Both come from the incomplete beta function. They are exact to about nine digits.
"""

import math
from functools import lru_cache

MANY = 1e5
"""Degrees of freedom from which the expansion around the normal distribution is exact enough."""

TINY = 1e-300
EXACT = 1e-15
MOST_TERMS = 10_000
MOST_STEPS = 200


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


@lru_cache(maxsize=4096)
def two_tails(value: float, df: float) -> float:
    """The share of Student's t, 0–1, that lies further from 0 than `value` on either side.

    `df` ≥ 1 need not be a whole number.
    """
    if df > MANY:
        return math.erfc(abs(value) / math.sqrt(2))
    return 2 * _tail(abs(value), df)


@lru_cache(maxsize=4096)
def f_above(ratio: float, df: float, df_below: float) -> float:
    """The share of Fisher's F, 0–1, above `ratio` ≥ 0, a variance over another (DLMF 8.17)."""
    whole = df_below + df * ratio
    return _beta_share(df_below / 2, df / 2, df_below / whole, df * ratio / whole)


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
