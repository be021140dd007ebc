"""`amu score`: raw answers to a results table."""

import os
from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put_json, say
from amu_tui.cli.kit.progress import progress
from amu_tui.cli.kit.target import nothing_written, refuse_input, refuse_wrong_name
from amu_tui.cli.tables.score_summary import document, lines
from amu_tui.cli.tables.table_options import hidden_option, sheet_of
from amu_tui.errors import AlreadyThere, UsageError
from amu_tui.model.disclosure.limits import LOWEST_MIN_N, MIN_N
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "score",
        run,
        about=_(
            "Make a table of results from raw answers: a row for each person, a column for each "
            "item. A person's score is the mean of the items answered, where they are enough. "
            "Scores of few people are hidden, and with them what would give them away. "
            "Nobody's answers are written anywhere."
        ),
        takes=[
            options.path("responses", shown=_("RESPONSES")),
            *_of_the_answers(),
            *_of_the_rows(),
            *_of_the_hiding(),
            options.file(
                "--output",
                "-o",
                "out",
                shown=_("FILE"),
                required=True,
                about=_("Where the results go: CSV, or Parquet where the name ends in .parquet."),
            ),
            options.flag(
                "--force",
                about=_(
                    "Replace the file. What was in it counts as published before, and is kept "
                    "beside it as {name}."
                ).format(name=f"{_('FILE')}-published-1"),
            ),
            options.json(),
        ],
    )


def _of_the_answers() -> list[click.Option]:
    """What the columns are, and which unit is part of which."""
    text = options.text
    return [
        text(
            "--instrument",
            shown=_("FILE"),
            required=True,
            about=_("What was asked: the instrument file that names the items."),
        ),
        text(
            "--unit-column",
            shown=_("COLUMN"),
            many=True,
            about=_(
                "The column that says which unit a person answers for; again for each level, "
                "from the highest down, where several name it: units are then scored from all "
                "the people in them and below them."
            ),
        ),
        text(
            "--unit",
            shown=_("UNIT"),
            about=_("What the unit is called where no column names it: everybody is in it."),
        ),
        options.file(
            "--tree",
            shown=_("UNITS"),
            about=_(
                "A table with the columns unit and parent: every unit is then scored from "
                "all the people in it and below it."
            ),
        ),
        sheet_of("--tree"),
        text(
            "--leaders",
            shown=_("COLUMN"),
            about=_(
                "The column that says who leads: empty, 0, no or nei leads nothing; 1, x, "
                "yes or ja leads the unit that they answer for; anything else is the name "
                "of the unit that they lead. Leaders' answers are left out of that unit and "
                "counted above it."
            ),
        ),
        text("--sheet", shown=_("NAME"), about=_("The sheet of a workbook.")),
        options.rows(
            "--header",
            about=_("The row of the header, or its first and last, as 4-5; found by default."),
        ),
        hidden_option(),
    ]


def _of_the_rows() -> list[click.Option]:
    """Whose answers are scored."""
    return [
        options.text(
            "--where",
            shown=_("COLUMN=VALUE"),
            many=True,
            about=_(
                "Only rows with this value in this column; again and again: any of the values "
                "of one column, and all the columns."
            ),
        ),
        options.text(
            "--without-unit",
            shown="skip|refuse|" + _("UNIT"),
            about=_(
                "Persons whose unit is not named are left out, refused (as by default), or "
                "counted in a unit of this name."
            ),
        ),
    ]


def _of_the_hiding() -> list[click.Option]:
    """Which scores may be shown."""
    return [
        options.number(
            "--min-n",
            least=LOWEST_MIN_N,
            about=_("Smallest group that is shown; {n} by default.").format(n=MIN_N),
        ),
        click.Option(
            ["--published"],
            type=click.Path(path_type=Path),
            multiple=True,
            metavar=_("TABLE"),
            help=_(
                "A table of results of the same survey that was given out before, as this "
                "command wrote it; again and again. Only what is unchanged is then shown again, "
                "since the new figures less the old tell of those who came in between. Without "
                "a tree also units with so many more that those are a group of their own."
            ),
        ),
    ]


