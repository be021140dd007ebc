"""Which rates of groups may be shown of units side by side: subtracted they tell of other groups.

The faculty's women less those of the institutes that are shown are the women of the others; and
less those from everybody there, its men. So the people are taken apart by unit and by group, and
what follows from the rates shown is solved for: as colleagues know how many everybody is, rates
are numbers of people who answered, and who did not. How many a unit has in all is no secret.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from amu_tui.model.disclosure.limits import UNIFORM_BELOW
from amu_tui.model.disclosure.response_rates import Counted
from amu_tui.model.disclosure.row_space import solve
from amu_tui.model.survey.units import Parents, ancestors

Place = tuple[str, str]
"""A unit's key and the id of a group of it."""

Leak = frozenset[Place]
"""Rates from which it follows how many of a small group answered."""

Cell = tuple[str, str]
"""Those of a group who are in a unit and in none of the units below it."""

Numbers = tuple[int, int]
"""How many were asked, and how many answered."""

REST = ""
"""The group of those who are in no other."""

SAME_RATE = 0.0051
"""Shares that are no further apart can be the same, written in whole per cents and otherwise."""


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """How many people a unit has in all, and in each group by its id."""

    whole: Counted
    groups: Mapping[str, Counted]


Counting = Callable[[str], UnitCounts | None]
"""Tells the people of a unit by its key, None where nothing is known of them."""


@dataclass(frozen=True, eq=False)
class RatesSideBySide:
    """The people of units whose rates are shown side by side.

    Args:
        counts: those of each unit by its key.
        parents: the unit above each, by key.
        min_n: smallest number of people that a rate may tell of.
    """

    counts: Mapping[str, UnitCounts]
    parents: Parents
    min_n: int

    def hidden(self, shown: Mapping[Place, float], fresh: Sequence[Place]) -> set[Place]:
        """Those of `fresh` that must not be shown beside the rest of what is `shown`.

        Args:
            shown: the rates by unit and group.
            fresh: those that can still be hidden, first what gives way first.

        Where the numbers of people behind a rate are not known, no other rate of the same groups
        is shown of a unit above or below. A fresh rate without numbers cannot be checked.
        """
        found: set[Place] = set()
        units = {unit for unit, _group in shown if unit in self.counts}
        for groups in self._divisions(units, {group for _unit, group in fresh}):
            of_these = {place: rate for place, rate in shown.items() if place[1] in groups}
            told = {place for place, rate in of_these.items() if self._counted(place, rate, groups)}
            unknown = {unit for unit, _group in of_these.keys() - told - set(fresh)}
            mine = [place for place in fresh if place in told]
            beside = {place for place in mine if any(self._line(place[0], o) for o in unknown)}
            mine = [place for place in mine if place not in beside]
            found |= beside | self._following(groups, told - beside, mine)
        return found

    def _divisions(self, units: Collection[str], wanted: Collection[str]) -> Iterator[list[str]]:
        """The groups of `units` that share nobody: all that divide them by the same thing."""
        by: dict[str, list[str]] = {}
        of: dict[str, str] = {}
        for unit in units:
            for group, people in self.counts[unit].groups.items():
                if of.setdefault(group, people.by) == people.by and group not in by.get(
                    people.by, ()
                ):
                    by.setdefault(people.by, []).append(group)
        for groups in by.values():
            if not any(min(self._all(unit, groups)[REST]) < 0 for unit in units):
                yield groups
            else:
                yield from ([group] for group in groups if group in wanted)

    def _counted(self, place: Place, rate: float, groups: Collection[str]) -> bool:
        """Whether the numbers of people behind a rate are known, with those of its division."""
        unit = self.counts.get(place[0])
        if unit is None or place[1] not in unit.groups:
            return False
        if any(_numbers(unit.groups[group]) is None for group in groups if group in unit.groups):
            return False
        invited, answered = _numbers(unit.groups[place[1]]) or (0, 0)
        return bool(invited) and abs(answered / invited - rate) <= SAME_RATE

    def _line(self, one: str, other: str) -> bool:
        """Whether the one unit is the other, or a part of it, or the other way round."""
        return (
            one == other
            or one in ancestors(self.parents, other)
            or other in ancestors(self.parents, one)
        )

    def _following(
        self, groups: Sequence[str], told: Collection[Place], mine: Sequence[Place]
    ) -> set[Place]:
        """Those of `mine` to hide so that no small group follows from `told` with their help."""
        hidden: set[Place] = set()
        while True:
            fresh: set[Place] = set()
            for leak in self._leaks(groups, set(told) - hidden):
                if fresh.isdisjoint(leak):
                    fresh.update([place for place in mine if place in leak][:1])
            if not fresh:
                return hidden
            hidden |= fresh

    def _leaks(self, groups: Sequence[str], told: Collection[Place]) -> Iterator[Leak]:
        """The small groups that follow from the rates `told`, and the numbers of all people."""
        cells = self._cells(groups)
        rows = self._rows(cells, told)
        for cell, (invited, answered) in cells.items():
            if invited < 0 or not 0 <= answered <= invited:
                # Whole and parts are not of the same people: those who differ are few.
                spoilt = [row for row, of_row in rows.items() if cell in of_row]
                yield _places({row: Fraction(1) for row in spoilt}, self._below(told))
                for row in spoilt:
                    del rows[row]
        below = self._below(told)
        for sizes, largest, is_small in _populations(cells, self.min_n):
            empty = {row: of for row, of in rows.items() if not any(sizes[cell] for cell in of)}
            nobody = {cell for of_row in empty.values() for cell in of_row}
            found = solve(
                {row: dict.fromkeys(of_row - nobody, 1) for row, of_row in rows.items()},
                {cell: n for cell, n in sizes.items() if cell not in nobody},
                is_small,
                largest,
            )
            for one in found:
                if any(sizes[cell] for cell in one.group):
                    # That there is nobody in a cell is known from a rate as well.
                    known = nobody & {cell for row in one.combination for cell in rows[row]}
                    by = {row for row, of in empty.items() if not known.isdisjoint(of)}
                    used = dict.fromkeys(by, Fraction(1))
                    yield _places(one.combination, below) | _places(used, below)

    def _cells(self, groups: Sequence[str]) -> dict[Cell, Numbers]:
        """How many were asked and how many answered in each cell."""
        units = self.counts.keys() & self.parents.keys()
        inside = {unit: self._all(unit, groups) for unit in units}
        for unit in units:
            above = next((one for one in ancestors(self.parents, unit) if one in units), None)
            if above is not None:
                for group, (invited, answered) in self._all(unit, groups).items():
                    asked, came = inside[above].get(group, (0, 0))
                    inside[above][group] = asked - invited, came - answered
        return {
            (unit, group): n
            for unit, of_unit in inside.items()
            for group, n in of_unit.items()
            if n != (0, 0)
        }

    def _all(self, unit: str, groups: Sequence[str]) -> dict[str, Numbers]:
        """The numbers of a unit by group, and of those in no group."""
        counts = self.counts[unit]
        found = {group: _numbers(counts.groups.get(group)) or (0, 0) for group in groups}
        in_groups = [sum(n) for n in zip(*found.values(), strict=True)]
        asked, came = _numbers(counts.whole) or in_groups
        return {**found, REST: (asked - in_groups[0], came - in_groups[1])}

    def _rows(self, cells: Collection[Cell], told: Collection[Place]) -> dict[Place, set[Cell]]:
        """The cells in each rate less the same rates next below it, and in each unit's whole."""
        rows: dict[Place, set[Cell]] = {}
        for cell in cells:
            unit, group = cell
            rows.setdefault((unit, REST), set()).add(cell)
            line = (unit, *ancestors(self.parents, unit))
            place = next((one for one in line if (one, group) in told), None)
            if place is not None:
                rows.setdefault((place, group), set()).add(cell)
        return rows

    def _below(self, told: Collection[Place]) -> dict[Place, list[Place]]:
        """The rates of the same group right below each rate."""
        found: dict[Place, list[Place]] = {}
        for unit, group in told:
            line = ancestors(self.parents, unit)
            above = next((one for one in line if (one, group) in told), None)
            if above is not None:
                found.setdefault((above, group), []).append((unit, group))
        return found


