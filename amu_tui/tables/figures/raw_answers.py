"""Raw answers where a table of results was expected: a row for each person, or for each answer."""

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.numbers import with_number
from amu_tui.tables.table import Table, column
from amu_tui.tables.vocabulary.answer_names import PERSON, advice_each
from amu_tui.tables.vocabulary.names import BY, GROUP, fold, meaning_of
from amu_tui.tables.vocabulary.question_names import WORDS
from amu_tui.words import _

_ROWS = 5
_ITEMS = 2
_POINTS = 12
"""Different answers to questions on one scale, with one that says that there is none."""
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


def refuse_answers(table: Table, cells: pl.DataFrame) -> None:
    """Raise `AmuError` where each row of a table without n is one person's answer, not a mean.

    `cells` has the `key`, `theme` and `mean_raw` of each. So it is where a column names the
    persons, or where units have many rows of a theme, with whole numbers or words in them.
    """
    pairs = cells.select(pl.struct("key", "theme").n_unique()).item()
    persons = {fold(word) for word in PERSON} & set(map(fold, table.header))
    repeated = cells.height >= 2 * pairs
    if persons or (repeated and _whole(cells)):
        raise AmuError(
            _("each row is one person's answer to one question, not a score"),
            path=table.path,
            line=table.header_row or None,
            hint=advice_each(table.header),
        )


def _whole(cells: pl.DataFrame) -> bool:
    """Whether the means are answers as people give them: words or few whole numbers."""
    means = with_number(cells.select("mean_raw"), "mean_raw", "mean", thousands=False)["mean"]
    whole = bool((means.is_null() | (means == means.round())).all())
    return whole and cells["mean_raw"].n_unique() <= _POINTS
