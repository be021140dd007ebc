"""Changing actions in a list: one form, saved at once, and nobody's words lost.

Two people may change the same action. The second one is told, sees both versions field by field
and chooses; what was typed comes back where it could not be saved. Where they worked in two
clones and git has left both versions in the file, the same choice mends it.
"""

from collections.abc import Callable, Iterator, Mapping

from textual.content import Content

from amu_tui.errors import AmuError, Conflict
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.versions import Clash, EditedMeanwhile, Picks, Versions
from amu_tui.render.report.versions import clash_title, git_add, side_names
from amu_tui.text import cut
from amu_tui.tui.actions.form import changed
from amu_tui.tui.actions.versions import DIFFERENT, Asked, VersionsScreen
from amu_tui.tui.kit.dialogs import Field, Form, Message
from amu_tui.tui.kit.list_view import ListView
from amu_tui.tui.kit.rows import ListRow
from amu_tui.words import _, day, ngettext


class SavingView(ListView):
    """A list whose rows are actions that can be changed."""

    @property
    def subject(self) -> object:
        """The action under the cursor, of which the row may not show all."""
        return self.session.actions.get(self.items.key)

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
            self.store.put_action(action)
        except EditedMeanwhile as error:
            self._choose_version(action, error.theirs, again)
        except AmuError as error:
            said = Message(_("That cannot be done"), str(error))
            self.app.push_screen(said, lambda _answer: again() if again else None)
        else:
            self.items.move_to(action.id)

    # Two in one folder

    def _choose_version(
        self, mine: Action, theirs: Action | None, again: Callable[[], None] | None
    ) -> None:
        versions = Versions(ours=mine, theirs=theirs, base=self.session.actions.get(mine.id))

        def answered(picks: Picks | None) -> None:
            if picks is not None:
                self.store.take_theirs(mine.id, theirs)
                chosen = versions.chosen(picks)
                if chosen is not None and chosen != theirs:
                    self.save(chosen, again)
            elif again is not None:
                again()
            else:  # nothing was typed: theirs stands, and is shown
                self.store.take_theirs(mine.id, theirs)

        self.app.push_screen(
            VersionsScreen(
                Asked(
                    session=self.session,
                    title=_("Somebody else saved this while you were writing")
                    if theirs
                    else _("Somebody else deleted this while you were writing"),
                    versions=versions,
                    names=(_("Yours"), _("Theirs")),
                    picks=versions.suggested(),
                )
            ),
            answered,
        )

    # Two in clones of their own

    def clash(self) -> Clash | None:
        """The action under the cursor, where git has left two versions in its file."""
        return self.session.clashes.get(self.items.key)

    def clash_rows(self) -> Iterator[ListRow]:
        """The actions that wait for somebody to choose, under a heading that says so."""
        clashes = self.session.clashes
        if clashes:
            told = ngettext(
                "Two clones changed this action: Enter shows both and mends its file",
                "Two clones changed these actions: Enter shows both and mends the file",
                len(clashes),
            )
            yield ListRow(Content.styled(cut(told, self.room), "bold $warning"))
        for clash in clashes.values():
            line = f"    {DIFFERENT}  {clash_title(clash)}"
            yield ListRow(Content(cut(line, self.room)), clash.id)

    def mend(self, clash: Clash) -> None:
        """Show both versions that git left, and mend the file by what is chosen."""

        def answered(picks: Picks | None) -> None:
            if picks is not None:
                self.amu.attempt(lambda: self._mended(clash, picks))

        lead = _(
            "Git has put two actions into this file; the other one is kept as a file of its own."
        )
        self.app.push_screen(
            VersionsScreen(
                Asked(
                    session=self.session,
                    title=_("Two clones changed this action"),
                    versions=clash.versions,
                    names=side_names(clash),
                    picks=clash.suggested(),
                    lead=lead if clash.other else "",
                )
            ),
            answered,
        )

    def _mended(self, clash: Clash, picks: Picks) -> None:
        try:
            self.store.mend_action(clash, picks)
        except Conflict:
            self.store.reload()
            raise
        self.items.move_to(clash.id)
        told = _("The file is mended. Tell git that the conflict is settled:")
        body = f"{told}\n\n  {git_add(self.session.folder, clash)}"
        self.app.push_screen(Message(_("Saved"), body))


def filled(fields: tuple[Field, ...], typed: Mapping[str, str]) -> tuple[Field, ...]:
    """`fields` with what was typed into them."""
    return tuple(Field(f.name, f.label, typed[f.name], f.check, f.hint) for f in fields)


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
