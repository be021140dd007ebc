"""The sessions in a folder, cheaply: of each only what tells how far it has come is read."""

import os
from pathlib import Path
from typing import TypeVar

import msgspec

from amu_tui.errors import AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.session.loading import load_info
from amu_tui.model.meeting.session import Info, Signature
from amu_tui.model.voting.ballot import ROUNDS
from amu_tui.model.voting.tally import Round
from amu_tui.words import _

T = TypeVar("T", bound=msgspec.Struct)


class ListedSession(msgspec.Struct, frozen=True):
    """A folder that holds a session; `problem` says what of it cannot be read.

    `info` is None where the session itself cannot be. `chosen`, `prioritised` and `reported`:
    themes, actions, and a report that is signed or written.
    """

    path: Path
    info: Info | None
    problem: Problem | None = None
    chosen: bool = False
    prioritised: bool = False
    reported: bool = False

    @property
    def name(self) -> str:
        """Title, or unit; the folder's name where the session cannot be read."""
        return (self.info.title or self.info.unit) if self.info else display_path(self.path.name)


def find_sessions(folder: Path) -> list[ListedSession]:
    """The sessions that lie directly in `folder`: newest round first, then by name.

    Those that cannot be read come last. `AmuError` where the folder cannot be listed.
    """
    try:
        with os.scandir(folder) as entries:
            paths = [Path(entry.path) for entry in entries if not entry.name.startswith(".")]
    except FileNotFoundError:
        return []
    except OSError as error:
        message = _("this is not a folder that can be read")
        raise AmuError(message, path=display_path(folder)) from error
    sessions = [_look(path) for path in paths if os.path.lexists(path / places.SESSION)]
    sessions.sort(key=lambda session: (session.name.casefold(), session.path.name))
    sessions.sort(key=lambda session: session.info.round if session.info else "", reverse=True)
    sessions.sort(key=lambda session: session.info is None)
    return sessions


def _look(path: Path) -> ListedSession:
    try:
        info = load_info(path)
    except AmuError as error:
        problem = error.problem(places.SESSION)
        return ListedSession(path, None, problem)
    reader = _Reader(path)
    closed = [reader.find(Round, *places.round_file(name)) is not None for name in ROUNDS]
    signed = reader.find(Signature, *places.signature_file(path))
    reported = signed is not None and bool(signed.leader or signed.safety_representative)
    reported = reported or any(path.glob("report.*"))
    return ListedSession(path, info, reader.problem, closed[0], closed[1], reported)


class _Reader:
    """Reads what tells how far a session has come, and keeps the first that cannot be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problem: Problem | None = None

    def find(self, kind: type[T], *parts: str) -> T | None:
        """The value in a file, None where there is none or it cannot be read."""
        try:
            return toml.find(places.inside(self.root, *parts), kind, newer=True)
        except AmuError as error:
            if self.problem is None:
                self.problem = error.problem("/".join(parts))
            return None


def session_folders(path: Path) -> list[Path]:
    """The session at `path`, or those that lie directly in it, by name; else `path` itself."""
    if not places.is_folder(path) or os.path.lexists(path / places.SESSION):
        return [path]
    try:
        with os.scandir(path) as entries:
            inside = [Path(entry.path) for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        message = _("this is not a folder that can be read")
        raise AmuError(message, path=display_path(path)) from error
    return sorted(one for one in inside if os.path.lexists(one / places.SESSION)) or [path]
