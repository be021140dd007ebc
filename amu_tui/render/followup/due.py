"""What is due, as lines and as JSON."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from amu_tui.model.followup.due import Due
from amu_tui.model.meeting.session import Session
from amu_tui.text import apart, fit, width
from amu_tui.words import _, day, ngettext


def what(due: Due) -> str:
    """What is to be done on its day, in a few words."""
    if due.kind == "review":
        return _("review the plan")
    texts = {
        "deadline": "{title}",
        "effect": _("judge the effect: {title}"),
        "answer": _("an answer from above: {title}"),
    }
    return texts[due.kind].format(title=due.title)


def how_long(date: datetime.date, today: datetime.date) -> str:
    """How far a day is from today: `in 3 days`, `today`, `3 days overdue`."""
    days = (date - today).days
    if days < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)
    if not days:
        return _("today")
    return ngettext("in {n} day", "in {n} days", days).format(n=days)


def due_lines(
    found: Sequence[tuple[Session, Due]], today: datetime.date, *, named: bool
) -> Iterator[str]:
    """A line for each, by day; `named` where there are sessions to tell apart."""
    whens = [how_long(due.day, today) for _session, due in found]
    cells = max(map(width, whens), default=0)
    for (session, due), when in zip(found, whens, strict=True):
        who = ", ".join(due.who)
        parts = [what(due), who, session.name if named else ""]
        text = " · ".join(map(apart, filter(None, parts)))
        yield f"{day(due.day)}  {fit(when, cells)}  {text}"


def due_json(session: Session, due: Due, today: datetime.date) -> dict[str, Any]:
    """One of them as `amu due --json` prints it; `days` is less than 0 where it is overdue."""
    return {
        "session": session.info.id,
        "folder": session.folder,
        "unit": session.info.unit,
        "round": session.info.round,
        "day": due.day,
        "days": (due.day - today).days,
        "kind": due.kind,
        "action": due.action,
        "title": due.title,
        "who": list(due.who),
    }
