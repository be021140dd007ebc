"""The fewest units of a tree to hide so that no small residual group is left.

The sets of shown units nest, so every sum or difference of their totals is one of remainders: the
people of a shown unit that are in none of the shown units below it. Nothing can be worked out where
every remainder is empty or a group that may be shown. The search is an exact dynamic program over
the tree: who is in no shown unit is passed up, capped where more of them make no difference
(Fischetti and Salazar 2001 state the problem for tables in general).

Of a remainder of which all but one or two answered alike the search does not know: that takes
everybody's answers, of which there are too many to pass up. `secondary_suppression` looks for
those in what is found here, and hides more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from amu_tui.model.disclosure.limits import TINY, UNIFORM_BELOW
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments


class Remainder(NamedTuple):
    """People in no shown unit: how many, and what they all answered, None if mixed."""

    n: int = 0
    value: float | None = None


EMPTY = Remainder()

Cost = tuple[int, int]
"""Hidden units, and people in them: less is better."""

NO_COST: Cost = (0, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a residual group may be worked out: its size, and that it did not all answer alike."""

    scale: Scale
    min_n: int

    def remainder(self, groups: Iterable[Moments]) -> Remainder:
        """The people of `groups` as what is passed up the tree."""
        found = Remainder()
        for group in groups:
            found = self.add(found, self._one(group))
        return found

    def _one(self, group: Moments) -> Remainder:
        sd = group.sd
        alike = sd is None or sd < TINY
        ends = self.scale.min, self.scale.max
        if group.n and (alike or any(abs(group.mean - end) < TINY for end in ends)):
            return self._capped(group.n, round(group.mean, 9))
        return self._capped(group.n, None)

    def add(self, one: Remainder, other: Remainder) -> Remainder:
        """Both groups together."""
        if not one.n:
            return other
        if not other.n:
            return one
        return self._capped(one.n + other.n, one.value if one.value == other.value else None)

    def _capped(self, n: int, value: float | None) -> Remainder:
        if value is not None and n < max(self.min_n, UNIFORM_BELOW):
            return Remainder(n, value)
        return Remainder(min(n, self.min_n))

    def safe(self, remainder: Remainder) -> bool:
        """Whether `remainder` may be worked out by subtraction."""
        return not remainder.n or (remainder.n >= self.min_n and remainder.value is None)


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the search.

    `own` are its people outside every unit below, `leaders` those who are counted from the unit
    above only, `n` the size of its set. `shown` is whether it may be shown at all.
    """

    own: Remainder
    leaders: Remainder
    n: int
    depth: int
    shown: bool


class Choice(NamedTuple):
    """The best way to pass a remainder up: its cost, whether the unit is shown, and what it had."""

    cost: Cost
    shown: bool
    before: Remainder


class Step(NamedTuple):
    """The best way to add a child's remainder: its cost, what there was, and the child's."""

    cost: Cost
    so_far: Remainder
    child: Remainder


def fewest_suppressed(
    nodes: dict[str, Node], children: Mapping[str | None, Sequence[str]], limits: Limits
) -> set[str]:
    """The units to hide, of those in `nodes` that may be shown.

    Args:
        nodes: the units of whole trees, each after the one above it.
        children: the units right below each unit.
        limits: which remainders are safe.
    """
    search = _Search(nodes, children, limits)
    return search.hidden()


class _Search:
    """One run of the dynamic program."""

    def __init__(
        self,
        nodes: dict[str, Node],
        children: Mapping[str | None, Sequence[str]],
        limits: Limits,
    ) -> None:
        self.nodes, self.children, self.limits = nodes, children, limits
        self.steps: dict[str, list[dict[Remainder, Step]]] = {}
        self.choices: dict[str, dict[Remainder, Choice]] = {}

    def hidden(self) -> set[str]:
        for unit in reversed(self.nodes):
            self._choose(unit)
        found: set[str] = set()
        todo = [(unit, self._best(unit)) for unit, node in self.nodes.items() if not node.depth]
        while todo:
            unit, remainder = todo.pop()
            choice = self.choices[unit][remainder]
            if self.nodes[unit].shown and not choice.shown:
                found.add(unit)
            before = choice.before
            below = self.children.get(unit, ())
            for child, steps in zip(reversed(below), reversed(self.steps[unit]), strict=True):
                step = steps[before]
                todo.append((child, step.child))
                before = step.so_far
        return found

    def _best(self, unit: str) -> Remainder:
        choices = self.choices[unit]
        return min(choices, key=lambda remainder: choices[remainder].cost)

    def _choose(self, unit: str) -> None:
        """What `unit` can pass up, and at which cost, from what its children can."""
        before = {self.nodes[unit].own: NO_COST}
        steps = self.steps[unit] = []
        for child in self.children.get(unit, ()):
            found = self._combined(before, self.choices[child])
            steps.append(found)
            before = {remainder: step.cost for remainder, step in found.items()}
        choices: dict[Remainder, Choice] = {}
        for remainder, cost in before.items():
            for passed, choice in self._ways(self.nodes[unit], remainder, cost):
                if passed not in choices or choice.cost < choices[passed].cost:
                    choices[passed] = choice
        self.choices[unit] = choices

    def _combined(
        self, before: Mapping[Remainder, Cost], child: Mapping[Remainder, Choice]
    ) -> dict[Remainder, Step]:
        found: dict[Remainder, Step] = {}
        for so_far, cost in before.items():
            for remainder, choice in child.items():
                both = self.limits.add(so_far, remainder)
                total = _sum(cost, choice.cost)
                if both not in found or total < found[both].cost:
                    found[both] = Step(total, so_far, remainder)
        return found

    def _ways(
        self, node: Node, remainder: Remainder, cost: Cost
    ) -> Iterable[tuple[Remainder, Choice]]:
        """To show the unit, where its remainder allows it, or to hide it and pass all on."""
        if node.shown and self.limits.safe(remainder):
            yield node.leaders, Choice(cost, True, remainder)
        if node.shown:
            cost = _sum(cost, (1, node.n))
        yield self.limits.add(remainder, node.leaders), Choice(cost, False, remainder)


def _sum(one: Cost, other: Cost) -> Cost:
    if other is NO_COST:
        return one
    return one[0] + other[0], one[1] + other[1]
