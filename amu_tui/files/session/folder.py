"""The folder of one session: the model value it holds, and every change to it."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amu_tui.errors import (
    AlreadyThere,
    AmuError,
    Conflict,
    Problem,
    ReadOnly,
    UsageError,
)
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import replace, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.session import loading
from amu_tui.files.sharing import access
from amu_tui.model.meeting.session import Progress, Role, Session, Signature
from amu_tui.model.voting.ballot import (
    Ballot,
    Hands,
    Readers,
    RoundName,
    Wording,
    check_choice,
)
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.files.ballots.ballot_box import BallotBox
    from amu_tui.files.ballots.counting import Count
    from amu_tui.files.session.watch import SessionParts
    from amu_tui.model.checklists.answers import Answers
    from amu_tui.model.checklists.checklist import Checklist
    from amu_tui.model.meeting.action import Action
    from amu_tui.model.meeting.details import Details
    from amu_tui.model.meeting.signed import SignedVersion
    from amu_tui.model.meeting.versions import Clash, VersionPicks
    from amu_tui.model.voting.tally import Round, Tally

_VOTED_ON: SessionParts = frozenset({"actions", "rounds"})
_REPORT_NAME = re.compile(r"report[a-z0-9-]{0,40}\.(?!toml$)[a-z]{2,5}")


class SessionFolder:
    """A session in the folder `path`.

    Every method that writes returns only when what it wrote will survive a crash. Errors are
    `AmuError`: `ReadOnly` where a newer version has written here or the folder takes no writes.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._session: Session | None = None

    def load(self) -> Session:
        """The session as it is on the disk now.

        Raises `AmuError` where the session, its results or its instrument are unreadable. Other
        unreadable files are `problems`. Clearing that was interrupted is finished.
        """
        self._session = loading.load(self.path)
        return self._session

    @property
    def session(self) -> Session:
        """The session as it was when it was last loaded."""
        return self._session if self._session is not None else self.load()

    def refresh(self, session: Session, parts: SessionParts) -> tuple[Session, bool]:
        """`session` with `parts` read again, and whether all could be read (see `refresh`)."""
        from amu_tui.files.session.refresh import refresh

        refreshed, whole = refresh(self.path, session, parts)
        self._session = refreshed
        return refreshed, whole

    def box(self, name: RoundName) -> BallotBox:
        """The ballots and raised hands of a round."""
        from amu_tui.files.ballots.ballot_box import BallotBox

        return BallotBox(self.path, self.session.info, name)

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

    def cast(self, ballot: Ballot) -> str:
        """Save a ballot and return its name.

        Args:
            ballot: its `session` is filled in. From an own login it takes the place of the
                account's earlier ballot.

        Raises `AlreadyThere` where the vote is ended or closed, `UsageError` for a choice that
        cannot be made.
        """
        from amu_tui.files.ballots.counting import candidates

        self._writable()
        box = self.box(ballot.round)
        if not box.closed():
            session = self._current() if ballot.round == "actions" else self.session
            check_choice(ballot.choice, session.budget(ballot.round), candidates(session, ballot))
        return box.cast(ballot)

    def own_ballot(self, name: RoundName) -> Ballot | None:
        """The ballot that this account has cast in an open round, as far as it can be seen."""
        with contextlib.suppress(AmuError):
            own = self.box(name).own_ballot()
            return own.ballot if own else None
        return None

    def ballots(self, name: RoundName) -> tuple[list[Ballot], list[Problem]]:
        """The ballots that count, in no order that tells anything, and files that do not."""
        from amu_tui.files.ballots.counting import cast

        ballots, problems, unclear = cast(self._current(), self.box(name))
        return [file.ballot for file in ballots.counted], [*problems, *unclear]

    def end_vote(
        self,
        name: RoundName,
        hands: Hands | None = None,
        *,
        empty: bool = True,
        leave_out: bool = False,
        before: Callable[[Tally], None] = lambda _tally: None,
    ) -> Tally:
        """Take no more ballots or hands, and count; this cannot be undone.

        What is counted now is kept, and nothing that comes later changes it. It is no error that
        the vote is ended already. Raises what `tally` raises, before the vote is ended, and
        `AlreadyThere` where it is closed.

        Args:
            hands: raised hands that take the place of those that are saved.
            empty: end the vote also where nobody has voted.
            leave_out: count without the ballots and actions that cannot be counted.
            before: called when the vote can be ended; an error that it raises leaves it open.
        """
        from amu_tui.files.ballots import counting

        self._writable()
        box = self.box(name)
        if box.closed():
            raise self._closed_already(name)
        seen = box.seen()
        found = self._counted(name, hands, leave_out=leave_out)
        if box.ended() or not (empty or leave_out or found.tally.turnout):
            return found.tally
        before(found.tally)
        box.end()
        if box.seen() == seen and counting.keep(box, found):
            return found.tally
        return self._counted(name, hands, leave_out=leave_out).tally

    def wordings(self, name: RoundName) -> dict[str, Wording]:
        """What actions said when the vote on them was ended, as far as that can be seen."""
        with contextlib.suppress(AmuError):
            count = self.box(name).ended_vote()
            return count.wordings if count is not None else {}
        return {}

    def tally(self, name: RoundName, hands: Hands | None = None) -> Tally:
        """The count of an open round as it can be closed; not to be shown before it is ended.

        Args:
            hands: raised hands that take the place of those that are saved.

        Raises `NotCounted` where damage leaves unclear what the count is, and `AmuError` for an
        account that does not lead the session.
        """
        return self._counted(name, hands).tally

    def _counted(self, name: RoundName, hands: Hands | None, *, leave_out: bool = False) -> Count:
        from amu_tui.files.ballots.counting import counted

        self.refuse_others()
        return counted(self._current(), self.box(name), hands, leave_out=leave_out)

    def turnout(self, name: RoundName) -> int:
        """How many have voted: ballots that count, and people who raised hands.

        Raises `AmuError` where this account may not see how many ballots there are.
        """
        closed = self.session.round(name)
        if closed is not None:
            return closed.turnout
        box = self.box(name)
        return box.turnout() + box.people()

    def readers(self, name: RoundName) -> Readers:
        """Who could open a ballot of the round before it is counted, besides its voter and root."""
        return access.readers(self.path, name, self.session.info.ballots)

    def save_hands(self, hands: Hands) -> None:
        """Keep raised hands until the round is closed; later ones replace earlier ones.

        Raises `AlreadyThere` where the vote is ended or closed.
        """
        self._writable()
        self.box(hands.round).save_hands(hands)

    def close(self, closed: Round, hands: Hands | None = None) -> Round:
        """Write the outcome of a round once and remove what must not outlive it.

        Returns the round with what lets it be counted again (`amu_tui.model.voting.recount`).

        `closed` must be the `tally` of now, with the same `hands`; where a ballot has come in
        between, `Conflict` says to count again. Of several who close at the same moment one
        wins, the others get `AlreadyThere`. Only an account that leads the session closes.
        """
        from amu_tui.files.ballots import kept_ballots

        self._writable()
        self.refuse_others()
        box = self.box(closed.round)
        path = places.file_in(self.path, *places.round_file(closed.round))
        if not box.closed():
            with box.counting():
                if not box.closed():
                    found = self._check_count(closed, hands)
                    said = msgspec.structs.replace(closed, wordings=found.wordings)
                    kept = kept_ballots.kept(said, found.ballots, self.session.info)
                    data = toml.readable(kept, path, limit=toml.LARGE, schema="round")
                    write_once(path, data)
                    box.clear()
                    written = kept_ballots.with_open(kept, found.ballots.counted)
                    self._session = self.session.with_round(written)
                    return written
        raise self._closed_already(closed.round)

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

    def write_report(self, content: str | bytes, name: str = "report.md") -> Path:
        """Write the report into the session's folder and return its path."""
        self._writable()
        if _REPORT_NAME.fullmatch(name) is None:
            raise UsageError(
                _('"{name}" cannot be the name of a report').format(name=display_path(name))
            )
        path = self.path / name
        replace(path, content.encode() if isinstance(content, str) else content)
        return path

    def save_progress(self, progress: Progress) -> None:
        """Keep where the meeting is."""
        self._writable()
        path = places.file_in(self.path, places.LOCAL, places.PROGRESS)
        replace(path, toml.readable(progress, path))

    def _check_count(self, closed: Round, hands: Hands | None) -> Count:
        from amu_tui.model.voting.tally import Tally

        # What is left out was decided when the vote was ended.
        ended = self.box(closed.round).ended()
        found = self._counted(closed.round, hands, leave_out=ended)
        if found.tally != Tally(turnout=closed.turnout, ways=closed.ways, counts=closed.counts):
            raise Conflict(_("the ballots have changed since they were counted; count again"))
        return found

    def _closed_already(self, name: RoundName) -> AlreadyThere:
        path = self.path.joinpath(*places.round_file(name))
        return AlreadyThere(_("this vote has been closed already"), path=display_path(path))

    def refuse_others(self) -> None:
        """Raise `AmuError` where this account does not lead, and so does not end a vote."""
        if not access.facilitates(self.path):
            raise AmuError(
                _("only a facilitator can end the vote: who made this session, or leads it too"),
                path=display_path(self.path),
            )

    def _current(self) -> Session:
        """The session, what a vote depends on read again; all of it where that does not do."""
        if self._session is not None:
            session, whole = self.refresh(self._session, _VOTED_ON)
            if whole:
                return session
        return self.load()

    def _writable(self) -> None:
        if self.session.read_only:
            raise ReadOnly(
                _("this session was written by a newer version of amu"),
                path=display_path(self.path),
                hint=_("Upgrade to change it."),
            )
