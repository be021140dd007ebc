"""What others have saved while a session is open here, read part by part as it changes."""

from typing import NamedTuple

from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.watch import SessionParts, Watch
from amu_tui.model.meeting.session import Session
from amu_tui.model.voting.ballot import ROUNDS, RoundName

__all__ = ["Incoming", "News", "SessionParts"]

COUNTED_LATER: SessionParts = frozenset({"ballots"})
"""Ballots are no part of a session: they are counted where they are shown."""


class News(NamedTuple):
    """What others have saved.

    `parts` have changed, `closed` are rounds that were written down, and `opened` those that were
    opened again; `lost` says whether marks
    on a ballot that is not cast, or a choice here, came to nothing.
    """

    parts: SessionParts = frozenset()
    closed: tuple[RoundName, ...] = ()
    opened: tuple[RoundName, ...] = ()
    lost: bool = False


class Incoming:
    """Looks at one session's folder; a quick look has none, and no news."""

    def __init__(self, folder: SessionFolder | None) -> None:
        self._folder = folder
        self._watch = Watch(folder.path) if folder is not None else None

    def look(self, session: Session) -> tuple[Session, News]:
        """`session` with what has changed since the last look, and what that is."""
        if self._folder is None or self._watch is None:
            return session, News()
        parts = self._watch.changed()
        if not parts - COUNTED_LATER:
            return session, News(parts)
        now, whole = self._folder.refresh(session, parts)
        if not whole:
            self._watch.once_more(parts)
        if now == session:
            return session, News(parts & COUNTED_LATER)
        closed = tuple(name for name in ROUNDS if now.round(name) and not session.round(name))
        opened = tuple(name for name in ROUNDS if session.round(name) and not now.round(name))
        return now, News(parts, closed, opened)
