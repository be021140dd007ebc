"""Which rows of a table are taken: `Year=2018`, as the command line or a mapping file says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from amu_tui.errors import AmuError, UsageError
from amu_tui.model.disclosure.limits import MIN_N
from amu_tui.model.naming import as_typed
from amu_tui.tables.reading.columns import TableColumns
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


def refuse_unknown_value(
    choice: Choice, cells: pl.LazyFrame, columns: TableColumns, *, listed: bool
) -> None:
    """Raise `AmuError` where one of the values stands in no row.

    `cells` has the column's cells as text in its only column. What else stands there is `listed`
    where it is shared by many: no message shows what is said of a single person.
    """
    [name] = cells.collect_schema().names()
    counts = cells.group_by(name).agg(pl.len().alias("count")).collect(engine="streaming")
    there: dict[str, int] = {}
    for cell, count in counts.iter_rows():
        there[as_typed(cell)] = there.get(as_typed(cell), 0) + count
    missing = next((value for value in choice.values if value not in there), None)
    if missing is None:
        return
    shared = sorted(value for value, count in there.items() if count >= MIN_N)
    near = [value for value in shared if value.casefold() == missing.casefold()]
    hint = ngettext("The column has {n} value.", "The column has {n} different values.", len(there))
    if listed and (near or (shared and len(there) <= _MOST_VALUES)):
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
