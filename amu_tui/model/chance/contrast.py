"""How far two means lie apart, and how far chance alone moves them apart.

Two groups that share nobody, a unit and the rest of what contains it, and the same unit in two
rounds, where many people are in both and nobody knows which answers are whose.
"""

import math
from typing import NamedTuple

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.student import quantile, two_tails

ALIKE = 0.5
"""How a person's answers of two rounds are taken to correlate, at most.

Studies that follow people over years find about that of job satisfaction: Dormann, C. & Zapf, D.
(2001), "Job satisfaction: a meta-analysis of stabilities", Journal of Organizational Behavior 22.
"""


class Contrast(NamedTuple):
    """One mean less another.

    `change` and its standard `error` are in units of the scale, `df` are the degrees of freedom;
    `d` is Cohen's d: the change in standard deviations of a person, None where a spread is missing.
    Rounding of the means may have moved the change by up to `off`.
    """

    change: float
    error: float
    df: float
    d: float | None
    off: float = 0

    @property
    def p(self) -> float:
        """How often, 0–1, chance alone makes a change as large where there is none."""
        return two_tails(abs(self.change) / self.error, self.df)

    def margin(self, p: float) -> float:
        """The change that chance alone goes beyond with probability `p`, and rounding never."""
        return max(quantile(1 - p / 2, self.df) * self.error, self.off)

    def times(self, factor: float) -> "Contrast":
        """The same comparison in units `factor` times as small; turned round if that is < 0."""
        d = self.d if self.d is None or factor > 0 else -self.d
        size = abs(factor)
        return self._replace(
            change=self.change * factor, error=self.error * size, d=d, off=self.off * size
        )


def independent(
    own: Score, other: Score, scale: Scale, halves: tuple[float, float] = (0, 0)
) -> Contrast | None:
    """`own` − `other` of groups that share nobody; None where a figure is missing.

    `halves` are how far rounding may have moved each of the means.

    The degrees of freedom are Welch–Satterthwaite's. Welch, B. L. (1947), "The generalization of
    'Student's' problem", Biometrika 34. d is by the pooled spread: Cohen, J. (1988), Statistical
    Power Analysis for the Behavioral Sciences, section 2.5.
    """
    n, m = own.independent, other.independent
    if own.mean is None or other.mean is None or n is None or m is None:
        return None
    one, another = _spread(own, scale), _spread(other, scale)
    if one is None or another is None or min(n, m) < 2:
        return None
    first, second = one * one / n, another * another / m
    error = first + second
    if not 0 < error < math.inf:
        return None
    # Shares first: squares of very small variances would vanish.
    shares = (first / error) ** 2 / (n - 1) + (second / error) ** 2 / (m - 1)
    change = own.mean - other.mean
    error = math.hypot(math.sqrt(error), math.hypot(*halves) / math.sqrt(3))
    return Contrast(change, error, 1 / shares, _d(change, own, other), sum(halves))


def same_people(
    new: Score, old: Score, scale: Scale, halves: tuple[float, float] = (0, 0)
) -> Contrast | None:
    """`new` − `old` where as many as possible answered both times, alike as far as `ALIKE` says.

    `independent` is the other end: nobody answered twice. Derrick, B., Russ, B., Toher, D. & White,
    P. (2017), "Test statistics for the comparison of means for two samples that include both
    paired and independent observations", Journal of Modern Applied Statistical Methods 16.
    """
    apart = independent(new, old, scale, halves)
    one, another = _spread(new, scale), _spread(old, scale)
    n, m = new.independent, old.independent
    if apart is None or one is None or another is None or not (n and m):
        return None
    both, alone = min(n, m), abs(n - m)
    shared = 2 * ALIKE * both * one * another / (n * m)
    error = math.sqrt(apart.error**2 - shared)
    df = both - 1 + (apart.df - both + 1) * alone / (alone + 2 * both)
    return apart._replace(error=error, df=max(1.0, df))


def from_rest(
    part: Score, whole: Score, scale: Scale, halves: tuple[float, float] = (0, 0)
) -> Contrast | None:
    """`part` − those of `whole` who are not in it.

    Times rest ÷ whole it is `part` − `whole` with the variance of such an overlap, and says the
    same. None where a figure is missing or fewer than two are left.

    Args:
        part: a unit.
        whole: what contains it.
        scale: the scale of both.
        halves: how far rounding may have moved each of the means; it moves a small rest further.
    """
    rest = rest_of(whole, part)
    if rest is None or not rest.n or whole.n is None:
        return None
    spread = whole.sd if rest.sd is None else rest.sd
    found = independent(part, Score(n=rest.n, mean=rest.mean, sd=spread), scale)
    if found is None:
        return None
    times = whole.n / rest.n
    rounding = math.hypot(*halves) * times
    error = math.hypot(found.error, rounding / math.sqrt(3))
    return found._replace(error=error, off=sum(halves) * times)


def rest_of(whole: Score, part: Score) -> Score | None:
    """Those of `whole` who are not in `part`, which is all inside it.

    None without both means and n, where nobody is left, and where persons have weights: nobody
    knows those of the rest. It has no sd where one of them has
    none, of one person, and where rounding leaves nothing of it.
    """
    if whole.mean is None or part.mean is None or whole.n is None or part.n is None:
        return None
    n = whole.n - part.n
    if n < 1 or whole.effective_n is not None or part.effective_n is not None:
        return None
    apart = (part.mean - whole.mean) * whole.n / n
    mean = part.mean - apart
    if whole.sd is None or part.sd is None or n < 2:
        return Score(n=n, mean=mean)
    squares = (whole.n - 1) * whole.sd**2 - (part.n - 1) * part.sd**2
    squares -= part.n * n / whole.n * apart * apart
    return Score(n=n, mean=mean, sd=math.sqrt(squares / (n - 1)) if squares > 0 else None)


def _spread(score: Score, scale: Scale) -> float | None:
    """The sd; of a percentage without one the largest that it can be.

    That of a share is by one person more who said yes and one who said no, so that it is never 0:
    Agresti, A. & Caffo, B. (2000), The American Statistician 54.
    """
    if score.sd is not None or scale.unit != "percent" or not score.n or score.mean is None:
        return score.sd
    share = (score.n * scale.share(score.mean) + 1) / (score.n + 2)
    variance = share * (1 - share) * score.n / (score.n + 2)
    return (scale.max - scale.min) * math.sqrt(variance)


def _d(change: float, own: Score, other: Score) -> float | None:
    if own.sd is None or other.sd is None or own.n is None or other.n is None:
        return None
    squares = (own.n - 1) * own.sd**2 + (other.n - 1) * other.sd**2
    pooled = math.sqrt(squares / (own.n + other.n - 2))
    return change / pooled if pooled > 0 else None
