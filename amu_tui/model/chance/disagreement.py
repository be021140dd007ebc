"""Where people disagree more than is usual on a theme, and more than chance makes them seem to."""

from amu_tui.model.chance.beside import beside
from amu_tui.model.chance.verdict import beyond_chance
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Results, Score
from amu_tui.model.survey.rounding import decimals
from amu_tui.model.survey.spread import usual_in
from amu_tui.model.survey.student import f_above


def disagreed(results: Results, scale: Scale) -> frozenset[str]:
    """The themes of a larger spread than is usual; of many, at most one in ten is so by chance.

    Empty where nothing says what is usual.
    """
    ref = usual_in(results)
    if not ref:
        return frozenset()
    found = beside(results, results.references[ref], scale)
    shares = {
        theme: share
        for theme, one in found.items()
        if (share := _share(results.score(theme), one.compared, scale)) is not None
    }
    limit = beyond_chance([*shares.values()])
    return frozenset(theme for theme, share in shares.items() if share <= limit)


def _share(own: Score, usual: Score, scale: Scale) -> float | None:
    """How often chance alone makes a spread as large as that of `own`; None without figures.

    Nothing counts of what rounding may have added to it. It is the F test of two variances, with
    fewer degrees of freedom where the scale's end makes the answers heavy-tailed: Box, G. E. P.
    (1953), "Non-normality and tests on variances", Biometrika 40.
    """
    n, m = own.independent, usual.independent
    if n is None or own.sd is None or m is None or not usual.sd or min(n, m) < 2:
        return None
    fewer = 1 + max(0.0, _kurtosis(usual, scale)) / 2
    _of_mean, of_spread = decimals(own.n or 0, scale)
    half = 0.5 * 10.0**-of_spread
    ratio = (max(0.0, own.sd - half) / usual.sd) ** 2
    return f_above(ratio, (n - 1) / fewer, (m - 1) / fewer)


def _kurtosis(score: Score, scale: Scale) -> float:
    """The excess kurtosis of a beta distribution with the mean and the spread of `score`."""
    if score.mean is None or not score.sd:
        return 0.0
    share, spread = scale.share(score.mean), score.sd / (scale.max - scale.min)
    both = share * (1 - share) / spread**2 - 1
    a, b = share * both, (1 - share) * both
    if a <= 0 or b <= 0:
        return 0.0
    above = (a - b) ** 2 * (both + 1) - a * b * (both + 2)
    return 6 * above / (a * b * (both + 2) * (both + 3))
