"""An attacker who knows nothing of trees: the groups in the rational row space, by brute force.

People are classes numbered from 0, a group is a bit mask of classes, a published total is the
mask of those whom it counts. Nothing here is shared with the program.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from math import gcd, lcm

Parents = Mapping[str, str | None]
Atom = tuple[str, str | None]


@cache
def derivable(rows: frozenset[int], width: int) -> tuple[int, ...]:
    """Every group of `width` classes whose total is a linear combination of `rows`."""
    echelon = _echelon([[row >> bit & 1 for bit in range(width)] for row in rows])
    common = lcm(*(row[place] for place, row in echelon))
    # A total of ones and noughts has each row of the reduced form once or not at all.
    totals = [[0] * width]
    for place, row in echelon:
        once = [value * (common // row[place]) for value in row]
        totals += [[a + b for a, b in zip(total, once, strict=True)] for total in totals]
    groups = (total for total in totals[1:] if all(value in (0, common) for value in total))
    return tuple(sorted(sum(1 << bit for bit, v in enumerate(group) if v) for group in groups))


@cache
def weighted(rows: frozenset[int], width: int) -> tuple[int, ...]:
    """Every group of whom some weighted sum, and so nobody else's, follows from `rows`.

    Such a sum is a combination of `rows` that is nought outside the group: the columns of the
    others leave a rank.
    """
    columns = [[row >> bit & 1 for row in rows] for bit in range(width)]
    rank = len(_echelon(columns))
    everyone = (1 << width) - 1
    found = []

    def leave_out(others: int, first: int, basis: list[tuple[int, list[int]]]) -> None:
        if len(basis) == rank:
            return
        found.append(everyone & ~others)
        for bit in range(first, width):
            leave_out(others | 1 << bit, bit + 1, _with(basis, columns[bit]))

    leave_out(0, 0, [])
    return tuple(sorted(found))


def _echelon(matrix: list[list[int]]) -> list[tuple[int, list[int]]]:
    """Rows of whole numbers in reduced form, each with the place of its leading value."""
    done: list[tuple[int, list[int]]] = []
    for row in matrix:
        more = _with(done, row)
        if len(more) > len(done):
            lead, last = more[-1]
            done = [(place, _without(other, lead, last)) for place, other in done]
            done.append((lead, last))
    return done


def _with(basis: list[tuple[int, list[int]]], row: list[int]) -> list[tuple[int, list[int]]]:
    """`basis` and what `row` adds to it, if anything."""
    for place, other in basis:
        row = _without(row, place, other)
    lead = next((place for place, value in enumerate(row) if value), None)
    return basis if lead is None else [*basis, (lead, row)]


def _without(row: list[int], place: int, other: list[int]) -> list[int]:
    """`row`, times a whole number, with nought at `place`, where `other` leads."""
    if not row[place]:
        return row
    less = [a * other[place] - row[place] * b for a, b in zip(row, other, strict=True)]
    shared = gcd(*less)
    return [value // shared for value in less] if shared > 1 else less


def below(parents: Parents, top: str) -> set[str]:
    """The units of the subtree of `top`, itself included."""
    found = {top}
    while True:
        more = {unit for unit, above in parents.items() if above in found} | found
        if more == found:
            return found
        found = more


def masks(parents: Parents, atoms: list[Atom]) -> dict[str, int]:
    """Whom the total of each unit counts: its subtree but those who lead it."""
    found = {}
    for top in parents:
        inside = below(parents, top)
        found[top] = sum(
            1 << bit for bit, (unit, leads) in enumerate(atoms) if unit in inside and leads != top
        )
    return found


def sizes_of(group: int, sizes: list[int]) -> int:
    return sum(size for bit, size in enumerate(sizes) if group >> bit & 1)


def small_groups(rows: Iterable[int], width: int, small: Callable[[int], bool]) -> Iterator[int]:
    """The groups for which `small` that follow from `rows`."""
    return filter(small, derivable(frozenset(rows), width))


def fewest(
    rows: Mapping[str, int],
    width: int,
    small: Callable[[int], bool],
    few: Callable[[int], bool] = lambda _group: False,
    sizes: Mapping[str, int] | None = None,
) -> tuple[int, int]:
    """The fewest units to hide besides those that are small, by trying every pattern.

    And the fewest people in so many, where the `sizes` of units are given. No weighted sum of a
    group that is `few` may follow.
    """
    large = [unit for unit, row in rows.items() if row and not small(row)]
    for count in range(len(large) + 1):
        found = []
        for hidden in combinations(large, count):
            left = [rows[unit] for unit in large if unit not in hidden]
            if any(few(group) for group in weighted(frozenset(left), width)):
                continue
            if not any(small_groups(left, width, small)):
                if sizes is None:
                    return count, 0
                found.append(sum(sizes[unit] for unit in hidden))
        if found:
            return count, min(found)
    raise AssertionError("hiding everything is always safe")
