"""Figures as coarse as they are kept, so that several ways of answering make the same ones.

With number, mean and deviation as they are, two of three groups of five tell every answer to a
single question. Of few people nothing finer is kept than is shown.
"""

from collections.abc import Sequence
from math import copysign, floor, sqrt

import msgspec

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.nearly_alike import FEW
from amu_tui.model.survey.results import Score

FINER_MEANS, FINER_SPREADS = 20, 100
"""From so many answers on, means and spreads are kept with one decimal more than is shown. The
spreads of larger groups, one less others, must not give that of a small one."""

ENOUGH_ITEMS = 20
"""Answers to items that a small group must have given together for its spread to be kept."""

_LEAST, _MOST, _FROM_END = 0.09, 0.58, 0.21
"""A small group's spread that is less than this of the scale, or more than this of the greatest
there can be, or of a mean so near an end of the scale, has few ways to come about."""


def coarse(score: Score, scale: Scale, items: int = 0) -> Score:
    """`score` as it is kept: rounded, and without the spread where that would tell too much.

    Args:
        score: as it was worked out; one without n or without a mean is returned as it is.
        items: how many items a person's score is the mean of; 0 where that is not known.
    """
    n, mean, sd = score.n, score.mean, score.sd
    if not n or mean is None:
        return score
    of_mean, of_spread = decimals(n, scale)
    if sd is not None:
        sd = None if n < FEW and _tells(n, mean, sd, scale, items) else rounded(sd, of_spread)
    return msgspec.structs.replace(score, mean=rounded(mean, of_mean), sd=sd)


def decimals(n: int, scale: Scale) -> tuple[int, int]:
    """How many decimals are kept of the mean and of the spread of so many people."""
    return scale.digits + (n >= FINER_MEANS), scale.digits + (n >= FINER_SPREADS)


def rounded(value: float, digits: int) -> float:
    """`value` rounded half away from zero, as it is shown."""
    whole = floor(abs(value) * 10**digits + 0.5 + 1e-9)
    return copysign(whole / 10**digits, value) if whole else 0.0


def _tells(n: int, mean: float, sd: float, scale: Scale, items: int) -> bool:
    """Whether the spread of fewer than ten people leaves few ways in which they can have answered.

    `tests.bench.multisets` counts the ways.
    """
    width = scale.max - scale.min
    below, above = mean - scale.min, scale.max - mean
    most = sqrt(max(0.0, below * above) * n / max(1, n - 1))
    return (
        not scale.digits
        or 0 < items * n < ENOUGH_ITEMS
        or min(below, above) < _FROM_END * width
        or not _LEAST * width <= sd <= _MOST * most
    )


def half_unit(figures: Sequence[float]) -> float:
    """Half a unit of the last decimal that `figures` were written with, the same for all."""
    for digits in range(6):
        if all(round(figure, digits) == figure for figure in figures):
            return 0.5 * 10.0**-digits
    return 1e-6
