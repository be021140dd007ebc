"""Changing actions in a list: one form, saved at once, and nobody's words lost.

Two people may change the same action. The second one is told, sees both versions field by field
and chooses; what was typed comes back where it could not be saved. Where they worked in two
clones and git has left both versions in the file, the same choice mends it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content

from amu_tui.errors import AmuError, Conflict, UsageError
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.versions import Clash, EditedMeanwhile, VersionPicks, Versions
from amu_tui.render.decisions.plans import plan_lines
from amu_tui.render.decisions.versions import clash_title, git_add, side_names
from amu_tui.text import cut
from amu_tui.tui.actions.form import action_fields, changed, plan_fields, planned
from amu_tui.tui.actions.versions import DIFFERENT, VersionsScreen
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.kit.list_view import ListView
from amu_tui.tui.kit.rows import ListRow
from amu_tui.words import _, day, ngettext


class SavingView(ListView):
    """A list whose rows are actions that can be changed."""

    def action(self) -> Action | None:
        """The action under the cursor."""
        return self.session.actions.get(self.items.key)

    @property
    def subject(self) -> object:
        """The action under the cursor, of which the row may not show all."""
        return self.action()

    def ask(
        self,
        title: str,
        fields: Sequence[FormField],
        make: Callable[[Mapping[str, str]], Action],
        change: Callable[[Action, Mapping[str, str]], Action] = changed,
    ) -> None:
        """Ask for `fields` and save the action that `make` makes of the answers.

        Where saving fails the answers are asked for again, and `change` makes the action of them.
        """

        def save(typed: Mapping[str, str]) -> None:
            filled = [replace(field, value=typed[field.name]) for field in fields]
            try:
                action = make(typed)
            except UsageError as error:
                self.amu.tell(error, lambda: self.ask(title, filled, make, change))
                return
            again = lambda: self.ask(title, filled, lambda t: change(action, t), change)  # noqa: E731
            self.save(action, again)

        self.amu.form(title, fields, save)

    def save(self, action: Action, again: Callable[[], None] | None = None) -> None:
        """Save; where that fails, say why and give back what was typed."""
        try:
            self.store.put_action(action)
        except EditedMeanwhile as error:
            self._choose_version(action, error.theirs, again)
        except AmuError as error:
            self.amu.tell(error, again)
        else:
            self.items.move_to(action.id)

    # Two in one folder

    def _choose_version(
        self, mine: Action, theirs: Action | None, again: Callable[[], None] | None
    ) -> None:
        versions = Versions(ours=mine, theirs=theirs, base=self.session.actions.get(mine.id))

        def answered(picks: VersionPicks | None) -> None:
            if picks is not None:
                self.store.take_theirs(mine.id, theirs)
                chosen = versions.chosen(picks)
                if chosen is not None and chosen != theirs:
                    self.save(chosen, again)
            elif again is not None:
                again()
            else:  # nothing was typed: theirs stands
                self.store.take_theirs(mine.id, theirs)

        title = (
            _("Somebody else saved this while you were writing")
            if theirs
            else _("Somebody else deleted this while you were writing")
        )
        names, picks = (_("Yours"), _("Theirs")), versions.suggested()
        self.amu.push_screen(VersionsScreen(self.session, title, versions, names, picks), answered)

    # Two in clones of their own

    def clash(self) -> Clash | None:
        """The action under the cursor, where git has left two versions in its file."""
        return self.session.clashes.get(self.items.key)

    def clash_rows(self) -> Iterator[ListRow]:
        """The actions that wait for somebody to choose, under a heading that says so."""
        clashes = self.session.clashes
        if clashes:
            heading = ngettext(
                "Two clones changed this action: Enter shows both and mends its file",
                "Two clones changed these actions: Enter shows both and mends the file",
                len(clashes),
            )
            yield ListRow(Content.styled(cut(heading, self.room), "bold $warning"))
        for clash in clashes.values():
            line = f"    {DIFFERENT}  {clash_title(clash)}"
            yield ListRow(Content(cut(line, self.room)), clash.id)

    def mend(self, clash: Clash) -> None:
        """Show both versions that git left, and mend the file by what is chosen."""

        def answered(picks: VersionPicks | None) -> None:
            if picks is not None:
                self.amu.attempt(lambda: self._save_mended(clash, picks))

        lead = _(
            "Git has put two actions into this file; the other one is kept as a file of its own."
        )
        screen = VersionsScreen(
            self.session,
            _("Two clones changed this action"),
            clash.versions,
            side_names(clash),
            clash.suggested(),
            lead if clash.other else "",
        )
        self.amu.push_screen(screen, answered)

    def _save_mended(self, clash: Clash, picks: VersionPicks) -> None:
        try:
            self.store.mend_action(clash, picks)
        except Conflict:
            self.store.reload()
            raise
        self.items.move_to(clash.id)
        sentence = _("The file is mended. Tell git that the conflict is settled:")
        self.amu.message(_("Saved"), f"{sentence}\n\n  {git_add(self.session.folder, clash)}")

    def action_edit(self) -> None:
        """Change title, owner or deadline of the action under the cursor."""
        action = self.action()
        if clash := self.clash():
            self.mend(clash)
        elif action is not None:
            fields = action_fields(action)
            self.ask(_("Change the action"), fields, lambda typed: changed(action, typed))

    def action_plan(self) -> None:
        """Ask what else can be said of the action under the cursor."""
        action = self.action()
        if action is not None:
            fields = plan_fields(action)
            self.ask(action.title, fields, lambda typed: planned(action, typed), planned)


def in_full(action: Action) -> str:
    """All that was written of an action."""
    facts = [
        _("Responsible: {name}").format(name="; ".join(action.owners)) if action.owner else "",
        _("Deadline: {date}").format(date=day(action.deadline)) if action.deadline else "",
        _("passed on to the leader") if action.basket == "leader" else "",
    ]
    lines = [action.title, " · ".join(filter(None, facts)), *plan_lines(action)]
    return "\n".join(filter(None, lines))
