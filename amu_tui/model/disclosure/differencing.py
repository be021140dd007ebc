"""Differencing: what units that are shown side by side tell of a few people when subtracted.

The faculty's 12 answers less the institute's 10 are the answers of two people; so are its 40
less those of all the institutes that are shown. Published units nest, but for their leaders, so
that all that can be worked out are sums of residual groups: each unit less the next ones below
it. A leader left out below is in the residual group above.

Only answers are subtracted. The number of people who answered anything counts people, not
answers: one number less others is again a number of people, and tells nothing of what they said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from amu_tui.model.disclosure.limits import TINY
from amu_tui.model.disclosure.residual import MOST_EARLIER, tells_of_few, tells_with_earlier
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Answers, Score
from amu_tui.model.survey.rounding import decimals, half_unit, rounded
from amu_tui.model.survey.units import Parents, ancestors

NOTHING = Score()
Figures = TypeVar("Figures", Score, Answers)


@dataclass(frozen=True, slots=True)
class ResidualGroup:
    """A group that must not be shown: those of the unit `whole` who are in none of `parts`."""

    whole: str
    parts: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units whose scores must be known to work it out."""
        return self.whole, *self.parts


@dataclass(frozen=True, eq=False)
class SideBySide(Generic[Figures]):
    """The scores, or the answers to other questions, of units that are shown side by side.

    Args:
        series: those of each unit by its key and the theme's, first those of the unit asked for.
        parents: the unit above each of them, by key.
        scale: the scale of the scores.
        min_n: smallest group shown.
        scales: of what is on another scale.
    """

    series: Mapping[str, Mapping[str, Figures]]
    parents: Parents
    scale: Scale
    min_n: int
    scales: Mapping[str, Scale] = field(default_factory=dict)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that some unit has a score of."""
        return tuple(dict.fromkeys(theme for scores in self.series.values() for theme in scores))

    def protected(self) -> dict[str, dict[str, Figures]]:
        """The scores without those from which a small group could be worked out.

        Those of the first unit stay. Of a whole and its parts the whole gives way, unless it is
        the first: then the smallest part does.
        """
        hidden = {(unit, theme) for theme in self.themes for unit in self._suppressed(theme)}
        return {
            unit: {
                theme: type(score)(hidden="protected") if (unit, theme) in hidden else score
                for theme, score in scores.items()
            }
            for unit, scores in self.series.items()
        }

    def _suppressed(self, theme: str) -> set[str]:
        """The units whose score of `theme` gives way."""
        [asked, *_others] = self.series
        hidden: set[str] = set()
        while group := next(self.residual_groups(theme, hidden), None):
            smallest = min(group.parts, key=lambda part: self._n(part, theme))
            hidden.add(smallest if group.whole == asked else group.whole)
        return hidden

    def residual_groups(self, theme: str, hidden: Collection[str] = ()) -> Iterator[ResidualGroup]:
        """The small groups that follow from the scores of `theme` but the `hidden`.

        Those of the smallest units come first.
        """
        shown = {unit for unit in self.series if self._n(unit, theme)} - set(hidden)
        below: dict[str, list[str]] = {}
        for unit in (unit for unit in self.series if unit in shown):
            above = next((one for one in ancestors(self.parents, unit) if one in shown), None)
            if above is not None:
                below.setdefault(above, []).append(unit)
        for whole in sorted(below, key=lambda unit: self._n(unit, theme)):
            group = ResidualGroup(whole, tuple(below[whole]))
            if self._small(group, theme):
                yield group

    def _n(self, unit: str, theme: str) -> int:
        return self.series[unit].get(theme, NOTHING).n or 0

    def _small(self, group: ResidualGroup, theme: str) -> bool:
        shown = [(self.series[unit][theme], self._halves[unit]) for unit in group.units]
        return tells_of_few(shown, self.scales.get(theme, self.scale), self.min_n)

    @cached_property
    def _halves(self) -> dict[str, tuple[float, float]]:
        return {unit: _halves(scores.values()) for unit, scores in self.series.items()}


def same(one: Score | Answers, other: Score | Answers, scale: Scale) -> bool:
    """Whether two publications of a group are of the same answers, as far as they tell.

    One may be from before figures were kept as coarse as now. Of those rounded in any other way
    nothing tells rounding from other people.
    """
    if one.n != other.n:
        return False
    now, then = _known(one, scale), _known(other, scale)
    return all(abs(now[key] - then[key]) < TINY for key in now.keys() & then)


def few_between(one: Figures, other: Figures, scale: Scale, min_n: int) -> bool:
    """Whether two publications of a group differ by people of whom nothing may be told.

    Those few came late, took their answers back, or answer in the place of others; they are what
    is left between the two. Of figures without a number of people nothing is known.
    """
    if not one.n or not other.n or same(one, other, scale):
        return False
    if one.n == other.n:
        return True
    larger, smaller = (one, other) if one.n > other.n else (other, one)
    return tells_of_few([(larger, _halves([larger])), (smaller, _halves([smaller]))], scale, min_n)


def few_among(one: Figures, earlier: Sequence[Figures], scale: Scale, min_n: int) -> bool:
    """Whether `one` and several `earlier` publications of its group tell of a few people.

    Of two earlier ones of other people, one may be of the women and the other of the men: what
    is left of all are then those who are neither. Those of the same answers count once. More than
    `MOST_EARLIER` are taken to tell.
    """
    others: list[Figures] = []
    for then in earlier:
        if len(others) > MOST_EARLIER:
            return True
        if not any(same(then, known, scale) for known in others):
            others.append(then)
    if len(others) < 2:
        return False
    shown = [(then, _halves([then])) for then in others]
    return tells_with_earlier((one, _halves([one])), shown, scale, min_n)


def _known(figures: Score | Answers, scale: Scale) -> dict[str, float]:
    of_mean, of_spread = decimals(figures.n or 0, scale)
    found: dict[str, float | None] = {
        key: None if value is None else rounded(value, digits)
        for key, value, digits in (
            ("mean", figures.mean, of_mean),
            ("sd", figures.sd, of_spread),
        )
    }
    if isinstance(figures, Answers):
        found |= {"share": figures.share} | {f"of {key}": v for key, v in figures.shares.items()}
    return {key: value for key, value in found.items() if value is not None}


def _halves(scores: Iterable[Score | Answers]) -> tuple[float, float]:
    """How far their means and their deviations may be off."""
    known = list(scores)
    return (
        half_unit([one.mean for one in known if one.mean is not None]),
        half_unit([one.sd for one in known if one.sd is not None]),
    )
