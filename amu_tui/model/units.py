"""Who is counted in which unit: a tree of units, the people in it, and those who lead.

A unit's set is everybody in its subtree except those who lead that very unit. Persons are kept
in atoms: those who answer for the same unit and lead the same one, or none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from amu_tui.model.moments import Moments, joined

Parents = Mapping[str, str | None]
"""Every unit and the one above it; None at the top."""

Atom = tuple[str, str | None]
"""The unit that people answer for, and the unit that they lead."""

Answers = Mapping[Atom, Moments]
"""The answers to one theme, an atom at a time."""


def ancestors(parents: Parents, unit: str) -> Iterator[str]:
    """The units above `unit`, the nearest first."""
    above = parents[unit]
    while above is not None:
        yield above
        above = parents[above]


def top_down(parents: Parents) -> list[str]:
    """The units, each after the one above it; raises `ValueError` where they go in a circle."""
    children = children_of(parents)
    order = list(children[None])
    for unit in order:  # grows while it is read
        order += children.get(unit, ())
    if len(order) < len(parents):
        raise ValueError("units above each other in a circle")
    return order


def children_of(parents: Parents) -> dict[str | None, list[str]]:
    """The units right below each unit; under None those at the top."""
    found: dict[str | None, list[str]] = {None: []}
    for unit, above in parents.items():
        found.setdefault(above, []).append(unit)
    return found


@dataclass(slots=True)
class People:
    """The people of one theme, counted for every unit of a tree.

    `sets` are the moments of each unit's own set. Of the atoms, `own` are those that are in
    the set of the unit that they answer for and of every unit above; `leaders` of a unit are
    those who lead it from within, and so are in the sets of the units above it only.
    `strays` are the leaders who answer for a unit further down than the one they lead: they
    are in the sets below it, not in its own, and again above, so sets with strays do not nest.
    """

    order: list[str]
    sets: dict[str, Moments] = field(default_factory=dict)
    own: dict[str, list[Moments]] = field(default_factory=dict)
    leaders: dict[str, list[Moments]] = field(default_factory=dict)
    strays: dict[str, list[tuple[str, Moments]]] = field(default_factory=dict)


def counted(parents: Parents, answers: Answers) -> People:
    """The people of `answers` in the units of `parents`."""
    people = People(top_down(parents))
    for (unit, leads), moments in answers.items():
        if not moments.n:
            continue
        if leads == unit:
            people.leaders.setdefault(unit, []).append(moments)
        elif leads is not None and leads in ancestors(parents, unit):
            people.strays.setdefault(leads, []).append((unit, moments))
        else:
            people.own.setdefault(unit, []).append(moments)
    _fill_sets(people, parents)
    return people


def _fill_sets(people: People, parents: Parents) -> None:
    """Join the sets from below, each person once; a unit that strays lead is counted again."""
    away: dict[str, list[Moments]] = {}
    for found in people.strays.values():
        for unit, moments in found:
            away.setdefault(unit, []).append(moments)
    below: dict[str, list[Moments]] = {}
    for unit in reversed(people.order):
        parts = [*people.own.get(unit, ()), *away.get(unit, ()), *below.get(unit, ())]
        inside = parts[0] if len(parts) == 1 else joined(parts)
        led = people.leaders.get(unit)
        everybody = joined((inside, *led)) if led else inside
        people.sets[unit] = inside
        above = parents[unit]
        if above is not None and everybody.n:
            below.setdefault(above, []).append(everybody)
    for unit in people.strays:
        people.sets[unit] = joined(_without_leaders(people, parents, unit))


def _without_leaders(people: People, parents: Parents, unit: str) -> Iterator[Moments]:
    """Everybody in the subtree of `unit` but those who lead it."""

    def inside(other: str) -> bool:
        return other == unit or unit in ancestors(parents, other)

    for kind, atoms in ((people.own, True), (people.leaders, False)):
        for other, found in kind.items():
            if inside(other) and (atoms or other != unit):
                yield from found
    for leads, found_away in people.strays.items():
        for other, moments in found_away:
            if leads != unit and inside(other):
                yield moments
