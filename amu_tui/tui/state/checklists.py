"""Answers to checklists: each is saved at once, and can be undone."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from amu_tui.tui.state.opened import OpenSession
from amu_tui.tui.state.undo import short
from amu_tui.words import _, pick

if TYPE_CHECKING:
    from amu_tui.model.checklists.answers import Answer, Answers
    from amu_tui.model.checklists.checklist import Checklist, When


class ChecklistAnswers(OpenSession):
    """The part of the store that answers checklists."""

    def checklists(self, when: When) -> list[Checklist]:
        """Those that can be answered before the meeting, or after it."""
        from amu_tui.files.checklists.forms import available

        return [one for one in available(self._writable.path).values() if one.when == when]

    def answers(self, checklist: Checklist) -> Answers:
        """What is answered so far."""
        from amu_tui.model.checklists.answers import Answers

        found = self.session.checklists.get(checklist.id)
        return found.answers if found else Answers(id=checklist.id, date=datetime.date.today())

    def answer(self, checklist: Checklist, item: str, answer: Answer | None) -> None:
        """Answer a question, or take its answer away."""
        before = self.answers(checklist).answers.get(item)
        put = partial(self._put_answer, checklist, item)
        put(answer)
        question = short(pick(checklist.questions[item].text))
        what = _("the answer to “{question}”").format(question=question)
        self.history.add(what, put, before, answer)
        self._now(self.session, _("saved"))

    def answered_by(self, checklist: Checklist, answers: Answers) -> None:
        """Say who answers, and when: `answers` with another date or other names."""
        before = self.answers(checklist)
        put = partial(self._put_answers, checklist)
        put(answers)
        self.history.add(_("who answers"), put, before, answers)
        self._now(self.session, _("saved"))

    def _put_answer(self, checklist: Checklist, item: str, answer: Answer | None) -> None:
        base = self.answers(checklist)
        given = {**base.answers, item: answer}
        left = {key: value for key, value in given.items() if value is not None}
        self._put_answers(checklist, msgspec.structs.replace(base, answers=left))

    def _put_answers(self, checklist: Checklist, answers: Answers) -> None:
        from amu_tui.model.checklists.answers import Answered

        seen = self.session.checklists.get(checklist.id)
        kept = self._writable.save_answers(answers, seen.answers if seen else None)
        every = {**self.session.checklists, checklist.id: Answered(checklist, kept)}
        self.session = msgspec.structs.replace(self.session, checklists=every)
