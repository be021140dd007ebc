"""Themes that share items, such as an index of all the items beside its parts.

Where themes are made of each other, their sums cancel out for everybody who answered all items.
What is left is the answers of those who left one out, however many others there are; and what is
hidden in one of the themes follows from the others. Where one is part of another, or several
overlap, what was answered to the rest of the items follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.differencing import SideBySide
from amu_tui.model.disclosure.limits import protected
from amu_tui.model.disclosure.row_space import dependent, solve
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import Parents
from amu_tui.tables.scoring.plan import Plan, ThemePlan
from amu_tui.words import _


def refuse_dependent_themes(
    rows: pl.DataFrame, plan: Plan, parents: Parents, scale: Scale, min_n: int, path: str
) -> None:
    """Refuse results from which it follows what those answered who left an item out, or a few.

    Args:
        rows: the results table; where themes are made of each other, all of them must be shown
            in every unit, of as many people.
        plan: the items of the themes.
        parents: every unit and the one above it.
        scale: the scale of the scores.
        min_n: smallest group shown.
        path: the file with the answers.
    """
    sharing = {name for pair in plan.sharing() for name in pair}
    themes = [theme for theme in plan.themes if theme.id in sharing]
    for cancelling in dependent({theme.id: _weights(theme, {}) for theme in themes}):
        together = [theme.id for theme in themes if theme.id in cancelling]
        of_unit = rows.filter(pl.col("theme").is_in(together)).group_by("unit")
        checked = of_unit.agg(
            uneven=(pl.col("n").n_unique() > 1) | pl.col("hidden").is_not_null().any(),
            shown=pl.col("n").is_not_null().any(),
        )
        if checked.filter("uneven", "shown").height:
            raise _refused(
                _(
                    "the themes {names} are made of each other: what those answered who left an"
                    " item out, or what is hidden, could be worked out"
                ).format(names=", ".join(together)),
                path,
            )
    for rest in _rests(themes, scale.min + scale.max):
        if _tells(rest, rows, parents, scale, min_n):
            raise _refused(
                _(
                    "the themes {names} share items: what a few people answered to the rest of"
                    " the items could be worked out"
                ).format(names=", ".join(rest.of)),
                path,
            )


def _refused(message: str, path: str) -> AmuError:
    hint = _("Take the items of one of them out of the instrument file.")
    return AmuError(message, path=path, hint=hint)


@dataclass(frozen=True)
class _Rest:
    """Items whose mean follows from themes: each mean times its factor, and so much `more`."""

    of: Mapping[str, float]
    more: float

    def score(self, scores: Mapping[str, Score]) -> Score | None:
        """What all who answered the themes answered to these items; None where that is unknown."""
        used = [scores.get(theme, Score()) for theme in self.of]
        if len({one.n for one in used}) > 1 or any(one.mean is None for one in used):
            return None
        mean = sum(
            (one.mean or 0) * factor for one, factor in zip(used, self.of.values(), strict=True)
        )
        return Score(n=used[0].n, mean=mean + self.more)


def _weights(theme: ThemePlan, turned: Mapping[int, bool]) -> dict[int, int]:
    """How the items of a theme count: −1 where they are turned otherwise than in `turned`."""
    return {
        item: -1 if is_turned != turned.get(item, False) else 1
        for item, is_turned in zip(theme.items, theme.turned, strict=True)
    }


def _rests(themes: Sequence[ThemePlan], ends: float) -> Iterator[_Rest]:
    """The items whose mean follows from several of `themes`; `ends` is low and high together."""
    turned: dict[int, bool] = {}
    for theme in themes:
        for item, is_turned in zip(theme.items, theme.turned, strict=True):
            turned.setdefault(item, is_turned)
    weights = {theme.id: _weights(theme, turned) for theme in themes}
    every = dict.fromkeys(turned, 1)
    for found in solve(weights, every, bool, largest=len(every)):
        if len(found.combination) < 2 or not found.certain:
            continue
        size = len(found.group)
        factors = {
            theme: float(factor * len(weights[theme]) / size)
            for theme, factor in found.combination.items()
        }
        against = sum(
            (
                factor * list(weights[theme].values()).count(-1)
                for theme, factor in found.combination.items()
            ),
            Fraction(),
        )
        yield _Rest(factors, -float(against) * ends / size)


def _tells(rest: _Rest, rows: pl.DataFrame, parents: Parents, scale: Scale, min_n: int) -> bool:
    """Whether a group that is too small, or answered alike, follows of these items."""
    of_unit: dict[str, dict[str, Score]] = {}
    used = rows.filter(pl.col("theme").is_in(list(rest.of)) & pl.col("mean").is_not_null())
    for unit, theme, n, mean in used.select("unit", "theme", "n", "mean").iter_rows():
        of_unit.setdefault(unit, {})[theme] = Score(n=n, mean=mean)
    known = {unit: one for unit, scores in of_unit.items() if (one := rest.score(scores))}
    if any(protected(one, scale, min_n).hidden for one in known.values()):
        return True
    series = {unit: {"": one} for unit, one in known.items()}
    return any(SideBySide(series, parents, scale, min_n).residual_groups(""))
