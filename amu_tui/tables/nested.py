"""A unit set beside units that it may be a part of: what is left between them is a group.

The faculty's 12 answers less the institute's 10 are the answers of two people; so are its 40
less those of all the institutes that are set beside. A table does not say which unit is part of
which, so it is taken to be so wherever the figures allow it: for every theme that they have in
common, what is left must be a mean on the scale with a spread that people can have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amu_tui.model.instrument import Scale
from amu_tui.model.results import Score
from amu_tui.tables.numbers import half_unit

Scores = dict[str, Score]

MOST_SUMS = 5_000
"""Sets of parts tried for one whole, the smallest first."""


def protected(unit: Scores, references: Sequence[Scores], scale: Scale, min_n: int) -> list[Scores]:
    """`references` without the scores from which a group under `min_n` could be worked out.

    The unit's own scores stay. Of a whole and its parts the whole gives way, unless it is the
    unit: then the smallest part does.
    """
    series = [unit, *references]
    hidden: set[tuple[int, str]] = set()
    for sum_ in sorted(_sums(series, scale, min_n), key=lambda one: len(one.parts)):
        for theme in sum_.small:
            involved = [(place, theme) for place in (sum_.whole, *sum_.parts)]
            if hidden.isdisjoint(involved):
                least = min(sum_.parts, key=lambda place: _n(series[place], theme))
                hidden.add((sum_.whole or least, theme))
    return [
        {
            theme: Score(hidden="protects-another") if (place, theme) in hidden else score
            for theme, score in scores.items()
        }
        for place, scores in enumerate(references, start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole that the parts may make up but for a few people, in the themes `small`."""

    whole: int
    parts: tuple[int, ...]
    small: tuple[str, ...]


def _sums(series: Sequence[Scores], scale: Scale, min_n: int) -> Iterator[_Sum]:
    """Every whole and the parts that may leave a group under `min_n` of it."""
    for whole, scores in enumerate(series):
        known = {theme: score.n for theme, score in scores.items() if score.n is not None}
        for parts, left in _parts(series, whole, known):
            small = tuple(theme for theme, n in left.items() if 0 < n < min_n)
            if small and all(
                _possible(scores[theme], [series[part][theme] for part in parts], n, scale)
                for theme, n in left.items()
            ):
                yield _Sum(whole, parts, small)


def _parts(
    series: Sequence[Scores], whole: int, known: dict[str, int]
) -> Iterator[tuple[tuple[int, ...], dict[str, int]]]:
    """Sets of other series that `whole` has room for, and the people left of it by theme.

    Sets of few parts come first; there are no more than `MOST_SUMS`.
    """
    sets: list[tuple[tuple[int, ...], dict[str, int]]] = [((), known)]
    for chosen, left in sets:  # grows while it is read
        if chosen:
            yield chosen, left
        for part in range(chosen[-1] + 1 if chosen else 0, len(series)):
            rest = _less(left, series[part])
            if part != whole and rest and min(rest.values()) >= 0 and len(sets) < MOST_SUMS:
                sets.append(((*chosen, part), rest))


def _less(left: dict[str, int], part: Scores) -> dict[str, int]:
    return {
        theme: n - score.n
        for theme, n in left.items()
        if (score := part.get(theme, Score())).n is not None
    }


def _possible(whole: Score, parts: Sequence[Score], left: int, scale: Scale) -> bool:
    """Whether `left` people can make the difference between `whole` and the sum of `parts`.

    Their sum must be one of answers on the scale, and so must their sum of squares: with u the
    distance from the scale's lower end and w its width, (Σu)² / n ≤ Σu² ≤ w · Σu. Both are
    known but for the rounding of what was published.
    """
    totals = [_Totals.of(score, scale) for score in (whole, *parts)]
    if any(one is None for one in totals):
        return True
    first, *others = (one for one in totals if one is not None)
    sums, error = _difference([first.sums, *(one.sums for one in others)])
    width = scale.max - scale.min
    low, high = max(sums - error, 0.0), min(sums + error, left * width)
    if low > high:
        return False
    if any(one.squares is None for one in (first, *others)):
        return True
    squares, doubt = _difference(
        [one.squares for one in (first, *others) if one.squares is not None]
    )
    least = low * low / left if left else 0.0
    return squares + doubt >= least and squares - doubt <= width * high


Figure = tuple[float, float]
"""A figure and how far it may be off."""


def _difference(figures: Sequence[Figure]) -> Figure:
    """The first figure less all others; what each may be off adds up."""
    (value, _error), *others = figures
    return value - sum(one for one, _off in others), sum(off for _one, off in figures)


@dataclass(frozen=True, slots=True)
class _Totals:
    """The sum of a group's answers and of their squares, from the lower end of the scale."""

    sums: Figure
    squares: Figure | None

    @classmethod
    def of(cls, score: Score, scale: Scale) -> "_Totals | None":
        """The totals of `score`; None where it has no mean or n."""
        if score.mean is None or score.n is None:
            return None
        n, mean, half = score.n, score.mean - scale.min, half_unit([score.mean])
        sums = n * mean, n * half
        if score.sd is None:
            return cls(sums, None)
        off = half_unit([score.sd])
        squares = (n - 1) * score.sd**2 + n * mean * mean
        error = (n - 1) * (2 * score.sd + off) * off + n * (2 * mean + half) * half
        return cls(sums, (squares, error))


def _n(scores: Scores, theme: str) -> int:
    return scores.get(theme, Score()).n or 0
