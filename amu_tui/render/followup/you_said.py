"""“You said – we did”: one page for those who answered, as blocks for every form of it."""

import datetime
from collections.abc import Iterator, Sequence

from amu_tui.model.followup.notes import by_date
from amu_tui.model.meeting.action import OPEN, Action
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.render.aims import theme_name
from amu_tui.render.decisions.plans import matter_lines, status_text
from amu_tui.render.forms.blocks import Block, Document, Fact, Facts, Heading, List, Paragraph
from amu_tui.render.results.plain import synthetic_line
from amu_tui.text import clean
from amu_tui.words import N_, _, day, language, ngettext

MOST, LONGEST = 4, 120
"""Actions told of one theme, and letters of a note: it is one page, and the report has it all."""

_SAID: dict[Aim, str] = {
    "preserve": N_("You said: preserve “{theme}”"),
    "improve": N_("You said: improve “{theme}”"),
}


def you_said(session: Session, today: datetime.date) -> Document:
    """The page of `session`, dated `today`."""
    return Document(
        title=_("You said – we did"),
        language=language(),
        author=session.info.unit,
        date=today,
        blocks=tuple(_blocks(session, today)),
    )


def _blocks(session: Session, today: datetime.date) -> Iterator[Block]:
    if session.info.synthetic:
        yield Paragraph(synthetic_line(), "warning")
    facts = ((_("Unit"), session.info.unit), (_("Round"), session.info.round))
    yield Facts(tuple(Fact(*fact) for fact in (*facts, (_("Date"), day(today)))))
    if session.themes is None:
        yield Paragraph(_("No themes have been chosen yet."))
        return
    actions = session.actions.values()
    done = sum(action.status == "done" for action in actions)
    if actions:
        yield Paragraph(_("{n} of {all} actions are done.").format(n=done, all=len(actions)))
    for aim in AIMS:
        for theme in session.chosen(aim):
            yield from _theme(session, aim, theme, today)
    passed = [action for action in session.actions_for() if action.basket == "leader"]
    if passed:
        yield Heading(_("What was passed on to the leader"))
        yield from _told(session, passed, today)


def _theme(session: Session, aim: Aim, theme: str, today: datetime.date) -> Iterator[Block]:
    yield Heading(_(_SAID[aim]).format(theme=theme_name(session, theme)))
    if goal := session.details.goals.get(theme):
        yield Paragraph(_("The goal: {goal}").format(goal=goal))
    ours = [a for a in session.actions_for(aim=aim, theme=theme) if a.basket == "ours"]
    if ours:
        yield from _told(session, ours, today)
    else:
        yield Paragraph(_("No action was written for it."))


def _told(session: Session, actions: Sequence[Action], today: datetime.date) -> Iterator[Block]:
    """The actions in a list: first what was done and begun, then what was put first."""
    order = ("done", "started", "stopped", "planned")
    ranked = sorted(
        actions, key=lambda a: (order.index(a.status), session.priority(a.id) or len(actions) + 1)
    )
    yield List(tuple(_line(action, today) for action in ranked[:MOST]))
    left = len(ranked) - MOST
    if left > 0:
        more = ngettext("And {n} more action.", "And {n} more actions.", left)
        yield Paragraph(more.format(n=left), "remark")


def _line(action: Action, today: datetime.date) -> str:
    """What we did, how it goes, by when, and the last that was said of it."""
    status = status_text(action)
    if action.status in OPEN and action.deadline is not None and action.deadline >= today:
        status = _("{status}, by {date}").format(status=status, date=day(action.deadline))
    line = _("{title} – {status}").format(title=action.title.rstrip("."), status=status)
    parts = [line, *matter_lines(action)]
    if notes := by_date(action):
        last = notes[-1]
        said = _("{date}: {text}").format(date=day(last.date), text=clean(last.text, limit=LONGEST))
        if last.felt is not None:
            said += f" ({_('effect felt: {n} of 5').format(n=last.felt)})"
        parts.append(said)
    return " · ".join(part.rstrip(".") for part in parts)
