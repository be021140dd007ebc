"""Reading a table of results, for the commands that begin with one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amu_tui.cli.kit.sessions import opened
from amu_tui.cli.tables.table_options import INSTRUMENT, ResultOptions, TableAndOthers, TableOptions
from amu_tui.errors import UsageError
from amu_tui.model.disclosure.limits import MIN_N
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import Session
from amu_tui.model.rounds.handover import counterparts, with_reference
from amu_tui.model.rounds.taken_over import previous_choices
from amu_tui.model.rounds.units_map import UNCHANGED, UnitsMap
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results
from amu_tui.text import clean
from amu_tui.words import _, pick, some

if TYPE_CHECKING:
    from amu_tui.tables.reading.header import Vocabulary
    from amu_tui.tables.results.interpret import ResultsTable
    from amu_tui.tables.results.unit_results import OtherTables
    from amu_tui.tables.table import Table, TableProblem
    from amu_tui.tables.vocabulary.mapping import ColumnMapping


@dataclass(frozen=True)
class Reading:
    """A table and how it is to be read; `option` is what tells its sheet on the command line.

    `where` says which rows are taken, `beside` that tables beside it may have those columns,
    `sheet_is_unit` that each sheet is a unit, `unit` whose table it is where no column says it.
    """

    path: Path
    instrument: str = INSTRUMENT
    mapping: Path | None = None
    sheet: str = ""
    header: str = ""
    option: str = "--sheet"
    visible_only: bool = False
    transposed: bool = False
    where: tuple[str, ...] = ()
    beside: bool = False
    sheet_is_unit: bool = False
    unit: str = ""

    @classmethod
    def of(cls, path: Path, given: TableOptions, unit: str | None = None) -> "Reading":
        """The table of results at `path`, as the command line says."""
        return cls(
            path,
            given["instrument"],
            given["mapping"],
            given["sheet"] or "",
            given["header"] or "",
            visible_only=given["visible_only"],
            transposed=given["transposed"],
            where=given["where"],
            unit=unit or "",
            sheet_is_unit=given["sheet_is_unit"],
            beside=bool(given.get("participation") or given.get("questions")),
        )


@dataclass(frozen=True)
class Wanted:
    """What is to be taken from a table, beside its unit."""

    compare: tuple[str, ...] = ()
    previous: Reading | None = None
    previous_round: str = ""
    units_file: Path | None = None
    min_n: int = MIN_N
    invited: int | None = None
    responses: int | None = None

    @classmethod
    def of(
        cls, given: ResultOptions, invited: int | None = None, responses: int | None = None
    ) -> "Wanted":
        """What the command line says; `UsageError` where that does not go together."""
        return cls(
            compare=given["compare"],
            previous=_previous(given),
            previous_round=given["previous_round"] or "",
            units_file=given["units_map"],
            min_n=given["min_n"] or MIN_N,
            invited=invited,
            responses=responses,
        )

    @cached_property
    def before(self) -> Session | None:
        """The session of the round before, None where there is none or it is a table."""
        from amu_tui.files.places import is_folder

        if self.previous is None or not is_folder(self.previous.path):
            return None
        # What was chosen, and what became of it, is written once: half of it is not taken over.
        return opened(self.previous.path, needs=("rounds", "actions", "previous.toml"))[1]

    def now(self, old: Session) -> str | None:
        """What the unit of the session of the round before is called now, if that is one unit."""
        return self.units_map.now(old.info.unit)

    @cached_property
    def units_map(self) -> UnitsMap:
        """What units of now were in the round before."""
        return read_map(self.units_file)

    def past(self, instrument: Instrument) -> Previous | None:
        """What was chosen in the round before and how it goes today, where that is known."""
        if self.before is None:
            return None
        now = counterparts(instrument, self.before.instrument)
        return previous_choices(self.before, now, datetime.date.today(), pick)


def _previous(given: ResultOptions) -> Reading | None:
    """The round before, whose table may name its columns in its own way."""
    from amu_tui.files.places import is_folder

    path, mapping = given["previous"], given["previous_mapping"]
    details: dict[str, object] = {
        "--previous-map": mapping,
        "--previous-instrument": given["previous_instrument"],
        "--previous-sheet": given["previous_sheet"],
        "--previous-header": given["previous_header"],
        "--previous-where": given["previous_where"],
        "--units-map": given["units_map"] if path is None else None,
    }
    option = next((name for name, value in details.items() if value), None)
    if path is None:
        if option is not None:
            raise UsageError(
                _("{option} goes with a table of the round before").format(option=option),
                hint=_("Name the table with --previous."),
            )
        return None
    if option is not None and is_folder(path):
        raise UsageError(
            _("{option} goes with a table; {path} is a session").format(
                option=option, path=clean(str(path))
            )
        )
    instrument = given["previous_instrument"] or given["instrument"]
    if mapping is None and instrument == given["instrument"]:
        mapping = given["mapping"]
    sheet, header = given["previous_sheet"] or "", given["previous_header"] or ""
    return Reading(
        path,
        instrument,
        mapping,
        sheet,
        header,
        option="--previous-sheet",
        visible_only=given["visible_only"],
        where=given["previous_where"],
        sheet_is_unit=given["sheet_is_unit"],
    )


def other_tables(
    found: "ResultsTable", given: TableAndOthers, parent: str = "", *, apart: bool = False
) -> "OtherTables":
    """What the tables beside the table of results say, and the unit above the one asked for."""
    from amu_tui.tables.figures.group_layout import GroupColumns
    from amu_tui.tables.figures.groups import read_groups
    from amu_tui.tables.figures.questions import read_questions
    from amu_tui.tables.reading.choice import choices, chosen_rows, refuse_lacking
    from amu_tui.tables.reading.read import read_table
    from amu_tui.tables.results.unit_results import OtherTables
    from amu_tui.tables.results.unit_tree import read_tree
    from amu_tui.tables.vocabulary.question_names import QuestionColumns

    wanted = choices(given["where"])
    tables = [found.table]
    said: list[TableProblem] = []

    def table(name: str, path: Path, sheet: str | None, words: "Vocabulary") -> "Table":
        whole = read_table(
            path,
            sheet=sheet or "",
            vocabulary=words,
            option=f"{name}-sheet",
            visible_only=given["visible_only"],
        )
        tables.append(chosen_rows(whole, wanted))
        return tables[-1]

    groups, groups_sheet = given["participation"], given["participation_sheet"]
    asked, asked_sheet = given["questions"], given["questions_sheet"]
    tree, tree_sheet = given["tree"], given["tree_sheet"]
    _refuse_sheet("--participation", groups, groups_sheet)
    _refuse_sheet("--questions", asked, asked_sheet)
    _refuse_sheet("--tree", tree, tree_sheet)
    if tree and found.levels:
        raise UsageError(
            _("--tree does not go with a table that says itself which unit is part of which")
        )
    words, instrument = QuestionColumns(found.instrument), found.instrument
    others = OtherTables(
        groups=read_groups(table("--participation", groups, groups_sheet, GroupColumns()))
        if groups
        else None,
        questions=read_questions(table("--questions", asked, asked_sheet, words), instrument)
        if asked
        else None,
        tree=read_tree(tree, tree_sheet or "", visible_only=given["visible_only"], said=said)
        if tree
        else found.levels,
        tree_said=said,
        parent=parent,
        apart=apart,
    )
    refuse_lacking(tables)
    return others


def _refuse_sheet(name: str, path: Path | None, sheet: str | None) -> None:
    """Raise `UsageError` for a sheet of a table that is not named."""
    if sheet and path is None:
        raise UsageError(
            _("{option} goes with a table").format(option=f"{name}-sheet"),
            hint=_("Name the table with {option}.").format(option=name),
        )


def results_table(reading: Reading) -> "ResultsTable":
    """What a table says, problems and all; `AmuError` where it cannot be read.

    The sheet, the header and the choice of rows of the command line go before the mapping's.
    """
    from amu_tui.files.session.instruments import load_instrument
    from amu_tui.files.toml import decode_named
    from amu_tui.tables.reading.read import read_table
    from amu_tui.tables.reading.unit_sheets import UNIT, unit_sheets
    from amu_tui.tables.results.sheet_results import joined
    from amu_tui.tables.vocabulary.known_columns import NO_NAMES, ResultColumns
    from amu_tui.tables.vocabulary.mapping import ColumnMapping

    asked, mapping = load_instrument(reading.instrument), reading.mapping
    columns = (
        ColumnMapping()
        if mapping is None
        else decode_named(mapping, ColumnMapping, versioned=False)
    )
    sheet = reading.sheet or str(columns.sheet)
    header = reading.header or str(columns.header)
    visible_only = reading.visible_only or columns.visible_only
    across = reading.transposed or columns.transposed
    if not (reading.sheet_is_unit or columns.sheet_is_unit):
        table = read_table(
            reading.path,
            sheet=sheet,
            header=header,
            vocabulary=NO_NAMES if across else ResultColumns(asked, columns),
            option=reading.option,
            visible_only=visible_only,
        )
        return _interpreted(table, asked, columns, reading)
    if across:
        options = "--sheet-is-unit, --transposed"
        raise UsageError(_("{options} do not go together").format(options=options))
    if sheet or columns.unit_columns:
        raise UsageError(
            _("where each sheet is a unit, no sheet and no column of units can be named")
        )
    columns = msgspec.structs.replace(columns, unit=UNIT)
    tables, left_out = unit_sheets(
        reading.path,
        header=header,
        vocabulary=ResultColumns(asked, columns),
        visible_only=visible_only,
    )
    found = [_interpreted(table, asked, columns, reading) for table in tables]
    return joined(found, clean(str(reading.path)), left_out)


def _interpreted(
    table: "Table", asked: Instrument, columns: "ColumnMapping", reading: Reading
) -> "ResultsTable":
    """What the chosen rows of a table say."""
    from amu_tui.tables.reading.choice import choices, chosen_rows, of_pairs, refuse_lacking
    from amu_tui.tables.reading.turned import turned
    from amu_tui.tables.reading.unit_paths import with_paths
    from amu_tui.tables.reading.unit_sheets import of_one_unit
    from amu_tui.tables.results.interpret import interpret
    from amu_tui.tables.vocabulary.known_columns import themes_known

    wanted = {choice.column: choice for choice in of_pairs(columns.rows)}
    wanted |= {choice.column: choice for choice in choices(reading.where)}
    table = chosen_rows(table, [*wanted.values()])
    if not reading.beside:
        refuse_lacking([table])
    if reading.transposed or columns.transposed:
        table = turned(table, themes_known(asked, columns))
    if reading.unit and not columns.unit_columns:
        table, columns = of_one_unit(table, columns, reading.unit)
    levels, parents = columns.unit_columns, None
    if len(levels) > 1:
        table, parents = with_paths(table, levels)
    one = msgspec.structs.replace(columns, unit="".join(levels[-1:]))
    found = interpret(table, asked, one, str(reading.mapping or ""))
    return replace(found, levels=parents or found.levels)


def results(
    table: "ResultsTable", unit: str | None, wanted: Wanted, others: "OtherTables | None" = None
) -> Results:
    """The figures of `unit`, which may be left out where the table has only one."""
    if unit is None:
        unit = _only(table.units)
    from amu_tui.tables.results.unit_results import NOTHING, unit_results

    earlier = wanted.before
    before = None
    if earlier is None and wanted.previous is not None:
        before = results_table(replace(wanted.previous, unit=unit))
    found = unit_results(
        table,
        unit,
        others or NOTHING,
        min_n=wanted.min_n,
        compare=wanted.compare,
        previous=before,
        previous_round=wanted.previous_round,
        units_map=wanted.units_map,
        invited=wanted.invited,
        responses=wanted.responses,
    )
    if earlier is None or found.shown_for != earlier.results.shown_for:
        # Nobody sets one unit's figures beside another's: what was chosen is kept all the same.
        return found
    scale, then = table.instrument.scale, earlier.instrument.scale
    if (scale.min, scale.max) != (then.min, then.max):
        said = Caveat(code="other-scale-before", values={"round": earlier.info.round})
        return msgspec.structs.replace(found, warnings=(*found.warnings, said))
    title, units_map = wanted.previous_round, wanted.units_map
    return with_reference(found, earlier, table.instrument, title, units_map)


def read_map(path: Path | None) -> UnitsMap:
    """The units that were renamed, merged or split, none where no file says so."""
    if path is None:
        return UNCHANGED
    from amu_tui.tables.results.units_map import read_units_map

    return read_units_map(path)


def _only(units: Sequence[str]) -> str:
    if len(units) == 1:
        return units[0]
    raise UsageError(_("which unit? Say it with --unit"), hint=some(units, 5))
