"""`amu report`: the action report, for the archive or for a program."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.cli.kit.target import refuse_no_file, refuse_session, write
from amu_tui.errors import ExitCode, UsageError
from amu_tui.files.places import is_folder
from amu_tui.model.meeting.session import NEEDS, Session
from amu_tui.render.report.writing import FORMS, form_of, is_text, written_as
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.render.report.source import Source


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
            options.file(
                "-o",
                "--output",
                shown=_("FILE"),
                about=_("Write here, not to stdout; in a folder, named as `amu settings` says."),
            ),
            options.flag("--force", about=_("Write over a file that is there.")),
            options.flag(
                "--draft",
                about=_("Before anything is chosen, or to show: marked as a draft on every page."),
            ),
            options.flag("--signed", about=_("As it was signed, whatever was changed since.")),
            options.file(
                "--verify",
                shown=_("FILE"),
                about=_("Say whether a PDF or JSON file is what was signed; writes nothing."),
            ),
            options.flag("--json", "as_json", about=_("With --verify: one JSON document.")),
        ],
    )


def run(
    path: Path,
    form: str | None,
    reader: str | None,
    audience: str,
    output: Path | None,
    force: bool,
    draft: bool,
    signed: bool,
    verify: Path | None,
    as_json: bool,
) -> int:
    """Write the report, or verify a file of it; returns the exit code."""
    if verify is not None:
        from amu_tui.cli.report.verify import verify_file

        return verify_file(path, verify, as_json=as_json)
    if as_json:
        raise UsageError(_("--json goes with --verify; the report itself: --format json"))
    # A folder that is called as a report would be is hardly meant as one.
    into = output is not None and is_folder(output) and output.suffix[1:].lower() not in FORMS
    if output is not None and not into:
        refuse_session(output, path)
        refuse_no_file(output)
    form = form or (form_of(output) if output and not into else FORMS[0])
    if reader and form != "csv":
        raise UsageError(_("--for excel is about csv"), hint=_("Say --format csv too."))
    if output is None and not is_text(form):
        raise UsageError(
            _("{form} is written to a file").format(form=form),
            hint=_("Say which: -o {name}").format(name=f"report.{form}"),
        )
    if draft and signed:
        raise UsageError(_("what was signed is no draft: choose one of --draft and --signed"))
    asked = words.language()
    session, source = _signed(path, audience) if signed else _now(path, audience, draft=draft)
    if output is not None:
        if into:
            output = output / _name(session, source, form)
            refuse_session(output, path)
        content = written_as(source, form, excel=reader == "excel")
        if options.lang_was_given():
            words.use(asked)
        write(output, content, force=force)
        say(_("written: {path}").format(path=output))
    elif form == "json":
        put_json(source.data)
    else:
        put(written_as(source, form, excel=reader == "excel").decode())
    return ExitCode.FINE


def _name(session: Session, source: "Source", form: str) -> str:
    """What the file is called, by the user's settings."""
    from amu_tui.files.user.settings import load_settings, settings_path
    from amu_tui.render.report.naming import PATTERN, report_name

    settings, unread = load_settings()
    if unread:
        say(unread)
    try:
        return report_name(settings.report_name or PATTERN, form, source, session)
    except UsageError as error:
        error.path = settings_path()
        raise


def _now(path: Path, audience: str, *, draft: bool) -> "tuple[Session, Source]":
    """The report as it is now; from here on its language is spoken, unless another is asked for."""
    from amu_tui.render.report.missing import refuse_nothing_chosen
    from amu_tui.render.report.source import Now

    # A report that leaves out an action because its file is damaged must not reach an archive.
    _folder, session = opened(path, needs=NEEDS["report"], audience=audience)
    if not draft:
        refuse_nothing_chosen(session)
    if session.public:
        from amu_tui.render.parts.head import public_line

        say(public_line(session))
    if not options.lang_was_given():
        words.use(session.info.language)
    return session, Now(session, datetime.date.today(), draft)


def _signed(path: Path, audience: str) -> "tuple[Session, Source]":
    """The report as it was signed; from here on the language it was signed in is spoken."""
    from amu_tui.cli.report.verify import last_signed

    if audience == "public":
        raise UsageError(_("what was signed has names, so it is not for the public"))
    # What was signed is a file of its own, whatever is damaged now.
    _folder, session = opened(path, needs=["rounds/report.toml"])
    source = last_signed(path, session)
    words.use(source.document.language)
    return session, source
