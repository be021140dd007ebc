"""`amu report`: the action report, for the archive or for a program."""

import datetime
from pathlib import Path

import click

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.cli.kit.target import refuse_no_file, refuse_session
from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import NEEDS, Session
from amu_tui.render.report.writing import FORMS, form_of, is_text, written_report
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "report",
        run,
        about=_("Write the action report, in the language of the session."),
        takes=[
            options.session(),
            options.one_of(
                "--format",
                "form",
                choices=FORMS,
                about=_("What the name of the file ends in by default, and md on stdout."),
            ),
            options.one_of(
                "--for",
                "reader",
                choices=("excel",),
                about=_("Write csv as Excel opens it by a double click. No xlsx is written."),
            ),
            options.audience(),
            options.file("-o", "--output", shown=_("FILE"), about=_("Write here, not to stdout.")),
        ],
    )


def run(
    path: Path, form: str | None, reader: str | None, audience: str, output: Path | None
) -> None:
    """Write the report."""
    if output is not None:
        refuse_no_file(output)
    form = form or (form_of(output) if output else FORMS[0])
    if reader and form != "csv":
        raise UsageError(_("--for excel is about csv"), hint=_("Say --format csv too."))
    if output is None and not is_text(form):
        raise UsageError(
            _("{form} is written to a file").format(form=form),
            hint=_("Say which: -o {name}").format(name=f"report.{form}"),
        )
    # A report that leaves out an action because its file is damaged must not reach an archive.
    _folder, session = opened(path, needs=NEEDS["report"], audience=audience)
    if not options.lang_was_given():
        words.use(session.info.language)
    if output is not None:
        from amu_tui.files.disk.durable import replace

        refuse_session(output, path)
        replace(output, _made(session, form, reader))
        say(_("written: {path}").format(path=output))
    elif form == "json":
        from amu_tui.render.report.outline import report_json

        put_json(report_json(session, datetime.date.today()))
    else:
        put(_made(session, form, reader).decode())


def _made(session: Session, form: str, reader: str | None) -> bytes:
    return written_report(session, form, datetime.date.today(), excel=reader == "excel")
