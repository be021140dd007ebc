"""A checklist on one screen: its questions with what is answered, and the one under the cursor.

Every answer is saved as it is given; Esc goes back to the step.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from amu_tui.dates import parse_day
from amu_tui.errors import Conflict
from amu_tui.model.checklists.answers import Answer, possible
from amu_tui.model.checklists.checklist import WHEN_WORDS, Checklist, Question
from amu_tui.model.meeting.action import parse_name
from amu_tui.model.meeting.session import check_date
from amu_tui.render.report.checklists import (
    answer_text,
    answered_by,
    choice_text,
    how_many,
    what_to_answer,
)
from amu_tui.text import cut, fit, right, width, wrap
from amu_tui.tui.keys import KEYS, bindings
from amu_tui.tui.kit.dialogs import FormField, day_field
from amu_tui.tui.kit.full_screen import FullScreen
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import HEADING, QUIET
from amu_tui.words import _, pick

WHO = "who/"
"""The key of the last row: who answers, and when."""
DETAIL = 5
"""Lines under the rule, so that the list keeps its height."""


class ChecklistScreen(FullScreen):
    """The questions as a list; arrows answer where there is something to choose between."""

    BINDINGS = [
        *bindings("checklist"),
        *(Binding(digit, f"take({digit})", show=False) for digit in "123456789"),
    ]
    CONTEXTS = ("checklist", "list", "everywhere")

    def __init__(self, checklist: Checklist) -> None:
        super().__init__()
        self.checklist = checklist

    def body(self) -> ComposeResult:
        """The questions, and the one under the cursor whole."""
        yield RowList(id="questions")
        yield Static("", id="rule", classes="rule")
        yield Static("", id="question", classes="detail")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        self.show()

    def on_row_list_moved(self) -> None:
        """Another question is under the cursor."""
        self._show_question()

    # What is shown

    def show(self) -> None:
        """Draw everything again."""
        if self.size.width <= GUTTER:
            return
        answers = self.store.answers(self.checklist)
        kept = self.session.checklists.get(self.checklist.id)
        title = f"{pick(self.checklist.title)} · {how_many(self.checklist, answers)}"
        if kept is not None:
            title += f" · {_('saved')}"
        caveats = [_("SYNTHETIC DATA")] if self.session.info.synthetic else []
        when = _(WHEN_WORDS[self.checklist.when])
        self.show_edges(self.session.name, when, caveats, title, KEYS["checklist"])
        self.query_one(RowList).set_rows([*self._rows()])
        self.query_one("#rule", Static).update(Content("─" * self.size.width))
        self._show_question()

    def _rows(self) -> Iterator[ListRow]:
        given = self.store.answers(self.checklist).answers
        number = 0
        for part, asked in self.checklist.by_part():
            if part is not None:
                yield ListRow(Content.styled(pick(part.title), HEADING))
            for item, question in asked.items():
                number += 1
                answer = given.get(item)
                said = "" if answer is None else answer_text(question, answer)
                yield self._row(str(number), pick(question.text), said, item)
        yield ListRow(Content.styled(_("Who answers"), HEADING))
        kept = self.session.checklists.get(self.checklist.id)
        names = [kept.answers.leader, kept.answers.safety_representative] if kept else []
        text = _("Leader, safety representative and date")
        yield self._row("", text, ", ".join(filter(None, names)), WHO)

    def _row(self, number: str, text: str, said: str, key: str) -> ListRow:
        room = self.size.width - GUTTER - 1
        answer = min(36, max(20, room // 4)) + 1 if said else 0
        line = f"{right(number, 3)}  {fit(text, room - answer - 5)}"
        line += f" {fit(said, answer - 1)}" if said else ""
        return ListRow(Content.styled(line, "" if said else QUIET), key)

    def _show_question(self) -> None:
        self.query_one("#question", Static).update(Content("\n").join(self._detail()))

    def _detail(self) -> list[Content]:
        """The question whole, what can be answered, and a long answer as far as there is room."""
        cells = max(20, self.size.width - 2)
        kept = self.session.checklists.get(self.checklist.id)
        question = self._question
        if question is None:
            lines = [Content(answered_by(kept.answers) if kept else "")]
            return self._filled([*lines, Content.styled(_("Enter: write the names"), QUIET)])
        lines = [Content.styled(line, "bold") for line in wrap(pick(question.text), cells)[:2]]
        answer = self._answer
        if choices := possible(question):
            lines += self._choices(question, choices, answer, cells)
        elif answer is not None:
            written = wrap(answer_text(question, answer), cells)
            most = DETAIL - len(lines)
            if len(written) > most:
                written = [*written[: most - 1], cut(" ".join(written[most - 1 :]), cells)]
            lines += [Content(line) for line in written]
        else:
            how = what_to_answer(question)
            text = _("Enter: write the answer") + (f" ({how})" if how else "")
            lines.append(Content.styled(text, QUIET))
        return self._filled(lines)

    def _filled(self, lines: list[Content]) -> list[Content]:
        return [*lines, *[Content("")] * DETAIL][:DETAIL]

    def _choices(
        self, question: Question, choices: tuple[Answer, ...], answer: Answer | None, cells: int
    ) -> list[Content]:
        """The answers with the digit that takes each, the one that is given in brackets."""
        parts = []
        for number, choice in enumerate(choices, 1):
            text = choice_text(question, choice)
            said = text if question.kind == "scale" else f"{number} {text}"
            parts.append(f"[{said}]" if choice == answer else f" {said} ")
        lines = _wrap_apart(parts, cells)
        if question.kind == "scale":
            lines.append(what_to_answer(question))
        return [Content(line) for line in lines]

    @property
    def _question(self) -> Question | None:
        """The question under the cursor; None on the row of who answers."""
        return self.checklist.questions.get(self.query_one(RowList).key)

    @property
    def _answer(self) -> Answer | None:
        return self.store.answers(self.checklist).answers.get(self.query_one(RowList).key)

    # Answering

    def action_turn(self, way: int) -> None:
        """The next answer, or the one before, of those that one chooses between."""
        question = self._question
        if question is None or not (choices := possible(question)):
            self.action_write()
            return
        answer = self._answer
        if answer is None:
            at = 0 if way > 0 else len(choices) - 1
        else:
            at = min(max(choices.index(answer) + way, 0), len(choices) - 1)
        self._give(choices[at])

    def action_take(self, number: int) -> None:
        """Take the answer with that number, and go on to the next question."""
        question = self._question
        choices = possible(question) if question is not None else ()
        if number <= len(choices) and self._give(choices[number - 1]):
            self.query_one(RowList).action_down()

    def action_clear(self) -> None:
        """Take the answer away."""
        if self._question is not None and self._answer is not None:
            self._give(None)

    def action_write(self) -> None:
        """Write a text or a date; where there is a choice, go on to the next question."""
        question = self._question
        if question is None:
            self._ask_who()
        elif possible(question):
            self.query_one(RowList).action_down()
        else:
            self._ask(question)

    def _ask(self, question: Question) -> None:
        answer, label = self._answer, pick(question.text)
        date = question.kind == "date"
        if date:
            before = datetime.date.fromisoformat(str(answer)) if answer is not None else None
            field = day_field("answer", label, before, past=question.past)
        else:
            field = FormField("answer", label, str(answer or ""))

        def answered(typed: Mapping[str, str]) -> None:
            text = typed["answer"]
            if date:
                found = parse_day(text, datetime.date.today(), past=question.past)
                text = str(found or "")
            if self._give(text or None) and text:
                self.query_one(RowList).action_down()

        self.amu.form(pick(self.checklist.title), [field], answered)

    def _ask_who(self) -> None:
        answers, people = self.store.answers(self.checklist), self.session.info.people
        other = answers.safety_representative
        fields = [
            FormField("leader", _("Leader"), answers.leader, parse_name, people.leader),
            FormField(
                "other",
                _("Safety representative"),
                other,
                parse_name,
                people.safety_representative,
            ),
            day_field("date", _("Date"), answers.date, _not_to_come, past=True),
        ]

        def answered(typed: Mapping[str, str]) -> None:
            changed = msgspec.structs.replace(
                answers,
                leader=parse_name(typed["leader"]),
                safety_representative=parse_name(typed["other"]),
                date=_not_to_come(typed["date"]) or answers.date,
            )
            self._attempt(lambda: self.store.answered_by(self.checklist, changed))

        self.amu.form(_("Who answers"), fields, answered)

    def _give(self, answer: Answer | None) -> bool:
        item = self.query_one(RowList).key
        return self._attempt(lambda: self.store.answer(self.checklist, item, answer))

    def _attempt(self, do: Callable[[], None]) -> bool:
        """Do it and show it; what somebody else has answered at the same moment is shown too."""

        def attempted() -> None:
            try:
                do()
            except Conflict:
                self.store.look_again()
                raise
            finally:
                self.show()

        return self.amu.attempt(attempted)

    def action_back(self) -> None:
        """Back to the step; all is saved."""
        self.dismiss()


def _not_to_come(text: str) -> datetime.date | None:
    today = datetime.date.today()
    date = parse_day(text, today, past=True)
    return date and check_date(date, today)


def _wrap_apart(parts: list[str], cells: int) -> list[str]:
    """`parts` on as many lines as they need, none of them broken unless it is too long."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]}  {part}" if lines[-1] else part
        if lines[-1] and width(joined) > cells:
            lines.append(part)
        else:
            lines[-1] = joined
    return [cut(line, cells) for line in lines]
