"""Which rows of a table are taken: `Year=2018`, as the command line or a mapping file says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from amu_tui.errors import AmuError, UsageError
from amu_tui.model.disclosure.limits import MIN_N
from amu_tui.model.naming import as_typed
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.table import ROW, Table, column
from amu_tui.text import clean, cut
from amu_tui.words import _, ngettext, quoted

_MOST_VALUES = 12
"""Values of a column that an error lists; a column with more of them may tell people apart."""


@dataclass(frozen=True)
class Choice:
    """Rows with one of the `values` in the `column`."""

    column: str
    values: tuple[str, ...]

    @property
    def spellings(self) -> list[str]:
        """What a cell with one of the values may hold: `2018` may stand there as `2018.0`."""
        return [
            value + more
            for value in self.values
            for more in ("", *((".0", ".00") if value.removeprefix("-").isdecimal() else ()))
        ]


Choices = Sequence[Choice]
"""What rows must be, all of it."""


def choices(told: Iterable[str], option: str = "--where") -> tuple[Choice, ...]:
    """What `told` says, as `COLUMN=VALUE` each: of one column any value, of several all.

    Raises `UsageError` for anything else.
    """
    pairs = []
    for text in told:
        name, equals, value = map(clean, text.partition("="))
        if not (name and equals):
            raise UsageError(
                _("{option} takes a column and a value, not “{text}”").format(
                    option=option, text=cut(text, 60)
                ),
                hint=_("Write it as in {example}.").format(example=f'{option} "Year=2018"'),
            )
        pairs.append((name, value))
    return of_pairs(pairs)


def of_pairs(pairs: Iterable[tuple[str, object]]) -> tuple[Choice, ...]:
    """The choices in columns and values."""
    found: dict[str, dict[str, None]] = {}
    for name, value in pairs:
        found.setdefault(name, {})[as_typed(clean(str(value)))] = None
    return tuple(Choice(name, tuple(values)) for name, values in found.items())


def chosen_rows(table: Table, wanted: Choices) -> Table:
    """The rows of `table` that are wanted, as far as it has the columns; `lacking` says which not.

    The columns of a single value have done their work then, and have no name any more. Raises
    `AmuError` where a value is in no row.
    """
    if not wanted:
        return table
    columns = TableColumns.of(table)
    frame, lacking, done = table.frame, [], set()
    for choice in wanted:
        found = columns.called(choice.column)
        if len(found) > 1:
            raise columns.several(choice.column, found)
        if not found:
            lacking.append(choice.column)
            continue
        cells = table.frame.lazy().select(column(found[0]))
        refuse_unknown_value(choice, cells, columns, shared_by=1)
        frame = frame.filter(pl.col(column(found[0])).is_in(choice.spellings))
        done |= {found[0]} if len(choice.values) == 1 else set()
    if frame.is_empty():
        raise no_row(wanted, columns)
    gone = set(table.frame[ROW]) - set(frame[ROW])
    return replace(
        table,
        header=tuple("" if place in done else name for place, name in enumerate(table.header)),
        frame=frame,
        lacking=tuple(lacking),
        problems=tuple(problem for problem in table.problems if problem.row not in gone),
        notes=tuple(note for note in table.notes if note.row not in gone),
        formulas=table.formulas
        and frozenset(cell for cell in table.formulas if cell[0] not in gone),
        hidden_rows=table.hidden_rows and table.hidden_rows - gone,
    )


def refuse_lacking(tables: Sequence[Table]) -> None:
    """Raise `AmuError` for a column that rows were to be chosen by, and that no table has."""
    first, *others = tables
    for name in first.lacking:
        if all(name in other.lacking for other in others):
            columns = TableColumns.of(first)
            message = _("there is no column “{name}”, which --where names")
            raise columns.error(message.format(name=cut(name, 60)), columns.suggestion(name))


def refuse_unknown_value(
    choice: Choice, cells: pl.LazyFrame, columns: TableColumns, *, shared_by: int = MIN_N
) -> None:
    """Raise `AmuError` where one of the values stands in no row.

    `cells` has the column's cells as text in its only column. What else stands there is listed
    where it is `shared_by` many rows, 0 for none of it: no message shows what is said of a single
    person.
    """
    [name] = cells.collect_schema().names()
    counts = cells.group_by(name).agg(pl.len().alias("count")).collect(engine="streaming")
    there: dict[str, int] = {}
    for cell, count in counts.iter_rows():
        there[as_typed(cell)] = there.get(as_typed(cell), 0) + count
    missing = next((value for value in choice.values if value not in there), None)
    if missing is None:
        return
    shared = sorted(value for value, count in there.items() if value and count >= shared_by > 0)
    near = [value for value in shared if value.casefold() == missing.casefold()]
    hint = ngettext("The column has {n} value.", "The column has {n} different values.", len(there))
    if near or (shared and len(there) <= _MOST_VALUES):
        hint = _("Its values are {values}.")
    values = ", ".join(quoted(cut(value, 40)) for value in near or shared)
    raise columns.error(
        _("no row has “{value}” in the column “{column}”").format(
            value=cut(missing, 60), column=cut(choice.column, 60)
        ),
        hint.format(n=len(there), values=values),
    )


def no_row(chosen: Choices, columns: TableColumns) -> AmuError:
    """No row has all of it together."""
    said = ", ".join(f"{one.column} = {' | '.join(one.values)}" for one in chosen)
    return columns.error(_("no row has all of this: {choice}").format(choice=said))
