"""A unit that several columns name, from the highest level down: its path, and the units above."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from amu_tui.model.naming import as_typed, unit_key
from amu_tui.model.survey.units import Parents
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.table import Table, column
from amu_tui.words import _

BETWEEN = " / "
"""Between the levels in the name of a unit that several columns name."""

Path = tuple[str, ...]
"""The names of a unit and of those above it, the highest first."""


def with_paths(table: Table, levels: Sequence[str]) -> tuple[Table, Parents]:
    """`table` with each unit's path in the column of the lowest level; the unit above each.

    A row that leaves the lower levels empty is that of the unit above. Where a level is empty
    and one below it is not, no unit is named. Raises `AmuError` where a column is not there once.
    """
    columns = TableColumns.of(table)
    places = [_place(columns, name) for name in levels]
    cells = table.frame.select(map(column, places)).rows()
    paths = [path_of(row) for row in cells]
    named = [BETWEEN.join(path) if "" not in path else "" for path in paths]
    lowest = column(places[-1])
    header = [
        "" if place in places[:-1] else name for place, name in enumerate(table.header)
    ]  # no column of its own any more
    frame = table.frame.with_columns(pl.Series(lowest, named, dtype=pl.String))
    return replace(table, frame=frame, header=tuple(header)), _parents(paths)


def path_of(cells: Sequence[str]) -> Path:
    """The path in the cells of the levels; nothing where none has a name."""
    path = [as_typed(cell) for cell in cells]
    while path and not path[-1]:
        path.pop()
    return tuple(path)


def _parents(paths: Sequence[Path]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    names: dict[str, str] = {}
    for path in dict.fromkeys(path for path in paths if "" not in path):
        for length in range(1, len(path) + 1):
            name = BETWEEN.join(path[:length])
            names.setdefault(unit_key(name), name)
            above = names.get(unit_key(BETWEEN.join(path[: length - 1])))
            found.setdefault(names[unit_key(name)], above)
    return found


def _place(columns: TableColumns, name: str) -> int:
    found = columns.called(name)
    if len(found) > 1:
        raise columns.several(name, found)
    if not found:
        message = _("there is no column “{name}”, which the mapping names")
        raise columns.error(message.format(name=name), columns.suggestion(name))
    return found[0]
