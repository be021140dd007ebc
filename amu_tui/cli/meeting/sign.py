"""`amu sign`: the date of the action report, and who stands behind it."""

import datetime
from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.cli.kit.sessions import opened
from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import parse_deadline, parse_name
from amu_tui.model.meeting.session import Signature, check_date
from amu_tui.words import _, day


def command() -> click.Command:
    """The command, in the language spoken."""
    text = options.text
    return options.command(
        "sign",
        run,
        about=_("Date the action report and name who signs it; who signed before stays."),
        takes=[
            options.session(),
            text("--leader", shown=_("NAME"), about=_("The leader; empty to sign on paper.")),
            text(
                "--safety-representative",
                shown=_("NAME"),
                about=_("Who co-signs; empty to sign on paper."),
            ),
            text("--date", shown=_("DATE"), about=_("The report's date; today by default.")),
        ],
    )


def run(
    path: Path, leader: str | None, safety_representative: str | None, date: str | None
) -> None:
    """Sign the report."""
    if leader is None and safety_representative is None and date is None:
        raise UsageError(
            _("who signs?"), hint=_("Say it with --leader and --safety-representative.")
        )
    names = {"leader": leader, "safety_representative": safety_representative}
    typed = {role: parse_name(name) for role, name in names.items() if name is not None}
    today = datetime.date.today()
    dated = check_date(parse_deadline(date or "") or today, today)
    folder, session = opened(path)
    before = session.signature
    kept = {role: getattr(before, role) for role in names} if before else {}
    signed = folder.sign(Signature(date=dated, **{**kept, **typed}))
    people = ", ".join(name for name in (signed.leader, signed.safety_representative) if name)
    say(_("signed {date}: {names}").format(date=day(signed.date), names=people or "–"))
