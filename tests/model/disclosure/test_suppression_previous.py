"""Scored again and again: old and new figures together tell of nobody.

The attacker knows here which of the people were there each time, which the program does not.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from amu_tui.model.disclosure.secondary_suppression import published
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score
from tests.model.disclosure.attacker import below
from tests.model.disclosure.trees import Answers, Parents

SCALE = Scale(min=1, max=5)
PRIME = (1 << 61) - 1
"""Ranks are taken modulo a prime, which is fast; entries of 0 and 1 do not meet it by chance."""

Rows = Sequence[frozenset[int]]
"""The people whom each published total counts."""


@dataclass(frozen=True)
class Person:
    number: int
    unit: str
    leads: str | None
    answer: float


@dataclass
class Survey:
    """A tree and its people, and what has been published of them."""

    parents: Parents
    people: list[Person]
    rows: list[frozenset[int]] = field(default_factory=list)
    editions: list[dict[str, Score]] = field(default_factory=list)

    def publish(self, min_n: int) -> Rows:
        """Score the people of now; whom the totals that are shown count."""
        atoms: dict[tuple[str, str | None], list[Moments]] = {}
        for one in self.people:
            atoms.setdefault((one.unit, one.leads), []).append(Moments(1, one.answer))
        answers: Answers = {atom: pooled(found) for atom, found in atoms.items()}
        scores = published(self.parents, answers, SCALE, min_n, self.editions)
        self.editions.append(scores)
        fresh = [self._counted(unit) for unit, score in scores.items() if score.n]
        self.rows += fresh
        return fresh

    def _counted(self, top: str) -> frozenset[int]:
        inside = below(self.parents, top)
        return frozenset(
            one.number for one in self.people if one.unit in inside and one.leads != top
        )


def told(rows: Rows, min_n: int, known: Rows = ()) -> list[list[int]]:
    """Groups of 1 … `min_n` − 1 people of whom combinations of `rows`, with any signs, tell alone.

    People in the same totals are one class, and a group is whole classes. What follows from
    `known`, the first of the rows, does not count.
    """
    classes: dict[tuple[bool, ...], list[int]] = {}
    for one in sorted(frozenset[int]().union(*rows)):
        classes.setdefault(tuple(one in row for row in rows), []).append(one)
    members = list(classes.values())
    table = [[int(key[place]) for key in classes] for place in range(len(rows))]
    groups: list[frozenset[int]] = [frozenset()]
    for place, found in enumerate(members):
        groups += [
            group | {place}
            for group in groups
            if len(found) + sum(len(members[other]) for other in group) < min_n
        ]
    return [
        sorted(one for place in group for one in members[place])
        for group in groups[1:]
        if _alone(table, group) > _alone(table[: len(known)], group)
    ]


def _alone(table: list[list[int]], group: frozenset[int]) -> int:
    """How many independent combinations of the rows have nobody outside `group`."""
    others = [[v for place, v in enumerate(row) if place not in group] for row in table]
    return _rank(table) - _rank(others)


def _rank(table: list[list[int]]) -> int:
    rows, rank = [row[:] for row in table if any(row)], 0
    while rows:
        pivot = rows.pop()
        lead = next((place for place, value in enumerate(pivot) if value), None)
        if lead is None:
            continue
        rank += 1
        inverse = pow(pivot[lead], -1, PRIME)
        for at, row in enumerate(rows):
            if row[lead]:
                times = row[lead] * inverse % PRIME
                rows[at] = [(a - times * b) % PRIME for a, b in zip(row, pivot, strict=True)]
    return rank


def begun(rng: random.Random, flat: bool, strays: bool) -> Survey:
    parents: Parents = {"U0": None}
    for number in range(1, rng.randint(2, 7)):
        above = f"U{rng.randrange(max(0, number - 3), number)}"
        parents[f"U{number}"] = None if flat else above
    survey = Survey(parents, [])
    for unit in parents:
        come(rng, survey, unit, rng.choice([0, 2, 3, 6, 9, 12]))
        if rng.random() < 0.4:
            leads = parents[unit] if strays and rng.random() < 0.5 else unit
            come(rng, survey, unit, 1, leads)
    return survey


def come(rng: random.Random, survey: Survey, unit: str, n: int, leads: str | None = None) -> None:
    first = max((one.number for one in survey.people), default=0) + 1
    survey.people += [
        Person(number, unit, leads, rng.uniform(1.01, 4.99)) for number in range(first, first + n)
    ]


def late(rng: random.Random, survey: Survey) -> None:
    for _ in range(rng.randint(1, 4)):
        unit = rng.choice(list(survey.parents))
        come(rng, survey, unit, rng.choice([1, 1, 1, 6]), rng.choice([None, None, unit]))


def taken_back(rng: random.Random, survey: Survey) -> None:
    late(rng, survey)
    survey.people.pop(rng.randrange(len(survey.people)))


def swapped(rng: random.Random, survey: Survey) -> None:
    gone = survey.people.pop(rng.randrange(len(survey.people)))
    come(rng, survey, gone.unit, 1, gone.leads)


def another_tree(rng: random.Random, survey: Survey) -> None:
    """A unit moves below another, or stands alone; those who cannot lead any more do not."""
    unit = rng.choice(list(survey.parents))
    places = [None, *(set(survey.parents) - below(survey.parents, unit))]
    survey.parents = survey.parents | {unit: rng.choice(sorted(places, key=str))}
    survey.people = [
        one
        if one.leads is None or one.unit in below(survey.parents, one.leads)
        else Person(one.number, one.unit, None, one.answer)
        for one in survey.people
    ]
    if rng.random() < 0.7:
        late(rng, survey)


def other_leaders(rng: random.Random, survey: Survey) -> None:
    place = rng.randrange(len(survey.people))
    one = survey.people[place]
    leads = None if one.leads else one.unit
    survey.people[place] = Person(one.number, one.unit, leads, one.answer)


def nothing(rng: random.Random, survey: Survey) -> None:
    del rng, survey


CHANGES = [late, taken_back, swapped, another_tree, other_leaders, nothing]


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_what_was_published_tells_no_more_with_what_comes_after(
    change: Callable[[random.Random, Survey], None], flat: bool, full: bool
) -> None:
    rng = random.Random(f"{change.__name__} {flat}")
    again = 0
    for _ in range(4_000 if full else 120):
        survey = begun(rng, flat, strays=not flat and rng.random() < 0.5)
        if not survey.people:
            continue
        min_n = rng.choice([3, 5, 8])
        survey.publish(min_n)
        for _time in range(rng.choice([1, 1, 2, 3])):
            change(rng, survey)
            if rng.random() < 0.3:
                min_n = rng.choice([3, 5, 8])
            before = list(survey.rows)
            fresh = survey.publish(min_n)
            assert not told(fresh, min_n), "the new file alone"
            assert not told(survey.rows, min_n, before)
            again += bool(fresh)
    assert again > 30


def test_units_of_a_new_tree_are_scored_apart_from_the_old() -> None:
    """Flat first, then the same answers in a tree: what is new must not tell of what was hidden."""
    rng = random.Random(9)
    for _ in range(200):
        survey = begun(rng, flat=True, strays=False)
        tree = begun(rng, flat=False, strays=False).parents
        survey.parents = {**dict.fromkeys(survey.parents), **tree} if rng.random() < 0.5 else tree
        units = set(survey.parents)
        survey.people = [one for one in survey.people if one.unit in units]
        nested, survey.parents = survey.parents, dict.fromkeys(survey.parents)
        survey.publish(5)
        before = list(survey.rows)
        survey.parents = nested
        survey.publish(5)
        assert not told(survey.rows, 5, before)
