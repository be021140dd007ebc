"""The action report as data, and for a program; `report_md` and `report_csv` write it out."""

import datetime
from dataclasses import dataclass
from typing import Any

from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Aim


@dataclass(frozen=True)
class Report:
    """What the report says; the names of those who signed are None until they have."""

    unit: str
    round: str
    date: datetime.date
    leader_signed: str | None
    representative_signed: str | None
    preserve: tuple[Action, ...]
    improve: tuple[Action, ...]
    leader: tuple[Action, ...]

    def of(self, aim: Aim) -> tuple[Action, ...]:
        """The unit's own actions of an aim."""
        return self.preserve if aim == "preserve" else self.improve


def report(session: Session, today: datetime.date) -> Report:
    """The report of `session`: dated by its signature, else `today`.

    The unit's own actions of each aim, prioritised ones first; then what is passed on to the
    leader.
    """
    signed = session.signature
    ours = [action for action in session.actions_for() if action.basket == "ours"]
    return Report(
        unit=session.info.unit,
        round=session.info.round,
        date=today if signed is None else signed.date,
        leader_signed=(signed.leader or None) if signed else None,
        representative_signed=(signed.safety_representative or None) if signed else None,
        preserve=tuple(action for action in ours if action.aim == "preserve"),
        improve=tuple(action for action in ours if action.aim == "improve"),
        leader=tuple(a for a in session.actions_for() if a.basket == "leader"),
    )


def report_json(session: Session, today: datetime.date) -> dict[str, Any]:
    """The document of `amu report --format json`."""
    told = report(session, today)
    document: dict[str, Any] = {
        "unit": told.unit,
        "round": told.round,
        "date": told.date,
        "signed": {
            "leader": told.leader_signed,
            "safety_representative": told.representative_signed,
        },
        "preserve": [action_json(session, action) for action in told.preserve],
        "improve": [action_json(session, action) for action in told.improve],
        "leader": [action_json(session, action) for action in told.leader],
    }
    if session.results.shown_for:
        document["results_of"] = session.results.shown_for
    if session.info.synthetic:
        document["synthetic"] = True
    return document


def action_json(session: Session, action: Action) -> dict[str, Any]:
    """One action as `amu action add --json` prints it."""
    return {
        "id": action.id,
        "theme": action.theme,
        "title": action.title,
        "owner": action.owner,
        "deadline": action.deadline,
        "status": action.status,
        "priority": session.priority(action.id),
    }
