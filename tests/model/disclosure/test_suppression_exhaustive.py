"""No small group follows from what is shown, and no fewer could have been hidden.

Every tree of up to three levels and six leaves is tried with every size of the leaves from 0 to
12, for limits of 3, 5, 8 and 10; with `--full` all of them, with `--share` that share, else all
up to two leaves and an even sample of the rest. Sizes that differ only by the order of siblings
are tried once, and sizes from the limit up count as the limit: nothing but the choice between
equally good ways depends on them. `test_the_reduction_changes_nothing` checks both on plain
samples. People do not answer alike here, that is tried on the larger trees.
"""

import random
from collections.abc import Callable, Iterator

import pytest

from amu_tui.model.disclosure.audit import solved
from amu_tui.model.disclosure.limits import small
from amu_tui.model.disclosure.secondary_suppression import published
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import respondents
from tests.model.disclosure.attacker import below, fewest, masks, sizes_of, small_groups, weighted
from tests.model.disclosure.trees import (
    LIMITS,
    Answers,
    Parents,
    Shape,
    grown,
    mixed,
    on_few_points,
    shapes,
    sizes,
    tree,
)

SCALE = Scale(min=1, max=5)


def hidden_count(parents: Parents, answers: Answers, min_n: int) -> int:
    """Units hidden to protect others; fails where a small group follows or fewer would do."""
    scores = published(parents, answers, SCALE, min_n)
    atoms = [atom for atom, moments in answers.items() if moments.n]
    people = [answers[atom].n for atom in atoms]
    rows = masks(parents, atoms)
    shown = [rows[unit] for unit, score in scores.items() if score.n]

    def small(group: int) -> bool:
        return 0 < sizes_of(group, people) < min_n

    assert not any(small_groups(shown, len(atoms), small)), (parents, people, min_n, scores)
    hidden, _people = for_others(parents, answers, scores, min_n)
    least, _fewest_people = fewest(rows, len(atoms), small)
    assert hidden == least, (parents, people, min_n, scores)
    return hidden


def for_others(
    parents: Parents, answers: Answers, scores: dict[str, Score], min_n: int
) -> tuple[int, int]:
    """How many scores are hidden that could be shown if they were alone, and of how many people."""
    sets = respondents(parents, answers).sets
    hidden = [
        sets[unit].n
        for unit, score in scores.items()
        if score.hidden and not small(sets[unit], SCALE, min_n)
    ]
    return len(hidden), sum(hidden)


def staffed(shape: Shape, people: tuple[int, ...]) -> tuple[Parents, Answers]:
    parents, leaves = tree(shape)
    return parents, {
        (leaf, None): mixed(n, place)
        for place, (leaf, n) in enumerate(zip(leaves, people, strict=True))
    }


def cases(leaves: int, min_n: int, every: int = 1) -> Iterator[tuple[Shape, tuple[int, ...]]]:
    for shape in shapes(leaves):
        for people in sizes(shape, range(min(min_n, 12) + 1), every):
            yield shape, people


@pytest.mark.parametrize("min_n", LIMITS)
@pytest.mark.parametrize("leaves", [1, 2, 3, 4, 5, 6])
def test_every_small_tree(leaves: int, min_n: int, share: float) -> None:
    every = (1, 1, 3, 17, 131, 1409)[leaves - 1]
    if share:
        every = min(every, round(1 / share))
    for shape, people in cases(leaves, min_n, every):
        hidden_count(*staffed(shape, people), min_n)


@pytest.mark.parametrize("min_n", LIMITS)
def test_the_reduction_changes_nothing(min_n: int, size: Callable[[int, int], int]) -> None:
    """Any order of siblings and any size up to 12 needs as many hidden as its reduced form."""
    rng = random.Random(min_n)
    for _ in range(size(200, 5000)):
        shape = rng.choice(list(shapes(rng.randint(1, 6))))
        parents, leaves = tree(shape)
        plain = {leaf: rng.randint(0, 12) for leaf in leaves}
        capped = [min(n, min_n) for n in plain.values()]
        expected = hidden_count(*staffed(shape, _ordered(shape, capped)), min_n)
        units = list(parents.items())
        rng.shuffle(units)
        answers: Answers = {
            (leaf, None): mixed(n, place) for place, (leaf, n) in enumerate(plain.items())
        }
        assert hidden_count(dict(units), answers, min_n) == expected


def _ordered(shape: Shape, people: list[int]) -> tuple[int, ...]:
    """`people` of the leaves of `shape` as `sizes` writes them: siblings in rising order."""
    branches, place = [], 0
    for kind in shape:
        branches.append((-kind, sorted(people[place : place + max(kind, 1)])))
        place += max(kind, 1)
    return tuple(n for _kind, branch in sorted(branches) for n in branch)


