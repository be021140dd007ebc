"""Since last time: did it help? Each action of the round before, one at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from textual.app import ComposeResult
from textual.content import Content

from amu_tui.errors import AmuError
from amu_tui.model.meeting.action import Action, Felt, parse_text
from amu_tui.model.meeting.previous import HELPED, Answer
from amu_tui.model.rounds.comparison import Comparison
from amu_tui.model.rounds.since_last import SinceLast, compared, since_last
from amu_tui.model.rounds.taken_over import goes_on
from amu_tui.model.survey.results import Results
from amu_tui.render.aims import item_name
from amu_tui.render.compare.since_last import (
    answer_text,
    change_lines,
    helped_text,
    history_lines,
    item_lines,
    item_theme,
    next_text,
)
from amu_tui.render.compare.words import action_facts, status_word
from amu_tui.render.results.preserved import fallen_lines
from amu_tui.text import cut, fit, width
from amu_tui.tui.actions.form import action_fields, changed
from amu_tui.tui.actions.saving import SavingView
from amu_tui.tui.keys import bindings
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.kit.paragraphs import Paragraph, Paragraphs
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import QUIET, STATUS_SIGNS, STATUS_STYLES
from amu_tui.words import _

ABOUT = ((40, 18), (30, 14), (0, 9))
"""From how many lines of the view on, the action has so many of them."""


class SinceLastView(SavingView):
    """The actions of the round before, with what the room says of each."""

    CONTEXT = "since-last"
    BINDINGS = bindings("since-last")

    _kept: tuple[Results, Comparison | None] | None = None

    def compose(self) -> ComposeResult:
        """The question, the list, rule, and the action under the cursor."""
        yield Static("", id="lead", classes="detail")
        yield RowList(id="items")
        yield Static("", id="rule", classes="rule")
        yield Paragraphs(id="about")

    @property
    def comparison(self) -> Comparison | None:
        """The two rounds; figures never change while a session is open."""
        if self._kept is None or self._kept[0] is not self.session.results:
            self._kept = self.session.results, compared(self.session)
        return self._kept[1]

    def _all(self) -> tuple[SinceLast, ...]:
        return since_last(self.session, self.comparison)

    def _item(self) -> SinceLast | None:
        """The one under the cursor."""
        return next((item for item in self._all() if item.id == self.items.key), None)

    @property
    def subject(self) -> object:
        """What is under the cursor, of which the row may not show all."""
        return self._item()

    # What is shown

    def heading(self) -> str:
        """How many are answered."""
        items = self._all()
        said = sum(item.answered for item in items)
        return _("{n} of {all} answered").format(n=said, all=len(items))

    def show(self) -> None:
        """Draw the question, the actions, and the one under the cursor in full."""
        if not self.size.width:
            return
        lines = next(lines for least, lines in ABOUT if self.size.height >= least)
        self.query_one(Paragraphs).styles.height = lines
        self.draw("\n".join([_("Did it help?"), *fallen_lines(self.session)]), self._rows())

    def _rows(self) -> list[ListRow]:
        items = self._all()
        helped = [helped_text(item.answer) for item in items]
        after = [next_text(item) for item in items]
        status_cells = 2 + max(width(status_word(item.action)) for item in items)
        helped_cells = max(18, *map(width, helped))
        after_cells = max(map(width, after))
        room = max(12, self.room - status_cells - helped_cells - after_cells - 3)
        rows = []
        for item, said, then in zip(items, helped, after, strict=True):
            status = f"{STATUS_SIGNS[item.action.status]} {status_word(item.action)}"
            start = f"{fit(status, status_cells)} {fit(item.action.title, room)} "
            content = Content.assemble(
                (start, STATUS_STYLES[item.action.status]),
                (fit(said, helped_cells), "bold"),
                f" {fit(then, after_cells)}",
            )
            rows.append(ListRow(content, item.id))
        return rows

    def show_detail(self) -> None:
        """The action in full, beside the change of its theme."""
        item, detail = self._item(), self.query_one(Paragraphs)
        detail.show([] if item is None else list(self._about(item)))

    def _about(self, item: SinceLast) -> list[Paragraph]:
        facts = " · ".join(filter(None, (status_word(item.action), action_facts(item.action))))
        room = self.size.width - 4
        lines: list[Paragraph] = [(cut(item.action.title, room), "bold"), (cut(facts, room), "")]
        if said := answer_text(item.answer):
            lines.append((said, "bold $accent"))
        lines.append((cut(item_theme(self.comparison, item), room), "$foreground 80%"))
        lines += [(text, "") for text in change_lines(self.comparison, item)]
        lines += [(cut(text, room), QUIET) for text in history_lines(item.action)]
        return lines

    # Keys

    def action_helped(self) -> None:
        """The next answer for the action under the cursor; after the last one, none."""
        item = self._item()
        if item is None or not self.meant():
            return
        answers = [None, *HELPED]
        now = item.answer.helped if item.answer else None
        self._answer(item, helped=answers[(answers.index(now) + 1) % len(answers)])

    def action_felt(self, felt: Felt) -> None:
        """How much of it is felt; the same once more takes it away."""
        item = self._item()
        if item is not None and self.meant():
            now = item.answer.felt if item.answer else None
            self._answer(item, felt=None if felt == now else felt)

    def action_said(self) -> None:
        """Write what the room says of it."""
        item = self._item()
        if item is not None:
            self._ask_said(item, item.answer.said if item.answer else "")

    def _ask_said(self, item: SinceLast, text: str) -> None:
        field = FormField("said", _("What does the room say?"), text, parse_text)

        def save(typed: Mapping[str, str]) -> None:
            def again() -> None:
                self._ask_said(self._again(item), typed["said"])

            self._answer(self._again(item), again, said=typed["said"])

        self.amu.form(item.action.title, [field], save)

    def _again(self, item: SinceLast) -> SinceLast:
        """`item` as it is by now: others may have answered while a form was open."""
        return next(one for one in self._all() if one.id == item.id)

    def action_close(self) -> None:
        """Nothing more is done about it; once more: it is open again."""
        item = self._item()
        if item is None or not self.meant():
            return
        if item.follower is not None:
            self.amu.say(_("it goes on as an action here: the step “Actions” can delete that"))
        else:
            self._answer(item, closed=not (item.answer and item.answer.closed))

    def _answer(self, item: SinceLast, again: Any = None, **what: object) -> None:
        answer = item.answer or Answer(date=date.today())
        answer = msgspec.structs.replace(answer, date=date.today(), **what)
        try:
            self.store.put_answer(item.id, item.action.title, answer)
        except AmuError as error:
            self.amu.tell(error, again)

    def action_goes_on(self) -> None:
        """Make it an action of this session; where it is one already, change that."""
        item = self._item()
        if item is None:
            return
        if item.follower is not None:
            fields, follower = action_fields(item.follower), item.follower
            self.ask(_("Change the action"), fields, lambda typed: changed(follower, typed))
        elif item.theme.now in self.session.instrument.themes:
            self._go_on(item, item.theme.now)
        else:
            options = [
                (theme, item_name(self.session, theme)) for theme in self.session.instrument.order()
            ]
            title = _("Which theme does it go on for?")
            self.amu.pick(title, options, lambda theme: self._go_on(item, theme))

    def _go_on(self, item: SinceLast, theme: str) -> None:
        new: Action = goes_on(item.action, item.id, theme)
        title = _("Goes on: who is responsible now, and by when?")
        self.ask(title, action_fields(new), lambda typed: changed(new, typed))

    def action_read(self) -> None:
        """All that is known of the action under the cursor."""
        item = self._item()
        if item is not None:
            first, *rest = item_lines(self.comparison, item)
            self.amu.message(first, "\n".join(rest))

    def action_next_one(self) -> None:
        """To the next that is not answered."""
        items = self._all()
        here = next((n for n, item in enumerate(items) if item.id == self.items.key), 0)
        for item in (*items[here + 1 :], *items[: here + 1]):
            if not item.answered:
                self.items.move_to(item.id)
                return
        self.amu.say(_("all are answered: → goes on to the next step"))
