"""Changes of actions: each is saved at once, and can be undone."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from amu_tui.errors import Conflict
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.previous import Answer
from amu_tui.tui.state.opened import OpenSession
from amu_tui.tui.state.undo import short
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.model.meeting.removal import Removed
    from amu_tui.model.meeting.versions import Clash, VersionPicks


class ActionChanges(OpenSession):
    """The part of the store that writes, deletes and mends actions."""

    def own_names(self) -> tuple[str, ...]:
        """What the person at the keyboard is called, the best name first."""
        from amu_tui.files.user.person import own_names

        return own_names()

    def put_action(self, action: Action) -> None:
        """Save a new or changed action.

        Its `revision` says which version the change began from: others' versions come in
        meanwhile, and must not be overwritten unseen.
        """
        before = self.session.actions.get(action.id)
        known = before is not None or action.id in self._gone
        saved = self._writable.save_action(action, action.revision if known else None)
        put = partial(self._restore, saved.id)
        self.history.add(change_text(before, saved), put, before, saved, action=saved.id)
        from amu_tui.model.followup.progress import set_in_the_past

        late = set_in_the_past(before, saved, datetime.date.today())
        text = _("saved; the deadline has passed already") if late else _("saved")
        self._now(self.session.with_action(saved), text)

    def remove_action(self, before: Action) -> None:
        """Delete an action, as it was when the user asked for it."""
        self._writable.remove_action(before.id, before.revision)
        what = _("the deletion of “{title}”").format(title=short(before.title))
        self.history.add(what, partial(self._restore, before.id), before, None, action=before.id)
        self._now(self.session.without_action(before.id), _("deleted; u takes it back"))

    def put_answer(self, key: str, title: str, answer: Answer) -> None:
        """Save what the room says of the action `key` of the round before, called `title`."""
        before = self.session.answers.get(key)
        try:
            self._save_answer(key, answer)
        except Conflict:
            self.reload()
            raise
        what = _("the answer on “{title}”").format(title=short(title))
        put = partial(self._save_answer, key)
        self.history.add(what, put, before or Answer(date=answer.date), answer, action=key)
        self._now(self.session, _("saved"))

    def _save_answer(self, key: str, answer: Answer) -> None:
        current = self.session.answers.get(key)
        kept = self._writable.save_answer(key, answer, current.revision if current else None)
        answers = {**self.session.answers, key: kept}
        self.session = msgspec.structs.replace(self.session, answers=answers)

    def deleted(self) -> list[Removed]:
        """The actions that can be brought back, the last deleted first."""
        return self.folder.deleted()[0] if self.folder is not None else []

    def restore_action(self, action: Action) -> None:
        """Bring back an action that somebody deleted, this day or another."""
        saved = self._writable.restore_action(action)
        self._gone.discard(action.id)
        put = partial(self._restore, saved.id)
        what = _("bringing back “{title}”").format(title=short(saved.title))
        self.history.add(what, put, None, saved, action=saved.id)
        self._now(self.session.with_action(saved), _("brought back"))

    def take_theirs(self, action_id: str, theirs: Action | None) -> None:
        """Go on from the version that somebody else saved, or from their deletion."""
        if theirs is None:
            session = self.session.without_action(action_id)
        else:
            session = self.session.with_action(theirs)
        self.history.leave_alone({action_id})  # an older undo would now undo theirs
        self._gone.discard(action_id)
        self._now(session, _("their version is kept"))

    def mend_action(self, clash: Clash, picks: VersionPicks) -> None:
        """Replace the two texts that git left by one."""
        self._writable.mend_action(clash, picks)
        self.reload(_("saved"))

    def _restore(self, action_id: str, before: Action | None) -> None:
        """Make an action as it was at some moment; None where it was not there."""
        current = self.session.actions.get(action_id)
        if before is None:
            if current is None:
                return
            self._writable.remove_action(action_id, current.revision)
            self.session = self.session.without_action(action_id)
            return
        if current is None:
            saved = self._writable.restore_action(before)
        else:
            saved = self._writable.save_action(before, current.revision)
        self.session = self.session.with_action(saved)


def change_text(before: Action | None, after: Action) -> str:
    """What a change of an action is called: a new one, or what of it is changed."""
    title = short(after.title)
    if before is None:
        return _("the new action “{title}”").format(title=title)
    from amu_tui.model.meeting.versions import FIELD_WORDS, Versions

    fields = Versions(ours=after, theirs=before).differing()
    names = ", ".join(_(FIELD_WORDS[field]).lower() for field in fields if field != "title")
    if not names:
        return _("the change of “{title}”").format(title=title)
    return _("the change of “{title}”: {fields}").format(title=title, fields=names)
