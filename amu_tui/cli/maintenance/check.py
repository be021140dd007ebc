"""`amu check`: whether session folders are whole; silent when they are, for hooks and CI."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.errors import AmuError, ExitCode, Problem
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.files.session.folder import SessionFolder
    from amu_tui.model.meeting.session import Session


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "check",
        run,
        about=_("Check the files of sessions; says nothing when all is well."),
        takes=[options.path("paths", shown=_("PATH…"), many=True)],
    )


def run(paths: tuple[Path, ...]) -> int:
    """Name unreadable files, and sessions that tell too much; returns the exit code.

    What is only to be known is said too, and is no failure.
    """
    from amu_tui.files.session.discover import session_folders

    wrong: list[str] = []
    noted: list[str] = []
    changed = False
    for beside in map(session_folders, paths):
        for folder in beside:
            found, known, differs = _lines(folder)
            wrong += found
            noted += known
            changed |= differs
        wrong += _told_together(beside) if len(beside) > 1 else ()
    for line in (*wrong, *noted):
        say(line)
    if changed:
        say(_("Tell those concerned; whoever stands by the report as it now is signs again."))
    return ExitCode.FAILED if wrong else ExitCode.FINE


def _told_together(folders: list[Path]) -> Iterator[str]:
    """What sessions that were made apart, as in clones, tell of a few people side by side."""
    from amu_tui.files.session.siblings import told_by

    return told_by(folders)


def _lines(path: Path) -> tuple[list[str], list[str], bool]:
    """What is wrong with a session, what is only to be known, whether what was signed changed."""
    from amu_tui.files.report.versions import problems
    from amu_tui.files.session.folder import SessionFolder
    from amu_tui.render.decisions.changes import change_problems
    from amu_tui.render.decisions.spelling import spelling_problems

    folder = SessionFolder(path)
    try:
        session = folder.load()
        changes = list(change_problems(session))
        wrong = [*session.problems, *(one for one in changes if not one.notice)]
        wrong += problems(path, session)
        known = [one for one in changes if one.notice]
        known += spelling_problems(session)
        wrong += folder.deleted()[1]
        for name in ROUNDS:
            if session.round(name) is None:
                _look(folder, name, wrong, known)
    except AmuError as error:
        return [str(error)], [], False
    found, noted = (
        list(dict.fromkeys(str(problem.error(path)) for problem in problems))
        for problems in (wrong, known)
    )
    return found, [*noted, *_noted(path, session)], bool(changes)


def _look(
    folder: "SessionFolder", name: RoundName, wrong: list[Problem], known: list[Problem]
) -> None:
    """What lies in an open round: what is wrong there, and what was not looked at."""
    from amu_tui.files.ballots.looking import damaged, unseen
    from amu_tui.render.decisions.changes import ended_problems

    box = folder.box(name)
    damage = list(damaged(box))
    wrong += damage
    if not_looked_at := list(unseen(box)):
        known += not_looked_at
        return
    try:
        wrong += folder.ballots(name)[1]
        for change in ended_problems(folder.session, folder.wordings(name)):
            (known if change.notice else wrong).append(change)
    except AmuError:
        if not damage:  # else it is said already
            raise


def _noted(path: Path, session: "Session") -> Iterator[str]:
    """Keys without effect, what git is in the middle of, what readers of the results must know."""
    from amu_tui.files import places
    from amu_tui.files.git import git_state
    from amu_tui.files.session.unknown_keys import unknown_keys
    from amu_tui.model.disclosure.protect import cautions
    from amu_tui.render.results.warnings import warning_text

    yield from (str(problem.error(path)) for problem in unknown_keys(path, session))
    if half_done := git_state.unfinished(path):
        yield str(AmuError(half_done, path=path))
    for caution in cautions(session.results, session.min_n):
        yield str(AmuError(warning_text(caution), path=path / places.RESULTS))
