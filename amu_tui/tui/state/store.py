"""Between the screens and the files: every change is saved here, at once, and can be undone.

Screens call a method that says what the user did; it writes, makes the new session, and tells
the app, which draws. A method that cannot do it raises `AmuError` with nothing changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

import msgspec

from amu_tui.errors import AmuError, Problem, UsageError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing import access
from amu_tui.files.user.notes import PrivateNote, load_notes, save_note
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Role, Session, Signature
from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.ballot import Ballot, Choice, Hands, Readers, RoundName, Way, Wording
from amu_tui.render.aims import item_name
from amu_tui.tui.state.following import Following
from amu_tui.tui.state.news import Incoming, News
from amu_tui.tui.state.undo import Undo, short
from amu_tui.words import _, ngettext

if TYPE_CHECKING:
    from amu_tui.model.meeting.deciding import Deciding
    from amu_tui.model.meeting.versions import Clash, VersionPicks
    from amu_tui.model.voting.few_ballots import SumsTell
    from amu_tui.model.voting.tally import Round, Tally

NoteMark = Literal["", "preserve", "improve"]


class SessionStore:
    """The session and its folder; `changed` is called with what to say after a change."""

    def __init__(
        self,
        session: Session,
        folder: SessionFolder | None,
        changed: Callable[[str], None],
    ) -> None:
        self.session = session
        self.folder = folder
        self._notes: dict[str, PrivateNote] = {}
        if folder is not None:
            self._load_notes()
        self.drafts: dict[RoundName, Choice] = {}
        """Marks on ballots that are not cast yet."""
        self.passing = False
        """Whether one keyboard is being passed round."""
        self.deciding: dict[RoundName, Deciding] = {}
        """Rounds being decided, after the vote or by hand; nothing is written yet."""
        self.following = Following(session, folder)
        """Where the meeting is, and whether this program leads it."""
        self._changed = changed
        self._undo: list[Undo] = []
        self._gone: set[str] = set()
        """Actions that others have removed; a form may still be open on one."""
        self._incoming = Incoming(folder)

    def _load_notes(self) -> None:
        try:
            self._notes = load_notes(self.session.info.key)
        except AmuError as error:
            # The session opens without them. Saving one is refused, so none is lost.
            problem = error.problem(str(error.path or ""))
            problems = (*self.session.problems, problem)
            self.session = msgspec.structs.replace(self.session, problems=problems)

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

    # Actions

    def put_action(self, action: Action) -> None:
        """Save a new or changed action.

        Its `revision` says which version the change began from: others' versions come in
        meanwhile, and must not be overwritten unseen.
        """
        before = self.session.actions.get(action.id)
        known = before is not None or action.id in self._gone
        saved = self._writable.save_action(action, action.revision if known else None)
        what = _("the action “{title}”").format(title=short(saved.title))
        self._can_undo(what, lambda: self._restore(saved.id, before), saved.id)
        from amu_tui.model.meeting.followup import set_in_the_past

        late = set_in_the_past(before, saved, datetime.date.today())
        text = _("saved; the deadline has passed already") if late else _("saved")
        self._now(self.session.with_action(saved), text)

    def remove_action(self, before: Action) -> None:
        """Delete an action, as it was when the user asked for it."""
        self._writable.remove_action(before.id, before.revision)
        what = _("the deletion of “{title}”").format(title=short(before.title))
        self._can_undo(what, lambda: self._restore(before.id, before), before.id)
        self._now(self.session.without_action(before.id), _("deleted; u takes it back"))

    def take_theirs(self, action_id: str, theirs: Action | None) -> None:
        """Go on from the version that somebody else saved, or from their deletion."""
        if theirs is None:
            session = self.session.without_action(action_id)
        else:
            session = self.session.with_action(theirs)
        # An older undo would now undo theirs.
        self._undo = [undo for undo in self._undo if undo.action != action_id]
        self._gone.discard(action_id)
        self._now(session, _("their version is kept"))

    def mend_action(self, clash: Clash, picks: VersionPicks) -> None:
        """Replace the two texts that git left by one."""
        self._writable.mend_action(clash, picks)
        self.reload(_("saved"))

    def _restore(self, action_id: str, before: Action | None) -> None:
        current = self.session.actions.get(action_id)
        if before is None:
            if current is None:
                return
            self._writable.remove_action(action_id, current.revision)
            self.session = self.session.without_action(action_id)
            return
        base = current.revision if current else None
        saved = self._writable.save_action(before, base)
        self.session = self.session.with_action(saved)

    # Voting

    def draft(self, name: RoundName) -> Choice:
        """The marks on the ballot that is being filled in."""
        return self.drafts.get(name, Choice())

    def mark(self, name: RoundName, choice: Choice) -> None:
        """Change the marks; nothing is saved before the ballot is cast."""
        before = self.draft(name)
        self.drafts[name] = choice
        what = _("the mark on {items}").format(items=self._changed_items(before, choice))
        self._can_undo(what, lambda: self.drafts.__setitem__(name, before))
        self._now(self.session, "")

    def cast(self, name: RoundName, choice: Choice) -> None:
        """Cast `choice` as this person's ballot; the marks are cleared."""
        way: Way = "passed" if self.passing else "own"
        key = self.session.info.key
        self._writable.cast(Ballot(session=key, round=name, way=way, choice=choice))
        self.clear(name)
        self._now(self.session, _("the ballot is saved"))

    def clear(self, name: RoundName) -> None:
        """Clear the marks, and what undo would bring back of them."""
        self.drafts.pop(name, None)
        self._forget_undo()

    def uncast(self) -> bool:
        """Whether there are marks on a ballot that can still be cast."""
        return any(choice and not self._over(name) for name, choice in self.drafts.items())

    def has_voted(self, name: RoundName) -> bool:
        """Whether this account has cast a ballot of its own in the round."""
        return self.folder is not None and self.folder.own_ballot(name) is not None

    def shut(self, name: RoundName) -> str:
        """Why this account has no vote in a session that it can read; empty where it has one."""
        return self._writable.box(name).shut() if self.folder is not None else ""

    def electorate(self) -> int | None:
        """How many can vote, where a group shares the session; None where nobody can say."""
        return access.electorate(self._writable.path)

    def turnout(self, name: RoundName) -> int:
        """How many have voted so far."""
        return self._writable.turnout(name)

    def sums_tell(self, name: RoundName, *, ending: bool) -> SumsTell:
        """What the sums of the ballots of now tell of who has cast them."""
        return self._writable.box(name).sums_tell(ending=ending)

    def readers(self, name: RoundName) -> Readers:
        """Who could open a ballot before it is counted."""
        return self._writable.readers(name)

    def hands(self, name: RoundName) -> Hands | None:
        """Raised hands as keyed in so far."""
        return self._writable.box(name).hands()

    def put_hands(self, hands: Hands) -> None:
        """Save raised hands."""
        self._writable.save_hands(hands)
        people = ngettext("{n} raised hand", "{n} raised hands", hands.people)
        self._now(self.session, people.format(n=hands.people))

    def tally(self, name: RoundName) -> Tally:
        """The count; asked for only when the round is being closed."""
        return self._writable.tally(name)

    def wordings(self, name: RoundName) -> dict[str, Wording]:
        """What actions said when the vote on them was ended."""
        return self._writable.wordings(name)

    def ended(self, name: RoundName) -> bool:
        """Whether the vote is ended, here or in another program, and nothing is written yet."""
        with suppress(AmuError):  # what cannot be read is said when somebody acts on it
            return self.folder is not None and self.folder.box(name).ended()
        return False

    def decided(self, name: RoundName) -> Deciding:
        """What has been decided of the round.

        A vote that was ended in another program is counted here, where this account may count.
        """
        from amu_tui.model.meeting.deciding import Deciding

        deciding = self.deciding.get(name, Deciding())
        if deciding.tally is None and self.ended(name) and access.facilitates(self._writable.path):
            with suppress(AmuError):  # ending the vote once more says why
                deciding = self.deciding[name] = Deciding(tally=self.tally(name))
        return deciding

    def decide(self, name: RoundName, deciding: Deciding, text: str = "") -> None:
        """Note a tie settled or a choice made by hand; nothing is written before `close`."""
        before = self.decided(name)
        items = self._changed_items(
            before.choice(self.session, name), deciding.choice(self.session, name)
        )
        what = _("the choice of {items}").format(items=items) if items else _("the choice")
        self.deciding[name] = deciding
        self._can_undo(what, lambda: self.deciding.__setitem__(name, before))
        self._now(self.session, text)

    def refuse_others(self) -> None:
        """Raise `AmuError` where this account does not lead, and so does not end a vote."""
        self._writable.refuse_others()

    def end_vote(self, name: RoundName, *, leave_out: bool = False) -> None:
        """End the vote for everybody and count; from now on the count is shown here.

        Raises `NotCounted` where ballots or actions cannot be counted; `leave_out` counts
        without them.
        """
        from amu_tui.model.meeting.deciding import Deciding

        tally = self._writable.end_vote(name, leave_out=leave_out)
        self.clear(name)
        self.passing = False
        self.deciding[name] = Deciding(tally=tally)
        self._now(self.session, _("counted"))

    def written_elsewhere(self, name: RoundName) -> bool:
        """Whether somebody else has written the round down meanwhile; then it is shown."""
        if self.session.round(name) is not None or self.folder is None:
            return False
        try:
            if not self.folder.box(name).closed():
                return False
            self.look_again()
        except AmuError:
            return False  # what cannot be read is said when somebody acts on it
        self.clear(name)
        self.deciding.pop(name, None)
        self._now(self.session, "")
        return self.session.round(name) is not None

    def reload(self, text: str = "") -> None:
        """Read the folder again, since somebody else changed it, and show it."""
        self.look_again()
        self._now(self.session, text)

    def look_again(self) -> None:
        """Read what others have saved meanwhile; a quick look has nothing to read."""
        if self.folder is not None:
            self._take(self.folder.load())

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

    def _over(self, name: RoundName) -> bool:
        """Whether nobody can vote in a round any more."""
        return self.session.round(name) is not None or self.ended(name)

    def _take(self, session: Session) -> None:
        """Go on from `session`; an older undo must not touch what others have changed."""
        before, now = self.session.actions, session.actions
        theirs = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        self._undo = [undo for undo in self._undo if undo.action not in theirs]
        self._gone |= before.keys() - now.keys()
        self.session = session

    def close(self, closed: Round) -> None:
        """Write a round down; from now on it is closed."""
        closed = self._writable.close(closed)
        self.clear(closed.round)
        self.deciding.pop(closed.round, None)
        self._now(self.session.with_round(closed), _("written down"))

    def since_the_end(self, name: RoundName) -> list[Problem]:
        """The ballots that are not as they were when the vote was ended, which are not counted."""
        return self._writable.ballots(name)[1] if self.ended(name) else []

    # Report

    def sign(self, signature: Signature, *roles: Role) -> None:
        """Save date and names of the report, as they were entered for `roles` just now."""
        from amu_tui.files.report.signing import signed

        # A file that is there stays: without names it signs nothing.
        before = self.session.signature or Signature(date=signature.date)
        self._sign(signed(self.session, signature, *roles))
        self._can_undo(_("the signature"), lambda: self._sign(before))
        self._now(self.session, _("saved; u takes it back"))

    def _sign(self, signature: Signature) -> None:
        self.session = msgspec.structs.replace(
            self.session, signature=self._writable.sign(signature)
        )

    def write_report(self, text: str) -> str:
        """Write report.md; returns its path."""
        path = self._writable.write_report(text)
        said = _("{file} is written in the session's folder")
        self._now(self.session, said.format(file=path.name))
        return str(path)

    # Private notes

    def note(self, theme: str) -> tuple[NoteMark, str]:
        """The reader's own (mark, text) on a theme; a mark is an aim or empty."""
        note = self._notes.get(theme, PrivateNote())
        return note.mark, note.text

    def put_note(self, theme: str, mark: NoteMark, text: str) -> None:
        """Save the reader's own note on a theme."""
        self._refuse_quick_look()
        before = self._notes.get(theme, PrivateNote())
        self._save_note(theme, PrivateNote(mark=mark, text=text))
        what = _("the note on {theme}").format(theme=self._name(theme))
        self._can_undo(what, lambda: self._save_note(theme, before))
        self._now(self.session, _("your own note is saved"))

    def _save_note(self, theme: str, note: PrivateNote) -> None:
        self._notes = save_note(self.session.info.key, theme, note)

    # Undo

    def undo(self) -> None:
        """Take back the last change of this sitting; says what it was."""
        if not self._undo:
            self._now(self.session, _("nothing to undo"))
            return
        self._undo[-1].back()
        last = self._undo.pop()
        self._now(self.session, _("undone: {what}").format(what=last.what))

    def _changed_items(self, before: Choice, after: Choice) -> str:
        """The names of what only one of the two chooses, or chooses for another aim."""
        items = dict.fromkeys(item for aim in AIMS for item in (*before.of(aim), *after.of(aim)))
        changed = [item for item in items if before.aim_of(item) != after.aim_of(item)]
        return ", ".join(self._name(item) for item in changed)

    def _name(self, item: str) -> str:
        return short(item_name(self.session, item))

    def _can_undo(self, what: str, back: Callable[[], None], action: str = "") -> None:
        self._undo.append(Undo(what, back, action))

    def _forget_undo(self) -> None:
        """What is cast or closed cannot be taken back, and what led to it is not shown again."""
        self._undo.clear()
