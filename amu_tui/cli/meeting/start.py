"""The commands that open the application on the screen: `amu`, `amu open`, `amu demo`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, Unpack, cast

import click
import msgspec

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, say
from amu_tui.cli.tables.new import Language, rules
from amu_tui.cli.tables.reading import Reading, Wanted, results
from amu_tui.cli.tables.reading import understood as read
from amu_tui.cli.tables.table_options import ResultOptions, result_options, table_options
from amu_tui.errors import UsageError
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.session import Info, Session
from amu_tui.text import clean
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.tables.results.interpret import Understood


def open_command() -> click.Command:
    """`amu open`, in the language spoken."""
    return options.command(
        "open",
        open_path,
        about=_("Open a session, or take a quick look at a table of results."),
        takes=[
            options.path("path", shown=_("PATH")),
            options.text("--step", shown=_("ID"), about=_("The step to begin at.")),
            options.text("--unit", shown=_("UNIT"), about=_("The unit of a table to look at.")),
            *result_options(),
            *table_options(),
        ],
    )


def demo_command() -> click.Command:
    """`amu demo`, in the language spoken."""
    return options.command(
        "demo",
        demo,
        about=_("Open a copy of the example, with made-up figures."),
        takes=[options.path("folder", shown=_("[DIR]"), required=False)],
    )


def open_path(
    path: Path,
    step: str | None,
    unit: str | None,
    **told: Unpack[ResultOptions],
) -> int:
    """Open a session or look at a table."""
    from amu_tui.files.places import is_folder

    need_terminal()
    wanted, table = Wanted.of(told), Reading.of(path, told)
    if is_folder(path):
        if unit or table != Reading(path) or wanted != Wanted():
            raise UsageError(_("this is a session: options for a table do not go with it"))
        return show_app(sessions=_sessions(), path=path, step=step or "")
    session = quick_look(table, unit, wanted)
    return show_app(sessions=_sessions(), session=session, step=step or "")


def demo(folder: Path | None) -> int:
    """Copy the example and open it; in a pipe only say where it is."""
    from amu_tui.files.session.demo import copy_demo

    if not _terminal(sys.stdout):
        put(clean(str(copy_demo(folder))))
        return 0
    need_terminal()
    copy = copy_demo(folder)
    code = show_app(sessions=_sessions(), path=copy)
    say(_("the copy is kept in {path}").format(path=copy))
    return code


def quick_look(table: Reading, unit: str | None, wanted: Wanted) -> Session:
    """The results of a unit as a session that is kept nowhere."""
    found = read(table)
    figures = results(found, unit, wanted)
    told = (*_not_understood(found), *figures.warnings)
    figures = msgspec.structs.replace(figures, warnings=told)
    for warning in figures.warnings:
        say(warning)
    info = Info(
        id="quick-look",
        key=random_id(),
        unit=figures.unit,
        round=clean(table.path.stem),
        instrument=found.instrument.id,
        language=cast(Language, words.language()),
        min_n=figures.min_n,
        rules=rules(found.instrument),
    )
    past = wanted.past(found.instrument)
    return Session(info=info, instrument=found.instrument, results=figures, previous=past)


def _not_understood(found: "Understood") -> Iterator[str]:
    """What of the table the screens say nothing of: themes that are not there, odd rows."""
    every = found.instrument.order()
    if len(found.themes) < len(every):
        yield _("the table has {found} of {all} themes").format(
            found=len(found.themes), all=len(every)
        )
    if rows := len({problem.row for problem in found.misread}):
        yield _("rows that were not understood: {n}. `amu results` says why").format(n=rows)


def show_app(
    *, sessions: Path, path: Path | None = None, session: Session | None = None, step: str = ""
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
    found = click.get_current_context().find_root().obj
    assert isinstance(found, Path)
    return found
