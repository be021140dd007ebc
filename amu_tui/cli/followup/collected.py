"""The sessions that a command follows: some folders, or all that lie in them."""

import contextlib
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.errors import AmuError, ExitCode
from amu_tui.model.followup.handed_on import handed_on
from amu_tui.model.meeting.session import Session
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.model.followup.stage import State


class Followed(NamedTuple):
    """A session, and those of its actions that a later one among them goes on with."""

    folder: Path
    session: Session
    handed_on: frozenset[str]


class Collected(NamedTuple):
    """The sessions that could be read, and whether any of them could not, or not whole."""

    sessions: list[Followed]
    damaged: list[Path]

    @property
    def code(self) -> int:
        """The exit code: what could not be read is told of, and then not all is."""
        return ExitCode.FAILED if self.damaged else ExitCode.FINE


def paths() -> click.Argument:
    """Sessions, or folders of sessions; without one that of `--sessions`."""
    return options.path("paths", shown=_("[PATH]…"), required=False, many=True)


def collect(paths: Sequence[Path]) -> Collected:
    """The sessions at `paths`, each once; what cannot be read is said, and the rest is told."""
    from amu_tui.files.session.discover import session_folders
    from amu_tui.files.session.loading import load

    sessions: list[tuple[Path, Session]] = []
    damaged: list[Path] = []
    given = paths or (click.get_current_context().find_root().obj,)
    for folder in dict.fromkeys(found for path in given for found in session_folders(path)):
        try:
            session = load(folder, tidy=False)
        except AmuError as error:
            say(str(error))
            damaged.append(folder)
            continue
        for problem in session.problems:
            say(str(problem.error(folder)))
        if any(not problem.notice for problem in session.problems):
            damaged.append(folder)
        sessions.append((folder, session))
    every = [session for _folder, session in sessions]
    return Collected([Followed(*one, handed_on(one[1], every)) for one in sessions], damaged)


def states(collected: Collected, days: int) -> "list[tuple[Session, State]]":
    """How the sessions stand today, with what is due within `days`."""
    from amu_tui.model.followup.stage import state

    today = datetime.date.today()
    return [
        (
            session,
            state(session, today, days, counted=_ended(folder, session), handed_on=handed),
        )
        for folder, session, handed in collected.sessions
    ]


def _ended(folder: Path, session: Session) -> bool:
    """Whether the vote on the themes is counted and not yet decided on, as far as one may see."""
    if session.themes is not None:
        return False
    from amu_tui.files import places
    from amu_tui.model.voting.reopening import standing

    if standing(session.reopenings, "themes", None) is not None:
        return True
    confidential = session.info.ballots == "confidential"
    count = places.count_file("themes", confidential=confidential)
    with contextlib.suppress(AmuError):  # only those who lead may look there
        return places.there(places.inside(folder, *count))
    return False
