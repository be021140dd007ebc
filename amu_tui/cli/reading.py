"""Reading a table of results, for the commands that begin with one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli import options
from amu_tui.cli.sessions import opened
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.disclosure import LOWEST_MIN_N, MIN_N
from amu_tui.model.handover import counterparts, taken, with_reference
from amu_tui.model.instrument import Instrument
from amu_tui.model.previous import Previous
from amu_tui.model.results import Results
from amu_tui.model.session import NEEDS, Session
from amu_tui.text import clean
from amu_tui.words import _, some

if TYPE_CHECKING:
    from amu_tui.tables.understand import Understood
    from amu_tui.tables.unit import OtherTables

INSTRUMENT = "kiwest-1"
"""What was asked, by default."""


@dataclass(frozen=True)
class Wanted:
    """What is to be taken from a table, beside its unit."""

    compare: tuple[str, ...] = ()
    previous: Path | None = None
    previous_round: str = ""
    previous_mapping: Path | None = None
    previous_instrument: str = ""
    instrument: str = INSTRUMENT
    mapping: Path | None = None
    min_n: int = MIN_N
    invited: int | None = None
    responses: int | None = None
    participation: Path | None = None
    questions: Path | None = None
    tree: Path | None = None
    parent: str = ""

    @cached_property
    def before(self) -> Session | None:
        """The session of the round before, None where there is none or it is a table."""
        from amu_tui.files.places import is_folder

        if self.previous is None or not is_folder(self.previous):
            return None
        for option, told in (
            ("--previous-map", self.previous_mapping),
            ("--previous-instrument", self.previous_instrument),
            ("--previous-sheet", options.note("--previous-sheet")),
            ("--previous-header", options.note("--previous-header")),
        ):
            if told:
                raise UsageError(
                    _("{option} goes with a table; {path} is a session").format(
                        option=option, path=clean(str(self.previous))
                    )
                )
        # What was chosen is written once: half of it is not taken over.
        return opened(self.previous, needs=NEEDS["actions"])[1]

    def past(self, instrument: Instrument) -> Previous | None:
        """What was chosen in the round before and how it goes today, where that is known."""
        if self.before is None:
            return None
        now = counterparts(instrument, self.before.instrument)
        return taken(self.before, now, options.today())


def table_options() -> list[click.Option]:
    """How a table is to be read."""
    return [
        click.Option(
            ["--instrument"],
            type=str,
            default=INSTRUMENT,
            metavar=_("ID"),
            help=_("What was asked: a bundled instrument or a file; {id} by default.").format(
                id=INSTRUMENT
            ),
        ),
        options.file(
            "--map", "mapping", shown=_("FILE"), about=_("A mapping file that names the columns.")
        ),
        options.noted(
            "--sheet",
            shown=_("NAME"),
            about=_("The sheet of a workbook, by name or number; found by default."),
        ),
        options.noted(
            "--header",
            shown=_("ROW"),
            about=_("The row of the header, or its first and last, as 4-5; found by default."),
        ),
    ]


def result_options() -> list[click.Option]:
    """What is to be set beside a unit's results."""
    return [
        options.text(
            "--compare",
            shown=_("UNIT"),
            many=True,
            about=_("Another unit of the table to set beside; again and again."),
        ),
        options.file(
            "--previous", shown=_("TABLE"), about=_("The round before: its table, or its session.")
        ),
        options.text(
            "--previous-round", shown=_("NAME"), about=_("What the round before is called.")
        ),
        options.file(
            "--previous-map",
            "previous_mapping",
            shown=_("FILE"),
            about=_("A mapping file for that table, where --map is not its own."),
        ),
        options.noted(
            "--previous-sheet", shown=_("NAME"), about=_("The sheet of that table's workbook.")
        ),
        options.noted(
            "--previous-header", shown=_("ROW"), about=_("The row of the header in that table.")
        ),
        options.text(
            "--previous-instrument",
            shown=_("ID"),
            about=_("What was asked in that round, where it was another instrument."),
        ),
        *other_table_options(),
        options.text(
            "--parent",
            shown=_("UNIT"),
            about=_("The unit above: its results are shown where the unit has too few answers."),
        ),
        options.number(
            "--min-n",
            least=LOWEST_MIN_N,
            about=_("Smallest group that is shown; {n} by default.").format(n=MIN_N),
        ),
    ]


