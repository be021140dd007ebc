"""Changing actions in a list: one form, saved at once, and nobody's words lost.

Two people may change the same action. The second one is told, sees both versions and chooses;
what was typed comes back where it could not be saved.
"""

from collections.abc import Callable, Mapping

import msgspec

from amu_tui.errors import AmuError, Conflict
from amu_tui.model.action import Action
from amu_tui.tui.screens.dialogs import Field, Form, Message
from amu_tui.tui.screens.versions import Versions
from amu_tui.tui.steps.action_form import changed
from amu_tui.tui.steps.list_view import ListView
from amu_tui.words import _, day


class SavingView(ListView):
    """A list whose rows are actions that can be changed."""

    def ask(
        self,
        title: str,
        fields: tuple[Field, ...],
        make: Callable[[Mapping[str, str]], Action],
    ) -> None:
        """Ask for `fields` and save the action that `make` makes of the answers."""

        def answered(typed: dict[str, str] | None) -> None:
            if typed is not None:
                action = make(typed)
                self.save(
                    action,
                    lambda: self.ask(title, filled(fields, typed), lambda t: changed(action, t)),
                )

        self.app.push_screen(Form(title, fields), answered)

    def save(self, action: Action, again: Callable[[], None] | None = None) -> None:
        """Save; where it cannot be, say why and give back what was typed."""
        try:
            self.keeper.put_action(action)
        except Conflict:
            self._choose_version(action, again)
        except AmuError as error:
            said = Message(_("That cannot be done"), str(error))
            self.app.push_screen(said, lambda _answer: again() if again else None)
        else:
            self.items.move_to(action.id)

    def _choose_version(self, mine: Action, again: Callable[[], None] | None) -> None:
        try:
            theirs = self.keeper.theirs(mine.id)
        except AmuError as error:
            self.amu.tell(error)
            return

        def answered(which: str | None) -> None:
            if which:
                self.keeper.take_theirs(mine.id, theirs)
            if which == "mine":
                self.save(mine if theirs is None else over(theirs, mine), again)
            elif not which and again is not None:
                again()

        told = in_full(theirs) if theirs else _("They deleted it.")
        self.app.push_screen(Versions(in_full(mine), told), answered)


def filled(fields: tuple[Field, ...], typed: Mapping[str, str]) -> tuple[Field, ...]:
    """`fields` with what was typed into them."""
    return tuple(Field(f.name, f.label, typed[f.name], f.check, f.hint) for f in fields)


def over(theirs: Action, mine: Action) -> Action:
    """`theirs` with what was written here; its status and notes stay."""
    return msgspec.structs.replace(
        theirs,
        title=mine.title,
        owner=mine.owner,
        deadline=mine.deadline,
        basket=mine.basket,
    )


def in_full(action: Action) -> str:
    """All that was written of an action."""
    lines = [action.title]
    told = [
        _("Responsible: {name}").format(name=action.owner) if action.owner else "",
        _("Deadline: {date}").format(date=day(action.deadline)) if action.deadline else "",
        _("passed on to the leader") if action.basket == "leader" else "",
    ]
    if any(told):
        lines.append(" · ".join(text for text in told if text))
    return "\n".join(lines)
