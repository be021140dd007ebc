"""`amu check`: whether session folders are whole; silent when they are, for hooks and CI."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.errors import AmuError, ExitCode
from amu_tui.model.voting.ballot import ROUNDS
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "check",
        run,
        about=_("Check the files of sessions; says nothing when all is well."),
        takes=[options.path("paths", shown=_("PATH…"), many=True)],
    )


def run(paths: tuple[Path, ...]) -> int:
    """Name unreadable files, and sessions that tell too much; returns the exit code."""
    folders = [session_folders(path) for path in paths]
    lines = [line for beside in folders for folder in beside for line in _problem_lines(folder)]
    lines += [line for beside in folders if len(beside) > 1 for line in _told_together(beside)]
    for line in lines:
        say(line)
    return ExitCode.FAILED if lines else ExitCode.FINE


def session_folders(path: Path) -> list[Path]:
    """The session at `path`, or the sessions that lie directly in it."""
    from amu_tui.files.places import SESSION, is_folder
    from amu_tui.files.session.discover import find_sessions

    if not is_folder(path) or os.path.lexists(path / SESSION):
        return [path]
    return [session.path for session in find_sessions(path)] or [path]


def _told_together(folders: list[Path]) -> Iterator[str]:
    """What sessions that were made apart, as in clones, tell of a few people side by side."""
    from amu_tui.files.session.siblings import told_by

    return told_by(folders)


def _problem_lines(path: Path) -> Iterator[str]:
    from amu_tui.files.session.folder import SessionFolder

    folder = SessionFolder(path)
    try:
        session = folder.load()
        problems = list(session.problems)
        for name in ROUNDS:
            if session.round(name) is None:
                problems.extend(folder.ballots(name)[1])
    except AmuError as error:
        yield str(error)
    else:
        yield from (str(problem.error(path)) for problem in problems)