def other_table_options() -> list[click.Option]:
    """The tables that are read beside a table of results."""
    return [
        options.file(
            "--participation", shown=_("TABLE"), about=_("A table of response rates by group.")
        ),
        options.file(
            "--questions", shown=_("TABLE"), about=_("A table of answers to other questions.")
        ),
        options.file(
            "--tree", shown=_("TABLE"), about=_("A table of units, each with the unit above it.")
        ),
    ]


def other_tables(
    instrument: Instrument,
    participation: Path | None,
    questions: Path | None,
    tree: Path | None,
    parent: str = "",
) -> "OtherTables":
    """What the tables beside a table of results say."""
    from amu_tui.tables.groups import read_groups
    from amu_tui.tables.questions import read_questions
    from amu_tui.tables.read import read_table
    from amu_tui.tables.tree import read_tree
    from amu_tui.tables.unit import OtherTables

    return OtherTables(
        groups=None if participation is None else read_groups(read_table(participation)),
        questions=None if questions is None else read_questions(read_table(questions), instrument),
        tree=None if tree is None else read_tree(tree),
        parent=parent,
    )


def understood(
    table: Path, instrument: str, mapping: Path | None, *, previous: bool = False
) -> "Understood":
    """What `table` says, problems and all; `AmuError` where it cannot be read.

    `--sheet` and `--header`, or with `previous` those of the round before, go before the mapping.
    """
    from amu_tui.files.instruments import load_instrument
    from amu_tui.files.toml import decode_named
    from amu_tui.tables.header import told_rows
    from amu_tui.tables.mapping import Mapping
    from amu_tui.tables.read import read_table
    from amu_tui.tables.understand import understand
    from amu_tui.tables.vocabulary import ResultColumns

    asked = load_instrument(instrument)
    columns = Mapping() if mapping is None else decode_named(mapping, Mapping, versioned=False)
    before = "--previous" if previous else "-"
    header = options.note(f"{before}-header")
    if header:
        try:
            told_rows(header)
        except AmuError as error:
            raise UsageError(error.message, hint=error.hint) from error
    found = read_table(
        table,
        sheet=options.note(f"{before}-sheet") or str(columns.sheet),
        header=header or str(columns.header),
        words=ResultColumns(asked, columns),
    )
    return understand(found, asked, columns)


def results(table: "Understood", unit: str | None, wanted: Wanted) -> Results:
    """The figures of `unit`, which may be left out where the table has only one."""
    if unit is None:
        unit = _only(table.units)
    from amu_tui.tables.unit import unit_results

    earlier = wanted.before
    before = None if earlier else _before(wanted)
    found = unit_results(
        table,
        unit,
        other_tables(
            table.instrument, wanted.participation, wanted.questions, wanted.tree, wanted.parent
        ),
        min_n=wanted.min_n,
        compare=wanted.compare,
        previous=before,
        previous_round=wanted.previous_round,
        invited=wanted.invited,
        responses=wanted.responses,
    )
    if earlier is None or found.shown_for != earlier.results.shown_for:
        # Nobody sets one unit's figures beside another's: what was chosen is kept all the same.
        return found
    return with_reference(found, earlier, table.instrument, wanted.previous_round)


def _before(wanted: Wanted) -> "Understood | None":
    """The table of the round before, which may name its columns in its own way."""
    if wanted.previous is None:
        for option, told in (
            ("--previous-map", wanted.previous_mapping),
            ("--previous-instrument", wanted.previous_instrument),
            ("--previous-sheet", options.note("--previous-sheet")),
            ("--previous-header", options.note("--previous-header")),
        ):
            if told:
                raise UsageError(
                    _("{option} goes with a table of the round before").format(option=option),
                    hint=_("Name the table with --previous."),
                )
        return None
    instrument = wanted.previous_instrument or wanted.instrument
    mapping = wanted.previous_mapping
    if mapping is None and instrument == wanted.instrument:
        mapping = wanted.mapping
    return understood(wanted.previous, instrument, mapping, previous=True)


def _only(units: Sequence[str]) -> str:
    if len(units) == 1:
        return units[0]
    raise UsageError(_("which unit? Say it with --unit"), hint=some(units, 5))
