"""`amu reopen`: open a round again that was written down, with the reason."""

from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import argument, put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "reopen",
        run,
        about=_("Open a round again that was written down, as long as nothing is built on it."),
        takes=[
            options.session(),
            click.Argument(["round_name"], type=click.Choice(ROUNDS), metavar=_("ROUND")),
            options.text(
                "--why",
                shown=_("TEXT"),
                required=True,
                about=_("The reason; it is kept, and stands in the report."),
            ),
            options.flag(
                "--vote-anew",
                about=_("People vote again; else the count stands, and `close` decides anew."),
            ),
            options.json(),
        ],
    )


def run(path: Path, round_name: RoundName, why: str, vote_anew: bool, as_json: bool) -> None:
    """Open a round again."""
    from amu_tui.model.voting.reopening import parse_why
    from amu_tui.render.decisions.corrected import holds_lines, opened_text, reopened_json

    reason = parse_why(why)
    folder, session = opened(path)
    record = folder.reopen(round_name, reason, "anew" if vote_anew else "stand")
    if as_json:
        put_json(reopened_json(record), saved=True)
    else:
        put(opened_text(record), saved=True)
    for line in holds_lines(session, record.earlier, record.votes):
        say(line)
    say(
        _("`amu close {session} {round}` writes it down anew").format(
            session=argument(folder.path), round=round_name
        )
    )
