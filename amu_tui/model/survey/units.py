"""Who is counted in which unit: a tree of units, the people in it, and those who lead.

A unit's set is everybody in its subtree except those who lead that very unit. Persons are kept
in atoms: those who answer for the same unit and lead the same one, or none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from amu_tui.model.survey.moments import Moments, pooled

Parents = Mapping[str, str | None]
"""Every unit and the one above it; None at the top."""

Atom = tuple[str, str | None]
"""The unit that people answer for, and the unit that they lead."""

AtomMoments = Mapping[Atom, Moments]
"""The answers to one theme, an atom at a time."""


def ancestors(parents: Parents, unit: str) -> Iterator[str]:
    """The units above `unit`, the nearest first."""
    above = parents[unit]
    while above is not None:
        yield above
        above = parents.get(above)


def top_down(parents: Parents) -> list[str]:
    """The units, each after the one above it; raises `ValueError` for a cycle."""
    children = children_of(parents)
    order = list(children[None])
    for unit in order:  # grows while it is read
        order += children.get(unit, ())
    if len(order) < len(parents):
        raise ValueError("units above each other in a cycle")
    return order


def children_of(parents: Parents) -> dict[str | None, list[str]]:
    """The children of each unit; under None those at the top."""
    children: dict[str | None, list[str]] = {None: []}
    for unit, above in parents.items():
        children.setdefault(above, []).append(unit)
    return children


@dataclass(slots=True)
class Respondents:
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


def respondents(parents: Parents, answers: AtomMoments) -> Respondents:
    """The people of `answers` in the units of `parents`."""
    people = Respondents(top_down(parents))
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


def _fill_sets(people: Respondents, parents: Parents) -> None:
    """Join the sets from below, each person once; units that strays lead without those."""
    away: dict[str, list[tuple[str, Moments]]] = {}
    for leads, strays in people.strays.items():
        for unit, moments in strays:
            away.setdefault(unit, []).append((leads, moments))
    below: dict[str, list[str]] = {}
    everybody: dict[str, Moments] = {}
    for unit in reversed(people.order):
        parts = [
            *people.own.get(unit, ()),
            *(moments for _leads, moments in away.get(unit, ())),
            *(everybody[part] for part in below.get(unit, ())),
        ]
        inside = parts[0] if len(parts) == 1 else pooled(parts)
        led = people.leaders.get(unit)
        everybody[unit] = pooled((inside, *led)) if led else inside
        people.sets[unit] = inside
        above = parents[unit]
        if above is not None and everybody[unit].n:
            below.setdefault(above, []).append(unit)
    for unit, strays in people.strays.items():
        apart = {unit}
        for below_unit, _moments in strays:
            while below_unit not in apart:
                apart.add(below_unit)
                below_unit = parents[below_unit] or unit
        people.sets[unit] = pooled(_without_leaders(unit, apart, people, away, below, everybody))


def _without_leaders(
    unit: str,
    apart: set[str],
    people: Respondents,
    away: Mapping[str, list[tuple[str, Moments]]],
    below: Mapping[str, list[str]],
    everybody: Mapping[str, Moments],
) -> Iterator[Moments]:
    """Everybody in the subtree of `unit` but those who lead it.

    Those who lead it answer in the units `apart`, which are taken in parts, all others whole.
    """
    todo = [unit]
    for node in todo:  # grows while it is read
        yield from people.own.get(node, ())
        yield from (moments for leads, moments in away.get(node, ()) if leads != unit)
        if node != unit:
            yield from people.leaders.get(node, ())
        for part in below.get(node, ()):
            if part in apart:
                todo.append(part)
            else:
                yield everybody[part]
