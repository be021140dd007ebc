"""The options of the commands that begin with a table of results, and what they are called."""

from pathlib import Path
from typing import TypedDict

import click

from amu_tui.cli.kit import options
from amu_tui.model.disclosure.limits import LOWEST_MIN_N, MIN_N
from amu_tui.words import _

INSTRUMENT = "kiwest-1"
"""What was asked, by default."""


class TableOptions(TypedDict):
    """What the command line says of how a table of results is to be read."""

    instrument: str
    mapping: Path | None
    sheet: str | None
    header: str | None
    visible_only: bool
    transposed: bool
    where: tuple[str, ...]
    sheet_is_unit: bool


class OtherOptions(TypedDict):
    """What it says of the tables beside that table."""

    participation: Path | None
    participation_sheet: str | None
    questions: Path | None
    questions_sheet: str | None
    tree: Path | None
    tree_sheet: str | None


class TableAndOthers(TableOptions, OtherOptions):
    """What it says of all tables."""


class ResultOptions(TableAndOthers):
    """What it says of a unit's results."""

    compare: tuple[str, ...]
    previous: Path | None
    previous_round: str | None
    previous_mapping: Path | None
    previous_instrument: str | None
    previous_sheet: str | None
    previous_header: str | None
    previous_where: tuple[str, ...]
    units_map: Path | None
    parent: str | None
    apart: bool
    min_n: int | None


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
        options.text(
            "--sheet",
            shown=_("NAME"),
            about=_("The sheet of a workbook, by name or number; found by default."),
        ),
        options.rows(
            "--header",
            about=_("The row of the header, or its first and last, as 4-5; found by default."),
        ),
        hidden_option(),
        options.flag(
            "--transposed", about=_("The table has a row for each theme, a column for each unit.")
        ),
        where_option(),
        sheet_is_unit_option(),
    ]


def sheet_is_unit_option() -> click.Option:
    """Whether the sheets of a workbook are units."""
    return options.flag(
        "--sheet-is-unit",
        about=_("Each sheet of the workbook is a unit of the sheet's name."),
    )


def where_option() -> click.Option:
    """Which rows are taken."""
    return options.text(
        "--where",
        shown=_("COLUMN=VALUE"),
        many=True,
        about=_(
            "Only rows with this value in this column; again and again: any of the values of one "
            "column, and all the columns."
        ),
    )


def hidden_option() -> click.Option:
    """Whether what workbooks hide is left out."""
    return options.flag(
        "--visible-only",
        about=_("Leave out the rows and columns that a workbook hides, by a filter or otherwise."),
    )


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
        options.text(
            "--previous-sheet", shown=_("NAME"), about=_("The sheet of that table's workbook.")
        ),
        options.rows("--previous-header", about=_("The row of the header in that table.")),
        options.text(
            "--previous-where",
            shown=_("COLUMN=VALUE"),
            many=True,
            about=_("Only such rows of that table; again and again."),
        ),
        options.text(
            "--previous-instrument",
            shown=_("ID"),
            about=_("What was asked in that round, where it was another instrument."),
        ),
        units_map_option(),
        *other_table_options(),
        options.text(
            "--parent",
            shown=_("UNIT"),
            about=_("The unit above: its results are shown where those of the unit are hidden."),
        ),
        options.flag(
            "--apart",
            about=_("Units shown side by side share nobody, but where --parent or --tree says so."),
        ),
        options.number(
            "--min-n",
            least=LOWEST_MIN_N,
            about=_("Smallest group that is shown; {n} by default.").format(n=MIN_N),
        ),
    ]


def units_map_option() -> click.Option:
    """What units of now were in the round before."""
    return options.file(
        "--units-map",
        shown=_("FILE"),
        about=_(
            "A table of units that were renamed, merged or split since the round before, with the "
            "columns old and new."
        ),
    )


def other_table_options() -> list[click.Option]:
    """The tables that are read beside a table of results."""
    return [
        options.file(
            "--participation", shown=_("TABLE"), about=_("A table of response rates by group.")
        ),
        sheet_of("--participation"),
        options.file(
            "--questions", shown=_("TABLE"), about=_("A table of answers to other questions.")
        ),
        sheet_of("--questions"),
        options.file(
            "--tree", shown=_("TABLE"), about=_("A table of units, each with the unit above it.")
        ),
        sheet_of("--tree"),
    ]


def sheet_of(name: str) -> click.Option:
    """The option that tells the sheet of the table that the option `name` names."""
    return options.text(
        f"{name}-sheet",
        shown=_("NAME"),
        about=_("The sheet of the workbook of {option}; found by default.").format(option=name),
    )
