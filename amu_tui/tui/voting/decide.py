"""From the count to the decision: the same for themes and for actions.

Before the vote is ended nothing of the count is here; where nobody has voted, the room chooses
by hand. The round is written down in one place, `_write`, through `amu_tui.model.voting.closing`.
"""

import datetime
from dataclasses import replace
from typing import ClassVar, NoReturn

from amu_tui.errors import AlreadyThere, AmuError, Conflict, UsageError
from amu_tui.model.meeting.deciding import NO_VOTES, Deciding
from amu_tui.model.meeting.wording import since_ended
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import Choice, RoundName
from amu_tui.model.voting.closing import close, left_out
from amu_tui.model.voting.tally import Tie
from amu_tui.render.decisions.changes import change_lines
from amu_tui.render.decisions.corrected import opened_text
from amu_tui.render.decisions.left_out import left_out_lines
from amu_tui.render.decisions.rounds import tied_place, turnout_line
from amu_tui.render.unreadable import why_blocked
from amu_tui.text import clean
from amu_tui.tui.keys import KEYS, REOPEN, Key
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.kit.list_view import ListView
from amu_tui.tui.kit.round_items import all_items, chosen_lines, marking_rows, used
from amu_tui.tui.kit.rows import ListRow
from amu_tui.tui.state.news import SessionParts
from amu_tui.tui.voting.ballot import (
    count_warning,
    over_budget,
    tell_if_written,
    turnout_words,
)
from amu_tui.tui.voting.count_rows import count_rows, item_of, told
from amu_tui.tui.voting.not_counted import end_vote, named
from amu_tui.tui.voting.opening import Opening
from amu_tui.tui.voting.outcome import closed_rows
from amu_tui.tui.voting.ties import Settling
from amu_tui.words import _


