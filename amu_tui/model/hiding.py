"""Which scores of one theme may be shown in a tree of units, so that no small group is left over.

A unit's score is taken from its persons: everybody in its subtree except those who lead it.
"""

from collections.abc import Mapping, Sequence

from amu_tui.model.disclosure import guarded
from amu_tui.model.instrument import Scale
from amu_tui.model.results import Score
from amu_tui.model.suppression import Limits, Node, Rest, fewest_hidden
from amu_tui.model.units import Answers, Parents, People, children_of, counted

PROTECTS = Score(hidden="protects-another")


def published(
    parents: Parents,
    answers: Answers,
    scale: Scale,
    min_n: int,
    earlier: Sequence[Mapping[str, Score]] = (),  # noqa: ARG001
) -> dict[str, Score]:
    """The score of every unit of `parents` for one theme, hidden where it must be.

    Args:
        parents: every unit and the one above it, None at the top.
        answers: the people of each (unit answered for, unit led or None); units of `parents`.
        scale: the scale of the scores.
        min_n: smallest group shown, at least 3.
        earlier: what was published before of the same survey, a mapping from unit for each time.

    `Score(n=0)` is a unit where nobody answered. Raises `ValueError` for units in a circle.
    """
    people = counted(parents, answers)
    scores = {unit: guarded(people.sets[unit].score(), scale, min_n) for unit in parents}
    limits = Limits(scale, min_n)
    hidden = _complement(parents, people, scores, limits)
    return {unit: PROTECTS if unit in hidden else score for unit, score in scores.items()}


def _complement(
    parents: Parents, people: People, scores: Mapping[str, Score], limits: Limits
) -> set[str]:
    """The units to hide besides those that are too small, in the trees that need it."""
    nodes = _nodes(parents, people, scores, limits)
    tops, unsafe = _unsafe(parents, nodes, limits)
    if not unsafe:
        return set()
    affected = {unit: node for unit, node in nodes.items() if tops[unit] in unsafe}
    return fewest_hidden(affected, children_of(parents), limits)


def _nodes(
    parents: Parents, people: People, scores: Mapping[str, Score], limits: Limits
) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for unit in people.order:
        above = parents[unit]
        led = [moments for _, moments in people.strays.get(unit, ())]
        nodes[unit] = Node(
            own=limits.rest(people.own.get(unit, ())),
            leaders=limits.rest((*people.leaders.get(unit, ()), *led)),
            n=people.sets[unit].n,
            depth=0 if above is None else nodes[above].depth + 1,
            shown=bool(scores[unit].n),
        )
    return nodes


def _unsafe(
    parents: Parents, nodes: Mapping[str, Node], limits: Limits
) -> tuple[dict[str, str], set[str]]:
    """The top of each unit's tree, and the tops where showing all that is large enough leaks."""
    tops: dict[str, str] = {}
    for unit in nodes:
        above = parents[unit]
        tops[unit] = unit if above is None else tops[above]
    unsafe: set[str] = set()
    rests: dict[str, Rest] = {}
    for unit in reversed(nodes):
        node, above = nodes[unit], parents[unit]
        rest = limits.add(node.own, rests.get(unit, Rest()))
        if node.shown:
            if not limits.safe(rest):
                unsafe.add(tops[unit])
            rest = Rest()
        if above is not None:
            rests[above] = limits.add(rests.get(above, Rest()), limits.add(rest, node.leaders))
    return tops, unsafe
