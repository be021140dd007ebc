"""Writing actions for the chosen themes, in two baskets, with the help questions beside them."""

import msgspec
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from amu_tui.model.meeting.action import Action, Basket
from amu_tui.model.meeting.versions import EditedMeanwhile
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.render.aims import AIM_SIGNS, AIM_TITLES, theme_name
from amu_tui.render.decisions.corrected import removed_text
from amu_tui.render.decisions.versions import clash_title
from amu_tui.render.unreadable import unreadable_files
from amu_tui.text import cut, fit
from amu_tui.tui.actions.form import action_fields, new_action
from amu_tui.tui.actions.saving import SavingView, in_full
from amu_tui.tui.keys import KEYS, Key, bindings
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import HEADING, QUIET
from amu_tui.words import _, day, ngettext, pick

HELP_FROM = 100
"""Cells of the view from which the help questions have room beside the list."""

OWNER_CELLS, DEADLINE_CELLS = 16, 10
BASKETS: tuple[Basket, ...] = ("ours", "leader")


class ActionsView(SavingView):
    """The chosen themes with their actions; a new one is for the theme under the cursor."""

    CONTEXT = "actions"
    BINDINGS = bindings("actions")
    DETAIL = 5
    DEFAULT_CSS = """
    ActionsView #help { width: 36; padding: 0 1; display: none; text-wrap: wrap; }
    ActionsView.-roomy #help { display: block; }
    ActionsView #both { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """The list, with the help questions beside it or under the rule."""
        yield Static("", id="lead", classes="detail quiet")
        with Horizontal(id="both"):
            yield RowList(id="items")
            yield Static("", id="help", classes="wrap")
        yield Static("", id="rule", classes="rule")
        yield self.under()

    # What is shown

    def heading(self) -> str:
        """How many actions there are in each basket."""
        actions = self.session.actions.values()
        ours = sum(action.basket == "ours" for action in actions)
        text = ngettext("{n} action", "{n} actions", ours).format(n=ours)
        if passed := len(actions) - ours:
            text += " · " + _("{n} to the leader").format(n=passed)
        return text

    def keys(self) -> tuple[Key, ...]:
        """No keys before there is a theme to write for."""
        return KEYS[self.CONTEXT] if self._themes() or self.session.clashes else ()

    def _themes(self) -> list[tuple[Aim, str]]:
        """The chosen themes, then others that have actions all the same."""
        chosen = [(aim, theme) for aim in AIMS for theme in self.session.chosen(aim)]
        written = [(action.aim, action.theme) for action in self.session.actions_for()]
        return list(dict.fromkeys([*chosen, *written]))

    @property
    def room(self) -> int:
        """Cells of a row's content, without those of the help questions beside the list."""
        return max(40, super().room - (36 if self.has_class("-roomy") else 0))

    def show(self) -> None:
        """Draw the themes and their actions."""
        self.set_class(self.size.width >= HELP_FROM, "-roomy")
        rows: list[ListRow] = [*self.clash_rows()]
        for aim, theme in self._themes():
            rows.append(self._theme_row(aim, theme))
            if not self.session.actions_for(aim=aim, theme=theme):
                nothing = f"       {_('no action yet; a writes one')}"
                rows.append(ListRow(Content.styled(nothing, QUIET)))
            for basket in BASKETS:
                actions = [
                    action
                    for action in self.session.actions_for(aim=aim, theme=theme)
                    if action.basket == basket
                ]
                if actions and basket == "leader":
                    rows.append(
                        ListRow(Content.styled(f"       {_('Passed on to the leader')}", "italic"))
                    )
                rows += [ListRow(self._line(action), action.id) for action in actions]
        lead = unreadable_files(self.session, "actions", clashes=False)
        if not rows and not lead:
            lead = _("No themes are chosen yet: the step “Choose themes” comes first.")
        self.draw(lead, rows)

    def _theme_row(self, aim: Aim, theme: str) -> ListRow:
        text = f"{AIM_SIGNS[aim]} {_(AIM_TITLES[aim])}: {theme_name(self.session, theme)}"
        return ListRow(Content.styled(cut(text, self.room), HEADING), f"{aim}:{theme}")

    def _line(self, action: Action) -> Content:
        priority = self.session.priority(action.id)
        room = max(10, self.room - OWNER_CELLS - DEADLINE_CELLS - 9)
        deadline = day(action.deadline) if action.deadline else ""
        title = fit(action.title, room)
        sign = f"{priority}." if priority else "·"
        return Content(f"    {fit(sign, 3)}{title} {fit(action.owner, OWNER_CELLS)} {deadline:>10}")

    def show_detail(self) -> None:
        """The action under the cursor in full, or the help questions of its theme's aim."""
        action = self.action()
        aim = self._aim_and_theme()[0] if self.items.key and not self.clash() else None
        questions = self._help(aim) if aim else Content("")
        roomy = self.has_class("-roomy")
        self.query_one("#help", Static).update(questions if roomy else Content(""))
        if action is not None:
            self.detail(in_full(action))
        elif clash := self.clash():
            self.detail(clash_title(clash))
        elif not roomy:
            self.detail(questions)
        else:
            self.detail(_("a writes an action for this theme.") if aim else "")

    def _help(self, aim: Aim) -> Content:
        group = self.session.instrument.help.get(aim)
        if group is None:
            return Content("")
        points = [f"• {pick(point.text)}" for point in group.points.values()]
        if not self.has_class("-roomy"):
            return Content.assemble((pick(group.title), "bold"), "\n", "\n".join(points))
        text = "\n\n".join([pick(group.text), *points])
        return Content.assemble((pick(group.title), "bold"), "\n\n", text)

    # Where the cursor is

    def _action_or_why(self) -> Action | None:
        """The action under the cursor; says so where it is a theme."""
        action = self.action()
        if self.clash():
            self.amu.say(_("two clones changed this action: Enter shows both"))
        elif action is None:
            self.amu.say(_("this is a theme: go to one of its actions first"))
        return action

    def _aim_and_theme(self) -> tuple[Aim, str]:
        """Aim and theme under the cursor."""
        action = self.action()
        if action is not None:
            return action.aim, action.theme
        aim, _colon, theme = self.items.key.partition(":")
        return ("preserve" if aim == "preserve" else "improve"), theme

    # Keys

    def action_add(self) -> None:
        """Write a new action for the theme under the cursor."""
        if self.clash():
            self._action_or_why()
        elif self.items.key:
            aim, theme = self._aim_and_theme()
            title = f"{AIM_SIGNS[aim]} {_(AIM_TITLES[aim])}: {theme_name(self.session, theme)}"
            self.ask(title, action_fields(), lambda typed: new_action(theme, aim, typed))

    def action_edit(self) -> None:
        """Change the action under the cursor; on a theme, write a new one."""
        if self.clash() or self.action():
            super().action_edit()
        else:
            self.action_add()

    def action_plan(self) -> None:
        """Ask what else can be said of the action under the cursor."""
        if self._action_or_why() is not None:
            super().action_plan()

    def action_basket(self) -> None:
        """Move the action to the other basket."""
        action = self._action_or_why()
        if action is not None and self.meant() and not self._prioritised(action):
            basket: Basket = "leader" if action.basket == "ours" else "ours"
            self.save(msgspec.structs.replace(action, basket=basket))

    def action_remove(self) -> None:
        """Delete the action, after one question."""
        action = self._action_or_why()
        if action is not None and not self._prioritised(action):
            self.amu.confirm(
                _("Delete this action?"), in_full(action), _("delete"), lambda: self._remove(action)
            )

    def _remove(self, action: Action) -> None:
        try:
            self.store.remove_action(action)
        except EditedMeanwhile as error:
            self.store.take_theirs(action.id, error.theirs)
            self.amu.say(_("somebody else changed it meanwhile: look again"))

    def action_restore(self) -> None:
        """Bring back an action that was deleted, one of a list."""
        removed = {one.action.id: one for one in self.store.deleted()}
        if not removed:
            self.amu.say(_("no action is deleted"))
            return
        options = [(key, removed_text(one)) for key, one in removed.items()]

        def restore(key: str) -> None:
            if self.amu.attempt(lambda: self.store.restore_action(removed[key].action)):
                self.items.move_to(key)

        self.amu.pick(_("Bring back an action"), options, restore)

    def _prioritised(self, action: Action) -> bool:
        if self.session.priority(action.id) is None:
            return False
        self.amu.say(_("it is among the prioritised; the last step can stop it"))
        return True
