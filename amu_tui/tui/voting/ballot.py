"""Filling in a ballot: the same for themes and for actions, at an own login or passed round.

Nothing here shows how the votes fall: until the vote is ended, the only figure is how many have
voted. Nothing of a ballot stays on the screen after it is cast.
"""

from typing import ClassVar

from textual.content import Content

from amu_tui.errors import AlreadyThere, AmuError
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import Choice, Readers, RoundName
from amu_tui.render.aims import AIM_TITLES
from amu_tui.render.unreadable import why_blocked
from amu_tui.tui.keys import KEYS, Key
from amu_tui.tui.kit.application import Application
from amu_tui.tui.kit.list_view import ListView
from amu_tui.tui.kit.round_items import all_items, chosen_lines, marking_rows, used
from amu_tui.tui.state.news import SessionParts
from amu_tui.tui.state.store import SessionStore
from amu_tui.tui.voting.hands import HandsScreen, ask_people
from amu_tui.tui.voting.next_person import NextPerson
from amu_tui.tui.voting.not_counted import end_vote
from amu_tui.tui.voting.outcome import closed_rows
from amu_tui.words import _, ngettext, some, spoken


class BallotView(ListView):
    """Marks on a list, and the ways to vote. Subclasses say which round."""

    ROUND: ClassVar[RoundName]

    _turnout = -1
    _voted = False
    _drawn_ended = False

    @property
    def unfinished(self) -> bool:
        """Whether marks wait to be cast, or the keyboard is with another person."""
        open_ = not (self.closed or self.ended or self.blocked)
        return open_ and (bool(self.store.draft(self.ROUND)) or self.store.passing)

    @property
    def budget_used(self) -> str:
        """How much of the ballot is filled in."""
        return used(self.session, self.ROUND, self.store.draft(self.ROUND))

    @property
    def closed(self) -> bool:
        """Whether the vote is over."""
        return self.session.round(self.ROUND) is not None

    @property
    def ended(self) -> bool:
        """Whether the vote is ended, but nothing is written yet."""
        return self.store.ended(self.ROUND)

    @property
    def blocked(self) -> str:
        """Why nobody can vote, or this account cannot; empty where it can."""
        if self.closed:
            return ""
        return self.store.shut(self.ROUND) or why_blocked(self.session, self.ROUND)

    def heading(self) -> str:
        """How much of the ballot is filled in, or that it is too late."""
        if self.closed:
            return _("the vote is closed")
        if self.blocked:
            return _("not shared with you") if self.store.shut(self.ROUND) else _("damaged")
        return _("the vote is ended") if self.ended else self.budget_used

    def keys(self) -> tuple[Key, ...]:
        """None of the round's own when it is closed."""
        return () if self.closed or self.blocked else KEYS[self.CONTEXT]

    def show(self) -> None:
        """Draw the ballot, or the result."""
        closed = self.session.round(self.ROUND)
        if closed is not None:
            self.draw("", closed_rows(self.session, closed, self.room))
            return
        if blocked := self.blocked:
            self.draw(blocked, [])
            return
        noted: frozenset[str] = frozenset()
        if self.ROUND == "themes" and not self.store.passing:
            # The notes are the account's own: not for the others that the keyboard passes.
            order = self.session.instrument.order()
            noted = frozenset(theme for theme in order if any(self.store.note(theme)))
        self._turnout, self._voted = self._count(), self._has_voted()
        self._drawn_ended = self.ended
        draft = self.store.draft(self.ROUND)
        rows = marking_rows(self.session, self.ROUND, draft, self.room, noted=noted)
        self.draw(self.guidance(), rows)

    def show_detail(self) -> None:
        """Who could see the ballot, and how many have voted."""
        if self.closed:
            self.detail(_("The vote is closed and written down; the next steps go on from it."))
            return
        if self.blocked:
            self.detail("")
            return
        if self.ended:
            counted = self.store.decided(self.ROUND).tally is not None
            self.detail(
                _("The vote is ended. The next step shows the count.")
                if counted
                else _("The vote is ended. The facilitator counts.")
            )
            return
        self.detail(Content("\n").join([Content(text) for text in self._sentences()]))

    def _sentences(self) -> list[str]:
        sentences = []
        if self.ROUND == "actions":
            item = all_items(self.session, self.ROUND).get(self.items.key)
            sentences += [f"{item.name} ({item.figure})"] if item else []
        sentences.append(confidentiality(self.store.readers(self.ROUND)))
        said = turnout_words(self.store, self._turnout)
        if self.store.passing:
            said += " " + _("The keyboard is being passed round: n is for the next person.")
        elif self._voted:
            said += " " + _("You have voted; a new ballot replaces yours.")
        if self.store.draft(self.ROUND):
            said += " " + _("The marks are not cast yet: Enter votes.")
        return [*sentences, said]

    def _count(self) -> int:
        try:
            return self.store.turnout(self.ROUND)
        except AmuError:
            return -1

    def _has_voted(self) -> bool:
        try:
            return self.store.has_voted(self.ROUND)
        except AmuError:
            return False

    def others_changed(self, parts: SessionParts) -> None:
        """Others vote too, end the vote or write it down."""
        super().others_changed(parts)
        if self.blocked or self.closed:
            return
        if self.ended and not self._drawn_ended:
            self.amu.say(_("the vote is ended"))
        elif not self.ended and (count := self._count()) != self._turnout:
            self._turnout = count
            self.show_detail()

    def _may_vote(self) -> bool:
        if self.closed or self.ended:
            self.amu.say(_("the vote is ended"))
            return False
        if self.blocked:
            self.amu.say(_("nothing can be voted or decided before the damage is mended"))
            return False
        return True

    # Marks

    def mark(self, aim: Aim) -> None:
        """Put the item under the cursor on the list of `aim`, or take it off."""
        item = all_items(self.session, self.ROUND).get(self.items.key)
        if item is None or not self._may_vote() or not self.meant():
            return
        draft = self.store.draft(self.ROUND)
        marked = draft.toggled(item.id, aim)
        most = self.session.budget(self.ROUND).of(aim)
        if len(marked.of(aim)) > most:
            self.amu.say(over_budget(aim, most))
            return
        self.store.mark(self.ROUND, marked)

    # Casting

    def action_cast(self) -> None:
        """Cast what is marked, after one question."""
        if not self._may_vote():
            return
        draft = self.store.draft(self.ROUND)
        if not draft:
            self.amu.say(_("nothing is marked yet; a abstains"))
            return
        body = chosen_lines(self.session, self.ROUND, draft)
        budget = self.session.budget(self.ROUND)
        candidates = self.session.candidates(self.ROUND)
        if any(len(draft.of(aim)) < min(budget.of(aim), len(candidates.of(aim))) for aim in AIMS):
            body += "\n\n" + _("You could mark more: {used}.").format(used=self.budget_used)
        self._ask_to_cast(_("Cast this ballot?"), body, _("vote"), draft)

    def action_abstain(self) -> None:
        """Cast an empty ballot, after one question."""
        if self._may_vote():
            body = _("An empty ballot counts as turnout and gives nothing a vote.")
            if self.store.draft(self.ROUND):
                body += "\n" + _("The marks on the ballot are taken away.")
            self._ask_to_cast(_("Abstain?"), body, _("abstain"), Choice())

    def _ask_to_cast(self, title: str, body: str, yes: str, choice: Choice) -> None:
        if tells := sums_words(self.store, self.ROUND, ending=False):
            body += "\n\n" + tells
        # At an own login the next ballot replaces it; on a keyboard that is passed round none does.
        self.amu.confirm(title, body, yes, lambda: self._cast(choice), pause=self.store.passing)

    def _cast(self, choice: Choice) -> None:
        try:
            self.store.cast(self.ROUND, choice)
        except AlreadyThere:
            self.store.reload()  # closed by somebody else: show the result behind the message
            raise
        self.items.action_first()
        if self.store.passing:
            self._ask_next(_("The ballot is saved."))

    def action_pass_on(self) -> None:
        """Clear the screen for the next person on this keyboard; ask about marks not cast."""
        if not self._may_vote():
            return
        draft = self.store.draft(self.ROUND)
        if not draft:
            self._pass_on()
            return
        body = chosen_lines(self.session, self.ROUND, draft) + "\n\n"
        body += _("The marks on the ballot are not cast and are taken away.")
        title = _("You have marked a ballot but not voted")
        self.amu.confirm(title, body, _("throw away and pass on"), self._pass_on)

    def _pass_on(self) -> None:
        self.store.passing = True
        self.store.clear(self.ROUND)
        self._ask_next("")

    def _ask_next(self, saved: str) -> None:
        # Drawn before the question covers it, so that nothing of the last ballot comes back.
        self.amu.say("")
        said = turnout_words(self.store, self._count())
        self.app.push_screen(NextPerson(saved, said), self._begin)

    def _begin(self, another: bool | None) -> None:
        self.store.passing = bool(another)
        self.items.action_first()
        self.amu.say("")

    # Raised hands and the end

    def action_hands(self) -> None:
        """Key in raised hands."""
        if self._may_vote():
            ask_people(self.amu, self.ROUND, self._key_in)

    def _key_in(self) -> None:
        self.app.push_screen(HandsScreen(self.ROUND))

    def action_count(self) -> None:
        """End the vote and count, after one question; the next step shows the count."""
        if self.closed or self.ended:
            self.to_count()
            return
        if not self._may_vote() or not self.amu.attempt(self.store.refuse_others):
            return
        body = count_warning(self.store, self.ROUND, self._count())
        if self.store.draft(self.ROUND):
            body += "\n" + _("The marks on the ballot are not cast and are taken away.")
        self.amu.confirm(_("End the vote and count?"), body, _("count"), self._end)

    def _end(self) -> None:
        if not tell_if_written(self.amu, self.ROUND):
            end_vote(self.amu, self.store, self.ROUND, self.to_count)

    def to_count(self) -> None:
        """Go where the count is shown."""
        raise NotImplementedError


