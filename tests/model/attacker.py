"""An attacker who knows nothing of trees: the groups in the rational row space, by brute force.

People are classes numbered from 0, a group is a bit mask of classes, a published total is the
mask of those whom it counts. Nothing here is shared with the program.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import combinations

Parents = Mapping[str, str | None]
Atom = tuple[str, str | None]


@cache
def derivable(rows: frozenset[int], width: int) -> tuple[int, ...]:
    """Every group of `width` classes whose total is a linear combination of `rows`."""
    echelon = _echelon([[Fraction(row >> bit & 1) for bit in range(width)] for row in rows])
    return tuple(mask for mask in range(1, 1 << width) if _spanned(mask, echelon, width))


@cache
def weighted(rows: frozenset[int], width: int) -> tuple[int, ...]:
    """Every group of whom some weighted sum, and so nobody else's, follows from `rows`."""
    matrix = [[Fraction(row >> bit & 1) for bit in range(width)] for row in rows]
    rank = len(_echelon(matrix))

    def outside(mask: int) -> list[list[Fraction]]:
        return [[v for bit, v in enumerate(row) if not mask >> bit & 1] for row in matrix]

    return tuple(mask for mask in range(1, 1 << width) if len(_echelon(outside(mask))) < rank)


def _echelon(matrix: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    """The rows in reduced echelon form, each with the place of its leading one."""
    done: list[tuple[int, list[Fraction]]] = []
    for row in matrix:
        for place, other in done:
            row = [a - row[place] * b for a, b in zip(row, other, strict=True)]
        lead = next((place for place, value in enumerate(row) if value), None)
        if lead is None:
            continue
        row = [value / row[lead] for value in row]
        done = [
            (place, [a - other[lead] * b for a, b in zip(other, row, strict=True)])
            for place, other in done
        ]
        done.append((lead, row))
    return done


def _spanned(mask: int, echelon: list[tuple[int, list[Fraction]]], width: int) -> bool:
    total = [Fraction()] * width
    for place, row in echelon:
        if mask >> place & 1:
            total = [a + b for a, b in zip(total, row, strict=True)]
    return all(total[bit] == (mask >> bit & 1) for bit in range(width))


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
) -> int:
    """The fewest units to hide besides those that are small, by trying every pattern.

    No weighted sum of a group that is `few` may follow.
    """
    large = [unit for unit, row in rows.items() if row and not small(row)]
    for count in range(len(large) + 1):
        for hidden in combinations(large, count):
            left = [rows[unit] for unit in large if unit not in hidden]
            if any(few(group) for group in weighted(frozenset(left), width)):
                continue
            if not any(small_groups(left, width, small)):
                return count
    raise AssertionError("hiding everything is always safe")
