"""Themes down and units across: such a table turned into a row for each unit."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.tables.numbers import is_figure, is_withheld
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.table import ROW, Table, TableProblem, Turned, column, refuse_fatal
from amu_tui.tables.vocabulary.names import COLUMNS, meaning_of
from amu_tui.words import _

Knows = Callable[[str], bool]
"""Whether the name of a row is that of a theme."""

_WITH_N = re.compile(
    r"(.*[^\s,;–-])\s*"
    r"(?:[(\[]\s*[nN]\s*[=:]\s*([0-9][0-9  .,]*)[)\]]|[,;–-]?\s+[nN]\s*=\s*([0-9]+))"
)
"""`Alpha (n = 37)`, `Alpha, n=37`."""
_LABELS = 3
"""Columns from the left that may hold the names of themes: codes stand before them."""
_MOST = 0.5


def has_themes_down(table: Table, knows: Knows) -> bool:
    """Whether themes stand in rows: once each, half of the words of the first column of words."""
    place = _label_column(table, knows)
    if place is None or any(_words(table, before) for before in range(place)):
        return False
    words = [word for word in _words(table, place) if meaning_of(word) is None]
    themes = list(filter(knows, words))
    return len(themes) >= _MOST * len(words) and len(set(themes)) == len(themes)


def turned(table: Table, knows: Knows) -> Table:
    """`table` with a row for each unit and a column for each theme.

    Units are the columns with figures to the right of the themes. Whatever else stands in the
    column of themes names a column too: a row `N` is the number of answers of each unit, as is
    `(n=37)` behind a unit's name. Raises `AmuError` where no rows are themes or two columns are
    the same unit.
    """
    labels = _labels(table, knows)
    refuse_fatal(table.problems, (), table.path)
    named = table.frame.filter(pl.col(column(labels)) != "")
    beside = [at for at, name in enumerate(table.header) if at > labels and name]
    units = [at for at in beside if _holds_figures(named[column(at)])]
    _refuse_twice(TableColumns.of(table), units)
    heads = [_with_n(table.header[at]) for at in units]
    names, rows = named[column(labels)].to_list(), named[ROW].to_list()
    cells = [[head for head, _n in heads], *named.select(map(column, units)).rows()]
    if any(n for _head, n in heads):
        names.append(COLUMNS["responses"][0])
        rows.append(table.header_row)
        cells.append([n for _head, n in heads])
    numbers = pl.Series(ROW, [at + 1 for at in units], dtype=pl.UInt32)
    places = {row: at for at, row in enumerate(rows, start=1)}
    return replace(
        table,
        header_row=0,
        header_end=0,
        header=(COLUMNS["unit"][0], *names),
        frame=pl.DataFrame([numbers]).with_columns(
            pl.Series(column(at), texts, dtype=pl.String) for at, texts in enumerate(cells)
        ),
        formulas=table.formulas
        and frozenset((at + 1, places[row]) for row, at in table.formulas if row in places),
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        problems=(),
        notes=(*table.notes, *table.problems, *_left_out(table, labels, beside, units)),
        turned=Turned(
            heads={0: table.header[labels]} | {at + 1: table.header[at] for at in units},
            rows=(table.header_row, *rows),
        ),
    )


def _labels(table: Table, knows: Knows) -> int:
    """The column with the names or numbers of themes."""
    place = _label_column(table, knows)
    if place is None and not any(map(knows, table.frame[column(0)])):
        raise TableColumns.of(table).error(
            _("no row is a theme of the instrument"),
            _("Leave out --transposed or transposed = true where each unit has a row."),
        )
    return place or 0


def _left_out(
    table: Table, labels: int, beside: Sequence[int], units: Sequence[int]
) -> Iterator[TableProblem]:
    """What is hidden and was taken, and rows and columns that were not."""
    yield from table.taken_hidden([labels, *units])
    for row in table.frame.filter(pl.col(column(labels)) == "")[ROW]:
        yield TableProblem(row, table.header[labels], Caveat(code="no-theme"))
    for place in beside:
        if place not in units:
            caveat = Caveat(code="column-left-out")
            yield TableProblem(table.header_row, table.header[place], caveat)


def _with_n(head: str) -> tuple[str, str]:
    """The name of a unit and the number of its answers, if the head of its column has one."""
    found = _WITH_N.fullmatch(head)
    return (found[1], found[2] or found[3]) if found else (head, "")


def _words(table: Table, place: int) -> list[str]:
    """What stands in a column, but for figures; as often as it stands there."""
    return [cell for cell in table.frame[column(place)] if cell and not is_figure(cell)]


def _label_column(table: Table, knows: Knows) -> int | None:
    """The column with the names of themes: of the first ones that with the most of them."""
    found = [
        (sum(map(knows, _words(table, at))), -at) for at in range(min(_LABELS, len(table.header)))
    ]
    most, at = max(found, default=(0, 0))
    return -at if most else None


def _holds_figures(cells: pl.Series) -> bool:
    """Whether a column has a figure, or what stands in the place of one."""
    return any(cell and (is_figure(cell) or is_withheld(cell)) for cell in cells)


def _refuse_twice(columns: TableColumns, units: Sequence[int]) -> None:
    by_key: dict[str, list[int]] = {}
    for at in units:
        by_key.setdefault(unit_key(columns.header[at]), []).append(at)
    for places in by_key.values():
        if len(places) > 1:
            raise columns.several(columns.header[places[0]], places)
    if not units:
        raise AmuError(_("no column has figures of a unit"), path=columns.path, line=columns.row)
