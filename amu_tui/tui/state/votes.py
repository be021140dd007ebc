"""Voting and deciding: ballots cast and counted, ties settled, rounds written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from amu_tui.errors import AmuError, Problem
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing import access
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.ballot import Ballot, Choice, Hands, Readers, RoundName, Way, Wording
from amu_tui.tui.state.opened import OpenSession
from amu_tui.words import _, ngettext

if TYPE_CHECKING:
    from amu_tui.model.meeting.deciding import Deciding
    from amu_tui.model.voting.few_ballots import SumsTell
    from amu_tui.model.voting.reopening import VotesNow
    from amu_tui.model.voting.tally import Round, Tally


class Votes(OpenSession):
    """The part of the store that votes, counts and decides."""

    def __init__(
        self,
        session: Session,
        folder: SessionFolder | None,
        changed: Callable[[str], None],
    ) -> None:
        super().__init__(session, folder, changed)
        self.drafts: dict[RoundName, Choice] = {}
        """Marks on ballots that are not cast yet."""
        self.passing = False
        """Whether one keyboard is being passed round."""
        self.deciding: dict[RoundName, Deciding] = {}
        """Rounds being decided, after the vote or by hand; nothing is written yet."""

    def draft(self, name: RoundName) -> Choice:
        """The marks on the ballot that is being filled in."""
        return self.drafts.get(name, Choice())

    def mark(self, name: RoundName, choice: Choice) -> None:
        """Change the marks; nothing is saved before the ballot is cast."""
        before = self.draft(name)
        self.drafts[name] = choice
        changed = changed_items(before, choice)
        what = _("the mark on {items}").format(items=self._names(changed))
        put = partial(self.drafts.__setitem__, name)
        self.history.add(what, put, before, choice, item=next(iter(changed), ""))
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
        self.history.forget()

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
        changed = changed_items(
            before.choice(self.session, name), deciding.choice(self.session, name)
        )
        items = self._names(changed)
        what = _("the choice of {items}").format(items=items) if items else _("the choice")
        self.deciding[name] = deciding
        put = partial(self.deciding.__setitem__, name)
        self.history.add(what, put, before, deciding, item=next(iter(changed), ""))
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

    def _over(self, name: RoundName) -> bool:
        """Whether nobody can vote in a round any more."""
        return self.session.round(name) is not None or self.ended(name)

    def close(self, closed: Round) -> None:
        """Write a round down; from now on it is closed."""
        closed = self._writable.close(closed)
        self.clear(closed.round)
        self.deciding.pop(closed.round, None)
        self._now(self.session.with_round(closed), _("written down"))

    def reopen(self, name: RoundName, why: str, votes: VotesNow) -> None:
        """Open a closed round again."""
        self._writable.reopen(name, why, votes)
        self.clear(name)
        self.deciding.pop(name, None)
        self.reload(_("opened again"))

    def since_the_end(self, name: RoundName) -> list[Problem]:
        """The ballots that are not as they were when the vote was ended, which are not counted."""
        return self._writable.ballots(name)[1] if self.ended(name) else []

    def _names(self, items: Iterable[str]) -> str:
        return ", ".join(map(self._name, items))


def changed_items(before: Choice, after: Choice) -> list[str]:
    """What only one of the two chooses, or chooses for another aim."""
    items = dict.fromkeys(item for aim in AIMS for item in (*before.of(aim), *after.of(aim)))
    return [item for item in items if before.aim_of(item) != after.aim_of(item)]
