"""Small trees, all of them, and larger ones by chance."""

import random
from collections.abc import Iterator
from itertools import combinations_with_replacement, groupby
from math import prod

from amu_tui.model.survey.moments import Moments, pooled

Parents = dict[str, str | None]
Answers = dict[tuple[str, str | None], Moments]
Atom = tuple[str, str | None]
Shape = tuple[int, ...]
"""The branches of a top unit: 0 for a unit without any below, else how many those are."""

LIMITS = (3, 5, 8, 10)


def shapes(leaves: int) -> Iterator[Shape]:
    """Every tree of up to three levels with so many leaves, siblings in one order only."""

    def parts(left: int, most: int) -> Iterator[Shape]:
        if not left:
            yield ()
        for kind in range(min(most, left), -1, -1):
            if left >= max(kind, 1):
                for rest in parts(left - max(kind, 1), kind):
                    yield (kind, *rest)

    yield from parts(leaves, leaves)


def tree(shape: Shape) -> tuple[Parents, list[str]]:
    """The units of `shape` and its leaves, in order."""
    parents: Parents = {"P": None}
    leaves = []
    for place, count in enumerate(shape):
        branch = f"B{place}"
        parents[branch] = "P"
        if not count:
            leaves.append(branch)
        for number in range(count):
            leaf = f"{branch}.{number}"
            parents[leaf] = branch
            leaves.append(leaf)
    return parents, leaves


def sizes(shape: Shape, values: range, every: int = 1) -> Iterator[tuple[int, ...]]:
    """Sizes of the leaves of `shape`, those that only differ by the order of siblings once.

    Of all of them in their order one in `every`, the first included.
    """
    branches = []
    for kind, same in groupby(shape):
        one = list(combinations_with_replacement(values, max(kind, 1)))
        branches.append(list(combinations_with_replacement(one, len(list(same)))))
    for number in range(0, prod(map(len, branches)), every):
        left, chosen = number, []
        for branch in branches:
            left, place = divmod(left, len(branch))
            chosen.append(branch[place])
        yield tuple(n for group in chosen for one in group for n in one)


def mixed(n: int, place: int) -> Moments:
    """`n` people who do not all answer the same, nor as those of another `place` do."""
    return Moments(n, 2 + place / 100, float(n) if n > 1 else 0.0) if n else Moments()


def grown(rng: random.Random, most: int, strays: bool) -> tuple[Parents, Answers]:
    """A tree of up to `most` units with staff at every level, leaders, and some who agree."""
    parents: Parents = {"U0": None}
    for number in range(1, rng.randint(2, most)):
        parents[f"U{number}"] = f"U{rng.randrange(max(0, number - 8), number)}"
    answers: Answers = {}
    sizes = rng.choice([(0, 3), (0, 12), (0, 40), (4, 25)])
    for unit in parents:
        if rng.random() < 0.8:
            answers[unit, None] = _people(rng, rng.randint(*sizes))
        if rng.random() < 0.4:
            answers[unit, unit] = _people(rng, rng.choice([1, 1, 1, 2]))
        if strays and rng.random() < 0.3:
            above = parents[unit]
            answers[unit, above] = _people(rng, 1)
    return parents, answers


def _people(rng: random.Random, n: int) -> Moments:
    alike = rng.random() < 0.15
    first = rng.choice([1.0, 3.0, 10 / 3, 5.0])
    return pooled(Moments(1, first if alike else rng.uniform(1, 5)) for _ in range(n))


def on_few_points(rng: random.Random, most: int) -> tuple[Parents, Answers]:
    """A tree of up to `most` units with staff, who answer on few points and much alike."""
    parents: Parents = {"U0": None}
    for number in range(1, rng.randint(3, most)):
        parents[f"U{number}"] = f"U{rng.randrange(max(0, number - 8), number)}"
    answers: Answers = {}
    for unit in parents:
        if unit != "U0":
            points = [rng.choice([2.0, 3.0, 4.0])] * rng.choice([1, 4, 12]) + [1.0, 3.0, 3.5, 5.0]
            several = [rng.choice(points) for _ in range(rng.choice([5, 6, 8, 9, 14, 30]))]
            answers[unit, None] = pooled(Moments(1, one, low=one, high=one) for one in several)
    return parents, answers
