"""What every part of the store holds: the session that is open, its folder, what can be undone."""

from __future__ import annotations

from collections.abc import Callable

from amu_tui.errors import UsageError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.session import Session
from amu_tui.render.aims import item_name
from amu_tui.tui.state.undo import History, short
from amu_tui.words import _


class OpenSession:
    """The session and its folder; `changed` is called with what to say after a change."""

    def __init__(
        self,
        session: Session,
        folder: SessionFolder | None,
        changed: Callable[[str], None],
    ) -> None:
        self.session = session
        self.folder = folder
        self.history = History()
        self._changed = changed
        self._gone: set[str] = set()
        """Actions that others have removed; a form may still be open on one."""

    @property
    def _writable(self) -> SessionFolder:
        """The folder; `UsageError` for a quick look, which has none."""
        self._refuse_quick_look()
        assert self.folder is not None
        return self.folder

    def _refuse_quick_look(self) -> None:
        if self.folder is None:
            raise UsageError(
                _("this is a quick look at a table: nothing is saved"),
                hint=_("Make a session with `amu new` to vote and write actions."),
            )

    def _now(self, session: Session, text: str) -> None:
        self.session = session
        self._changed(text)

    def reload(self, text: str = "") -> None:
        """Read the folder again, since somebody else changed it, and show it."""
        self.look_again()
        self._now(self.session, text)

    def look_again(self) -> None:
        """Read what others have saved meanwhile; a quick look has nothing to read."""
        if self.folder is not None:
            self._take(self.folder.load())

    def _take(self, session: Session) -> None:
        """Go on from `session`; an older undo must not touch what others have changed."""
        before, now = self.session.actions, session.actions
        theirs = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        said, then = session.answers, self.session.answers
        theirs |= {key for key in said if said[key] != then.get(key)}
        self.history.leave_alone(theirs)
        self._gone |= before.keys() - now.keys()
        self.session = session

    def _name(self, item: str) -> str:
        return short(item_name(self.session, item))
