"""Scored again after more people have answered: old and new figures together tell of nobody.

The attacker knows here which of the people were there each time, which the program does not.
"""

import random

import pytest

from amu_tui.model.hiding import published
from amu_tui.model.instrument import Scale
from amu_tui.model.moments import Moments
from amu_tui.model.results import Score
from tests.model.attacker import derivable, masks, sizes_of
from tests.model.trees import Answers, Atom, Parents, mixed

SCALE = Scale(min=1, max=5)


def answered(counts: dict[Atom, int]) -> Answers:
    return {atom: mixed(n, place) for place, (atom, n) in enumerate(counts.items())}


def some(rng: random.Random, units: Parents, sizes: list[int]) -> dict[Atom, int]:
    found: dict[Atom, int] = {(unit, None): rng.choice(sizes) for unit in units}
    found |= {(unit, unit): rng.choice([0, 0, 0, 1]) for unit in units}
    return {atom: n for atom, n in found.items() if n}


class Attacker:
    """Keeps every published total as the people whom it counted."""

    def __init__(self, parents: Parents) -> None:
        self.parents = parents
        self.atoms: list[Atom] = []
        self.sizes: list[int] = []
        self.rows: list[int] = []

    def come(self, people: dict[Atom, int]) -> None:
        self.atoms += people
        self.sizes += people.values()

    def read(self, scores: dict[str, Score]) -> None:
        rows = masks(self.parents, self.atoms)
        self.rows += [rows[unit] for unit, score in scores.items() if score.n]

    def solved(self, min_n: int) -> set[int]:
        groups = derivable(frozenset(self.rows), len(self.sizes))
        return {group for group in groups if 0 < sizes_of(group, self.sizes) < min_n}


@pytest.mark.parametrize("times", [2, 3])
def test_late_answers_are_not_worked_out(times: int, full: bool) -> None:
    rng = random.Random(times)
    again = 0
    for _ in range(20_000 if full else 800):
        parents: Parents = {"U0": None}
        for number in range(1, rng.randint(2, 5)):
            parents[f"U{number}"] = f"U{rng.randrange(max(0, number - 3), number)}"
        min_n = rng.choice([3, 5, 8])
        attacker = Attacker(parents)
        now: dict[Atom, int] = {}
        editions: list[dict[str, Score]] = []
        for time in range(times):
            late = some(rng, parents, [0, 0, 0, 1, 2, 6] if time else [0, 2, 3, 6, 9, 12])
            now = {atom: now.get(atom, 0) + late.get(atom, 0) for atom in {**now, **late}}
            attacker.come(late)
            if len(attacker.atoms) > 9:
                break
            scores = published(parents, answered(now), SCALE, min_n, editions)
            attacker.read(scores)
            assert not attacker.solved(min_n), (parents, attacker.atoms, attacker.sizes, min_n)
            again += time > 0 and any(score.n for score in scores.values())
            editions.append(scores)
    assert again > 100


def test_another_limit_adds_nothing_to_what_is_known(full: bool) -> None:
    rng = random.Random(4)
    for _ in range(20_000 if full else 1_000):
        parents: Parents = {"U0": None}
        for number in range(1, rng.randint(2, 7)):
            parents[f"U{number}"] = f"U{rng.randrange(max(0, number - 3), number)}"
        people = some(rng, parents, [0, 2, 3, 6, 9, 12])
        attacker = Attacker(parents)
        attacker.come(people)
        first, second = rng.choice([(3, 8), (8, 3), (5, 6), (6, 5)])
        before = published(parents, answered(people), SCALE, first)
        attacker.read(before)
        known = attacker.solved(second)
        attacker.read(published(parents, answered(people), SCALE, second, [before]))
        assert attacker.solved(second) <= known, (parents, people, first, second)


def test_what_is_known_is_only_what_was_published_of_these_units() -> None:
    parents: Parents = {"P": None, "A": "P"}
    people: Answers = {("P", None): Moments(9, 3.0, 9.0), ("A", None): Moments(8, 3.5, 8.0)}
    gone = {"Closed": Score(n=6, mean=3.0, sd=1.0)}
    assert published(parents, people, SCALE, 5, [gone]) == published(parents, people, SCALE, 5)
