"""Which unit is part of which: a table with a row for each unit and its parent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from amu_tui.errors import AmuError
from amu_tui.model.naming import as_typed, unit_key
from amu_tui.model.survey.units import Parents, ancestors
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.table import ROW, Table, TableProblem, column
from amu_tui.tables.vocabulary.known_columns import NamedColumns
from amu_tui.tables.vocabulary.names import COLUMNS
from amu_tui.text import cut, nearest
from amu_tui.words import _, ngettext, quoted

PARENT = (
    "parent", "parent unit", "part of", "overordnet", "overordnet enhet", "forelder",
    "del av", "overordna", "overordna eining", "forelder enhet", "unit above", "enhet over",
    "enheten over", "eining over", "eininga over", "hører til", "høyrer til", "ligger under",
    "ligg under",
)  # fmt: skip
"""What the column of parents is called in English, Bokmål and Nynorsk."""

NAME_WIDTH = 60
"""Characters of a name that a message repeats."""

TreeRow = tuple[int, str, str]
"""Row number, unit and parent, as they stand in the table."""
TreeColumn = Literal["unit", "parent"]
WrongCell = tuple[int, TreeColumn, str]
"""Row number, the cell of it that is wrong, and what is wrong."""


def read_tree(
    path: Path,
    sheet: str = "",
    option: str = "--tree-sheet",
    *,
    visible_only: bool = False,
    said: list[TableProblem] | None = None,
) -> Parents:
    """The tree in the table at `path`: columns `unit` and `parent`, others are ignored.

    `sheet`, `option` and `visible_only` are those of `read_table`; `said` gets what the workbook
    hides and was taken.

    Units are in the file's order, called as in their own row; case and blanks do not matter.
    The top is the one unit whose parent is empty. A parent without a row of its own is taken as
    the top where it is the only such one and no row is the top; anywhere else it is more likely
    to be misspelt. Raises `AmuError` with row and column for everything else that is no tree.
    """
    words = NamedColumns([*COLUMNS["unit"], *PARENT], least=2)
    table = read_table(
        path, sheet=sheet, vocabulary=words, option=option, visible_only=visible_only
    )
    rows = _rows(table)
    wrong = sorted([*_unnamed(rows), *_twice(rows), *_dangling(rows)])
    if not wrong:
        parents = _parents(rows)
        wrong = sorted(_circles(rows, parents))
    if wrong:
        raise _refusal(table, wrong)
    if said is not None:
        hidden = table.taken_hidden(_places(table).values())
        said += (replace(problem, source=table.name) for problem in hidden)
    return parents


def stated_parents(table: Table, unit: int) -> Parents | None:
    """The tree that a table of results itself says in a column `parent`, beside units at `unit`.

    None without such a column. Raises `AmuError` where a unit has two parents, or there is a
    circle.
    """
    places = TableColumns.of(table).called("parent")
    if len(places) != 1 or places[0] == unit:
        return None
    cells = table.frame.select(ROW, column(unit), column(places[0])).rows()
    rows = [row for row in cells if row[1]]
    wrong = [one for one in _twice(rows) if one[1] == "parent"]
    parents = {} if wrong else _parents(rows)
    for row, _cell, message in sorted(wrong or _circles(rows, parents)):
        raise TableProblem(row, table.header[places[0]], message).error(table.path)
    return parents


def lineage(tree: Parents, unit: str) -> list[str]:
    """The units above `unit`, the nearest first; case and blanks do not matter."""
    name = spelled(tree, unit)
    return list(ancestors(tree, name)) if name in tree else []


def spelled(tree: Parents, unit: str) -> str:
    """`unit` as the tree writes it, or as it is where it is not in it."""
    return next((one for one in tree if unit_key(one) == unit_key(unit)), unit)


def _places(table: Table) -> dict[TreeColumn, int]:
    """Where the columns of units and of their parents stand, in this order."""
    columns = TableColumns.of(table)
    hint = _("A table of units has the columns unit and parent: a row for each unit.")
    return {
        "unit": columns.require(COLUMNS["unit"], hint),
        "parent": columns.require(PARENT, hint),
    }


def _rows(table: Table) -> list[TreeRow]:
    unit, parent = _places(table).values()
    for problem in table.problems:
        if problem.fatal:
            raise problem.error(table.path)
    return table.frame.select(ROW, column(unit), column(parent)).rows()


def _unnamed(rows: Sequence[TreeRow]) -> Iterator[WrongCell]:
    for number, unit, _parent in rows:
        if not unit:
            yield number, "unit", _("no unit is named in this row")


def _twice(rows: Sequence[TreeRow]) -> Iterator[WrongCell]:
    """Units in two rows, unlike each other; the same row again says nothing new."""
    first: dict[str, tuple[int, str, str]] = {}
    for number, unit, parent in rows:
        before = first.setdefault(unit_key(unit), (number, unit_key(parent), unit))
        if as_typed(before[2]) != as_typed(unit):
            yield (
                number,
                "unit",
                _(
                    "{unit} and {other} in row {row} differ in case, blanks or a footnote mark only"
                ).format(
                    unit=quoted(cut(unit, NAME_WIDTH)),
                    other=quoted(cut(before[2], NAME_WIDTH)),
                    row=before[0],
                ),
            )
        elif unit and before[1] != unit_key(parent):
            yield (
                number,
                "parent",
                _("“{unit}” has another parent in row {row}").format(
                    unit=cut(unit, NAME_WIDTH), row=before[0]
                ),
            )


def _dangling(rows: Sequence[TreeRow]) -> Iterator[WrongCell]:
    """Units that hang in the air: a second top, or a parent that is no unit."""
    names = {unit_key(unit): unit for _number, unit, _parent in rows}
    tops = {unit_key(unit): number for number, unit, parent in rows if unit and not parent}
    absent = {unit_key(parent) for _number, _unit, parent in rows} - {"", *names}
    if not tops and len(absent) == 1:
        return
    first = next(iter(tops), "")
    for number, unit, parent in rows:
        if parent and unit_key(parent) in absent:
            message = _("“{parent}”, the parent of “{unit}”, has no row of its own").format(
                parent=cut(parent, NAME_WIDTH), unit=cut(unit, NAME_WIDTH)
            )
            near = nearest(parent, list(names.values()))
            if near:
                message += "; " + _("did you mean {names}?").format(names=", ".join(near))
            yield number, "parent", message
        elif unit and not parent and unit_key(unit) != first:
            yield (
                number,
                "parent",
                _("“{unit}” has no parent, and the top is already “{top}” in row {row}").format(
                    unit=cut(unit, NAME_WIDTH), top=cut(names[first], NAME_WIDTH), row=tops[first]
                ),
            )


def _parents(rows: Sequence[TreeRow]) -> dict[str, str | None]:
    """Parents by unit; a unit that only is a parent comes last, as the top."""
    names: dict[str, str] = {}
    for _number, unit, _parent in rows:
        names.setdefault(unit_key(unit), unit)
    for _number, _unit, parent in rows:
        if parent:
            names.setdefault(unit_key(parent), parent)
    above = {unit_key(unit): unit_key(parent) for _number, unit, parent in rows}
    return {name: names.get(above.get(key, "")) for key, name in names.items()}


def _circles(rows: Sequence[TreeRow], parents: Parents) -> Iterator[WrongCell]:
    """Units above which the top is never reached, each circle said once, at its first row."""
    line = {unit_key(unit): number for number, unit, _parent in reversed(rows)}
    sound: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        unit: str | None = start
        while unit is not None and unit not in sound and unit not in path:
            path[unit] = None
            unit = parents[unit]
        if unit in path and unit not in sound:
            assert unit is not None
            ring = [*path][[*path].index(unit) :]
            shown = " → ".join(cut(name, NAME_WIDTH) for name in [*ring[:5], unit])
            number = min(line[unit_key(name)] for name in ring)
            yield number, "parent", _("the units go round in a circle: {units}").format(units=shown)
        sound.update(path)


def _refusal(table: Table, wrong: Sequence[WrongCell]) -> AmuError:
    row, cell, message = wrong[0]
    more = len(wrong) - 1
    hint = _("Every unit has a row with its parent; only the one at the top has none.")
    if more:
        hint += " " + ngettext(
            "{count} more row is wrong.", "{count} more rows are wrong.", more
        ).format(count=more)
    return TableProblem(row, table.header[_places(table)[cell]], message).error(table.path, hint)
