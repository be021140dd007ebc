"""The answers to a checklist, and whether one can be the answer to its question."""

import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from amu_tui.messages import Message
from amu_tui.model.checklists.checklist import (
    HIGHEST,
    LOWEST,
    YES_NO,
    Checklist,
    Question,
)
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id

Answer = str | int
"""The id of an option, a figure from 1 to 5, a text, or a date as year-month-day."""


class Answers(Frozen, frozen=True, kw_only=True):
    """`checklists/ID.toml`: who answered, when, and what; `revision` counts up from 1.

    `leader` and `safety_representative` are names as they are to stand in the report, `account`
    is the login that saved the last of the answers.
    """

    schema: int = SCHEMA
    id: Id
    revision: Annotated[int, Meta(ge=1)] = 1
    date: datetime.date
    leader: str = ""
    safety_representative: str = ""
    account: str = ""
    answers: dict[Id, Answer] = {}


HEAD = ("date", "leader", "safety_representative")
"""What is asked of every checklist: when it was answered, and by whom."""


class Answered(msgspec.Struct, frozen=True):
    """A checklist and what was answered to it."""

    checklist: Checklist
    answers: Answers

    def count(self) -> int:
        """How many of the questions are answered."""
        return sum(item in self.answers.answers for item in self.checklist.questions)


def possible(question: Question) -> tuple[Answer, ...]:
    """The answers that one chooses between; none where one writes."""
    if question.kind == "yes-no":
        return tuple(YES_NO)
    if question.kind == "scale":
        return tuple(range(LOWEST, HIGHEST + 1))
    return tuple(question.options)


def misfit(question: Question, answer: Answer) -> Message | None:
    """Why `answer` cannot be one to `question`; None where it can."""
    choices = possible(question)
    if choices and (type(answer), answer) not in [(type(item), item) for item in choices]:
        names = ", ".join(map(str, choices))
        return Message('"{answer}" is none of the answers: {names}', answer=answer, names=names)
    if not choices and not isinstance(answer, str):
        return Message('"{answer}" should be a text', answer=answer)
    if question.kind == "date" and not _is_date(answer):
        return Message('"{answer}" is not a date, written year-month-day', answer=answer)
    return None


def _is_date(answer: Answer) -> bool:
    try:
        return str(datetime.date.fromisoformat(str(answer))) == answer
    except ValueError:
        return False


def merged(seen: Answers | None, mine: Answers, theirs: Answers) -> tuple[Answers, list[str]]:
    """`mine` and `theirs`, both made of `seen`, laid together question by question.

    Returns them with the ids of the questions, and the names of the fields, that both have
    answered and not alike; there `theirs` holds.
    """
    clashes: list[str] = []

    def one(name: str, base: object, my: object, their: object) -> Any:
        if my in (base, their):
            return their
        if their == base:
            return my
        clashes.append(name)
        return their

    base = seen or Answers(id=mine.id, date=mine.date)
    answers: dict[str, Any] = {}
    for item in {**theirs.answers, **mine.answers}:
        answer = one(item, *(of.answers.get(item) for of in (base, mine, theirs)))
        if answer is not None:
            answers[item] = answer
    fields = {name: one(name, *(getattr(of, name) for of in (base, mine, theirs))) for name in HEAD}
    return msgspec.structs.replace(theirs, account=mine.account, answers=answers, **fields), clashes


def public_answers(one: Answered) -> Answered:
    """What everybody may see: no names, and of the answers those that one chooses, and dates."""
    asked = one.checklist.questions
    kept = {key: it for key, it in one.answers.answers.items() if asked[key].kind != "text"}
    nobody = {"leader": "", "safety_representative": "", "account": ""}
    answers = msgspec.structs.replace(one.answers, answers=kept, **nobody)
    return Answered(one.checklist, answers)
