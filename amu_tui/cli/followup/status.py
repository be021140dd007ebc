"""`amu status`: how far each session has come, and how its actions go."""

import sys
from pathlib import Path

import click

from amu_tui.cli.followup.collected import collect, paths, states
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import columns, put, put_json
from amu_tui.errors import UsageError
from amu_tui.text import cut
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "status",
        run,
        about=_("Tell how far sessions have come, how their actions go, and what is due."),
        takes=[
            paths(),
            options.number("--within", about=_("Days ahead that count as due; 30 by default.")),
            options.flag("--csv", "as_csv", about=_("Write a table, a row for each session.")),
            options.json(),
        ],
    )


def run(paths: tuple[Path, ...], within: int | None, as_csv: bool, as_json: bool) -> int:
    """Tell how the sessions stand; returns the exit code."""
    if as_csv and as_json:
        raise UsageError(_("choose one of --csv and --json"))
    from amu_tui.render.followup.states import status_csv, status_json, status_lines

    collected = collect(paths)
    found = states(collected, 30 if within is None else within)
    if as_json:
        put_json([status_json(*one) for one in found])
    elif as_csv:
        put(status_csv(found))
    elif found:
        lines = status_lines(found)
        # On a terminal each session has one line; what is cut is in `amu due`.
        put("\n".join(cut(line, columns()) if sys.stdout.isatty() else line for line in lines))
    return collected.code
