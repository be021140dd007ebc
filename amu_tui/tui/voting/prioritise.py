"""Putting the unit's own actions in order: together, or by a vote on them."""

from amu_tui.model.meeting.deciding import moved
from amu_tui.tui.keys import bindings
from amu_tui.tui.voting.ballot import BallotView
from amu_tui.tui.voting.count_rows import item_of
from amu_tui.tui.voting.decide import DecideView
from amu_tui.words import _


class PrioritiseView(DecideView):
    """The actions by aim; those chosen are numbered in their order."""

    CONTEXT = "prioritise"
    BINDINGS = bindings("prioritise")
    ROUND = "actions"
    ORDERED = True
    DETAIL = 3

    def missing(self) -> str:
        """Themes and actions come first."""
        if unreadable := super().missing():
            return unreadable
        if self.session.themes is None:
            return _("No themes are chosen yet: the step “Choose themes” comes first.")
        if not any(self.session.candidates("actions").values()):
            return _("No actions of your own are written yet: the step “Actions” comes first.")
        return ""

    def action_mark(self) -> None:
        """Choose the action for its aim, or take it away."""
        action = self.session.actions.get(item_of(self.items.key))
        if action is not None:
            self.toggle(action.aim)

    def action_raise(self) -> None:
        """One place up."""
        self._move(-1)

    def action_lower(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, way: int) -> None:
        item = item_of(self.items.key)
        aim = self.choice.aim_of(item)
        if aim is None:
            self.amu.say(_("only what is chosen has a place in the order"))
        elif self.may_choose() and self.meant():
            self.put(moved(self.choice, aim, item, way))

    def action_vote(self) -> None:
        """Vote on the actions instead."""
        if self.deciding.tally is not None or self.closed:
            self.amu.say(_("the vote is ended"))
        elif not self.missing():
            self.amu.show_view(VoteActionsView(self.step))


class VoteActionsView(BallotView):
    """A ballot on the actions: each can be marked for the aim it was written for."""

    CONTEXT = "vote-actions"
    BINDINGS = bindings("vote-actions")
    ROUND = "actions"
    DETAIL = 5

    def action_mark(self) -> None:
        """Mark, or unmark, the action."""
        action = self.session.actions.get(self.items.key)
        if action is not None:
            self.mark(action.aim)

    def action_without(self) -> None:
        """Back to choosing together."""
        self.to_count()

    def to_count(self) -> None:
        """The order of the actions shows the count."""
        self.amu.show_view(PrioritiseView(self.step))
