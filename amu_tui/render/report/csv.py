"""The action report as a table for a spreadsheet, in which no cell is ever a formula.

For a program: comma-separated as RFC 4180 says, with header names that it can rely on in any
language. For Excel: as it opens a file by a double click where the decimal sign is a comma, with
semicolons, in words, and marked as UTF-8.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

from amu_tui.model.formulas import safe_cell
from amu_tui.model.meeting.action import Action, Matter
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.versions import ACTION_FIELDS, FIELD_WORDS
from amu_tui.model.meeting.wording import action_file, since_prioritised, since_signed
from amu_tui.render.decisions.versions import field_text
from amu_tui.render.report.outline import Report, report
from amu_tui.render.results.figures import DASH
from amu_tui.words import N_, _, pick

MARK = "\ufeff"
"""Tells Excel that a file is UTF-8."""

SINCE_WORDS = {"prioritised": N_("it was prioritised"), "signed": N_("it was signed")}

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


def to_csv(rows: Iterable[Sequence[str]], *, excel: bool = False) -> str:
    """Rows as CSV text, CRLF at each line's end; for Excel with its mark."""
    sheet = io.StringIO()
    csv.writer(sheet, delimiter=";" if excel else ",").writerows(rows)
    return (MARK if excel else "") + sheet.getvalue()


def report_rows(session: Session, today: datetime.date) -> list[list[str]]:
    """The report as rows for a program, the header first."""
    content = report(session, today)
    # Whose results the themes were chosen from, where they were not the unit's own.
    shown = [session.results.shown_for] if session.results.shown_for else []
    rows = [[*HEADER, *(["results_of"] if shown else [])]]
    changed = _changed(session)
    for action in _actions(content):
        since = [word for word, files in changed.items() if action_file(action.id) in files]
        cells = (*_cells(session, action), " ".join(since), *_plan_cells(action))
        rows.append([*cells, *map(safe_cell, shown)])
    return rows


def excel_rows(session: Session, today: datetime.date) -> list[list[str]]:
    """The report as rows for Excel, in the language that is spoken.

    A column for each field in which some action says something.
    """
    actions, changed = _actions(report(session, today)), _changed(session)
    columns = {_("Priority"): [_priority(session, action) for action in actions]}
    for field in ACTION_FIELDS:
        cells = [field_text(session, action, field) for action in actions]
        columns[_(FIELD_WORDS[field])] = ["" if cell == DASH else cell for cell in cells]
    since = [
        [name for name, files in changed.items() if action_file(a.id) in files] for a in actions
    ]
    columns[_("Changed since")] = [", ".join(_(SINCE_WORDS[name]) for name in one) for one in since]
    kept = {head: cells for head, cells in columns.items() if any(cells) or not actions}
    rows = zip(*kept.values(), strict=True)
    return [list(kept), *([safe_cell(cell, commas=True) for cell in row] for row in rows)]


def _actions(content: Report) -> tuple[Action, ...]:
    return (*content.ours.preserve, *content.ours.improve, *content.passed_on)


def _changed(session: Session) -> dict[str, set[str]]:
    """The files of what is not as it was any more, by since when."""
    return {
        "prioritised": {change.file for change in since_prioritised(session)},
        "signed": {change.file for change in since_signed(session)},
    }


def _priority(session: Session, action: Action) -> str:
    priority = session.priority(action.id)
    return "" if priority is None else str(priority)


def _cells(session: Session, action: Action) -> tuple[str, ...]:
    known = action.theme in session.instrument.themes
    return (
        action.aim,
        action.basket,
        _priority(session, action),
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
