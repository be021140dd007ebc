"""`amu sign`: the date of the action report, and who stands behind it."""

import datetime
from pathlib import Path

import click
import msgspec

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.cli.kit.sessions import opened
from amu_tui.dates import parse_day
from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import parse_name
from amu_tui.model.meeting.session import NEEDS, ROLES, Role, Signature, check_date
from amu_tui.model.meeting.wording import entered_by, since_signed
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
    from amu_tui.render.decisions.changes import change_lines
    from amu_tui.render.report.frozen import freeze

    if leader is None and safety_representative is None and date is None:
        raise UsageError(
            _("who signs?"), hint=_("Say it with --leader and --safety-representative.")
        )
    names: dict[Role, str | None] = {
        "leader": leader,
        "safety_representative": safety_representative,
    }
    typed = {role: parse_name(name) for role, name in names.items() if name is not None}
    today = datetime.date.today()
    dated = check_date(parse_day(date or "", today, past=True) or today, today)
    # What is signed must be the whole of it.
    folder, session = opened(path, needs=NEEDS["report"])
    before = session.signature or Signature(date=dated)
    if date is None and not any(typed.values()):
        dated = before.date
    signature = msgspec.structs.replace(before, date=dated, **typed)
    kept = folder.enter(session, signature, list(typed), lambda day: freeze(session, day))
    people = ", ".join(filter(None, map(kept.name, ROLES)))
    say(_("signed {date}: {names}").format(date=day(kept.date), names=people or "–"))
    for role in typed:
        if account := entered_by(kept, role):
            text = _("{name} is entered by {account}, which the report says")
            say(text.format(name=kept.name(role), account=account))
    for line in change_lines(since_signed(msgspec.structs.replace(session, signature=kept))):
        say(line)