def confidentiality(readers: Readers) -> str:
    """Who can see a ballot, as it is, and no more; and what is kept of it."""
    kind, accounts, seen_voting = readers
    if kind == "open":
        return _("Open: everybody who can open this folder can read each ballot, also afterwards.")
    said = [_who_can_see(kind, accounts)]
    if seen_voting and kind in ("facilitator", "facilitators"):
        said.append(_("Colleagues can see that you have voted, but not what."))
    return " ".join([*said, _("Of the ballots only the sums are kept.")])


def _who_can_see(kind: str, accounts: tuple[str, ...]) -> str:
    if kind == "group":
        return _(
            "Not shown to anybody; until it is counted and removed, those who share this folder, "
            "and whoever runs the machine, could open the ballot."
        )
    if kind == "others":
        return _(
            "Not shown to anybody; until it is counted and removed, everybody with an account on "
            "this machine could open the ballot."
        )
    if kind == "facilitators":
        return _(
            "Confidential: only the facilitators ({names}) and whoever runs the machine can see "
            "or change the ballot, and only until the count is done."
        ).format(names=some(accounts, 4))
    return _(
        "Confidential: only the facilitator and whoever runs the machine can see or change the "
        "ballot, and only until the count is done."
    )


def tell_if_written(amu: Application, name: RoundName) -> bool:
    """Say so, and show it, where somebody else has written the round down; whether they have."""
    store = amu.store
    assert store is not None
    if not store.written_elsewhere(name):
        return False
    amu.tell_written()
    return True


