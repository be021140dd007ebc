"""How precise a mean or a share is: intervals that say what chance alone could explain.

A unit's result is often all of its people, and still not exact: who happened to answer, and how
each of them happened to answer on that day, would come out a little differently another time.
The intervals speak of that chance, and so use no finite-population correction.

Where a score is hidden, has no n or sd, or fewer than two answers, there is no interval; nor
where nobody differs, since no spread at all says nothing about chance. How many of those invited
have answered is a count of all of them, and has none. Of a mean over persons with weights Kish's
effective n stands in the place of n.
"""

import math
from typing import NamedTuple

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.student import quantile

LEVEL = 0.95
NORMAL = 1.959963984540054
"""The quantile of the normal distribution that goes with `LEVEL`."""


class Interval(NamedTuple):
    """Two limits, `low` ≤ `high`; those of a mean may lie outside the ends of its scale."""

    low: float
    high: float

    def within(self, scale: Scale) -> "Interval":
        """The part of it that can be a mean on `scale`."""
        low, high = (min(scale.max, max(scale.min, limit)) for limit in self)
        return Interval(low, high)


def mean_interval(score: Score, scale: Scale) -> Interval | None:
    """The 95 % interval of a mean on `scale`.

    It is the t-interval, mean ± t · sd / √n with n − 1 degrees of freedom. A percentage without
    an sd has Wilson's, which is rather too wide where each person's figure is a mean of several
    answers.
    """
    n = score.independent
    if score.mean is None or n is None:
        return None
    if score.sd is None and n and scale.unit == "percent":
        length = scale.max - scale.min
        low, high = share_interval(scale.share(score.mean), n)
        return Interval(scale.min + low * length, scale.min + high * length)
    if not score.sd or n < 2:
        return None
    half = quantile((1 + LEVEL) / 2, n - 1) * score.sd / math.sqrt(n)
    return Interval(score.mean - half, score.mean + half)


def favourable_interval(score: Score) -> Interval | None:
    """The 95 % interval of the share of favourable answers; None without one, or without n.

    It counts people and not answers, since those of one person hang together: rather too wide
    where a theme has several items.
    """
    if score.favourable is None or not score.independent:
        return None
    return share_interval(score.favourable, score.independent)


def share_interval(share: float, n: float) -> Interval:
    """The 95 % interval of a share 0–1 of `n` ≥ 1 people, within 0–1.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22.
    """
    square = NORMAL * NORMAL
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = NORMAL / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
