"""A unit set beside a larger one that it may be a part of: what is left between them is a group.

The faculty's 12 answers less the institute's 10 are the answers of two people. A table does
not say which unit is part of which, so it is taken to be so wherever the figures allow it:
what is left must have a mean on the scale for every theme that both have.
"""

from collections.abc import Sequence

from amu_tui.model.instrument import Scale
from amu_tui.model.results import Score

Scores = dict[str, Score]


def protected(unit: Scores, references: Sequence[Scores], scale: Scale, min_n: int) -> list[Scores]:
    """`references` without the scores from which a group under `min_n` could be worked out.

    The unit's own scores stay; of two references the larger one gives way.
    """
    shown = list(references)
    for place, scores in enumerate(references):
        for other in (unit, *references[:place], *references[place + 1 :]):
            larger, smaller = scores, other
            if other is unit and _could_hold(unit, scores, scale):
                larger, smaller = unit, scores
            if not _could_hold(larger, smaller, scale):
                continue
            between = _differences(larger, smaller)
            small = {theme for theme, left in between.items() if 0 < left < min_n}
            shown[place] = {
                theme: Score(hidden="protects-another") if theme in small else score
                for theme, score in shown[place].items()
            }
    return shown


def _differences(larger: Scores, smaller: Scores) -> dict[str, int]:
    """How many more answers `larger` has, for the themes where both are known."""
    return {
        theme: score.n - part.n
        for theme, score in larger.items()
        if score.n is not None and (part := smaller.get(theme, Score())).n is not None
    }


def _could_hold(larger: Scores, smaller: Scores, scale: Scale) -> bool:
    """Whether the answers of `smaller` can be among those of `larger`."""
    between = _differences(larger, smaller)
    if not between or min(between.values()) < 0:
        return False
    return all(
        _possible(larger[theme], smaller[theme], left, scale) for theme, left in between.items()
    )


def _possible(whole: Score, part: Score, left: int, scale: Scale) -> bool:
    """Whether `left` answers can make the difference between the two means."""
    if whole.mean is None or part.mean is None or whole.n is None or part.n is None:
        return True
    rest = whole.n * whole.mean - part.n * part.mean
    rounding = whole.n * _half(whole.mean) + part.n * _half(part.mean)
    return left * scale.min - rounding <= rest <= left * scale.max + rounding


def _half(mean: float) -> float:
    """Half a unit of the last decimal that a mean was written with."""
    for digits in range(4):
        if round(mean, digits) == mean:
            return 0.5 * 10.0**-digits
    return 1e-6
