"""Which small groups' totals follow from published totals, by exact linear algebra.

A published total is a row: how often each class of people is in it. A total that can be worked
out is a linear combination of rows. Fractions are exact, so that no near miss counts as a hit.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Generic, TypeVar

RowId = TypeVar("RowId", bound=Hashable)
ClassId = TypeVar("ClassId", bound=Hashable)

MOST_STEPS = 10_000
"""Combinations tried in one connected part of the rows before it is given up as unsafe."""

MOST_GROUPS = 64
"""Groups named of one connected part; more of the same helps nobody."""


@dataclass(slots=True)
class _Combination(Generic[RowId, ClassId]):
    """A combination of published totals: its weight for each class, and how often each counts."""

    weights: dict[ClassId, Fraction]
    rows: dict[RowId, Fraction] = field(default_factory=dict)

    def copy(self) -> "_Combination[RowId, ClassId]":
        return _Combination(dict(self.weights), dict(self.rows))

    def subtract(self, other: "_Combination[RowId, ClassId]", factor: Fraction) -> None:
        _subtract(self.weights, other.weights, factor)
        _subtract(self.rows, other.rows, factor)


_Reduced = Sequence[tuple[ClassId, _Combination[RowId, ClassId]]]
"""Combinations in reduced echelon form, each with the class that is in no other."""

Key = TypeVar("Key", bound=Hashable)


def _subtract(one: dict[Key, Fraction], other: Mapping[Key, Fraction], factor: Fraction) -> None:
    for key, value in other.items():
        left = one.get(key, Fraction()) - factor * value
        if left:
            one[key] = left
        else:
            one.pop(key, None)


@dataclass(frozen=True, slots=True)
class Solved(Generic[RowId, ClassId]):
    """A group whose total is a `combination` of rows: how often each counts.

    `certain` is False where a part of the rows was too entangled to be searched to the end.
    """

    group: frozenset[ClassId]
    combination: Mapping[RowId, Fraction]
    certain: bool = True


def solve(
    rows: Mapping[RowId, Mapping[ClassId, int]],
    sizes: Mapping[ClassId, int],
    may_leak: Callable[[frozenset[ClassId]], bool],
    largest: int,
    fewest: int = 0,
) -> list[Solved[RowId, ClassId]]:
    """The groups for which `may_leak` whose total is a linear combination of `rows`.

    With `fewest`, so are groups of fewer people of whom any weighted sum follows: the same
    combination of the published squares follows too, and with both the answers of two people
    are known from their difference.

    Unions of groups, found in parts of the rows with no class in common, are left
    out.

    Args:
        rows: the classes in each published total, and how often they count.
        sizes: people in each class.
        may_leak: whether a group of classes must not be worked out. A class for which it is
            False can be in no group for which it is True.
        largest: no larger group must not be worked out.
        fewest: people of whom not even a weighted sum may follow where they are fewer.
    """
    large = {key for key, n in sizes.items() if n > largest or not may_leak(frozenset((key,)))}
    times = Counter(key for row in rows.values() for key in row)
    alone = {key for key in large if times[key] == 1}
    known = {
        name: _Combination(
            {key: Fraction(weight) for key, weight in row.items()}, {name: Fraction(1)}
        )
        for name, row in rows.items()
        if row and alone.isdisjoint(row)
    }
    left = _without_large(known, large)
    found: list[Solved[RowId, ClassId]] = []
    for part in _connected(left):
        reduced = _reduced(part)
        few = _weighted(reduced, sizes, fewest - 1)
        known_few = {one.group for one in few}
        groups = _Search(reduced, sizes, may_leak, largest).groups()
        found += few + [one for one in groups if one.group not in known_few]
    return found


def dependent(rows: Mapping[RowId, Mapping[ClassId, int]]) -> Iterator[frozenset[RowId]]:
    """Sets of `rows` that cancel out when each is weighted aright: one follows from the others."""
    made = [
        _Combination({key: Fraction(n) for key, n in row.items() if n}, {name: Fraction(1)})
        for name, row in rows.items()
    ]
    _reduced(made)
    return (frozenset(row.rows) for row in made if not row.weights)


def _without_large(
    rows: dict[Key, _Combination[RowId, ClassId]], large: set[ClassId]
) -> list[_Combination[RowId, ClassId]]:
    """The combinations of `rows` in which no class of `large` is left.

    Each such class takes one row away: alone in it, that row can be in no combination; else it
    is subtracted from the others. Classes in few rows go first, which keeps the rows short.
    """
    where: dict[ClassId, set[Key]] = {}
    for name, row in rows.items():
        for key in row.weights:
            if key in large:
                where.setdefault(key, set()).add(name)
    for key in sorted(where, key=lambda one: len(where[one])):
        holders = where[key]
        if not holders:
            continue
        pivot_name = min(holders, key=lambda name: len(rows[name].weights))
        pivot = rows.pop(pivot_name)
        for other in pivot.weights:
            if other in where:
                where[other].discard(pivot_name)
        for name in list(holders):
            row = rows[name]
            before = row.weights.keys() & where.keys()
            row.subtract(pivot, row.weights[key] / pivot.weights[key])
            after = row.weights.keys() & where.keys()
            for other in before - after:
                where[other].discard(name)
            for other in after - before:
                where[other].add(name)
    return [row for row in rows.values() if row.weights]


def _connected(
    rows: Sequence[_Combination[RowId, ClassId]],
) -> Iterator[list[_Combination[RowId, ClassId]]]:
    """The rows in parts that have no class in common."""
    where: dict[ClassId, list[int]] = {}
    for place, row in enumerate(rows):
        for key in row.weights:
            where.setdefault(key, []).append(place)
    seen: set[int] = set()
    for start in range(len(rows)):
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for place in part:  # grows while it is read
            for key in rows[place].weights:
                fresh = [other for other in where[key] if other not in seen]
                seen.update(fresh)
                part += fresh
        yield [rows[place] for place in part]


def _reduced(rows: Sequence[_Combination[RowId, ClassId]]) -> _Reduced[ClassId, RowId]:
    """`rows` in reduced echelon form."""
    done: list[tuple[ClassId, _Combination[RowId, ClassId]]] = []
    for row in rows:
        for key, other in done:
            if key in row.weights:
                row.subtract(other, row.weights[key])
        if not row.weights:
            continue
        pivot = next(iter(row.weights))
        row.subtract(row, 1 - 1 / row.weights[pivot])
        for _key, other in done:
            if pivot in other.weights:
                other.subtract(row, other.weights[pivot])
        done.append((pivot, row))
    return done


def _weighted(
    rows: _Reduced[ClassId, RowId],
    sizes: Mapping[ClassId, int],
    most: int,
) -> list[Solved[RowId, ClassId]]:
    """The combinations of reduced `rows`, with whatever weights, of at most `most` people.

    The people of a combination include the pivots of its rows, which bounds how many rows it
    can have. Rows with no class in common are not tried together: each would do alone.
    """
    found: list[Solved[RowId, ClassId]] = []
    todo = [frozenset((place,)) for place in reversed(range(len(rows)))]
    seen = set(todo)
    steps = 0
    while todo and len(found) < MOST_GROUPS:
        chosen = todo.pop()
        people = sum(sizes[rows[place][0]] for place in chosen)
        if people > most:
            continue
        for cancelled in _cancellable(rows, chosen, sizes, most - people):
            steps += 1
            if steps > MOST_STEPS:
                return [*found, _given_up(rows)]
            copies = {rows[place][0]: rows[place][1].copy() for place in chosen}
            if left := _without_large(copies, cancelled):
                found.append(Solved(frozenset(left[0].weights), left[0].rows))
                break
        touched = {key for place in chosen for key in rows[place][1].weights}
        more = {
            chosen | {place}
            for place, (_pivot, row) in enumerate(rows)
            if place not in chosen and not touched.isdisjoint(row.weights)
        }
        todo += more - seen
        seen |= more
    return found


def _cancellable(
    rows: _Reduced[ClassId, RowId],
    chosen: frozenset[int],
    sizes: Mapping[ClassId, int],
    room: int,
) -> Iterator[set[ClassId]]:
    """The classes that must cancel out for at most `room` people beside the pivots to be left."""
    pivots = {rows[place][0] for place in chosen}
    times = Counter(key for place in chosen for key in rows[place][1].weights)
    room -= sum(sizes[key] for key, count in times.items() if count == 1 and key not in pivots)
    shared = [key for key, count in times.items() if count > 1]
    for count in range(len(shared) + 1):
        fits = False
        for kept in combinations(shared, count):
            if sum(sizes[key] for key in kept) <= room:
                fits = True
                yield set(shared).difference(kept)
        if not fits:
            return


def _given_up(
    rows: _Reduced[ClassId, RowId],
) -> Solved[RowId, ClassId]:
    """What stands for all that a search that is not run to its end might have found."""
    entangled = rows[0][1]
    return Solved(frozenset(entangled.weights), entangled.rows, certain=False)


class _Search(Generic[RowId, ClassId]):
    """All sums of reduced rows that count every class once or not at all, within a size.

    A group counts its pivots once or not at all, so it is the plain sum of those pivots' rows.
    """

    def __init__(
        self,
        rows: _Reduced[ClassId, RowId],
        sizes: Mapping[ClassId, int],
        may_leak: Callable[[frozenset[ClassId]], bool],
        largest: int,
    ) -> None:
        self.rows, self.sizes, self.may_leak, self.largest = rows, sizes, may_leak, largest
        self.last = {key: place for place, (_, row) in enumerate(rows) for key in row.weights}
        self.found: list[Solved[RowId, ClassId]] = []
        self.steps = 0

    def groups(self) -> list[Solved[RowId, ClassId]]:
        todo: list[tuple[int, int, _Combination[RowId, ClassId]]] = [(0, 0, _Combination({}))]
        while todo and len(self.found) < MOST_GROUPS:
            self.steps += 1
            if self.steps > MOST_STEPS:
                return [*self.found, _given_up(self.rows)]
            place, size, so_far = todo.pop()
            if place == len(self.rows):
                self._keep(so_far)
                continue
            pivot, row = self.rows[place]
            # The row is left out first, so that groups of few rows are found before others.
            options = [(size, so_far)]
            if size + self.sizes[pivot] <= self.largest:
                more = so_far.copy()
                more.subtract(row, Fraction(-1))
                options.insert(0, (size + self.sizes[pivot], more))
            todo += [(place + 1, n, one) for n, one in options if self._possible(place, one)]
        return self.found

    def _possible(self, place: int, so_far: _Combination[RowId, ClassId]) -> bool:
        """Whether no class that later rows leave alone counts but once."""
        return all(value == 1 or self.last[key] > place for key, value in so_far.weights.items())

    def _keep(self, row: _Combination[RowId, ClassId]) -> None:
        group = frozenset(row.weights)
        if group and self.may_leak(group):
            self.found.append(Solved(group, row.rows))
