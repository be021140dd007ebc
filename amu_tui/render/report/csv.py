"""The action report as a table for a spreadsheet, in which no cell is ever a formula.

Comma-separated as RFC 4180 says, with header names that a program can rely on in any
language. A file of it is written in `ENCODING`, whose mark tells Excel that it is UTF-8.
"""

import csv
import datetime
import io

from amu_tui.model.formulas import safe_cell
from amu_tui.model.meeting.action import Action, Matter
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.wording import action_file, since_prioritised, since_signed
from amu_tui.render.report.outline import report
from amu_tui.words import pick

ENCODING = "utf-8-sig"
"""For a file; a pipe gets plain UTF-8."""

HEADER = (
    "aim",
    "basket",
    "priority",
    "theme",
    "theme_name",
    "title",
    "owner",
    "deadline",
    "status",
    "id",
    "changed_since",
    "co_owners",
    "level",
    "when",
    "then",
    "effect",
    "judged",
    "judge_on",
    "done_on",
    "passed_to",
    "answer_by",
    "answer",
    "answered",
)


def report_csv(session: Session, today: datetime.date) -> str:
    """The report as CSV text without a byte order mark, CRLF at each line's end."""
    content = report(session, today)
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    # Whose results the themes were chosen from, where they were not the unit's own.
    shown = [session.results.shown_for] if session.results.shown_for else []
    writer.writerow([*HEADER, *(["results_of"] if shown else [])])
    changed = {
        "prioritised": {change.file for change in since_prioritised(session)},
        "signed": {change.file for change in since_signed(session)},
    }
    for action in (*content.ours.preserve, *content.ours.improve, *content.passed_on):
        since = [word for word, files in changed.items() if action_file(action.id) in files]
        cells = (*_cells(session, action), " ".join(since), *_plan_cells(action))
        writer.writerow([*cells, *map(safe_cell, shown)])
    return sheet.getvalue()


def _cells(session: Session, action: Action) -> tuple[str, ...]:
    priority = session.priority(action.id)
    known = action.theme in session.instrument.themes
    return (
        action.aim,
        action.basket,
        "" if priority is None else str(priority),
        action.theme,
        safe_cell(pick(session.instrument.name(action.theme))) if known else "",
        safe_cell(action.title),
        safe_cell(action.owner),
        _date(action.deadline),
        action.status,
        action.id,
    )


def _plan_cells(action: Action) -> tuple[str, ...]:
    matter = action.matter or Matter()
    return (
        safe_cell("; ".join(action.co_owners)),
        action.level or "",
        safe_cell(action.when),
        safe_cell(action.then),
        safe_cell(action.effect),
        safe_cell(action.judged),
        _date(action.judge_on),
        _date(action.done_on),
        safe_cell(matter.to),
        _date(matter.answer_by),
        safe_cell(matter.answer),
        _date(matter.answered),
    )


def _date(date: datetime.date | None) -> str:
    return "" if date is None else date.isoformat()
