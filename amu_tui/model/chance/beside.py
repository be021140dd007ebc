"""A unit beside its references, theme by theme, with what can be said of each difference."""

from collections.abc import Mapping
from typing import NamedTuple

from amu_tui.model.chance.contrast import (
    Contrast,
    from_rest,
    independent,
    rest_of,
    same_people,
)
from amu_tui.model.chance.verdict import TINY, Verdict, verdicts
from amu_tui.model.disclosure.limits import protected
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Reference, Results, Score
from amu_tui.model.survey.rounding import decimals, half_unit


class Beside(NamedTuple):
    """One theme of the unit beside a reference.

    `other` is the reference's score. Where the reference contains the unit, `rest` are its other
    people, if they may be shown, and what the `verdict` is about. It is None where a figure is
    missing. `before` tells that it is the round before.
    """

    other: Score
    rest: Score | None = None
    verdict: Verdict | None = None
    before: bool = False

    @property
    def compared(self) -> Score:
        """What the unit is compared with."""
        return self.other if self.rest is None else self.rest


def beside(results: Results, reference: Reference, scale: Scale) -> dict[str, Beside]:
    """The themes of `reference` beside those of the unit whose results these are.

    A reference is compared as a whole that contains the unit, a part of it, or the round before,
    as far as that was said, and else as a group that shares nobody with it.
    """
    if reference.kind == "previous":
        return _two_rounds(results.themes, reference.themes, scale)
    unit, other = unit_key(results.shown_for or results.unit), unit_key(reference.title)
    contains, inside = other in _above(results, unit), unit in _above(results, other)
    contrasts: dict[str, Contrast] = {}
    rests: dict[str, Score] = {}
    for theme, score in reference.themes.items():
        own = results.score(theme)
        halves = _half(own, results.themes, scale), _half(score, reference.themes, scale)
        found: Contrast | None = None
        if contains:
            found = from_rest(own, score, scale, halves)
            rest = _shown_rest(own, score, scale, halves, results.min_n)
            if rest is not None:
                rests[theme] = rest
            elif found is not None:
                found = found.times(1 - (own.n or 0) / (score.n or 1))
                if found.off + TINY >= abs(found.change):
                    found = found._replace(d=None)
        elif inside:
            found = from_rest(score, own, scale, halves)
            found = found and found.times((score.n or 0) / (own.n or 1) - 1)
        if found is None:
            # Of weights nobody knows those of the rest: as two groups, which never says too much.
            found = independent(own, score, scale, halves)
        if found is not None:
            contrasts[theme] = found
    said = verdicts(contrasts)
    return {
        theme: Beside(score, rests.get(theme), said.get(theme))
        for theme, score in reference.themes.items()
    }


def _two_rounds(
    now: Mapping[str, Score], then: Mapping[str, Score], scale: Scale
) -> dict[str, Beside]:
    said = two_rounds({t: (now.get(t, Score()), score) for t, score in then.items()}, scale)
    return {
        theme: Beside(score, verdict=said.get(theme), before=True) for theme, score in then.items()
    }


def two_rounds(scores: Mapping[str, tuple[Score, Score]], scale: Scale) -> dict[str, Verdict]:
    """The verdicts on the themes of one unit in two rounds, the scores of now first."""
    now, then = ({theme: pair[side] for theme, pair in scores.items()} for side in (0, 1))
    apart, alike = {}, {}
    for theme, (new, old) in scores.items():
        halves = _half(new, now, scale), _half(old, then, scale)
        apart[theme] = independent(new, old, scale, halves)
        alike[theme] = same_people(new, old, scale, halves)
    return verdicts(
        {theme: one for theme, one in apart.items() if one is not None},
        {theme: one for theme, one in alike.items() if one is not None},
    )


def _above(results: Results, unit: str) -> list[str]:
    """The units above `unit` as far as that was said, by key."""
    parents = {unit_key(part): unit_key(above) for part, above in results.parents.items()}
    path = [unit]
    while (above := parents.get(path[-1])) and above not in path:
        path.append(above)
    return path[1:]


def _half(score: Score, scores: Mapping[str, Score], scale: Scale) -> float:
    """How far rounding may have moved the mean of `score`, as those of as many people show."""
    digits, _of_spread = decimals(score.n or 0, scale)
    alike = (one for one in scores.values() if decimals(one.n or 0, scale)[0] == digits)
    found = half_unit([one.mean for one in alike if one.mean is not None])
    # A few means can be whole numbers without having been rounded to them.
    return min(found, 0.5 * 10.0**-scale.digits)


def _shown_rest(
    own: Score, whole: Score, scale: Scale, halves: tuple[float, float], min_n: int
) -> Score | None:
    """Those of `whole` who are not of the unit, where they may be shown.

    They may where they would be as a unit of their own, and where rounding moves their mean
    by no more than one of the last figure that is shown.
    """
    rest = rest_of(whole, own)
    if rest is None or rest.mean is None or not rest.n or own.n is None or whole.n is None:
        return None
    off = (own.n * halves[0] + whole.n * halves[1]) / rest.n
    outside = rest.outside(scale) or protected(rest, scale, min_n).hidden
    return None if outside or off > 10.0**-scale.digits else rest
