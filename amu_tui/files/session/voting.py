"""The folder of one session as it is read, and the votes in it: cast, counted, closed, reopened."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amu_tui.errors import (
    AlreadyThere,
    AmuError,
    Conflict,
    Problem,
    ReadOnly,
)
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.session import loading
from amu_tui.files.sharing import access
from amu_tui.model.meeting.session import Session
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
    from amu_tui.model.voting.reopening import Reopening, VotesNow
    from amu_tui.model.voting.tally import Round, Tally

_VOTED_ON: SessionParts = frozenset({"actions", "rounds"})


class VotingFolder:
    """The part of a session's folder that reads it and lets people vote."""

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
        box = self.box(name)
        counted = self.session.round(name) or box.standing()
        if counted is not None:
            return counted.turnout
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
        from amu_tui.files.ballots import kept_ballots, reopening

        self._writable()
        self.refuse_others()
        box = self.box(closed.round)
        path = places.file_in(self.path, *places.round_file(closed.round))
        if not box.closed():
            with box.counting():
                if not box.closed():
                    found, stands = self._check_count(closed, hands), box.standing()
                    after = reopening.ids(self.path, closed.round)
                    said = msgspec.structs.replace(closed, wordings=found.wordings, after=after)
                    kept = kept_ballots.kept(said, found.ballots, self.session.info, stands)
                    data = toml.readable(kept, path, limit=toml.LARGE, schema="round")
                    write_once(path, data)
                    box.clear()
                    written = kept_ballots.with_open(kept, found.ballots.counted)
                    self._session = self.session.with_round(written)
                    return written
        raise self._closed_already(closed.round)

    def reopen(self, name: RoundName, why: str, votes: VotesNow) -> Reopening:
        """Open a closed round again, and keep what it was with the reason `why`.

        Raises `AmuError` where something is built on it (`refuse_built_on`), for an account that
        does not lead, and where people are to vote `anew` while earlier ballots are left.
        """
        from amu_tui.files.ballots import reopening
        from amu_tui.model.meeting.reopening import refuse_built_on

        self._writable()
        self.refuse_others()
        refuse_built_on(self.load(), name)
        if votes == "anew":
            confidential = self.session.info.ballots == "confidential"
            reopening.make_room(self.path, self.session.info.key, name, confidential=confidential)
        record = reopening.reopen(self.path, name, why, votes)
        self._session = None
        return record

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
                _("only a facilitator can do this: who made this session, or leads it too"),
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
