"""Checklists in words: their questions, what can be answered, and what was."""

import datetime
from collections.abc import Iterator
from typing import Any

from amu_tui.model.checklists.answers import Answer, Answered, Answers, possible
from amu_tui.model.checklists.checklist import HIGHEST, LOWEST, YES_NO, Checklist, Question
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Anchors
from amu_tui.render.forms.blocks import Block, Column, Heading, Paragraph, Table
from amu_tui.words import _, day, language, pick


def choice_text(question: Question, answer: Answer) -> str:
    """One of the answers that one chooses between, in words."""
    if question.kind == "yes-no":
        return _(YES_NO[str(answer)])
    if question.kind == "choice":
        return pick(question.options[str(answer)].text)
    return str(answer)


def answer_text(question: Question, answer: Answer) -> str:
    """What was answered, in words: a figure with its scale, a date as people write it."""
    if question.kind == "scale":
        return _("{n} of {most}").format(n=answer, most=HIGHEST)
    if question.kind == "date":
        return day(datetime.date.fromisoformat(str(answer)))
    return str(answer) if question.kind == "text" else choice_text(question, answer)


def what_to_answer(question: Question) -> str:
    """What can be answered: the choices, the ends of the scale, a date, or nothing to say."""
    if question.kind == "scale":
        least, most = _ends(question)
        return f"{LOWEST} {least} – {HIGHEST} {most}" if least and most else f"{LOWEST}–{HIGHEST}"
    if question.kind == "date":
        return _("a date")
    return ", ".join(choice_text(question, item) for item in possible(question))


def _ends(question: Question) -> tuple[str, str]:
    every = question.anchors
    ends = every.get(language()) or next(iter(every.values()), Anchors())
    return ends.min, ends.max


def how_many(checklist: Checklist, answers: Answers | None) -> str:
    """How many of the questions are answered."""
    count = Answered(checklist, answers).count() if answers is not None else 0
    most = len(checklist.questions)
    return _("{n} of {most} answered").format(n=count, most=most)


def checklist_blocks(session: Session) -> Iterator[Block]:
    """The checklists that are answered, as a part of the report each."""
    for one in session.checklists.values():
        rows = tuple(
            (pick(question.text), answer_text(question, one.answers.answers[item]))
            for _part, asked in one.checklist.by_part()
            for item, question in asked.items()
            if item in one.answers.answers
        )
        if rows:
            yield Heading(pick(one.checklist.title))
            yield Paragraph(answered_by(one.answers))
            yield Table((Column(_("Question"), "text"), Column(_("Answer"), "text")), rows)


def answered_by(answers: Answers) -> str:
    """When it was answered and by whom, as far as they are named."""
    leader, other = answers.leader, answers.safety_representative
    if leader and other:
        text = _("Answered {date} by {leader}, leader, and {other}, safety representative.")
    elif leader:
        text = _("Answered {date} by {leader}, leader.")
    elif other:
        text = _("Answered {date} by {other}, safety representative.")
    else:
        text = _("Answered {date}.")
    return text.format(date=day(answers.date), leader=leader, other=other)


def checklist_json(checklist: Checklist, answers: Answers | None) -> dict[str, Any]:
    """A checklist with its answers, for programs; `answer` is null where there is none."""
    given = answers.answers if answers is not None else {}
    return {
        "id": checklist.id,
        "title": pick(checklist.title),
        "when": checklist.when,
        "date": answers.date if answers is not None else None,
        "leader": answers.leader if answers is not None else "",
        "safety_representative": answers.safety_representative if answers is not None else "",
        "answered": len(given),
        "questions": [
            {
                "id": item,
                "part": question.part,
                "kind": question.kind,
                "text": pick(question.text),
                "choices": list(possible(question)),
                "answer": given.get(item),
            }
            for _part, asked in checklist.by_part()
            for item, question in asked.items()
        ],
    }
