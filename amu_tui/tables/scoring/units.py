"""Which unit each group of persons is counted in, from the cells of units and of leaders."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from amu_tui.model.naming import unit_key
from amu_tui.model.survey.units import Atom, ancestors
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.scoring.persons import ANSWERED, LEADS, UNIT
from amu_tui.text import clean
from amu_tui.words import _

NOT_LEADING = frozenset({*MISSING, "0", "0.0", "no", "n", "nei", "false"})
LEADING = frozenset({"1", "1.0", "yes", "y", "ja", "j", "true", "x"})
"""What the cell of somebody who leads the unit that they answer for says, in lower case."""

GroupCells = tuple[str, str]
"""The cells of a unit and of a leader as they stand in the table."""


@dataclass(frozen=True)
class Units:
    """The units and the persons in them.

    Args:
        parents: every unit and the one above it, in the order in which they are shown.
        atoms: where each group of persons is counted.
        wrong: what cannot be, by the cells that say so: whether it is the leader's cell, and why.
    """

    parents: Mapping[str, str | None]
    atoms: Mapping[GroupCells, Atom]
    wrong: Mapping[GroupCells, tuple[bool, str]]


def assign_units(groups: pl.DataFrame, tree: Mapping[str, str | None] | None) -> Units:
    """The units of `groups`: those of the `tree`, or without one all that somebody answers for.

    Without a tree they are in alphabetical order, called as most persons write them. A group
    without a unit in which nobody answered anything is left out.
    """
    rows: list[tuple[str, str, int]] = groups.select(UNIT, LEADS, ANSWERED).rows()
    names = _names(rows) if tree is None else {unit_key(unit): unit for unit in tree}
    parents = dict.fromkeys(names.values()) if tree is None else tree
    atoms: dict[GroupCells, Atom] = {}
    wrong: dict[GroupCells, tuple[bool, str]] = {}
    known: dict[str, str] = {}
    for unit, leads, answered in rows:
        if unit not in known:
            known[unit] = unit_key(clean(unit))
        if not known[unit]:
            if answered:
                wrong[unit, leads] = (False, _("no unit is named in this row"))
        elif known[unit] not in names:
            wrong[unit, leads] = (False, _("the unit is not in the tree of units"))
        else:
            led, why = _led(names[known[unit]], leads, names, parents)
            if why:
                wrong[unit, leads] = (True, why)
            else:
                atoms[unit, leads] = (names[known[unit]], led)
    return Units(parents, atoms, wrong)


def _names(rows: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """What each unit is called, by its key."""
    spelled: dict[str, Counter[str]] = {}
    for unit, _leads, answered in rows:
        name = clean(unit)
        if name:
            spelled.setdefault(unit_key(name), Counter())[name] += answered
    return {
        key: min(spelled[key], key=lambda name: (-spelled[key][name], name))
        for key in sorted(spelled)
    }


def _led(
    unit: str, cell: str, names: Mapping[str, str], parents: Mapping[str, str | None]
) -> tuple[str | None, str]:
    """The unit led by somebody who answers for `unit`, by the leader's `cell`; or what is wrong."""
    key = unit_key(clean(cell)) if cell else ""
    if key in NOT_LEADING:
        return None, ""
    if key in LEADING:
        return unit, ""
    led = names.get(key)
    if led is None:
        return None, _("is neither yes nor no, nor the name of a unit")
    if led != unit and led not in ancestors(parents, unit):
        return None, _("a leader leads the unit that they answer for, or one above it")
    return led, ""
