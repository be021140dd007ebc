"""What somebody with a pencil can work out from the published scores of a tree of units.

The attacker adds and subtracts the totals of everything that is published, over the levels and
over those who are counted above the unit they lead. It sees the published sets and solves for
groups whose own score would have to be hidden. What was published before is for
`amu_tui.model.disclosure.previous_releases`.

Where units nest, what to hide is decided by another method, the search in `fewest_suppressed`.
This checks it, and has more hidden where all but one or two of a remainder answered alike. There,
and where leaders answer further down or something was published before, what to hide is decided
with the help of this, and the check before writing is no second opinion: it only makes sure that
what is written is what was found safe.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from amu_tui.errors import AmuError
from amu_tui.messages import Message
from amu_tui.model.disclosure.limits import UNIFORM_BELOW
from amu_tui.model.disclosure.limits import small as is_small
from amu_tui.model.disclosure.row_space import solve
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import Atom, AtomMoments, Parents

Class = tuple[tuple[str, int], ...]
"""People who are in the same published totals, as differences from the nearest one below."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A small group whose answers follow from published ones.

    `combination` is how: the published totals and what each is multiplied with; they add up
    to the group's total. `certain` is False where the totals are too entangled to be searched
    to the end, which counts as a leak.
    """

    combination: tuple[tuple[str, Fraction], ...]
    certain: bool = True

    @property
    def units(self) -> tuple[str, ...]:
        """The units whose figures are used."""
        return tuple(unit for unit, _factor in self.combination)

    @property
    def way(self) -> str | Message:
        """The combination in words: which units' figures less which."""
        plus = _listed(one for one in self.combination if one[1] > 0)
        minus = _listed(one for one in self.combination if one[1] < 0)
        if plus and minus:
            several = sum(factor < 0 for _unit, factor in self.combination) > 1
            less = f"({minus})" if several else minus
            return Message("{more} less {less}", more=plus, less=less)
        return plus or minus


def _listed(terms: Iterable[tuple[str, Fraction]]) -> str:
    names = []
    for unit, factor in terms:
        times = abs(factor)
        names.append(unit if times == 1 else f"{times} × {unit}")
    return " + ".join(names)


def solved(
    parents: Parents, answers: AtomMoments, scores: Mapping[str, Score], scale: Scale, min_n: int
) -> tuple[Leak, ...]:
    """The small groups whose answers to one theme follow from what is published of it.

    Args:
        parents: every unit and the one above it, None at the top.
        answers: the people of each (unit answered for, unit led or None).
        scores: what is to be published of each unit.
        scale: the scale of the scores.
        min_n: smallest group shown.

    A group is small under `min_n`, and under 20 where all but one or two answered alike.
    Of fewer than `min_n` people no weighted sum may follow either.
    """
    tree = _Nested(parents, scores)
    classes = _classes(tree, answers)
    rows: dict[str, dict[Class, int]] = {}
    for key in classes:
        for row, weight in key:
            rows.setdefault(row, {})[key] = weight
    sizes = {key: moments.n for key, moments in classes.items()}

    def small(group: frozenset[Class]) -> bool:
        [first, *others] = (classes[key] for key in group)
        people = pooled((first, *others)) if others else first
        return is_small(people, scale, min_n)

    largest = max(min_n, UNIFORM_BELOW) - 1
    found = solve(rows, sizes, small, largest, fewest=min_n)
    return tuple(Leak(tree.totals(one.combination), one.certain) for one in found)


def refused(leaks: Sequence[Leak], theme: str) -> AmuError:
    """The error of a publication from which `leaks` follow; it names units, but no figure."""
    return AmuError(
        Message(
            "{theme}: a group that must not be shown follows from {combination}",
            theme=theme,
            combination=leaks[0].way,
        ),
        hint=Message(
            "Nothing was written: leave one of these units out, or raise the smallest group."
        ),
    )


class _Nested:
    """The published totals, every one less the nearest published below it.

    These differences say the same as the totals and hold far fewer people each.
    """

    def __init__(self, parents: Parents, scores: Mapping[str, Score]) -> None:
        self.parents = parents
        self.shown = {unit: one for unit, one in scores.items() if one.n and unit in parents}
        self.below: dict[str, list[str]] = {}
        for unit in self.shown:
            above = next(self.path(parents[unit]), None)
            if above is not None:
                self.below.setdefault(above, []).append(unit)

    def path(self, unit: str | None) -> Iterator[str]:
        """The published units from `unit` upwards, itself included."""
        while unit is not None:
            if unit in self.shown:
                yield unit
            unit = self.parents[unit]

    def differences(self, atom: Atom) -> Iterator[tuple[str, int]]:
        """In which differences the people of `atom` count, and how often."""
        unit, leads = atom
        inside = 0
        for place in self.path(unit):
            now = int(place != leads)
            if now != inside:
                yield place, now - inside
            inside = now
            if leads is None:
                return

    def totals(self, combination: Mapping[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
        """A combination of differences as one of the published totals."""
        found: dict[str, Fraction] = {}
        for row, factor in combination.items():
            found[row] = found.get(row, Fraction()) + factor
            for part in self.below.get(row, ()):
                found[part] = found.get(part, Fraction()) - factor
        return tuple((row, factor) for row, factor in found.items() if factor)


def _classes(tree: _Nested, answers: AtomMoments) -> dict[Class, Moments]:
    """The people by the published totals that they are in; nobody who is in none."""
    found: dict[Class, list[Moments]] = {}
    for atom, moments in answers.items():
        key = tuple(tree.differences(atom))
        if moments.n and key:
            found.setdefault(key, []).append(moments)
    return {key: pooled(parts) if len(parts) > 1 else parts[0] for key, parts in found.items()}
