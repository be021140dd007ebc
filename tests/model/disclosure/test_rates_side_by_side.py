"""Rates of groups of units side by side: an attacker finds no few of any group by subtraction."""

import random
from collections.abc import Callable, Iterator, Mapping

import pytest

from amu_tui.model.disclosure.rates_side_by_side import Place, RatesSideBySide, UnitCounts
from amu_tui.model.disclosure.response_rates import Counted, hidden_rates
from tests.model.disclosure.attacker import below, derivable

MIN_N = 5
GROUPS = ("scientific", "technical", "students")
Parents = Mapping[str, str | None]
Cell = tuple[str, str]
Sizes = Mapping[Cell, int]
Cells = dict[Cell, tuple[int, int]]
"""How many were asked and answered of those who answer for a unit, by it and their group."""

FACULTY: Parents = {"F": None, "A": "F", "B": "F", "C": "F"}
WOMEN_AND_MEN = {
    "F": ((64, 48), (86, 64)),
    "A": ((34, 26), (36, 24)),
    "B": ((26, 19), (29, 22)),
    "C": ((4, 3), (21, 18)),
}


def counted(parents: Parents, cells: Cells) -> dict[str, UnitCounts]:
    """The people of every unit and those in it, by group; some are in none."""

    def people(unit: str, *groups: str) -> Counted:
        inside = below(parents, unit)
        found = [n for (of, group), n in cells.items() if of in inside and group in groups]
        return Counted(sum(n for n, _came in found), sum(came for _n, came in found), by="position")

    return {
        unit: UnitCounts(
            people(unit, *GROUPS, ""), {group: people(unit, group) for group in GROUPS}
        )
        for unit in parents
    }


def alone(unit: UnitCounts) -> dict[str, float]:
    """The rates that one unit shows where nothing else is shown."""
    hidden = hidden_rates(unit.groups, unit.whole, MIN_N)
    return {
        group: one.share
        for group, one in unit.groups.items()
        if group not in hidden and one.share is not None
    }


def shown_in_turn(
    parents: Parents, counts: Mapping[str, UnitCounts], order: str | list[str]
) -> set[Place]:
    """What sessions of the units show, each made beside those before it."""
    beside = RatesSideBySide(counts, parents, MIN_N)
    shown: dict[Place, float] = {}
    for unit in order:
        own = {(unit, group): rate for group, rate in alone(counts[unit]).items()}
        hidden = beside.hidden(shown | own, list(own))
        assert hidden <= own.keys()
        shown |= {place: rate for place, rate in own.items() if place not in hidden}
    return set(shown)


@pytest.mark.parametrize("order", ["FABC", "ABFC", "CBAF", "BFA"])
def test_the_women_of_the_last_institute_are_not_told(order: str) -> None:
    counts = {
        unit: UnitCounts(
            Counted(women[0] + men[0], women[1] + men[1]),
            {"women": Counted(*women, by="gender"), "men": Counted(*men, by="gender")},
        )
        for unit, (women, men) in WOMEN_AND_MEN.items()
    }
    shown = shown_in_turn(FACULTY, counts, order)
    last = [unit for unit in order if unit != "C"][-1]
    assert {unit for unit, _group in shown} == {"F", "A", "B"} - {last}


def test_a_whole_beside_shows_no_rate_that_tells_of_a_few_outside() -> None:
    """Of F's women two are not in A, and so follow the men of F, who are not shown either."""
    counts = {
        "F": UnitCounts(Counted(80, 60), {"women": Counted(42, 32), "men": Counted(38, 28)}),
        "A": UnitCounts(Counted(60, 45), {"women": Counted(40, 30), "men": Counted(20, 15)}),
    }
    rates = {
        (unit, group): one.share or 0
        for unit, of in counts.items()
        for group, one in of.groups.items()
    }
    beside = RatesSideBySide(counts, {"F": None, "A": "F"}, MIN_N)
    fresh = [place for place in rates if place[0] == "F"]
    assert beside.hidden(rates, fresh) == {("F", "women"), ("F", "men")}
    assert beside.hidden(rates, [("F", "men"), ("A", "men")]) == {("F", "men")}
    apart = RatesSideBySide(counts, {"F": None, "A": None}, MIN_N)
    assert apart.hidden(rates, fresh) == set()


