"""The action report laid out as it is filed, for the screen: one table for each aim.

It says what `render.report.markdown` writes to the file, with owners and deadlines in columns.
"""

import datetime
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from textual.content import Content

from amu_tui.model.meeting.action import STATUS_WORDS, Action
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.tally import Round
from amu_tui.render.aims import ACTION_HEADINGS
from amu_tui.render.damage import where
from amu_tui.render.report.markdown import BLANK_LINE
from amu_tui.render.report.outline import Report, report
from amu_tui.render.report.rounds import round_lines
from amu_tui.render.results.plain import synthetic_line
from amu_tui.text import fit, wrap
from amu_tui.words import _, day, ngettext, pick

OWNER, DEADLINE, PLACE = 18, 10, 2
NARROWEST = 20
"""Cells that the words of an action need for owners and deadlines to stand beside them."""
QUIET = "$foreground 70%"


def missing(session: Session) -> list[str]:
    """What the report still lacks, in the order in which it is usually done."""
    damaged = session.blocking("report")
    lacks = [_("{file} cannot be read").format(file=where(problem)) for problem in damaged]
    ours = [action for action in session.actions.values() if action.basket == "ours"]
    if session.themes is None and not session.blocking("themes"):
        lacks.append(_("themes are not chosen yet"))
    if not ours and not session.blocking("actions"):
        lacks.append(_("there are no actions yet"))
    elif session.priorities is None and not session.blocking("actions"):
        lacks.append(_("actions are not prioritised yet"))
    half = sum(not action.owner or action.deadline is None for action in ours)
    if half:
        said = ngettext(
            "{n} action has no one responsible or no deadline",
            "{n} actions have no one responsible or no deadline",
            half,
        )
        lacks.append(said.format(n=half))
    signed = session.signature
    if signed is None or not (signed.leader and signed.safety_representative):
        lacks.append(_("it is not signed by both"))
    return lacks


def report_lines(session: Session, today: datetime.date, columns: int) -> list[Content]:
    """The whole report in lines of at most `columns` cells."""
    told = report(session, today)
    blocks = [_head(session, told, columns)]
    for aim in AIMS:
        actions = _table(session, told.of(aim), columns)
        blocks.append([_heading(_(ACTION_HEADINGS[aim])), *actions])
    leader = _table(session, told.leader, columns)
    blocks.append([_heading(_("Passed on to the leader")), *leader])
    for title, closed in (
        (_("How the themes were chosen"), session.themes),
        (_("How the actions were prioritised"), session.priorities),
    ):
        if closed is not None:
            blocks.append([_heading(title), *_round(session, closed, columns)])
    blocks.append([_heading(_("Signatures")), *_signatures(session, told, columns)])
    return [line for block in blocks for line in (*block, Content(""))][:-1]


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $primary")


def _head(session: Session, told: Report, columns: int) -> list[Content]:
    title = _("Work environment survey {round} – action report").format(round=told.round)
    lines = [Content.styled(line, "bold") for line in wrap(title, columns)]
    if session.info.synthetic:
        lines.append(Content.styled(synthetic_line(), "$warning"))
    about = (f"{_('Date')}: {day(told.date)}", f"{_('Unit')}: {told.unit}")
    filed = _("filed in the unit’s case folder for the work environment survey")
    lines += [Content(line) for text in about for line in wrap(text, columns)]
    return [*lines, *(Content.styled(line, QUIET) for line in wrap(f"({filed})", columns))]


def _table(session: Session, actions: Sequence[Action], columns: int) -> Iterator[Content]:
    """Actions with theme and status below; owners and deadlines in columns where they fit."""
    if not actions:
        yield Content(_("No actions."))
        return
    room = columns - PLACE - OWNER - DEADLINE - 3
    wide = room >= NARROWEST
    if wide:
        heads = _beside([_("Action")], [_("Responsible")], _("Deadline"), room)
        yield from _placed("", heads, QUIET)
    for action in actions:
        known = action.theme in session.instrument.themes
        theme = pick(session.instrument.name(action.theme)) if known else action.theme
        deadline = "" if action.deadline is None else day(action.deadline)
        told = [theme, _(STATUS_WORDS[action.status])]
        if wide:
            owners = wrap(action.owner, OWNER)
            lines = _beside(wrap(action.title, room), owners, deadline, room)
        else:
            lines = wrap(action.title, columns - PLACE - 1)
            told += [action.owner, deadline]
        place = session.priority(action.id)
        yield from _placed(f"{place}." if place else "", lines)
        about = " · ".join(text for text in told if text)
        yield from _placed("", wrap(about, room if wide else columns - PLACE - 1), QUIET)


def _placed(place: str, lines: Sequence[str], style: str = "") -> Iterator[Content]:
    """Lines indented by the column of places, which the first of them fills."""
    for number, line in enumerate(lines):
        yield Content.styled(f"{fit('' if number else place, PLACE)} {line}".rstrip(), style)


def _beside(titles: Sequence[str], owners: Sequence[str], deadline: str, room: int) -> list[str]:
    """A row of the table in as many lines as its longest cell takes."""
    cells = zip_longest(titles, owners, [deadline], fillvalue="")
    return [f"{fit(title, room)} {fit(owner, OWNER)} {date}" for title, owner, date in cells]


def _round(session: Session, closed: Round, columns: int) -> Iterator[Content]:
    for said in round_lines(session, closed):
        yield from (Content(line) for line in wrap(said, columns))


def _signatures(session: Session, told: Report, columns: int) -> Iterator[Content]:
    people = session.info.people
    for role, signed, name in (
        (_("Leader"), told.leader_signed, people.leader),
        (_("Safety representative"), told.representative_signed, people.safety_representative),
    ):
        if signed:
            text = _("{name}, signed {date}").format(name=signed, date=day(told.date))
        else:
            text = f"{BLANK_LINE} ({name})" if name else BLANK_LINE
        yield from (Content(line) for line in wrap(f"{role}: {text}", columns))
