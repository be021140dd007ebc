"""`amu report`: the action report, for the archive or for a program."""

import datetime
from pathlib import Path

import click

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say, to_json
from amu_tui.cli.kit.sessions import opened
from amu_tui.cli.kit.target import refuse_no_file, refuse_session
from amu_tui.model.meeting.session import NEEDS, Session
from amu_tui.words import _

FORMATS = ("md", "json", "csv")


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "report",
        run,
        about=_("Write the action report, in the language of the session."),
        takes=[
            options.session(),
            options.one_of(
                "--format", "form", choices=FORMATS, default="md", about=_("md by default.")
            ),
            options.audience(),
            options.file("-o", "--output", shown=_("FILE"), about=_("Write here, not to stdout.")),
        ],
    )


def run(path: Path, form: str, audience: str, output: Path | None) -> None:
    """Write the report."""
    # A report that leaves out an action because its file is damaged must not reach an archive.
    _folder, session = opened(path, needs=NEEDS["report"], audience=audience)
    if not options.lang_was_given():
        words.use(session.info.language)
    if output is not None:
        refuse_session(output, path)
        _write(output, _document(session, form))
        say(_("written: {path}").format(path=output))
    elif form == "json":
        from amu_tui.render.report.outline import report_json

        put_json(report_json(session, datetime.date.today()))
    else:
        put(_text(session, form, datetime.date.today()))


def _text(session: Session, form: str, today: datetime.date) -> str:
    if form == "csv":
        from amu_tui.render.report.csv import report_csv

        return report_csv(session, today)
    from amu_tui.render.forms.markdown import to_markdown
    from amu_tui.render.report.document import document

    return to_markdown(document(session, today))


def _document(session: Session, form: str) -> bytes:
    """The whole file, as bytes."""
    today = datetime.date.today()
    if form == "json":
        from amu_tui.render.report.outline import report_json

        return to_json(report_json(session, today)).encode()
    if form == "csv":
        from amu_tui.render.report.csv import ENCODING

        return _text(session, form, today).encode(ENCODING)
    return _text(session, form, today).encode()


def _write(output: Path, document: bytes) -> None:
    from amu_tui.files.disk.durable import replace

    refuse_no_file(output)
    replace(output, document)
