"""Small groups are found by exact algebra as they are by trying every group."""

import random

from amu_tui.model.disclosure.row_space import dependent, solve
from tests.model.disclosure.attacker import derivable, sizes_of, weighted


def masked(row: int, width: int) -> dict[int, int]:
    return {bit: 1 for bit in range(width) if row >> bit & 1}


def found_by_trying(rows: list[int], sizes: list[int], limit: int) -> set[frozenset[int]]:
    width = len(sizes)
    small = (
        mask for mask in derivable(frozenset(rows), width) if 0 < sizes_of(mask, sizes) < limit
    )
    return {frozenset(masked(mask, width)) for mask in small}


def test_any_published_totals_give_what_trying_gives() -> None:
    rng = random.Random(7)
    seen = 0
    for _ in range(3000):
        width = rng.randint(1, 7)
        sizes = [rng.choice([1, 1, 2, 3, 9]) for _ in range(width)]
        rows = [rng.randrange(1 << width) for _ in range(rng.randint(1, 6))]
        limit = rng.choice([3, 5, 8])
        people = dict(enumerate(sizes))

        def small(group: frozenset[int]) -> bool:
            return 0 < sum(people[one] for one in group) < limit  # noqa: B023

        table = {place: masked(row, width) for place, row in enumerate(rows)}
        found = solve(table, people, small, limit - 1)
        expected = found_by_trying(rows, sizes, limit)
        groups = {one.group for one in found}
        assert groups <= expected
        for group in expected:  # those of parts that have nothing in common are found apart
            assert group == frozenset().union(*(one for one in groups if one <= group))
        for one in found:
            assert _total(one.combination, table) == dict.fromkeys(one.group, 1)
        seen += bool(found)
    assert seen > 300


def test_weighted_sums_of_few_are_what_trying_gives() -> None:
    """A difference of two people is worked out too: with their squares it tells both answers."""
    rng = random.Random(11)
    seen = 0
    for _ in range(3000):
        width = rng.randint(1, 7)
        sizes = [rng.choice([1, 1, 2, 3, 9]) for _ in range(width)]
        rows = [rng.randrange(1 << width) for _ in range(rng.randint(1, 6))]
        limit = rng.choice([3, 5, 8])
        table = {place: masked(row, width) for place, row in enumerate(rows)}
        people = dict(enumerate(sizes))
        found = solve(table, people, lambda _group: True, max(sizes), fewest=limit)
        few = [one for one in found if sum(people[key] for key in one.group) < limit]
        groups = {sum(1 << bit for bit in one.group) for one in few}
        expected = {
            mask for mask in weighted(frozenset(rows), width) if 0 < sizes_of(mask, sizes) < limit
        }
        assert groups <= expected
        assert bool(groups) == bool(expected), (rows, sizes, limit)
        for one in few:
            assert _total(one.combination, table).keys() == one.group
        seen += bool(few)
    assert seen > 300


def _total(combination: object, table: dict[int, dict[int, int]]) -> dict[int, int]:
    assert isinstance(combination, dict)
    total: dict[int, int] = {}
    for name, factor in combination.items():
        for key, weight in table[name].items():
            total[key] = total.get(key, 0) + factor * weight
    return {key: value for key, value in total.items() if value}


def test_what_is_too_entangled_counts_as_found() -> None:
    """Sixty rows of one person each, every two of them tied: no search ends in time."""
    rows = {place: {place: 1, place + 1: 1, (place + 7) % 60: 1} for place in range(60)}
    found = solve(rows, dict.fromkeys(range(61), 1), lambda group: len(group) < 5, 4)
    assert found


def test_rows_that_cancel_out_are_named_together() -> None:
    whole = {"index": {1: 1, 2: -1, 3: 1}, "first": {1: 1}, "rest": {2: -1, 3: 1}, "other": {4: 1}}
    assert list(dependent(whole)) == [{"index", "first", "rest"}]
    assert list(dependent({"one": {1: 1, 2: 1}, "another": {2: 1, 3: 1}})) == []
    assert list(dependent({"one": {1: 1}, "again": {1: -1}})) == [{"one", "again"}]
