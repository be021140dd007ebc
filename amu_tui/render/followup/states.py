"""How sessions stand and whose turn it is, as lines, as JSON and as a table."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from amu_tui.model.followup.stage import STAGE_WORDS, State
from amu_tui.model.followup.turns import PERSON_WORDS, Person, turns
from amu_tui.model.formulas import safe_cell
from amu_tui.model.meeting.action import STATUSES
from amu_tui.model.meeting.session import Session
from amu_tui.render.followup.due import what
from amu_tui.text import cut, fit, width
from amu_tui.words import _, day, spoken

Stood = tuple[Session, State]
NAME_CELLS, NEXT_CELLS = 40, 40


def status_lines(found: Sequence[Stood]) -> Iterator[str]:
    """A line for each session: its name, its stage, its actions, and what is due first."""
    stages = [_(STAGE_WORDS[state.stage]) for _session, state in found]
    cells = max(map(width, stages), default=0)
    names = min(NAME_CELLS, max((width(session.name) for session, _state in found), default=0))
    for (session, state), stage in zip(found, stages, strict=True):
        text = " · ".join(_counts(state))
        yield f"{fit(session.name, names)}  {fit(stage, cells)}  {text}".rstrip()


def _counts(state: State) -> Iterator[str]:
    every = sum(state.actions.values())
    if every:
        yield _("{n} of {all} done").format(n=state.actions.get("done", 0), all=every)
    if state.overdue:
        yield _("{n} overdue").format(n=state.overdue)
    if state.stalled:
        yield _("{n} without news").format(n=state.stalled)
    if state.due:
        first = state.due[0]
        yield _("{date}: {what}").format(date=day(first.day), what=cut(what(first), NEXT_CELLS))


def status_json(session: Session, state: State) -> dict[str, Any]:
    """One session as `amu status --json` prints it."""
    return {
        **_which(session),
        "stage": state.stage,
        "actions": {status: state.actions.get(status, 0) for status in STATUSES},
        "overdue": state.overdue,
        "stalled": state.stalled,
        "due": len(state.due),
        "next_due": state.due[0].day if state.due else None,
        "damaged": any(not problem.notice for problem in session.problems),
    }


def status_csv(found: Sequence[Stood]) -> str:
    """The same as a table, in which no cell is a formula."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    rows = [status_json(session, state) for session, state in found]
    flat = [{**row, **row["actions"]} for row in rows]
    header = ["folder", "session", "unit", "round", "stage", *STATUSES]
    header += ["overdue", "stalled", "due", "next_due", "damaged"]
    writer.writerow(header)
    for row in flat:
        writer.writerow([_cell(row[name]) for name in header])
    return sheet.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return safe_cell("" if value is None else str(value))


def turn_lines(found: Sequence[Stood], persons: Sequence[Person]) -> Iterator[str]:
    """A line for each who has something to do next: the session, who, what."""
    for session, state in found:
        for person, text in turns(session, state).items():
            if person in persons:
                yield _("{session} · {person}: {what}").format(
                    session=session.name, person=_(PERSON_WORDS[person]), what=spoken(text)
                )


def turn_json(session: Session, state: State, persons: Sequence[Person]) -> dict[str, Any]:
    """One session as `amu next --json` prints it; who has nothing to do has null."""
    next_ones = turns(session, state)
    return {
        **_which(session),
        "stage": state.stage,
        "next": {p: spoken(next_ones[p]) if p in next_ones else None for p in persons},
    }


def _which(session: Session) -> dict[str, Any]:
    info = session.info
    return {
        "session": info.id,
        "folder": session.folder,
        "unit": info.unit,
        "round": info.round,
    }
