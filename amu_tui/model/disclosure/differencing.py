"""What is left of a whole when its parts are subtracted: units that are shown beside each other.

The faculty's 12 answers less the institute's 10 are the answers of two people; so are its 40
less those of all the institutes that are set beside.

With a tree of units it is known which is part of which. Published units of a tree nest, but for
their leaders, so that everything that can be worked out is made of what is left of each unit less
the next ones below it; a leader left out below is among what is left above. Without a tree a unit
is taken to be part of another wherever the figures allow it: for every theme that they have in
common, what is left must be a mean on the scale with a spread that people can have.

Only scores are subtracted. The number of people who answered anything counts people, not
answers: one number less others is again a number of people, and tells nothing of what they said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from amu_tui.model.disclosure.limits import UNIFORM_BELOW
from amu_tui.model.disclosure.residual import Left, Totals
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.rounding import half_unit
from amu_tui.model.survey.units import Parents, ancestors

Scores = Mapping[str, Score]

Cell = tuple[int, str]
"""The place of a unit and a theme."""

MOST_TRIED = 5_000
"""Parts taken from one whole, in one set after the other, before it is given up as unsafe."""

FEW_TRIED = 200
"""As many where those left may be a large group that answered alike. Of more sets some look so
by chance, and nobody can tell which of them is meant."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A whole that the parts make up but for a small group, in `themes`.

    `certain` is False where there were too many sets of parts to try; `parts` is then one
    of the smallest, and `themes` all that it has in common with the whole.
    """

    whole: int
    parts: tuple[int, ...]
    themes: tuple[str, ...]
    certain: bool = True

    def cells(self, theme: str) -> Iterator[Cell]:
        """The scores of `theme` that must be known to work it out."""
        return ((place, theme) for place in (self.whole, *self.parts))


@dataclass(frozen=True, eq=False)
class Beside:
    """Units that are shown beside each other, each with its scores.

    Args:
        series: the scores of each unit.
        scale: the scale of the scores.
        min_n: smallest group shown.
        places: the key of each unit in `parents`.
        parents: which unit is part of which; None where that is not known.
    """

    series: Sequence[Scores]
    scale: Scale
    min_n: int
    places: Sequence[str] = ()
    parents: Parents | None = None

    def protected(self) -> list[dict[str, Score]]:
        """The scores of the units without those from which a small group could be worked out.

        Those of the first stay. Of a whole and its parts the whole gives way, unless it is the
        first: then the smallest part does.
        """
        hidden: set[Cell] = set()
        for found in self.leftovers(hidden):
            for theme in found.themes:
                if hidden.isdisjoint(found.cells(theme)):
                    parts = [part for part in found.parts if self.n(part, theme)]
                    least = min(parts, key=lambda part: self.n(part, theme) or 0)
                    hidden.add((found.whole or least, theme))
        return [
            {
                theme: Score(hidden="protects-another") if (place, theme) in hidden else score
                for theme, score in scores.items()
            }
            for place, scores in enumerate(self.series)
        ]

    def leftovers(
        self, hidden: set[Cell], fresh: frozenset[int] | None = None
    ) -> Iterator[Leftover]:
        """The small groups that follow from what is shown and not `hidden`.

        `hidden` is looked at anew for each; whoever hides nothing is told of each but once.
        With `fresh`, at least one of the units that it holds the places of is involved.
        """
        if self.parents is not None and all(place in self.parents for place in self.places):
            yield from self._nested(self.parents, hidden, fresh)
            return
        order = sorted(range(len(self.series)), key=self._people)
        for whole in order:
            search = _Search(self, whole, hidden, fresh)
            yield from search.found()
            while search.given_up:
                before = len(hidden)
                yield from search.everything()
                if len(hidden) == before or whole:
                    break
                search = _Search(self, whole, hidden, fresh)
                yield from search.found()
            yield from _Search(self, whole, hidden, fresh).alike()

    def n(self, place: int, theme: str) -> int | None:
        """How many answered `theme` there, None where that is not shown."""
        return self.series[place].get(theme, Score()).n

    def left(self, whole: int, parts: Sequence[int], theme: str) -> Left | None:
        """What is left of `whole` less `parts`; None where a figure of them is not known."""
        totals = [
            Totals.of(self.series[place].get(theme, Score()), self.scale, self._halves[place])
            for place in (whole, *parts)
        ]
        if any(one is None for one in totals):
            return None
        return Left.of([one for one in totals if one is not None])

    @cached_property
    def _halves(self) -> list[tuple[float, float]]:
        """How far the means and the deviations of each unit may be off."""
        return [
            (
                half_unit([one.mean for one in scores.values() if one.mean is not None]),
                half_unit([one.sd for one in scores.values() if one.sd is not None]),
            )
            for scores in self.series
        ]

    def _people(self, place: int) -> int:
        return max((score.n or 0 for score in self.series[place].values()), default=0)

    def _nested(
        self, parents: Parents, hidden: set[Cell], fresh: frozenset[int] | None
    ) -> Iterator[Leftover]:
        told: set[Leftover] = set()
        for theme in dict.fromkeys(theme for scores in self.series for theme in scores):
            while found := next(
                (
                    one
                    for one in self._in_tree(parents, theme, hidden)
                    if one not in told
                    and (fresh is None or not fresh.isdisjoint((one.whole, *one.parts)))
                ),
                None,
            ):
                told.add(found)
                yield found

    def _in_tree(self, parents: Parents, theme: str, hidden: set[Cell]) -> Iterator[Leftover]:
        """What is left of each unit less the shown ones next below it, the smallest first."""
        shown = {
            name: place
            for place, name in enumerate(self.places)
            if self.n(place, theme) and (place, theme) not in hidden
        }
        below: dict[int, list[int]] = {}
        for name, place in shown.items():
            above = next((unit for unit in ancestors(parents, name) if unit in shown), None)
            if above is not None:
                below.setdefault(shown[above], []).append(place)
        for whole in sorted(below, key=lambda place: self.n(place, theme) or 0):
            if self.small(whole, below[whole], theme):
                yield Leftover(whole, tuple(below[whole]), (theme,))

    def small(self, whole: int, parts: Sequence[int], theme: str) -> bool:
        """Whether what is left is a small group, or one under 20 that answered alike.

        A leader left out of the whole and counted in a part makes it a number below nought, or
        nought where as many came as went: what then differs is the answers of those few.
        """
        n = (self.n(whole, theme) or 0) - sum(self.n(part, theme) or 0 for part in parts)
        if 0 < abs(n) < self.min_n:
            return True
        left = self.left(whole, parts, theme) if 0 <= n < UNIFORM_BELOW else None
        if left is None or n == 0:
            return left is not None and not left.nothing()
        return left.alike(n, self.scale.max - self.scale.min)


class _Search:
    """The sets of parts that a whole has room for, all that fit first.

    Every set is tried from which a small group may be left; the others are passed over in
    bunches: where there is no room for a part, and where all parts to come leave too many.
    """

    def __init__(
        self, beside: Beside, whole: int, hidden: set[Cell], fresh: frozenset[int] | None
    ) -> None:
        self.beside, self.whole, self.hidden, self.fresh = beside, whole, hidden, fresh
        self.more = [_known(scores) for scores in beside.series]
        self.known = self.more[whole]
        self.tried, self.given_up = 0, False
        parts = [
            part
            for part in range(len(beside.series))
            if part != whole and self._less(self.known, part) and self._at_stake([whole, part])
        ]
        new = fresh or frozenset()
        self.parts = sorted(parts, key=lambda part: (part not in new, -beside._people(part)))
        self.room = [dict.fromkeys(self.known, 0)]
        for part in reversed(self.parts):
            more = self.more[part]
            self.room.append({theme: n + more.get(theme, 0) for theme, n in self.room[-1].items()})
        self.room.reverse()

    def found(self) -> Iterator[Leftover]:
        """The sets of parts that leave a small group, themes that are hidden left out."""
        for parts, left in self._sets(self.beside.min_n, MOST_TRIED):
            yield from self._leftover(parts, left, range(1, self.beside.min_n))
        self.given_up = self.tried > MOST_TRIED

    def alike(self) -> Iterator[Leftover]:
        """The sets of parts that leave a larger group that answered alike, where sets are few."""
        sets = list(self._sets(UNIFORM_BELOW, FEW_TRIED))
        if self.tried <= FEW_TRIED:
            for parts, left in sets:
                yield from self._leftover(parts, left, range(self.beside.min_n, UNIFORM_BELOW))

    def _sets(self, below: int, most: int) -> Iterator[tuple[tuple[int, ...], dict[str, int]]]:
        """Sets of parts and how many are left by theme, until more than `most` were tried.

        Those that cannot leave fewer than `below` are passed over.
        """
        self.tried = 0
        todo: list[tuple[int, tuple[int, ...], dict[str, int]]] = [(0, (), self.known)]
        while todo and self.tried <= most:
            start, parts, left = todo.pop()
            yield parts, left
            more = []
            for at in range(start, len(self.parts)):
                if not self._worth_it(at, parts, left, below):
                    break
                self.tried += 1
                rest = self._less(left, self.parts[at])
                if rest:
                    more.append((at + 1, (*parts, self.parts[at]), rest))
            todo += reversed(more)

    def everything(self) -> Iterator[Leftover]:
        """The whole with the smallest parts, one at a time, where not all sets could be tried."""
        least = sorted(self.parts, key=self.beside._people)
        for part in least[: 1 + len(least) // 8]:
            if themes := tuple(self._at_stake([self.whole, part])):
                yield Leftover(self.whole, (part,), themes, certain=False)

    def _worth_it(self, at: int, parts: tuple[int, ...], left: dict[str, int], below: int) -> bool:
        """Whether the parts from `at` on can leave fewer than `below`, a fresh unit involved."""
        involved = (self.whole, *parts, *self.parts[at:])
        if self.fresh is not None and self.fresh.isdisjoint(involved):
            return False
        room = self.room[at]
        return any(
            n - room[theme] < below and (self.whole, theme) not in self.hidden
            for theme, n in left.items()
        )

    def _leftover(
        self, parts: tuple[int, ...], left: dict[str, int], people: range
    ) -> Iterator[Leftover]:
        """What is left, in the themes in which it is so many `people` and may not be shown."""
        small = tuple(
            theme
            for theme in self._at_stake([self.whole, *parts])
            if left.get(theme, 0) in people and self.beside.small(self.whole, parts, theme)
        )
        fresh = self.fresh is None or not self.fresh.isdisjoint((self.whole, *parts))
        if parts and small and fresh and all(self._possible(parts, *one) for one in left.items()):
            yield Leftover(self.whole, parts, small)

    def _possible(self, parts: tuple[int, ...], theme: str, n: int) -> bool:
        left = self.beside.left(self.whole, parts, theme)
        scale = self.beside.scale
        return left is None or left.possible(n, scale.max - scale.min)

    def _less(self, left: dict[str, int], part: int) -> dict[str, int]:
        """What is left in the themes that `part` has too; nothing where it has more people."""
        more = self.more[part]
        found = {}
        for theme, n in left.items():
            if theme in more:
                found[theme] = n - more[theme]
                if found[theme] < 0:
                    return {}
        return found

    def _at_stake(self, places: Sequence[int]) -> list[str]:
        """The themes that all `places` show."""
        return [
            theme
            for theme in self.known
            if all(
                self.beside.n(place, theme) is not None and (place, theme) not in self.hidden
                for place in places
            )
        ]


def _known(scores: Scores) -> dict[str, int]:
    return {theme: score.n for theme, score in scores.items() if score.n is not None}
