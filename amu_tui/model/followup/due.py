"""What is due when: deadlines, days on which an effect is judged, answers, the review."""

import datetime
from collections.abc import Collection
from typing import Literal

import msgspec

from amu_tui.model.followup.progress import owners
from amu_tui.model.meeting.action import OPEN, Action
from amu_tui.model.meeting.session import Session

Kind = Literal["deadline", "effect", "answer", "review"]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has a day.

    `action` is the id of the action that it is about, None for the review of the whole plan;
    `who` are those whose turn it is. `finished` is what need not be done any more; `stopped`
    where it never will be.
    """

    day: datetime.date
    kind: Kind
    title: str
    who: tuple[str, ...] = ()
    action: str | None = None
    revision: int = 1
    changed: datetime.date | None = None
    finished: bool = False
    stopped: bool = False


def all_due(session: Session, handed_on: Collection[str] = ()) -> list[Due]:
    """Everything in a session that has a day, by day; what is finished too.

    Of the actions that are `handed_on` to a later session nothing is due in this one any more.
    """
    found = [
        due
        for action in session.actions.values()
        for due in _of(action, stopped=action.status == "stopped" or action.id in handed_on)
    ]
    review = session.details.review
    if review.date is not None:
        found.append(
            Due(
                day=review.date,
                kind="review",
                title="",
                who=(review.body,) if review.body else (),
                revision=session.details.revision,
            )
        )
    return sorted(
        found, key=lambda due: (due.day, due.title.casefold(), due.action or "", due.kind)
    )


def due_within(
    session: Session, today: datetime.date, days: int, handed_on: Collection[str] = ()
) -> list[Due]:
    """What is not finished and has its day in `days` days or less, or has had it already.

    Of a review nobody writes down that it was held: it is due up to its day.
    """
    last = today.toordinal() + days
    return [
        due
        for due in all_due(session, handed_on)
        if not due.finished
        and due.day.toordinal() <= last
        and (due.kind != "review" or due.day >= today)
    ]


def _of(action: Action, *, stopped: bool) -> list[Due]:
    def due(day: datetime.date, kind: Kind, who: tuple[str, ...], finished: bool) -> Due:
        return Due(
            day=day,
            kind=kind,
            title=action.title,
            who=who,
            action=action.id,
            revision=action.revision,
            changed=action.saved_on,
            finished=finished or stopped,
            stopped=stopped,
        )

    found = []
    if action.deadline is not None:
        done = action.status not in OPEN
        found.append(due(action.deadline, "deadline", owners(action), done))
    if action.judge_on is not None:
        felt = any(
            note.felt is not None and note.date >= action.judge_on for note in action.notes.values()
        )
        found.append(due(action.judge_on, "effect", owners(action), felt))
    matter = action.matter
    if matter is not None and matter.answer_by is not None:
        answered = bool(matter.answer) or matter.answered is not None
        found.append(due(matter.answer_by, "answer", (matter.to,) if matter.to else (), answered))
    return found