class DecideView(ListView):
    """The count and what is made of it. Subclasses say which round, and what can be marked."""

    ROUND: ClassVar[RoundName]
    ORDERED: ClassVar[bool] = False
    """Whether the order of what is chosen means something."""

    _waiting = -1
    """Ballots that wait to be counted; -1 where only the facilitator can know."""
    _ended = False
    _counted = False
    """Whether the count is what is drawn."""

    def on_mount(self) -> None:
        self._waiting = self._count()
        super().on_mount()

    def others_changed(self, parts: SessionParts) -> None:
        """Others vote, end the vote or write the round down."""
        super().others_changed(parts)
        if self.closed or self.missing() or self._counted:
            return
        ended = self.store.ended(self.ROUND)
        if (self._count(), ended) != (self._waiting, self._ended):
            self._ended = ended
            self.show()

    @property
    def deciding(self) -> Deciding:
        """How far the room has come."""
        return self.store.decided(self.ROUND)

    @property
    def closed(self) -> bool:
        """Whether the round is written down."""
        return self.session.round(self.ROUND) is not None

    @property
    def choice(self) -> Choice:
        """What would be written down now."""
        return self.deciding.choice(self.session, self.ROUND)

    @property
    def ties(self) -> tuple[Tie, ...]:
        """The ties that the count left."""
        return self.deciding.standing(self.session, self.ROUND).ties

    def missing(self) -> str:
        """What has to be done before anything can be chosen; empty where nothing has."""
        return self.store.shut(self.ROUND) or why_blocked(self.session, self.ROUND)

    def heading(self) -> str:
        """How many are chosen."""
        if self.closed:
            return _("written down")
        if self.store.shut(self.ROUND):
            return _("not shared with you")
        if why_blocked(self.session, self.ROUND):
            return _("damaged")
        return used(self.session, self.ROUND, self.choice)

    def keys(self) -> tuple[Key, ...]:
        """Those keys that do something now."""
        if self.closed:
            return REOPEN
        if self.missing():
            return ()
        off = {"reopen"}
        if not any(not tie.settled for tie in self.ties):
            off.add("settle")
        if self.deciding.tally is not None or self._waiting <= 0:
            off.add("count")
        return tuple(key for key in KEYS[self.CONTEXT] if key.action not in off)

    # What is shown

    def show(self) -> None:
        """Draw what stage it is at."""
        closed = self.session.round(self.ROUND)
        if closed is not None:
            self.draw("", closed_rows(self.session, closed, self.room))
        elif missing := self.missing():
            self.draw(missing, [])
        elif self.deciding.tally is not None:
            self._counted = True
            rows = [row for line in self._warnings() for row in told(line, self.room)]
            rows += count_rows(self.session, self.ROUND, self.deciding, self.room)
            self.draw(self._count_lead(), rows)
        else:
            self._counted = False
            self._waiting = self._count()
            self.draw(self._open_lead(), self._rows())

    def _rows(self) -> list[ListRow]:
        return marking_rows(self.session, self.ROUND, self.choice, self.room, ordered=self.ORDERED)

    def _open_lead(self) -> str:
        opened = [one for one in self.session.reopenings if one.round == self.ROUND][-1:]
        return "\n".join([*map(opened_text, opened), self._lead()])

    def _lead(self) -> str:
        if self.store.ended(self.ROUND):
            return _("The vote is ended. The facilitator counts.")
        if self._waiting > 0:
            text = _("{turnout} The count is shown when the vote is ended: c ends it and counts.")
            return text.format(turnout=turnout_words(self.store, self._waiting))
        return self.guidance()

    def _count_lead(self) -> str:
        tally = self.deciding.tally or NO_VOTES
        return turnout_line(tally)

    def _warnings(self) -> list[str]:
        """What got votes but can have no place, and what is not what people voted on."""
        if self.deciding.tally is None:
            return []
        counts = self.deciding.tally.counts
        out = left_out(counts, self.session.candidates(self.ROUND))
        changes = since_ended(self.session, self.store.wordings(self.ROUND))
        return [*left_out_lines(self.session, counts, out), *change_lines(changes)]

    def show_detail(self) -> None:
        """What is next, and what the item under the cursor is called in full."""
        if self.missing() and not self.closed:
            self.detail("")
            return
        sentences = [self._about_item(), self._next()]
        self.detail("\n".join(text for text in sentences if text))

    def _next(self) -> str:
        """What can be done now."""
        if self.closed:
            return _("Written down; o opens it again, with the reason.")
        if self.deciding.tally is None:
            return "" if self._waiting > 0 else _("Enter writes down what the room has chosen.")
        if self.deciding.undecided(self.session, self.ROUND):
            tie = next(tie for tie in self.ties if not tie.settled)
            if tie.hands:
                text = _("{tied}, after the run-off too: t settles it, by a lot.")
            else:
                text = _("{tied}: t settles it, by a run-off and then a lot.")
            return text.format(tied=tied_place(tie))
        if self.deciding.differs(self.session, self.ROUND):
            return _("This is another choice than the count; Enter asks for the reason.")
        if self.ORDERED and self._level():
            return _("Votes alone do not order those that have as many: + and - do.")
        return _("Enter writes it down.")

    def _level(self) -> bool:
        """Whether two that are chosen for one aim have as many votes."""
        counts = (self.deciding.tally or NO_VOTES).counts
        votes = [[counts.of(aim).get(i, 0) for i in self.choice.of(aim)] for aim in AIMS]
        return any(len(set(numbers)) < len(numbers) for numbers in votes)

    def _about_item(self) -> str:
        """The item under the cursor in full, where its row may have cut it."""
        item = all_items(self.session, self.ROUND).get(item_of(self.items.key))
        return f"{item.name} ({item.figure})" if item and self.ROUND == "actions" else ""

    def _count(self) -> int:
        try:
            return self.store.turnout(self.ROUND)
        except AmuError:
            return -1

    # Choosing

    def put(self, choice: Choice) -> None:
        """Let the room choose `choice` by hand."""
        self.store.decide(self.ROUND, replace(self.deciding, by_hand=choice))

    def may_choose(self) -> bool:
        """Whether choosing by hand is possible now; says why where it is not."""
        if self.closed:
            self.amu.say(_("written down; o opens it again"))
        elif self.deciding.tally is None and self._waiting > 0:
            self.amu.say(_("ballots are waiting; c ends the vote and counts"))
        else:
            return not self.missing()
        return False

    def toggle(self, aim: Aim) -> None:
        """Choose what is under the cursor for `aim`, or take it away."""
        item = item_of(self.items.key)
        if not item or not self.may_choose() or not self.meant():
            return
        choice = self.choice.toggled(item, aim)
        most = self.session.budget(self.ROUND).of(aim)
        if len(choice.of(aim)) > most:
            self.amu.say(over_budget(aim, most))
            return
        self.put(choice)

    # Count and ties

    def action_count(self) -> None:
        """End the vote and count, after one question."""
        if self.closed or self.deciding.tally is not None:
            self.amu.say(_("the vote is ended"))
        elif self._waiting == 0:
            self.amu.say(_("nobody has voted; choose here and Enter writes it down"))
        elif not self.missing() and self.amu.attempt(self.store.refuse_others):
            body = count_warning(self.store, self.ROUND, self._waiting)
            self.amu.confirm(_("End the vote and count?"), body, _("count"), lambda: self._end())

    def _end(self) -> None:
        if not tell_if_written(self.amu, self.ROUND):
            end_vote(self.amu, self.store, self.ROUND)

    def action_settle(self) -> None:
        """Settle the first tie that is open."""
        open_ties = [tie for tie in self.ties if not tie.settled]
        if self.closed or not open_ties:
            self.amu.say(_("there is no tie to settle"))
            return
        tie = open_ties[0]
        votes = (self.deciding.tally or NO_VOTES).counts.of(tie.aim).get(tie.tied[0], 0)
        Settling(self.amu, tie, votes, self._settled).ask()

    def _settled(self, tie: Tie) -> None:
        said = _("settled; u takes it back") if tie.settled else _("a tie again")
        settled = self.deciding.with_tie(tie, self.session, self.ROUND)
        self.store.decide(self.ROUND, settled, said)

    # Deciding

    def action_confirm(self) -> None:
        """Ask once more, for a reason where the count says otherwise, and write it down."""
        if not self.may_choose():
            return
        choice = self.choice
        if not choice:
            self.amu.say(_("nothing is chosen yet"))
        elif self.deciding.undecided(self.session, self.ROUND):
            self.amu.say(_("t settles the tie first"))
        elif self.deciding.differs(self.session, self.ROUND):
            self._ask_reason(self.deciding, choice)
        else:
            self._ask(self.deciding, choice, "")

    def _ask_reason(self, deciding: Deciding, choice: Choice) -> None:
        lead = _("The choice is another than the count. The reason is written down with it.")
        field = FormField("reason", _("Reason"), "", parse_reason)
        title = _("Otherwise than the count")
        self.amu.form(title, [field], lambda t: self._ask(deciding, choice, t["reason"]), lead)

    def _ask(self, deciding: Deciding, choice: Choice, reason: str) -> None:
        body = chosen_lines(self.session, self.ROUND, choice, ordered=self.ORDERED)
        budget = self.session.budget(self.ROUND)
        candidates = self.session.candidates(self.ROUND)
        if any(len(choice.of(aim)) < min(budget.of(aim), len(candidates.of(aim))) for aim in AIMS):
            said = used(self.session, self.ROUND, choice)
            body += "\n\n" + _("There is room for more: {used}.").format(used=said)
        for warning in self._warnings():
            body += "\n\n" + warning
        if reason:
            body += "\n\n" + _("The reason: {reason}").format(reason=reason)
        body += "\n\n" + _("What is written down is opened again only with a reason.")
        self.amu.confirm(
            _("Write this down?"), body, _("write"), lambda: self._write(deciding, choice, reason)
        )

    def _write(self, deciding: Deciding, choice: Choice, reason: str) -> None:
        if tell_if_written(self.amu, self.ROUND):
            return
        closed = close(
            self.ROUND,
            deciding.tally or NO_VOTES,
            budget=self.session.budget(self.ROUND),
            candidates=self.session.candidates(self.ROUND),
            today=datetime.date.today(),
            settled=deciding.settled,
            choice=choice,
            reason=reason,
        )
        changed = self.store.since_the_end(self.ROUND)
        try:
            self.store.close(closed)
        except Conflict:
            self._count_again()
        except AlreadyThere:
            if not tell_if_written(self.amu, self.ROUND):
                raise
        else:
            if changed:
                body = named(changed) + "\n\n" + _("The count is the one that was shown.")
                self.amu.message(_("Changed after the vote was ended"), body)

    def action_reopen(self) -> None:
        """Open again what is written down, with a reason and after one question."""
        if not self.closed:
            self.amu.say(_("nothing is written down yet"))
        elif self.amu.attempt(self.store.refuse_others):
            Opening(self.amu, self.store, self.ROUND).ask()

    def _count_again(self) -> NoReturn:
        if not self.store.ended(self.ROUND):  # nothing may be seen of votes that are still open
            self.amu.say("")
            raise UsageError(_("ballots are waiting; c ends the vote and counts"))
        tally = self.store.tally(self.ROUND)
        self.store.decide(self.ROUND, Deciding(tally=tally), _("counted again"))
        raise UsageError(
            _("the votes have changed since the count"),
            hint=_("They are counted again: look once more before you decide."),
        )


def parse_reason(text: str) -> str:
    """A typed reason, cleaned; `UsageError` where it is empty."""
    reason = clean(text)
    if not reason:
        raise UsageError(_("a choice other than the count needs a reason"))
    return reason
