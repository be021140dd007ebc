"""How far a session has come, and how its actions stand."""

import datetime
from collections import Counter
from collections.abc import Collection
from typing import Literal

import msgspec

from amu_tui.messages import N_
from amu_tui.model.followup.due import Due, due_within
from amu_tui.model.followup.progress import overdue, stalled
from amu_tui.model.meeting.session import ROLES, Session
from amu_tui.model.meeting.wording import outdated

Stage = Literal[
    "voting", "counted", "chosen", "actions", "prioritised", "signed", "changed", "followed-up"
]
STAGE_WORDS: dict[Stage, str] = {
    "voting": N_("voting"),
    "counted": N_("counted"),
    "chosen": N_("themes chosen"),
    "actions": N_("actions written"),
    "prioritised": N_("actions prioritised"),
    "signed": N_("signed"),
    "changed": N_("changed after signing"),
    "followed-up": N_("followed up"),
}


def stage(session: Session, *, counted: bool = False) -> Stage:
    """How far `session` has come; `counted` where the open vote on themes is ended."""
    if session.themes is None:
        return "counted" if counted else "voting"
    if outdated(session):
        return "changed"
    signature = session.signature
    if signature is not None and all(map(signature.name, ROLES)):
        return "followed-up" if _followed(session) else "signed"
    if session.priorities is not None:
        return "followed-up" if _followed(session) else "prioritised"
    return "actions" if session.actions else "chosen"


def _followed(session: Session) -> bool:
    return any(action.status != "planned" or action.notes for action in session.actions.values())


def agreed(session: Session) -> datetime.date | None:
    """The day of the plan: of its signature, else of the last closed round."""
    if session.signature is not None:
        return session.signature.date
    closed = session.priorities or session.themes
    return closed.closed if closed is not None else None


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How a session stands on one day: its stage, its actions by status, what is due or silent."""

    stage: Stage
    actions: dict[str, int]
    overdue: int
    stalled: int
    due: tuple[Due, ...]


def state(
    session: Session,
    today: datetime.date,
    days: int,
    *,
    counted: bool = False,
    handed_on: Collection[str] = (),
) -> State:
    """How `session` stands `today`, with what is due within `days`.

    Actions that are `handed_on` to a later session are counted, and nobody is asked about them.
    """
    every = session.actions.values()
    asked = [action for action in every if action.id not in handed_on]
    since, long = agreed(session), session.instrument.process.stalled_days
    counts: Counter[str] = Counter(action.status for action in every)
    return State(
        stage=stage(session, counted=counted),
        actions=dict(counts),
        overdue=sum(overdue(action, today) for action in asked),
        stalled=sum(stalled(action, today, since, long) for action in asked),
        due=tuple(due_within(session, today, days, handed_on)),
    )
