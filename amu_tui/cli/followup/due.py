"""`amu due`: what has its day soon, in one session or in all of a folder."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.followup.collected import collect, paths
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.errors import UsageError
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.model.followup.due import Due
    from amu_tui.model.meeting.session import Session

WITHIN = 30


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "due",
        run,
        about=_("Tell what is due: deadlines, effects to judge, answers from above, reviews."),
        takes=[
            paths(),
            options.number(
                "--within",
                about=_("Days ahead; {n} by default, all of them in a calendar.").format(n=WITHIN),
            ),
            options.flag("--mine", about=_("Only what is in your name.")),
            options.flag("--ics", about=_("Write an iCalendar, for a calendar to import.")),
            options.file("-o", "--output", shown=_("FILE"), about=_("The calendar's file.")),
            options.json(),
        ],
    )


def run(
    paths: tuple[Path, ...],
    within: int | None,
    mine: bool,
    ics: bool,
    output: Path | None,
    as_json: bool,
) -> int:
    """Tell what is due; returns the exit code."""
    if ics and as_json:
        raise UsageError(_("choose one of --ics and --json"))
    if output is not None and not ics:
        raise UsageError(_("only a calendar is written to a file: add --ics"))
    from amu_tui.model.followup.due import all_due, due_within

    today, days = datetime.date.today(), WITHIN if within is None else within
    every = ics and within is None
    collected = collect(paths)
    found = [
        (session, due)
        for _folder, session, handed in collected.sessions
        for due in (all_due(session, handed) if every else due_within(session, today, days, handed))
    ]
    if mine:
        from amu_tui.files.user.person import own_names
        from amu_tui.model.followup.progress import is_in

        names = own_names()
        found = [(session, due) for session, due in found if is_in(due.who, names)]
    found.sort(key=lambda item: (item[1].day, item[0].name.casefold(), item[1].title.casefold()))
    if ics:
        _write(output, found)
    elif as_json:
        from amu_tui.render.followup.due import due_json

        put_json([due_json(session, due, today) for session, due in found])
    elif found:
        from amu_tui.render.followup.due import due_lines

        put("\n".join(due_lines(found, today, named=len(collected.sessions) > 1)))
    else:
        say(_("nothing is due within {n} days").format(n=days))
    return collected.code


def _write(output: Path | None, found: "list[tuple[Session, Due]]") -> None:
    from amu_tui.render.followup.calendar import calendar

    document = calendar(found)
    if output is None:
        put(document.decode())
        return
    from amu_tui.cli.kit.target import refuse_no_file
    from amu_tui.files.disk.durable import replace

    refuse_no_file(output)
    replace(output, document)
    say(_("written: {path}").format(path=output))
