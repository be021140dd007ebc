"""The table of commands; each is imported only when it is called for, so that all start fast."""

import os
from importlib import import_module
from pathlib import Path

import click

from amu_tui import __version__
from amu_tui.cli.kit.options import PathType, help_option, lang
from amu_tui.cli.kit.output import argument, put
from amu_tui.text import clean, nearest
from amu_tui.words import _

COMMANDS = {
    "open": "meeting.start:open_command",
    "demo": "meeting.start:demo_command",
    "results": "tables.results:command",
    "score": "tables.score:command",
    "new": "tables.new:command",
    "show": "meeting.show:command",
    "note": "meeting.note:command",
    "vote": "meeting.vote:command",
    "close": "meeting.close:command",
    "reopen": "meeting.reopen:command",
    "action": "meeting.action:command",
    "fill": "report.fill:command",
    "sign": "report.sign:command",
    "checklist": "meeting.checklist:command",
    "report": "report.report:command",
    "log": "report.log:command",
    "compare": "meeting.compare:command",
    "did-it-help": "meeting.since_last:command",
    "status": "followup.status:command",
    "did": "followup.did:command",
    "due": "followup.due:command",
    "next": "followup.next:command",
    "check": "maintenance.check:command",
    "doctor": "maintenance.doctor:command",
    "schema": "maintenance.schema:command",
    "settings": "maintenance.settings:command",
    "help": "help:command",
}
"""Each command and the function that makes it, in the order of a meeting."""


class AmuCommand(click.Group):
    """The `amu` command itself: without a command of its own it opens the application."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All commands, in the order of a meeting."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import the command and make it, in the language that is spoken now."""
        if name not in COMMANDS:
            return None
        module, function = COMMANDS[name].split(":")
        command: click.Command = getattr(import_module(f"amu_tui.cli.{module}"), function)()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a wrong name is answered with the nearest right ones."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            wrong = clean(args[0])
            message = _('there is no command "{name}"').format(name=wrong)
            near = ", ".join(nearest(wrong, list(COMMANDS)))
            if os.path.lexists(args[0]):
                message += "\n" + _("To open it: `amu open {path}`").format(path=argument(wrong))
            elif near:
                message += "\n" + _("Did you mean {names}?").format(names=near)
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


def program() -> AmuCommand:
    """The whole command line."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_say_version,
        help=_("Show the version and exit."),
    )
    folder = click.Option(
        ["--sessions"],
        type=PathType(),
        envvar="AMU_SESSIONS",
        default=Path("sessions"),
        metavar=_("DIR"),
        help=_("The folder of the sessions, ./sessions unless AMU_SESSIONS says another."),
    )
    return AmuCommand(
        "amu",
        callback=_start,
        params=[folder, version, lang(), help_option()],
        invoke_without_command=True,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND …"),
        help=_(
            "A unit's work-environment survey, from results to actions. "
            "Without a command: the meeting, on the screen. Any command takes “-” in the place "
            "of a text for the next line of standard input."
        ),
    )


@click.pass_context
def _start(ctx: click.Context, sessions: Path) -> int:
    ctx.obj = sessions
    if ctx.invoked_subcommand is not None:
        return 0
    from amu_tui.cli.meeting.start import show_app

    return show_app(sessions=sessions)


def _say_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        put(f"amu {__version__}")
        ctx.exit()