def turnout_words(store: SessionStore, count: int) -> str:
    """How many have voted; -1 where only the facilitator can know.

    They are told of those who can vote, where that is known and the keyboard that is passed
    round, or raised hands, have not brought in more.
    """
    if count < 0:
        return _("How many have voted is seen by the facilitator.")
    able = store.electorate()
    if able is not None and count <= able:
        if not count:
            return _("None of the {all} who share the session have voted yet.").format(all=able)
        return _("{n} of {all} have voted.").format(n=count, all=able)
    if not count:
        return _("Nobody has voted yet.")
    return ngettext("{n} has voted.", "{n} have voted.", count).format(n=count)


def sums_words(store: SessionStore, name: RoundName, *, ending: bool) -> str:
    """What the sums tell of who votes, or has voted."""
    return " ".join(map(spoken, store.sums_tell(name, ending=ending).sentences))


def count_warning(store: SessionStore, name: RoundName, count: int) -> str:
    """What to know before the vote is ended."""
    said = [turnout_words(store, count), sums_words(store, name, ending=True)]
    return "\n".join(text for text in [*said, _("After this nobody can vote here.")] if text)


def over_budget(aim: Aim, most: int) -> str:
    """Why nothing more can be marked."""
    return _("{aim}: {most} of {most} are marked; take one away first").format(
        aim=_(AIM_TITLES[aim]), most=most
    )