def run(
    responses: Path,
    instrument: str,
    unit_column: tuple[str, ...],
    unit: str | None,
    where: tuple[str, ...],
    without_unit: str | None,
    tree: Path | None,
    tree_sheet: str | None,
    leaders: str | None,
    min_n: int | None,
    published: tuple[Path, ...],
    sheet: str | None,
    header: str | None,
    visible_only: bool,
    out: Path,
    force: bool,
    as_json: bool,
) -> None:
    """Score a table of raw answers."""
    from amu_tui.files.disk import durable
    from amu_tui.files.session.instruments import load_instrument
    from amu_tui.files.user.editions import editions_of, keep_edition

    _refuse_what_is_read(out, responses, instrument, tree, published)
    _refuse_other_units(unit_column, unit, tree, without_unit)
    there = _is_there(out, force)
    asked_of = load_instrument(instrument)
    from amu_tui.tables.reading.choice import choices
    from amu_tui.tables.scoring.rows import RowsAsked
    from amu_tui.tables.scoring.score import ScoringRequest, open_responses, score

    asked = ScoringRequest(
        rows=RowsAsked(unit_column, unit or "", leaders, choices(where)),
        without_unit=without_unit or "refuse",
        tree=tree,
        tree_sheet=tree_sheet or "",
        min_n=min_n or MIN_N,
        published=tuple(
            dict.fromkeys(
                [*published, *(one for path in (*published, out) for one in editions_of(path))]
            )
        ),
        replaced=out if there else None,
        sheet=sheet or "",
        header=header or "",
        visible_only=visible_only,
    )
    with nothing_written():
        source = open_responses(responses, asked_of, asked)
        with progress(source.rows) as (seen, weighed):
            scored = score(source, asked_of, asked, seen, weighed)
        data = scored.file(parquet=out.suffix.lower() == ".parquet")
    kept = keep_edition(out, data) if there else None
    (durable.replace if there else durable.write_once)(out, data)
    if as_json:
        put_json(document(scored, out))
    for line in lines(scored):
        say(line)
    if kept is not None:
        say(_("kept, since it was published before: {path}").format(path=kept))
    say(_("made: {path}").format(path=out))


def _refuse_other_units(
    columns: tuple[str, ...], unit: str | None, tree: Path | None, without: str | None
) -> None:
    """Raise `UsageError` unless it is said in one way which unit people answer for."""
    if not columns and not unit:
        raise UsageError(
            _("which unit do people answer for? Say which column names it with --unit-column"),
            hint=_("Where everybody is in the same unit, say its name with --unit."),
        )
    together = [
        name
        for name, given in (
            ("--unit-column", columns),
            ("--unit", unit),
            ("--tree", tree and (unit or len(columns) > 1)),
            ("--without-unit", without and unit),
        )
        if given
    ]
    if len(together) > 1:
        raise UsageError(
            _("{options} do not go together").format(options=", ".join(together)),
            hint=_("Several columns of units are a tree themselves.") if tree else "",
        )


def _is_there(out: Path, force: bool) -> bool:
    """Whether there is a file to replace; `AmuError` where none can or may be written."""
    from amu_tui.files.disk.os_errors import explained

    refuse_wrong_name(out)
    there = os.path.lexists(out)
    if there and not force:
        raise AlreadyThere(
            _("this exists already"),
            path=out,
            hint=_("Choose another name, or replace it with --force."),
        )
    with explained(out):
        out.parent.stat()
    return there


def _refuse_what_is_read(
    out: Path, responses: Path, instrument: str, tree: Path | None, published: tuple[Path, ...]
) -> None:
    """Raise `AmuError` where the results would be written over what they are made of."""
    read = [
        (responses, _("this is the file with the answers, which is not replaced")),
        (Path(instrument), _("this is the instrument file, which is not replaced")),
        *((path, _("this was published before, and is not replaced")) for path in published),
    ]
    if tree is not None:
        read.append((tree, _("this is the tree of units, which is not replaced")))
    refuse_input(out, read)
