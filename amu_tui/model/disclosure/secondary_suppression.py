"""Which scores of one theme may be shown in a tree of units, so that no small group follows.

A unit's score is taken from its persons: everybody in its subtree except those who lead it.
"""

from collections.abc import Callable, Mapping
from itertools import combinations
from math import comb, inf

from amu_tui.model.disclosure.audit import Leak, solved
from amu_tui.model.disclosure.fewest_suppressed import (
    Limits,
    Node,
    fewest_suppressed,
)
from amu_tui.model.disclosure.limits import small
from amu_tui.model.disclosure.previous_releases import (
    PreviousUnits,
    Releases,
    added,
    compared,
    together,
)
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import AtomMoments, Parents, Respondents, children_of, respondents

MOST_WORK = 20_000
"""Units times patterns tried for one that hides less, where sets do not nest."""

Leaks = Callable[[Mapping[str, Score]], tuple[Leak, ...]]
"""The small groups that follow from some scores."""


def published(
    parents: Parents,
    answers: AtomMoments,
    scale: Scale,
    min_n: int,
    releases: Releases = (),
    previous: PreviousUnits | None = None,
) -> dict[str, Score]:
    """The score of every unit of `parents` for one theme, hidden where it must be.

    Args:
        parents: every unit and the one above it, None at the top.
        answers: the people of each (unit answered for, unit led or None); units of `parents`.
        scale: the scale of the scores.
        min_n: smallest group shown, at least 3.
        releases: what was published before of the same survey.
        previous: what `compared` says of `releases`, where that is known.

    `Score(n=0)` is a unit where nobody answered. Raises `ValueError` for units in a circle.

    What was published before stays known: `previous_releases` says what may be shown beside it.
    """
    people = respondents(parents, answers)
    scores = {
        unit: Score(hidden="protected") if small(found, scale, min_n) else found.score()
        for unit, found in ((unit, people.sets[unit]) for unit in parents)
    }
    limits = Limits(scale, min_n)
    if previous is None:
        previous = compared(people.sets, releases, scale, min_n)
    allowed = previous.allowed(parents)
    withheld = {unit for unit in parents if unit not in allowed and scores[unit].n}

    def leaks(scores: Mapping[str, Score]) -> tuple[Leak, ...]:
        return solved(parents, answers, scores, scale, min_n)

    while True:
        shown = _secondary(parents, people, _without(scores, withheld), limits, leaks)
        more = _more_withheld(parents, people, shown, previous, leaks)
        if not more:
            return shown
        withheld |= more


def _secondary(
    parents: Parents,
    people: Respondents,
    scores: Mapping[str, Score],
    limits: Limits,
    leaks: Leaks,
) -> dict[str, Score]:
    """`scores` less what must be hidden where nothing else was ever published."""
    nodes = _nodes(parents, people, scores, limits)
    hidden = fewest_suppressed(nodes, children_of(parents), limits)

    def left(units: set[str]) -> tuple[Leak, ...]:
        return leaks(_without(scores, units))

    # What leaves no leak is the fewest, also where the search asked for less than the audit does.
    if people.strays or left(hidden):
        hidden = _repaired(hidden, nodes, left)
    return _without(scores, hidden)


def _more_withheld(
    parents: Parents,
    people: Respondents,
    shown: Mapping[str, Score],
    previous: PreviousUnits,
    leaks: Leaks,
) -> set[str]:
    """Units that must not be shown for the sake of what was shown before; none when all is well.

    They are of those that add something to it: the smallest in each leak, or all where a leak
    is none of theirs, since what follows with them then cannot be told from what follows anyway.
    """
    new = added(previous, parents, shown)
    if not new or not previous.same:
        return set()
    found: set[str] = set()
    for leak in leaks(together(shown, people.sets, previous)):
        of_new = new.intersection(leak.units)
        if not of_new:
            return set(new)
        if found.isdisjoint(of_new):
            found.add(min(of_new, key=lambda unit: (people.sets[unit].n, unit)))
    return found


def _without(scores: Mapping[str, Score], hidden: set[str]) -> dict[str, Score]:
    return {
        unit: Score(hidden="protected") if unit in hidden else score
        for unit, score in scores.items()
    }


def _nodes(
    parents: Parents,
    people: Respondents,
    scores: Mapping[str, Score],
    limits: Limits,
) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for unit in people.order:
        above = parents[unit]
        led = [moments for _, moments in people.strays.get(unit, ())]
        nodes[unit] = Node(
            own=limits.remainder(people.own.get(unit, ())),
            leaders=limits.remainder((*people.leaders.get(unit, ()), *led)),
            n=people.sets[unit].n,
            depth=0 if above is None else nodes[above].depth + 1,
            shown=bool(scores[unit].n),
        )
    return nodes


def _repaired(
    hidden: set[str],
    nodes: Mapping[str, Node],
    leaks: Callable[[set[str]], tuple[Leak, ...]],
) -> set[str]:
    """`hidden` and what else must go: where sets do not nest, or a remainder is nearly alike.

    Then again less what need not.

    Of the units from which a leak follows the one with the fewest people goes, the furthest
    down where there are several.
    """

    def least(unit: str) -> tuple[int, int]:
        return nodes[unit].n, -nodes[unit].depth

    found = set(hidden)
    while fresh := _one_of_each(leaks(found), found, least):
        found |= fresh
    tries = MOST_WORK // len(nodes)
    again = sorted((unit for unit in found if nodes[unit].shown), key=least, reverse=True)
    if found == hidden and len(again) > tries:
        return hidden
    for unit in again[:tries]:
        if not leaks(found - {unit}):
            found.discard(unit)
    return _fewer(found, nodes, leaks) or found


def _one_of_each(
    leaks: tuple[Leak, ...], hidden: set[str], least: Callable[[str], tuple[int, int]]
) -> set[str]:
    """One unit for each of the leaks that have no unit in common."""
    found: set[str] = set()
    for leak in leaks:
        if found.isdisjoint(leak.units):
            shown = [unit for unit in leak.units if unit not in hidden]
            found.update(sorted(shown, key=least)[:1])
    return found


def _fewer(
    hidden: set[str], nodes: Mapping[str, Node], leaks: Callable[[set[str]], tuple[Leak, ...]]
) -> set[str] | None:
    """What would do in the place of `hidden`, where a tree is small enough to try.

    It is fewer units, or as many with fewer people. What follows from some units follows as long
    as all of them are shown: whatever shows them is passed by without being searched.
    """
    units = sorted((unit for unit in nodes if nodes[unit].shown), key=lambda one: nodes[one].n)
    always = {unit for unit in hidden if not nodes[unit].shown}
    one_of: list[frozenset[str]] = []
    tries = MOST_WORK // len(nodes)
    for count in range(len(hidden) - len(always) + 1):
        tries -= comb(len(units), count)
        if tries < 0:
            return None
        best, people = (
            None,
            sum(nodes[unit].n for unit in hidden - always)
            if (count == len(hidden) - len(always))
            else inf,
        )
        for chosen in combinations(units, count):
            n = sum(nodes[unit].n for unit in chosen)
            if n >= people or any(leak.isdisjoint(chosen) for leak in one_of):
                continue
            found = leaks(always.union(chosen))
            if not found:
                best, people = always.union(chosen), n
            one_of += [frozenset(leak.units) for leak in found if leak.certain]
        if best is not None:
            return best
    return None
