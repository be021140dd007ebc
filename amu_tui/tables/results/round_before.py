"""The round before from its table: the unit as it was then, also where units have changed since."""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.protect import kept_themes
from amu_tui.model.naming import unit_key
from amu_tui.model.rounds.handover import PREVIOUS_ROUND, reference
from amu_tui.model.rounds.units_map import UnitsMap, beside
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Reference
from amu_tui.tables.table import Table
from amu_tui.text import clean, cut
from amu_tui.words import _


class TableOfThen(Protocol):
    """What is asked of the table of the round before (`ResultsTable`)."""

    @property
    def table(self) -> Table:
        """Its cells."""

    @property
    def instrument(self) -> Instrument:
        """What was asked."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units, as the table writes them."""

    def unit_name(self, typed: str) -> str:
        """The unit as the table writes it."""

    def as_reference(self, unit: str, min_n: int) -> Reference:
        """Its figures."""


def round_before(
    table: TableOfThen,
    unit: str,
    instrument: Instrument,
    min_n: int,
    title: str,
    units_map: UnitsMap,
) -> dict[str, Reference]:
    """The references to the round before of `unit`, by id.

    Args:
        table: the table of that round.
        instrument: what was asked in the later round.
        title: what the round is called; may be empty.
        units_map: what units of now were then.

    Raises `AmuError` where a unit of then is not in the table, or a row of it is misread.
    """
    found = units_before(table, unit, min_n, title, units_map)
    path = table.table.path
    return {
        PREVIOUS_ROUND if number == 1 else f"{PREVIOUS_ROUND}-{number}": reference(
            one, table.instrument, instrument, min_n, path
        )
        for number, one in enumerate(found, 1)
    }


def units_before(
    table: TableOfThen, unit: str, min_n: int, title: str, units_map: UnitsMap
) -> Iterator[Reference]:
    """What `unit` was in the table of the round before, by the themes of then."""
    then = units_map.then(unit, table.units)
    called = clean(title)
    names = {old: _name(table, old, units_map, renamed=then.how is not None) for old in then.units}
    parts = {}
    for old, name in names.items():
        one = table.as_reference(name, min_n)
        themes = kept_themes(one.themes, table.instrument, min_n)
        title = called or _("previous round")
        parts[old] = msgspec.structs.replace(one, title=title, round=called, themes=themes)
    return beside(then, parts, units_map, table.instrument, min_n)


def _name(table: TableOfThen, old: str, units_map: UnitsMap, *, renamed: bool) -> str:
    """A unit of then as the table writes it; `AmuError` where it is not in the table."""
    try:
        return table.unit_name(old)
    except AmuError as error:
        row = units_map.rows.get(unit_key(old))
        if renamed and row:
            text = _("no unit of {table} is called “{name}”")
            message = text.format(table=table.table.name, name=cut(old, 60))
            raise AmuError(message, path=units_map.source, line=row, hint=error.hint) from error
        also = _("Where units were renamed, merged or split since, --units-map says so.")
        error.raw_hint = f"{error.hint} {also}".strip()
        raise