def test_rates_of_unknown_numbers_stand_beside_no_other_of_the_line() -> None:
    """F's session was made from a table of its own, or its people are other ones by now."""
    whole = Counted(60, 45)
    counts = {"A": UnitCounts(whole, {"women": Counted(30, 20), "men": Counted(30, 25)})}
    shown = {("F", "women"): 0.75, ("A", "women"): 0.667, ("A", "men"): 0.833}
    fresh = [("A", "women"), ("A", "men")]
    assert RatesSideBySide(counts, {"F": None, "A": "F"}, MIN_N).hidden(shown, fresh)
    assert not RatesSideBySide(counts, {"F": None, "A": None}, MIN_N).hidden(shown, fresh)
    other = counts | {"F": UnitCounts(Counted(120, 90), {"women": Counted(60, 40)})}
    assert RatesSideBySide(other, {"F": None, "A": "F"}, MIN_N).hidden(shown, fresh)
    known = counts | {"F": UnitCounts(Counted(120, 90), {"women": Counted(60, 45)})}
    assert not RatesSideBySide(known, {"F": None, "A": "F"}, MIN_N).hidden(shown, fresh)


@pytest.mark.parametrize("part", range(4))
def test_an_attacker_finds_no_few_of_any_group(part: int, size: Callable[[int, int], int]) -> None:
    """By all sums and differences of what sessions show one after the other, and of all wholes."""
    rng = random.Random(f"rates {part}")
    hidden = 0
    for _ in range(size(60, 6000)):
        parents, cells = grown(rng)
        counts = counted(parents, cells)
        order = rng.sample(list(parents), len(parents))
        shown = shown_in_turn(parents, counts, order)
        hidden += sum(len(alone(unit)) for unit in counts.values()) - len(shown)
        assert not list(told(parents, cells, shown)), (parents, cells, order)
    assert hidden


def grown(rng: random.Random) -> tuple[Parents, Cells]:
    """A tree of up to four units with people of every group, or of none."""
    units = [f"U{number}" for number in range(rng.randint(2, 4))]
    parents = {unit: rng.choice(units[:at]) if at else None for at, unit in enumerate(units)}
    most = rng.choice([8, 20, 60])
    cells = {}
    for unit in units:
        for group in (*GROUPS, *([""] if rng.random() < 0.3 else [])):
            invited = rng.randint(0, most)
            cells[unit, group] = invited, rng.choice([0, invited, rng.randint(0, invited)])
    return parents, cells


def told(parents: Parents, cells: Cells, shown: set[Place]) -> Iterator[frozenset[Cell]]:
    """The small groups that follow from `shown`, and not from how many there are in all."""
    numbers = {
        "answered": {cell: came for cell, (_n, came) in cells.items()},
        "did not": {cell: n - came for cell, (n, came) in cells.items()},
        "asked": {cell: n for cell, (n, _came) in cells.items()},
    }
    for people, sizes in numbers.items():
        atoms = [cell for cell, (n, _came) in cells.items() if n]

        def row(unit: str, *groups: str, atoms: list[Cell] = atoms) -> int:
            inside = below(parents, unit)
            return sum(
                1 << bit for bit, (of, one) in enumerate(atoms) if of in inside and one in groups
            )

        wholes = frozenset(row(unit, *GROUPS, "") for unit in parents)
        rows = wholes.union(row(*place) for place in shown)

        def those(group: int, atoms: list[Cell] = atoms, sizes: Sizes = sizes) -> frozenset[Cell]:
            return frozenset(
                atom for bit, atom in enumerate(atoms) if group >> bit & 1 and sizes[atom]
            )

        anyway = {those(group) for group in derivable(wholes, len(atoms))}
        for few in {those(group) for group in derivable(rows, len(atoms))} - anyway:
            n = sum(sizes[cell] for cell in few)
            alike = sum(numbers["answered"][cell] for cell in few) in (0, n)
            if 0 < n < MIN_N or (people == "asked" and 0 < n < 20 and alike):
                yield few
