"""`amu next`: whose turn it is, one line for each who has something to do; fit for cron."""

from pathlib import Path

import click

from amu_tui.cli.followup.collected import collect, paths, states
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json
from amu_tui.model.followup.turns import PERSONS, Person
from amu_tui.words import _

ROLES = ("leader", "safety-representative", "employee", "hr")


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "next",
        run,
        about=_(
            "Tell whose turn it is: one line for each role that has something to do, nothing "
            "where there is nothing to do, so that cron sends no empty mail."
        ),
        takes=[
            paths(),
            options.one_of("--role", choices=ROLES, about=_("For this role only.")),
            options.number("--within", about=_("Days ahead that count as due; 30 by default.")),
            options.json(),
        ],
    )


def run(paths: tuple[Path, ...], role: str | None, within: int | None, as_json: bool) -> int:
    """Tell whose turn it is; returns the exit code."""
    from amu_tui.render.followup.states import turn_json, turn_lines

    persons: tuple[Person, ...] = PERSONS if role is None else (PERSONS[ROLES.index(role)],)
    collected = collect(paths)
    found = states(collected, 30 if within is None else within)
    if as_json:
        put_json([turn_json(*one, persons) for one in found])
    elif lines := list(turn_lines(found, persons)):
        put("\n".join(lines))
    return collected.code
