"""`amu log`: what was decided and changed in a session, when, and by which account."""

from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "log",
        run,
        about=_("Tell what was decided and changed, when, and by which account."),
        takes=[options.session(), options.json()],
    )


def run(path: Path, as_json: bool) -> None:
    """Print the log."""
    from amu_tui.render.decisions.log import log_json, log_lines, log_note, log_texts

    folder, session = opened(path)
    facts, removed, problems = folder.history()
    for problem in problems:
        say(str(problem.error(path)))
    lines = log_lines(session, removed, facts.reports(), facts.of)
    if as_json:
        put_json([log_json(line) for line in lines])
    else:
        put("\n".join(log_texts(lines)))
        say(log_note())
