"""What the list of sessions shows of each, gathered from the files."""

from pathlib import Path

import msgspec

from amu_tui.files.session.discover import ListedSession, find_sessions
from amu_tui.text import clean
from amu_tui.words import _


class SessionRow(msgspec.Struct, frozen=True):
    """One session in the list: its folder, its name, and how far it has come or what is wrong."""

    path: Path
    name: str
    state: str
    unreadable: bool = False

    @property
    def folder(self) -> str:
        """The name of the folder, safe to show."""
        return clean(self.path.name)


def session_rows(folder: Path) -> list[SessionRow]:
    """The sessions of `folder`."""
    return [_row(session) for session in find_sessions(folder)]


def _row(session: ListedSession) -> SessionRow:
    info, unreadable = session.info, session.problem is not None
    if info is None or unreadable:
        state = _("damaged: Enter says where")
    elif session.reported:
        state = _("report written")
    elif session.prioritised:
        state = _("actions prioritised")
    elif session.chosen:
        state = _("themes chosen")
    else:
        state = _("not voted yet")
    if info is None:
        return SessionRow(session.path, clean(session.path.name), state, unreadable=True)
    name = info.title or f"{info.unit} · {info.round}"
    state = f"{state} · {_('synthetic')}" if info.synthetic else state
    return SessionRow(session.path, name, state, unreadable)
