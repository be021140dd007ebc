"""Whether the figures of a small group tell that all of it, but one or two, answered alike.

Whoever answered otherwise then knows each of the others' answers; the others know that one or
two did not answer as they did.
"""

from functools import cache
from itertools import combinations_with_replacement
from math import comb, sqrt

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Answers, Score

FEW = 10
"""Below this number of answers the spread of a short theme is not kept, and figures are coarser."""

MAY = 0.1
"""All but one or two may have answered alike where this share of the ways to answer says so."""

NEAR_END = 4.3
"""Steps of an answer from an end of the scale, of all together, that few ways of answering make:
four, and what rounding the mean of six or seven adds to them."""

FEWEST = 4
"""Of three, all but one or two is anybody."""

MOST_STEPS = 10
"""Longer scales have too many ways of answering to tell much."""

TINY = 1e-9

Ways = dict[int, dict[int, int]]
"""In how many orders answers have a sum and a sum of squares, by the two."""


def may_be_alike(score: Score | Answers, scale: Scale, items: int = 0) -> bool:
    """Whether all but one or two may have answered alike, by the figures alone.

    Args:
        score: n, mean and, as far as known, sd; n under 20.
        scale: a scale of whole answers where its unit is `score`.
        items: how many items a person's score is the mean of; 0 where that is not known, and
            then the figures are also read as those of a single one.
    """
    n, mean = score.n, score.mean
    if n is None or mean is None or n < FEWEST:
        return False
    step = 1 / (items or 1)
    if scale.unit != "score":
        return score.sd is not None and _few_away(n, mean, score.sd, scale)
    single = _whole_sums(n, mean, scale) if items <= 1 and n < FEW else range(0)
    away = n * min(mean - scale.min, scale.max - mean)
    known = bool(items) or (bool(single) and score.sd is None)
    if n < FEW and known and away <= NEAR_END * step + TINY:
        return True
    if score.sd is None:
        return False
    return (
        _one_step_off(n, (mean - scale.min) / step, score.sd / step, step)
        or _few_away(n, mean, score.sd, scale)
        or _odds(n, single, score.sd, scale) >= MAY
    )


def spare(n: int) -> int:
    """How many may answer otherwise where the rest of `n` answered alike."""
    return min(2, n - FEWEST + 1)


def _one_step_off(n: int, mean: float, sd: float, step: float) -> bool:
    """Whether all have the same score but one or two, who are next to it; figures in steps."""
    nearest = round(mean)
    halves = (half_decimal(mean * step) / step, half_decimal(sd * step) / step)
    for total, squares in ((1, 1), (-1, 1), (2, 2), (-2, 2), (0, 2)):
        apart = abs(nearest + total / n - mean)
        spread = sqrt((squares - total * total / n) / (n - 1))
        if (
            squares <= spare(n)
            and apart <= halves[0] + TINY
            and abs(spread - sd) <= halves[1] + TINY
        ):
            return True
    return False


def _few_away(n: int, mean: float, sd: float, scale: Scale) -> bool:
    """Whether what is missing to an end of the scale may be that of one or two people.

    That of k people has a sum whose square is at most k times the sum of its squares.
    """
    ends = [abs(mean - end) for end in (scale.min, scale.max)]
    return any(
        (n * away) ** 2 <= spare(n) * ((n - 1) * sd**2 + n * away**2) + TINY for away in ends
    )


def _whole_sums(n: int, mean: float, scale: Scale) -> range:
    """The sums of whole answers, counted from the lower end, that make such a mean."""
    half = half_decimal(mean) + TINY
    low, high = n * (mean - half - scale.min), n * (mean + half - scale.min)
    return range(-int(-low // 1), int(high // 1) + 1)


def half_decimal(figure: float) -> float:
    """Half a unit of the last decimal of a figure, which has one at least."""
    return next(
        (0.5 * 10.0**-at for at in range(1, 6) if abs(round(figure, at) - figure) < TINY), 1e-6
    )


def _odds(n: int, sums: range, sd: float, scale: Scale) -> float:
    """The share of the ways of answering with these figures in which nearly all are alike."""
    width = round(scale.max - scale.min)
    if width != scale.max - scale.min or width > MOST_STEPS:
        return 0.0
    half = half_decimal(sd)
    low, high = ((n - 1) * max(0.0, sd + off) ** 2 for off in (-half - TINY, half + TINY))
    found = [0, 0]
    for at, ways in enumerate((_ways(n, width), _ways_alike(n, width))):
        for total in sums:
            middle = total * total / n
            found[at] += sum(
                many
                for squares, many in ways.get(total, {}).items()
                if low <= squares - middle <= high
            )
    return found[1] / found[0] if found[0] else 0.0


@cache
def _ways(n: int, width: int) -> Ways:
    """All ways in which `n` people can answer 0 … `width`."""
    if not n:
        return {0: {0: 1}}
    found: Ways = {}
    for total, by_squares in _ways(n - 1, width).items():
        for answer in range(width + 1):
            more = found.setdefault(total + answer, {})
            for squares, many in by_squares.items():
                at = squares + answer * answer
                more[at] = more.get(at, 0) + many
    return found


@cache
def _ways_alike(n: int, width: int) -> Ways:
    """Those of them in which all but one or two answer alike."""
    found: Ways = {}
    for alike in range(width + 1):
        others = [one for one in range(width + 1) if one != alike]
        for count in range(spare(n) + 1):
            for chosen in combinations_with_replacement(others, count):
                same = count == 2 and chosen[0] == chosen[1]
                many = comb(n, count) * (1 if same or count < 2 else 2)
                rest = n - count
                total = rest * alike + sum(chosen)
                squares = rest * alike**2 + sum(one * one for one in chosen)
                more = found.setdefault(total, {})
                more[squares] = more.get(squares, 0) + many
    return found