def _places(combination: Mapping[Place, Fraction], below: Mapping[Place, Sequence[Place]]) -> Leak:
    """The rates used in a combination of differences."""
    found: dict[Place, Fraction] = {}
    for row, factor in combination.items():
        found[row] = found.get(row, Fraction()) + factor
        for part in below.get(row, ()):
            found[part] = found.get(part, Fraction()) - factor
    return frozenset(place for place, factor in found.items() if factor and place[1] != REST)


def _populations(
    cells: Mapping[Cell, Numbers], min_n: int
) -> Iterator[tuple[dict[Cell, int], int, Callable[[frozenset[Cell]], bool]]]:
    """Who must not be told as a few: those who answered, those who did not, and all together.

    How many are in each cell, the largest group that is few, and what else makes it one.
    """
    asked = {cell: invited for cell, (invited, _answered) in cells.items()}
    came = {cell: answered for cell, (_invited, answered) in cells.items()}

    def alike(group: frozenset[Cell]) -> bool:
        invited = sum(asked[cell] for cell in group)
        return invited < min_n or sum(came[cell] for cell in group) in (0, invited)

    away = {cell: asked[cell] - came[cell] for cell in cells}
    yield came, min_n - 1, bool
    yield away, min_n - 1, bool
    yield asked, max(min_n, UNIFORM_BELOW) - 1, alike


def _numbers(people: Counted | None) -> Numbers | None:
    """How many were asked and how many answered, where both are known."""
    if people is None:
        return None
    known = people.people
    if known.invited is None or known.responses is None:
        return None
    return known.invited, known.responses
