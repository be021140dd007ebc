"""The folder of one session: the model value it holds, and every change to it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from amu_tui.errors import AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import replace
from amu_tui.files.session.voting import VotingFolder
from amu_tui.files.sharing import access
from amu_tui.model.meeting.session import Progress, Role, Session, Signature
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.files.report.facts import Facts
    from amu_tui.model.checklists.answers import Answers
    from amu_tui.model.checklists.checklist import Checklist
    from amu_tui.model.meeting.action import Action
    from amu_tui.model.meeting.details import Details
    from amu_tui.model.meeting.previous import Answer
    from amu_tui.model.meeting.removal import Removed
    from amu_tui.model.meeting.signed import SignedVersion
    from amu_tui.model.meeting.versions import Clash, VersionPicks


class SessionFolder(VotingFolder):
    """A session in the folder `path`.

    Every method that writes returns only when what it wrote will survive a crash. Errors are
    `AmuError`: `ReadOnly` where a newer version has written here or the folder takes no writes.
    """

    def save_action(self, action: Action, base: int | None) -> Action:
        """Save an action and return it as it is kept, with its new revision.

        Args:
            base: the revision that was changed; None for a new action.

        Raises `EditedMeanwhile` (a `Conflict`) with `.theirs` where somebody else has saved a
        newer version; `AlreadyThere` where a new action's id is taken; `AmuError` where one that
        people vote on would say something else, or one that is prioritised be moved.
        """
        from amu_tui.files.session import actions

        self._writable()
        if base is not None:
            box = self.box("actions")
            if box.closed():
                self._current().check_place(action)
            elif box.begun() and self._current().says_otherwise(action):
                raise AmuError(
                    _("the vote on actions has begun: title, theme, aim and basket stay"),
                    hint=_("Give it the status stopped, and write another."),
                )
        return actions.save(self.path, action, base)

    def mend_action(self, clash: Clash, picks: VersionPicks) -> Action | None:
        """Put one text in the place of the two that git left in an action's file.

        Returns the action as it is kept, None where it was chosen to be removed. What git took
        for the same action and is another is kept as a file of its own. Raises `UsageError`
        where `picks` leave a field open, `Conflict` where the file has changed meanwhile.
        """
        from amu_tui.files.session import actions

        self._writable()
        mended = actions.mend(self.path, clash, clash.versions.chosen(picks))
        self._session = None
        return mended

    def remove_action(self, action_id: str, base: int) -> None:
        """Remove an action at revision `base`; refused when people have voted on it."""
        from amu_tui.files.session import actions

        self._writable()
        box = self.box("actions")
        if box.closed():
            raise AmuError(
                _("the actions have been put in order, so none can be removed"),
                hint=_("Give it the status stopped instead."),
            )
        if box.begun():
            raise AmuError(
                _("the vote on actions has begun, so none can be removed"),
                hint=_("Give it the status stopped instead."),
            )
        actions.drop(self.path, action_id, base)

    def restore_action(self, action: Action) -> Action:
        """Bring a deleted action back, with a new revision; `AlreadyThere` where it is there."""
        from amu_tui.files.session.removed import restore

        self._writable()
        return restore(self.path, action)

    def history(self) -> tuple[Facts, list[Removed], list[Problem]]:
        """What of the past is kept beside the session itself; and unreadable records."""
        from amu_tui.files.report.facts import Facts
        from amu_tui.files.session.removed import removals

        return Facts(self.path), *removals(self.path)

    def deleted(self) -> tuple[list[Removed], list[Problem]]:
        """The actions that can be brought back, the last deleted first; and unreadable records."""
        from amu_tui.files.session.removed import deletions

        return deletions(self.path)

    def enter(
        self,
        session: Session,
        signature: Signature,
        roles: Collection[Role],
        freeze: Callable[[datetime.date], SignedVersion],
    ) -> Signature:
        """Sign the report of `session` for `roles` (see `signing.entered`), and keep it."""
        from amu_tui.files.report.signing import entered

        self._writable()
        return self.sign(*entered(self.path, session, signature, roles, freeze))

    def save_answer(self, action: str, answer: Answer, base: int | None) -> Answer:
        """Keep what the room says of an action of the round before; returns it as it is kept.

        Args:
            action: its id in that round.
            base: the revision that was changed; None for a first answer.

        Raises `Conflict` where somebody else has answered meanwhile; `AmuError` for who only takes
        part in a session that a group shares.
        """
        from amu_tui.files.session import since_last

        self._writable()
        if access.vouches(self.path):
            self.refuse_others()
        return since_last.save(self.path, action, answer, base)

    def sign(self, signature: Signature, version: SignedVersion | None = None) -> Signature:
        """Keep who signed the report and when; a later signature has a higher revision.

        Args:
            version: what was signed just now, which is kept first.
        """
        from amu_tui.files.report.signing import sign
        from amu_tui.files.report.versions import keep

        self._writable()
        if version is not None:
            keep(self.path, version)
        return sign(self.path, signature)

    def add_checklist(self, file: Path) -> Checklist:
        """Copy a user's own checklist into the session (see `forms.add`)."""
        from amu_tui.files.checklists.forms import add

        self._writable()
        return add(self.path, file)

    def save_answers(self, answers: Answers, seen: Answers | None) -> Answers:
        """Keep the answers to a checklist (see `answering.save`)."""
        from amu_tui.files.checklists.answering import save

        self._writable()
        return save(self.path, answers, seen)

    def save_details(self, details: Details) -> Details:
        """Keep what is filled in of the report and return it with its new revision.

        Raises `Conflict` where somebody else has saved since `details.revision`.
        """
        from amu_tui.files.report.details import save

        self._writable()
        return save(self.path, details)

    def write_report(
        self, content: str | bytes, name: str = "report.md", *, force: bool = True
    ) -> Path:
        """Write the report into the session's folder and return its path (see `beside.write`)."""
        from amu_tui.files.report.beside import write

        self._writable()
        return write(self.path, content, name, force=force)

    def save_progress(self, progress: Progress) -> None:
        """Keep where the meeting is."""
        self._writable()
        path = places.file_in(self.path, places.LOCAL, places.PROGRESS)
        replace(path, toml.readable(progress, path))
