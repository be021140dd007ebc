"""The commands that open the application on the screen: `amu`, `amu open`, `amu demo`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, say
from amu_tui.errors import UsageError
from amu_tui.files.places import is_folder
from amu_tui.text import clean
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.model.meeting.session import Session


def open_command() -> click.Command:
    """`amu open`, in the language spoken."""
    return options.command(
        "open",
        open_path,
        about=_("Open a session, or take a quick look at a table of results."),
        takes=[
            options.path("path", shown=_("PATH")),
            options.text("--step", shown=_("ID"), about=_("The step to begin at.")),
        ],
        cls=Open,
    )


def demo_command() -> click.Command:
    """`amu demo`, in the language spoken."""
    return options.command(
        "demo",
        demo,
        about=_("Open a copy of the example, with made-up figures."),
        takes=[options.path("folder", shown=_("[DIR]"), required=False)],
    )


class Open(click.Command):
    """`amu open`, which makes the many options of a table only where no session is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with the options that `args` call for."""
        if not _names_a_session(args):
            from amu_tui.cli.tables.quick_look import look_options

            self.params[2:2] = look_options()
        return super().parse_args(ctx, args)


def _names_a_session(args: list[str]) -> bool:
    options = {word.partition("=")[0] for word in args if word.startswith("-")}
    return options <= {"--step", "--lang"} and any(is_folder(Path(word)) for word in args)


def open_path(path: Path, step: str | None, **table: Any) -> int:
    """Open a session, or look at a table."""
    need_terminal()
    if not table:
        return show_app(sessions=_sessions(), path=path, step=step or "")
    from amu_tui.cli.tables.quick_look import look

    return show_app(sessions=_sessions(), session=look(path, **table), step=step or "")


def demo(folder: Path | None) -> int:
    """Copy the example and open it; in a pipe only say where it is."""
    from amu_tui.files.session.demo import copy_demo

    if not _terminal(sys.stdout):
        copy = copy_demo(folder)
        if not put(clean(str(copy)), saved=True):
            say(_("the copy is kept in {path}").format(path=copy))
        return 0
    need_terminal()
    copy = copy_demo(folder)
    code = show_app(sessions=_sessions(), path=copy)
    say(_("the copy is kept in {path}").format(path=copy))
    return code


def show_app(
    *, sessions: Path, path: Path | None = None, session: "Session | None" = None, step: str = ""
) -> int:
    """Show the application; returns the exit code."""
    need_terminal()
    from amu_tui.tui.shell.run import run

    return run(sessions=sessions, path=path, session=session, step=step)


def need_terminal() -> None:
    """Raise `UsageError` where there is nothing to draw on or to type at."""
    hint = _("`amu show SESSION` shows the results as text; `amu --help` lists the rest.")
    if not (_terminal(sys.stdin) and _terminal(sys.stderr)):
        raise UsageError(_("the screen needs a terminal, and this is not one"), hint=hint)
    if os.environ.get("TERM") == "dumb":
        raise UsageError(_("this terminal cannot show the screen (TERM=dumb)"), hint=hint)


def _terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _sessions() -> Path:
    """The folder of the sessions, as the whole command was told."""
    folder = click.get_current_context().find_root().obj
    assert isinstance(folder, Path)
    return folder
