"""Reading which units were renamed, merged or split: a table with a row for each pair."""

from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.model.naming import unit_key
from amu_tui.model.rounds.units_map import UnitsMap
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.table import ROW, TableProblem, column
from amu_tui.tables.vocabulary.known_columns import NamedColumns
from amu_tui.text import cut
from amu_tui.words import _, quoted

OLD = (
    "old", "old unit", "then", "before", "from", "gammel", "gammel enhet", "gamle enhet", "før",
    "gammal", "gammal eining", "fra", "frå", "tidligere", "tidlegare",
)  # fmt: skip
"""What the column of units of then is called in English, Bokmål and Nynorsk."""
NEW = (
    "new", "new unit", "now", "after", "to", "ny", "ny enhet", "nå", "no", "ny eining", "til",
    "etter",
)  # fmt: skip
"""What the column of units of now is called."""


def read_units_map(path: Path) -> UnitsMap:
    """The pairs in the table at `path`: columns `old` and `new`, others are ignored.

    A unit that was merged stands in several rows as the new one, and one that was split as the old
    one. Raises `AmuError` with row and column for a cell without a name and a pair that stands
    there twice.
    """
    table = read_table(path, vocabulary=NamedColumns([*OLD, *NEW], least=2), option="")
    columns = TableColumns.of(table)
    hint = _("The columns are old and new: a row for each unit of then and what it is now.")
    old, new = columns.require(OLD, hint), columns.require(NEW, hint)
    for problem in table.problems:
        if problem.fatal:
            raise problem.error(table.path)
    pairs: dict[tuple[str, str], tuple[int, str, str]] = {}
    for row, then, now in table.frame.select(ROW, column(old), column(new)).rows():
        for name, place in ((then, old), (now, new)):
            if not name:
                message = _("no unit is named in this row")
                raise TableProblem(row, table.header[place], message).error(table.path, hint)
        key = unit_key(then), unit_key(now)
        if key in pairs:
            text = _("{old} → {new} stands in row {row} already").format(
                old=quoted(cut(then, 60)), new=quoted(cut(now, 60)), row=pairs[key][0]
            )
            raise TableProblem(row, table.header[new], text).error(table.path)
        pairs[key] = row, then, now
    if not pairs:
        raise AmuError(_("the table has a header and no rows"), path=table.path)
    rows = {unit_key(then): row for row, then, _now in reversed(pairs.values())}
    return UnitsMap(tuple((then, now) for _row, then, now in pairs.values()), table.path, rows)