@pytest.mark.parametrize("min_n", LIMITS)
def test_every_small_tree_with_leaders(min_n: int, full: bool) -> None:
    """One leader in every unit but the top, counted from the unit above."""
    for leaves in (2, 3, 4) if full else (2, 3):
        for shape, people in cases(leaves, min_n, 1 if full else 2 * leaves - 3):
            parents, answers = staffed(shape, people)
            led: Answers = {
                (unit, unit): Moments(1, 1 + place / 10)
                for place, unit in enumerate(parents)
                if unit != "P"
            }
            hidden_count(parents, answers | led, min_n)


@pytest.mark.parametrize("part", range(4))
def test_larger_trees_by_chance(part: int, size: Callable[[int, int], int]) -> None:
    rng = random.Random(20171123 + part)
    for _ in range(size(300, 25_000)):
        parents, answers = grown(rng, rng.choice([4, 6, 12, 40]), strays=False)
        min_n = rng.choice(LIMITS)
        scores = published(parents, answers, SCALE, min_n)
        assert not solved(parents, answers, scores, SCALE, min_n), (parents, answers, min_n)
        _no_small_remainder(parents, answers, scores, min_n)
        if len(answers) <= 8:
            hidden, least = _against_brute_force(parents, answers, scores, min_n)
            assert hidden == least, (parents, answers, min_n)


def test_groups_that_nearly_all_answered_alike(size: Callable[[int, int], int]) -> None:
    """Nothing follows of those either, so that no table is refused; and no more than that hides."""
    rng = random.Random(20171125)
    hidden_for_others = 0
    for _ in range(size(200, 10_000)):
        parents, answers = on_few_points(rng, rng.choice([4, 6, 12]))
        min_n = rng.choice((5, 8))
        scores = published(parents, answers, SCALE, min_n)
        assert not solved(parents, answers, scores, SCALE, min_n), (parents, answers, min_n)
        _no_small_remainder(parents, answers, scores, min_n)
        hidden_for_others += bool(for_others(parents, answers, scores, min_n)[0])
        if len(answers) <= 7:
            hidden, least = _against_brute_force(parents, answers, scores, min_n)
            assert hidden == least, (parents, answers, min_n)
    assert hidden_for_others


def test_leaders_who_answer_further_down(size: Callable[[int, int], int]) -> None:
    """Their sets do not nest; on small trees no fewer could be hidden there either.

    Neither units nor, of as many units, people.
    """
    rng = random.Random(20171124)
    for _ in range(size(500, 50_000)):
        parents, answers = grown(rng, rng.choice([4, 6, 12, 30]), strays=True)
        min_n = rng.choice(LIMITS)
        scores = published(parents, answers, SCALE, min_n)
        assert not solved(parents, answers, scores, SCALE, min_n), (parents, answers, min_n)
        if len(answers) <= 9:
            hidden, least = _against_brute_force(parents, answers, scores, min_n)
            assert hidden == least, (parents, answers, min_n)


def _no_small_remainder(
    parents: Parents, answers: Answers, scores: dict[str, Score], min_n: int
) -> None:
    """Take from the people of each shown unit those of the shown units below, one by one."""
    sets = {
        top: {atom for atom in answers if atom[0] in below(parents, top) and atom[1] != top}
        for top, score in scores.items()
        if score.n
    }
    for top, atoms in sets.items():
        inside = below(parents, top) - {top}
        left = atoms - {atom for unit in inside & sets.keys() for atom in sets[unit]}
        group = pooled(answers[atom] for atom in left)
        assert not small(group, SCALE, min_n), (parents, answers, min_n, top)


def _against_brute_force(
    parents: Parents, answers: Answers, scores: dict[str, Score], min_n: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many units and people are hidden, and the least possible; every group is tried."""
    atoms = [atom for atom, moments in answers.items() if moments.n]

    def is_small(group: int) -> bool:
        moments = pooled(answers[atom] for bit, atom in enumerate(atoms) if group >> bit & 1)
        return small(moments, SCALE, min_n)

    people = [answers[atom].n for atom in atoms]

    def few(group: int) -> bool:
        return 0 < sizes_of(group, people) < min_n

    rows = masks(parents, atoms)
    shown = [rows[unit] for unit, score in scores.items() if score.n]
    assert not any(small_groups(shown, len(atoms), is_small)), (parents, answers, min_n)
    assert not any(map(few, weighted(frozenset(shown), len(atoms)))), (parents, answers, min_n)
    sizes = {unit: sizes_of(row, people) for unit, row in rows.items()}
    hidden = for_others(parents, answers, scores, min_n)
    return hidden, fewest(rows, len(atoms), is_small, few, sizes)
