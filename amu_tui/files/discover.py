"""The sessions in a folder, cheaply: one small file is read of each."""

import os
from dataclasses import dataclass
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places
from amu_tui.files.loading import load_info
from amu_tui.files.refusals import shown
from amu_tui.model.session import Info, Problem
from amu_tui.words import _


@dataclass(frozen=True)
class Found:
    """A folder that holds a session; `problem` says why `info` is missing.

    `chosen`, `prioritised` and `reported`: themes, actions, and a report that is signed or written.
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
        return (self.info.title or self.info.unit) if self.info else shown(self.path.name)


def find_sessions(folder: Path) -> list[Found]:
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
        raise AmuError(message, path=shown(folder)) from error
    found = [_look(path) for path in paths if os.path.lexists(path / places.SESSION)]
    found.sort(key=lambda one: (one.name.casefold(), one.path.name))
    found.sort(key=lambda one: one.info.round if one.info else "", reverse=True)
    found.sort(key=lambda one: one.info is None)
    return found


def _look(path: Path) -> Found:
    try:
        info = load_info(path)
    except AmuError as error:
        problem = Problem(path=places.SESSION, message=error.message, line=error.line)
        return Found(path, None, problem)
    closed = [os.path.lexists(path.joinpath(*places.round_file(n))) for n in ("themes", "actions")]
    reports = (places.REPORT, "report.md")
    reported = any(os.path.lexists(path / name) for name in reports)
    return Found(path, info, None, closed[0], closed[1], reported)
