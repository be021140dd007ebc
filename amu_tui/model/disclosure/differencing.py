"""Differencing: what units that are shown side by side tell of a few people when subtracted.

The faculty's 12 answers less the institute's 10 are the answers of two people; so are its 40
less those of all the institutes that are shown. Published units nest, but for their leaders, so
that all that can be worked out are sums of residual groups: each unit less the next ones below
it. A leader left out below is in the residual group above.

Only scores are subtracted. The number of people who answered anything counts people, not
answers: one number less others is again a number of people, and tells nothing of what they said.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from amu_tui.model.disclosure.limits import UNIFORM_BELOW
from amu_tui.model.disclosure.residual import Residual, Totals
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.rounding import half_unit
from amu_tui.model.survey.units import Parents, ancestors


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
class SideBySide:
    """The scores of units that are shown side by side.

    Args:
        series: the scores of each unit by its key, first those of the unit asked for.
        parents: the unit above each of them, by key.
        scale: the scale of the scores.
        min_n: smallest group shown.
    """

    series: Mapping[str, Mapping[str, Score]]
    parents: Parents
    scale: Scale
    min_n: int

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that some unit has a score of."""
        return tuple(dict.fromkeys(theme for scores in self.series.values() for theme in scores))

    def protected(self) -> dict[str, dict[str, Score]]:
        """The scores without those from which a small group could be worked out.

        Those of the first unit stay. Of a whole and its parts the whole gives way, unless it is
        the first: then the smallest part does.
        """
        hidden = {(unit, theme) for theme in self.themes for unit in self._suppressed(theme)}
        return {
            unit: {
                theme: Score(hidden="protected") if (unit, theme) in hidden else score
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
        return self.series[unit].get(theme, Score()).n or 0

    def _small(self, group: ResidualGroup, theme: str) -> bool:
        """Whether it is fewer than `min_n`, or under 20 who answered alike.

        A leader left out of the whole and counted in a part makes it a number below nought, or
        nought where as many came as went: what then differs is the answers of those few.
        """
        n = self._n(group.whole, theme) - sum(self._n(part, theme) for part in group.parts)
        if 0 < abs(n) < self.min_n:
            return True
        residual = self._residual(group, theme) if 0 <= n < UNIFORM_BELOW else None
        if residual is None:
            return False
        return residual.alike(n, self.scale.max - self.scale.min) if n else not residual.empty()

    def _residual(self, group: ResidualGroup, theme: str) -> Residual | None:
        """What is known of the group's answers; None where a figure is missing."""
        known = [
            totals
            for unit in group.units
            if (totals := Totals.of(self.series[unit][theme], self.scale, self._halves[unit]))
        ]
        return Residual.of(known) if len(known) == len(group.units) else None

    @cached_property
    def _halves(self) -> dict[str, tuple[float, float]]:
        """How far the means and the deviations of each unit may be off."""
        return {
            unit: (
                half_unit([one.mean for one in scores.values() if one.mean is not None]),
                half_unit([one.sd for one in scores.values() if one.sd is not None]),
            )
            for unit, scores in self.series.items()
        }
