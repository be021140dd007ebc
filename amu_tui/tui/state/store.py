"""Between the screens and the files: every change is saved here, at once, and can be undone.

Screens call a method that says what the user did; it writes, makes the new session, and tells
the app, which draws. A method that cannot do it raises `AmuError` with nothing changed. Votes and
actions are parts of it in modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from amu_tui.errors import AmuError, Conflict
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.notes import PrivateNote, load_notes, save_note
from amu_tui.model.meeting.session import Role, Session, Signature
from amu_tui.tui.state.action_changes import ActionChanges
from amu_tui.tui.state.checklists import ChecklistAnswers
from amu_tui.tui.state.following import Following
from amu_tui.tui.state.news import Incoming, News
from amu_tui.tui.state.votes import Votes
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.model.meeting.filling import LineKey, LineValue
    from amu_tui.render.report.source import AsSigned

if TYPE_CHECKING:
    from amu_tui.render.decisions.log import LogLine

NoteMark = Literal["", "preserve", "improve"]


class SessionStore(Votes, ActionChanges, ChecklistAnswers):
    """All that the screens may do with a session."""

    def __init__(
        self,
        session: Session,
        folder: SessionFolder | None,
        changed: Callable[[str], None],
    ) -> None:
        super().__init__(session, folder, changed)
        self._notes: dict[str, PrivateNote] = {}
        if folder is not None:
            self._load_notes()
        self.following = Following(session, folder)
        """Where the meeting is, and whether this program leads it."""
        self._incoming = Incoming(folder)

    def _load_notes(self) -> None:
        try:
            self._notes = load_notes(self.session.info.key)
        except AmuError as error:
            # The session opens without them. Saving one is refused, so none is lost.
            problem = error.problem(str(error.path or ""))
            problems = (*self.session.problems, problem)
            self.session = msgspec.structs.replace(self.session, problems=problems)

    def take_in(self) -> News:
        """Read what others have saved since the last look, and nothing else.

        Not to be called while a dialog is open: it asks about the session as it is now.
        """
        session, news = self._incoming.look(self.session)
        self._take(session)
        chosen = [n for n in news.closed if n in self.deciding and self.deciding[n].begun]
        uncast = [name for name, choice in self.drafts.items() if choice and self._over(name)]
        for name in news.closed:
            self.deciding.pop(name, None)
        for name in {*news.closed, *uncast}:
            self.clear(name)
        return news._replace(lost=bool(chosen or uncast))

    # Report

    def sign(self, signature: Signature, *roles: Role) -> None:
        """Save date and names of the report, as they were entered for `roles` just now."""
        from amu_tui.files.report.signing import current
        from amu_tui.render.report.frozen import freeze

        # A file that is there stays: without names it signs nothing.
        before = current(self._writable.path) or Signature(date=signature.date)
        session = self.session
        given = self._writable.enter(session, signature, roles, lambda day: freeze(session, day))
        self.session = msgspec.structs.replace(session, signature=given)
        self.history.add(_("the signature"), self._sign, before, given)
        self._now(self.session, _("saved; u takes it back"))

    def _sign(self, signature: Signature) -> None:
        self.session = msgspec.structs.replace(
            self.session, signature=self._writable.sign(signature)
        )

    def fill(self, values: Mapping[LineKey, LineValue]) -> None:
        """Save lines that are filled in; `Conflict` where somebody else has done so meanwhile."""
        from amu_tui.model.meeting.filling import said

        details = self.session.details
        before = {key: said(details, key) for key in values}
        self._fill(values)
        what = _("what is filled in of the report")
        self.history.add(what, self._refill, before, dict(values))
        self._now(self.session, _("saved; u takes it back"))

    def _refill(self, values: Mapping[LineKey, LineValue]) -> None:
        """Fill in `values` anew, whatever others have filled in beside them."""
        try:
            self._fill(values)
        except Conflict:
            self.look_again()
            self._fill(values)

    def _fill(self, values: Mapping[LineKey, LineValue]) -> None:
        from amu_tui.model.meeting.filling import filled

        kept = self._writable.save_details(filled(self.session.details, values))
        self.session = msgspec.structs.replace(self.session, details=kept)

    def as_signed(self) -> AsSigned:
        """The report as it was signed last; `AmuError` where that is damaged."""
        from amu_tui.files.report.versions import read
        from amu_tui.model.meeting.wording import version_order
        from amu_tui.render.report.frozen import signers
        from amu_tui.render.report.source import AsSigned

        version = read(self._writable.path, version_order(self.session)[0])
        return AsSigned(version, signers(self.session.signature, version.id))

    def report_pattern(self) -> str:
        """What the user calls written reports; empty where nothing is set."""
        from amu_tui.files.user.settings import load_settings

        return load_settings()[0].report_name

    def write_report(self, written: bytes, name: str, *, force: bool) -> None:
        """Write the report into the session's folder as `name`.

        Raises `AlreadyThere` where there is such a file, unless by `force`.
        """
        path = self._writable.write_report(written, name, force=force)
        said = _("{file} is written in the session's folder")
        self._now(self.session, said.format(file=path.name))

    # Private notes

    def note(self, theme: str) -> tuple[NoteMark, str]:
        """The reader's own (mark, text) on a theme; a mark is an aim or empty."""
        note = self._notes.get(theme, PrivateNote())
        return note.mark, note.text

    def put_note(self, theme: str, mark: NoteMark, text: str) -> None:
        """Save the reader's own note on a theme."""
        self._refuse_quick_look()
        before = self._notes.get(theme, PrivateNote())
        note = PrivateNote(mark=mark, text=text)
        self._save_note(theme, note)
        what = _("the note on {theme}").format(theme=self._name(theme))
        self.history.add(what, partial(self._save_note, theme), before, note, item=theme)
        self._now(self.session, _("your own note is saved"))

    def _save_note(self, theme: str, note: PrivateNote) -> None:
        self._notes = save_note(self.session.info.key, theme, note)

    def log(self) -> list[LogLine]:
        """What was decided and changed, as the files tell it."""
        from amu_tui.render.decisions.log import log_lines

        facts, removed, _problems = self._writable.history()
        return log_lines(self.session, removed, facts.reports(), facts.of)

    # Undo

    def undo(self, *, again: bool = False) -> str:
        """Take back the last change of this sitting, or do the last one again; says what it was.

        Returns the row that it is about, empty where there is none.
        """
        change = self.history.turn(again=again)
        if change is None:
            self._now(self.session, _("nothing to do again") if again else _("nothing to undo"))
            return ""
        said = _("done again: {what}") if again else _("undone: {what}; U does it again")
        self._now(self.session, said.format(what=change.what))
        return change.item
