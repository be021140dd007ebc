"""Which unit each group of persons is counted in, from the cells of units and of leaders."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from amu_tui.model.naming import as_typed, unit_key
from amu_tui.model.survey.units import Atom, Parents, ancestors
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.reading.unit_paths import BETWEEN, Path, path_of
from amu_tui.tables.scoring.persons import ANSWERED, LEADS, UNIT
from amu_tui.tables.scoring.rows import APART
from amu_tui.text import clean, cut
from amu_tui.words import _, quoted

NOT_LEADING = frozenset({*MISSING, "0", "0.0", "no", "n", "nei", "false"})
LEADING = frozenset({"1", "1.0", "yes", "y", "ja", "j", "true", "x"})
"""What the cell of somebody who leads the unit that they answer for says, in lower case."""

REFUSE, SKIP = "refuse", "skip"
"""What becomes of persons without a unit, where they are not counted in a unit of their own."""

GroupCells = tuple[str, str]
"""The cells of a unit and of a leader as they stand in the table."""


@dataclass(frozen=True)
class WrongCell:
    """What cannot be: `level` is the place among the columns of units, None for the leader's."""

    level: int | None
    why: str
    hint: str = ""


@dataclass(frozen=True)
class Units:
    """The units and the persons in them.

    Args:
        parents: every unit and the one above it, in the order in which they are shown.
        atoms: where each group of persons is counted.
        wrong: what cannot be, by the cells that say so.
        people: persons in the units who answered.
        unnamed: persons without a unit who answered.
        respelled: units that the tree writes otherwise than the table does, by the table's name.
    """

    parents: Parents
    atoms: Mapping[GroupCells, Atom]
    wrong: Mapping[GroupCells, WrongCell]
    people: int = 0
    unnamed: int = 0
    respelled: Mapping[str, str] = field(default_factory=dict)


def assign_units(groups: pl.DataFrame, tree: Parents | None, without: str = REFUSE) -> Units:
    """The units of `groups`: those of the `tree`, or without one all that somebody answers for.

    Without a tree they are in alphabetical order, called as most persons write them, those that
    several columns name with the units that their path goes through. Persons without a unit are
    refused, skipped or in the unit that `without` names; a group of those in which nobody
    answered anything is left out.
    """
    rows: list[tuple[str, str, int]] = groups.select(UNIT, LEADS, ANSWERED).rows()
    paths = {unit: _path(unit, tree, without) for unit, _leads, _answered in rows}
    found = _Found({} if tree is not None else paths, rows)
    parents = found.parents if tree is None else tree
    names = {unit_key(unit): unit for unit in parents}
    atoms: dict[GroupCells, Atom] = {}
    wrong: dict[GroupCells, WrongCell] = {}
    respelled: dict[str, str] = {}
    for unit, leads, answered in rows:
        path = paths[unit]
        called = BETWEEN.join(path)
        if not path or "" in path:
            if answered and (path or without != SKIP):
                wrong[unit, leads] = _no_unit(path)
        elif path in found.alike:
            wrong[unit, leads] = found.alike[path]
        elif unit_key(called) not in names:
            wrong[unit, leads] = WrongCell(0, _("the unit is not in the tree of units"))
        else:
            name = names[unit_key(called)]
            led, why = _led(name, leads, names, parents)
            if why:
                wrong[unit, leads] = WrongCell(None, why)
            else:
                atoms[unit, leads] = (name, led)
                if tree is not None and called != name:
                    respelled[called] = name
    people = sum(answered for unit, leads, answered in rows if (unit, leads) in atoms)
    unnamed = sum(answered for unit, _leads, answered in rows if not _path(unit, tree))
    return Units(parents, atoms, wrong, people, unnamed, respelled)


def _path(cell: str, tree: Parents | None, without: str = REFUSE) -> Path:
    """What a row says of its unit; signs that nothing is said there are no names.

    A tree can have a unit that is called as such a sign, as `NA`.
    """
    known = () if tree is None else tree
    parts = [as_typed(clean(part)) for part in cell.split(APART)]
    parts = [part if part.lower() not in MISSING or part in known else "" for part in parts]
    path = path_of(parts)
    return path if path or without in (REFUSE, SKIP) else (without,)


def _no_unit(path: Path) -> WrongCell:
    return WrongCell(
        path.index("") if path else 0,
        _("no unit is named in this row"),
        _(
            "Persons without a unit are left out with --without-unit skip, and counted in a unit"
            " of their own with --without-unit NAME."
        ),
    )


class _Found:
    """The units that rows name: their `parents`, and names too much `alike` to be two units."""

    def __init__(self, paths: Mapping[str, Path], rows: Iterable[tuple[str, str, int]]) -> None:
        spelled: dict[str, Counter[Path]] = {}
        for cell, _leads, answered in rows if paths else ():
            for path in _steps(paths[cell]):
                spelled.setdefault(unit_key(BETWEEN.join(path)), Counter())[path] += answered
        self.parents: dict[str, str | None] = {}
        self.alike: dict[Path, WrongCell] = {}
        first = {key: min(of, key=lambda path: (-of[path], path)) for key, of in spelled.items()}
        for key in sorted(spelled, key=lambda key: [unit_key(name) for name in first[key]]):
            path = first[key]
            self.parents[BETWEEN.join(path)] = BETWEEN.join(path[:-1]) or None
            self.alike |= {other: _alike(other, path) for other in spelled[key] if other != path}
        for path in paths.values():
            for step in _steps(path):
                if step in self.alike:
                    self.alike.setdefault(path, self.alike[step])


def _steps(path: Path) -> Iterator[Path]:
    """The path of each unit from the highest to `path`, nothing where one of them has no name."""
    if "" not in path:
        yield from (path[:length] for length in range(1, len(path) + 1))


def _alike(path: Path, other: Path) -> WrongCell:
    level = len(path) - 1
    one, two = (quoted(cut(BETWEEN.join(names), 60)) for names in (path, other))
    return WrongCell(
        level,
        _("{unit} and {other} differ in case, blanks or a footnote mark only").format(
            unit=one, other=two
        ),
        _("Write one unit the same way everywhere; give two units names that differ in more."),
    )


def under_several(
    groups: pl.DataFrame, levels: Iterable[int], header: Sequence[str]
) -> dict[str, list[str]]:
    """Units that stand under several values of one of the `levels`, by the name of its column."""
    found = {header[level]: _under_several(groups, level) for level in levels}
    return {name: units for name, units in found.items() if units}


def _under_several(groups: pl.DataFrame, level: int) -> list[str]:
    """The same for one column, if it is a level.

    It is one where it has a value that several units share, and most units stand under one.
    """
    first, last = f"level{level}from", f"level{level}to"
    units = (
        groups.filter(pl.col(ANSWERED) > 1, pl.col(first).is_not_null(), pl.col(UNIT) != "")
        .group_by(UNIT)
        .agg(pl.col(first).min(), pl.col(last).max())
    )
    whole = units.filter(pl.col(first) == pl.col(last))
    several = units.filter(pl.col(first) != pl.col(last))
    ends = pl.concat([units[first], several[last]])
    if 2 * whole.height < units.height or ends.n_unique() == len(ends):
        return []
    return sorted(as_typed(clean(unit)) for unit in several[UNIT])


def _led(
    unit: str, cell: str, names: Mapping[str, str], parents: Parents
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
