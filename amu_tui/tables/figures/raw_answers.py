"""Raw answers where a table of results was expected: a row for each person."""

from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.table import Table, column
from amu_tui.tables.vocabulary.names import BY, GROUP, fold, meaning_of
from amu_tui.tables.vocabulary.question_names import WORDS
from amu_tui.words import _

_ROWS = 5
_ITEMS = 2
_OTHERS = frozenset(map(fold, (*GROUP, *BY, *WORDS["question"], *WORDS["option"])))
"""What columns are called in the other tables that have many rows for each unit."""


def has_items(table: Table, instrument: Instrument) -> bool:
    """Whether columns are called as items of the instrument."""
    items = {fold(item) for theme in instrument.themes.values() for item in theme.items}
    return len(items & set(map(fold, table.header))) >= _ITEMS


def repeats_units(table: Table, unit: int) -> bool:
    """Whether the units in the column at place `unit` stand in two rows or more, on average.

    Not so of a table with anything that is counted or divided by groups or questions.
    """
    others = [header for place, header in enumerate(table.header) if place != unit]
    if any(meaning_of(header) or fold(header) in _OTHERS for header in others):
        return False
    cells = table.frame[column(unit)]
    named = cells.filter(cells != "")
    return len(named) >= max(_ROWS, 2 * named.n_unique())


def advice() -> str:
    """What to do with raw answers."""
    return _(
        "This looks like a row for each person: make a table of results of it with `amu score`."
    )
