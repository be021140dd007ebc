"""A quick look at a unit of a table, by `amu open TABLE`: a session that is kept nowhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

import click
import msgspec

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.cli.tables.new import Language, rules
from amu_tui.cli.tables.reading import Reading, Wanted, other_tables, results, results_table
from amu_tui.cli.tables.table_options import ResultOptions, result_options, table_options
from amu_tui.errors import UsageError
from amu_tui.files.places import is_folder
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.session import Info, Session
from amu_tui.model.survey.caveats import Caveat
from amu_tui.render.results.warnings import warning_text
from amu_tui.text import clean
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.tables.results.interpret import ResultsTable
    from amu_tui.tables.results.unit_results import OtherTables


def look_options() -> list[click.Option]:
    """How a table is to be read, and what of it is to be shown."""
    unit = options.text("--unit", shown=_("UNIT"), about=_("The unit of a table to look at."))
    return [unit, *result_options(), *table_options()]


def look(path: Path, unit: str | None, **given: Unpack[ResultOptions]) -> Session:
    """The unit in the table at `path`, as the command line says."""
    if is_folder(path):
        raise UsageError(_("this is a session: options for a table do not go with it"))
    wanted, table = Wanted.of(given), results_table(Reading.of(path, given, unit))
    others = other_tables(table, given, given["parent"] or "", apart=given["apart"])
    return quick_look(table, unit, wanted, others)


def quick_look(
    table: "ResultsTable", unit: str | None, wanted: Wanted, others: "OtherTables | None" = None
) -> Session:
    """The results of a unit as a session that is kept nowhere."""
    figures = results(table, unit, wanted, others)
    warnings = (*_not_understood(table), *figures.warnings)
    figures = msgspec.structs.replace(figures, warnings=warnings)
    for warning in figures.warnings:
        say(warning_text(warning))
    info = Info(
        id="quick-look",
        key=random_id(),
        unit=figures.unit,
        round=clean(Path(table.table.path).stem),
        instrument=table.instrument.id,
        language=cast(Language, words.language()),
        min_n=figures.min_n,
        rules=rules(table.instrument),
    )
    past = wanted.past(table.instrument)
    return Session(info=info, instrument=table.instrument, results=figures, previous=past)


def _not_understood(table: "ResultsTable") -> Iterator[Caveat]:
    """What of the table the screens say nothing of: themes that are not there, odd rows."""
    found, every = len(table.themes), len(table.instrument.order())
    if found < every:
        yield Caveat(code="themes-missing", values={"found": found, "all": every})
    if rows := len({problem.row for problem in table.misread if not problem.about_hidden}):
        yield Caveat(code="rows-not-understood", values={"n": rows})
