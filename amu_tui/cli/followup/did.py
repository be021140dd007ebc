"""`amu did`: “You said – we did” on one page, in every form that a report is filed in."""

import datetime
from pathlib import Path

import click

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, say
from amu_tui.cli.kit.sessions import need_themes, opened
from amu_tui.cli.kit.target import refuse_no_file, refuse_session, write
from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import NEEDS
from amu_tui.render.forms.writers import WRITERS, written
from amu_tui.render.report.writing import form_of
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "did",
        run,
        about=_("Write “You said – we did” on one page, for those who answered."),
        takes=[
            options.session(),
            options.one_of(
                "--format",
                "form",
                choices=tuple(WRITERS),
                about=_("What the name of the file ends in by default, and md on stdout."),
            ),
            options.audience(),
            options.file("-o", "--output", shown=_("FILE"), about=_("Write here, not to stdout.")),
            options.flag("--force", about=_("Write over a file that is there.")),
        ],
    )


def run(path: Path, form: str | None, audience: str, output: Path | None, force: bool) -> None:
    """Write the page."""
    from amu_tui.render.followup.you_said import you_said

    if output is not None:
        refuse_no_file(output)
    form = form or (form_of(output, WRITERS) if output else next(iter(WRITERS)))
    if output is None and not WRITERS[form].text:
        raise UsageError(
            _("{form} is written to a file").format(form=form),
            hint=_("Say which: -o {name}").format(name=f"did.{form}"),
        )
    _folder, session = opened(path, needs=NEEDS["report"], audience=audience)
    need_themes(session)
    if not options.lang_was_given():
        words.use(session.info.language)
    page = written(you_said(session, datetime.date.today()), form)
    if output is None:
        put(page.decode())
        return
    refuse_session(output, path)
    write(output, page, force=force)
    say(_("written: {path}").format(path=output))
