"""Raw answers where a table of results was expected: a row for each person."""

from amu_tui.model.instrument import Instrument
from amu_tui.tables.names import fold
from amu_tui.tables.table import Table, column
from amu_tui.words import _

_ROWS = 5
_ITEMS = 2


def has_items(table: Table, instrument: Instrument) -> bool:
    """Whether columns are called as items of the instrument."""
    items = {fold(item) for theme in instrument.themes.values() for item in theme.items}
    return len(items & set(map(fold, table.header))) >= _ITEMS


def repeats_units(table: Table, unit: int) -> bool:
    """Whether the units in the column at place `unit` stand in two rows or more, on average."""
    cells = table.frame[column(unit)]
    named = cells.filter(cells != "")
    return len(named) >= max(_ROWS, 2 * named.n_unique())


def advice() -> str:
    """What to do with raw answers."""
    return _(
        "This looks like a row for each person: make a table of results of it with `amu score`."
    )
