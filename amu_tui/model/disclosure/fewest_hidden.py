"""The fewest units of a tree to hide so that no small group is left over: complementary hiding.

The sets of shown units nest, so every sum or difference of their totals is made of remainders:
the people of a shown unit that none of the shown units below it holds. Nothing can be worked out
where every remainder is empty or a group that may be shown. The search is an exact dynamic
program over the tree: what is not held by a shown unit is passed up, capped where more of it
makes no difference (Fischetti and Salazar 2001 state the problem for tables in general).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from amu_tui.model.disclosure.limits import TINY, UNIFORM_BELOW
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments


class Rest(NamedTuple):
    """People not held by a shown unit: how many, and what they all answered, None if mixed."""

    n: int = 0
    value: float | None = None


EMPTY = Rest()

Cost = tuple[int, int]
"""Hidden units, and people in them: less is better."""

FREE: Cost = (0, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a group may be left over: its size, or that it did not all answer alike."""

    scale: Scale
    min_n: int

    def rest(self, groups: Iterable[Moments]) -> Rest:
        """The people of `groups` as what is passed up the tree."""
        found = Rest()
        for group in groups:
            found = self.add(found, self._one(group))
        return found

    def _one(self, group: Moments) -> Rest:
        sd = group.sd
        alike = sd is None or sd < TINY
        ends = self.scale.min, self.scale.max
        if group.n and (alike or any(abs(group.mean - end) < TINY for end in ends)):
            return self._capped(group.n, round(group.mean, 9))
        return self._capped(group.n, None)

    def add(self, one: Rest, other: Rest) -> Rest:
        """Both groups together."""
        if not one.n:
            return other
        if not other.n:
            return one
        return self._capped(one.n + other.n, one.value if one.value == other.value else None)

    def _capped(self, n: int, value: float | None) -> Rest:
        if value is not None and n < max(self.min_n, UNIFORM_BELOW):
            return Rest(n, value)
        return Rest(min(n, self.min_n))

    def safe(self, rest: Rest) -> bool:
        """Whether `rest` may be worked out by subtraction."""
        return not rest.n or (rest.n >= self.min_n and rest.value is None)


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the search.

    `own` are its people outside every unit below, `leaders` those who are counted from the unit
    above only, `n` the size of its set. `shown` is whether it may be shown at all.
    """

    own: Rest
    leaders: Rest
    n: int
    depth: int
    shown: bool


class Choice(NamedTuple):
    """The best way to leave a rest: its cost, whether the unit is shown, the rest before it."""

    cost: Cost
    shown: bool
    before: Rest


class Step(NamedTuple):
    """The best way to put a rest together: its cost, the rest so far, the rest of the child."""

    cost: Cost
    so_far: Rest
    child: Rest


def fewest_hidden(
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
        self.steps: dict[str, list[dict[Rest, Step]]] = {}
        self.choices: dict[str, dict[Rest, Choice]] = {}

    def hidden(self) -> set[str]:
        for unit in reversed(self.nodes):
            self._choose(unit)
        found: set[str] = set()
        todo = [(unit, self._best(unit)) for unit, node in self.nodes.items() if not node.depth]
        while todo:
            unit, rest = todo.pop()
            choice = self.choices[unit][rest]
            if self.nodes[unit].shown and not choice.shown:
                found.add(unit)
            before = choice.before
            below = self.children.get(unit, ())
            for child, steps in zip(reversed(below), reversed(self.steps[unit]), strict=True):
                step = steps[before]
                todo.append((child, step.child))
                before = step.so_far
        return found

    def _best(self, unit: str) -> Rest:
        choices = self.choices[unit]
        return min(choices, key=lambda rest: choices[rest].cost)

    def _choose(self, unit: str) -> None:
        """What `unit` can pass up, and at which cost, from what its children can."""
        before = {self.nodes[unit].own: FREE}
        steps = self.steps[unit] = []
        for child in self.children.get(unit, ()):
            found = self._joined(before, self.choices[child])
            steps.append(found)
            before = {rest: step.cost for rest, step in found.items()}
        choices: dict[Rest, Choice] = {}
        for rest, cost in before.items():
            for passed, choice in self._ways(self.nodes[unit], rest, cost):
                if passed not in choices or choice.cost < choices[passed].cost:
                    choices[passed] = choice
        self.choices[unit] = choices

    def _joined(
        self, before: Mapping[Rest, Cost], child: Mapping[Rest, Choice]
    ) -> dict[Rest, Step]:
        found: dict[Rest, Step] = {}
        for so_far, cost in before.items():
            for rest, choice in child.items():
                both = self.limits.add(so_far, rest)
                total = _sum(cost, choice.cost)
                if both not in found or total < found[both].cost:
                    found[both] = Step(total, so_far, rest)
        return found

    def _ways(self, node: Node, rest: Rest, cost: Cost) -> Iterable[tuple[Rest, Choice]]:
        """To show the unit, where its remainder allows it, or to hide it and pass all on."""
        if node.shown and self.limits.safe(rest):
            yield node.leaders, Choice(cost, True, rest)
        if node.shown:
            cost = _sum(cost, (1, node.n))
        yield self.limits.add(rest, node.leaders), Choice(cost, False, rest)


def _sum(one: Cost, other: Cost) -> Cost:
    if other is FREE:
        return one
    return one[0] + other[0], one[1] + other[1]
