"""What was published before of the same survey, and what may therefore not be shown now.

Only the figures of then are known, not whose they were. So the answers of then are taken to be
among those of now, unless a unit had more of them; where a unit has as many now as then, they
are taken to be the same people's. A tree or leaders that have changed in between are seen only
by the numbers.
"""

from collections.abc import Iterator, Mapping, Sequence

from amu_tui.model.results import Score
from amu_tui.model.units import Parents, People, ancestors

Editions = Sequence[Mapping[str, Score]]
"""The scores of one theme by unit, the oldest publication first."""


def unsure(parents: Parents, people: People, earlier: Editions, min_n: int) -> set[str]:
    """The units that cannot be shown now, whatever else is hidden.

    A unit whose number of people has changed by less than `min_n` since it was shown: the
    difference is the answers of those few. And a unit that was not shown then, where the number
    has changed of those left over in the next unit above that was: they may all have come in
    one place, and what was shown then would tell of the others there.
    """
    return {unit for edition in earlier for unit in _unsure(parents, people, edition, min_n)}


def changed(parents: Parents, people: People, earlier: Editions) -> set[str]:
    """The units that were shown with another number of people."""
    return {
        unit
        for edition in earlier
        for unit, n in _counts(parents, edition).items()
        if people.sets[unit].n != n
    }


def _unsure(
    parents: Parents, people: People, edition: Mapping[str, Score], min_n: int
) -> Iterator[str]:
    counts = _counts(parents, edition)
    more = {unit: people.sets[unit].n - n for unit, n in counts.items()}
    left_over = dict(more)
    nearest = {
        unit: next((above for above in ancestors(parents, unit) if above in counts), None)
        for unit in parents
    }
    for unit, count in more.items():
        above = nearest[unit]
        if above is not None:
            left_over[above] -= count
    for unit, above in nearest.items():
        if unit in more:
            if 0 < abs(more[unit]) < min_n:
                yield unit
        elif above is not None and left_over[above]:
            yield unit


def _counts(parents: Parents, edition: Mapping[str, Score]) -> dict[str, int]:
    return {unit: score.n for unit, score in edition.items() if score.n and unit in parents}
