"""Whose turn it is: what each of those around a session has to do next."""

from typing import Literal

from amu_tui.messages import N_, Message
from amu_tui.model.followup.stage import Stage, State
from amu_tui.model.meeting.session import ROLES, Session
from amu_tui.model.meeting.wording import outdated

Person = Literal["leader", "safety_representative", "employee", "hr"]
PERSONS: tuple[Person, ...] = ("leader", "safety_representative", "employee", "hr")
PERSON_WORDS: dict[Person, str] = {
    "leader": N_("leader"),
    "safety_representative": N_("safety representative"),
    "employee": N_("employee"),
    "hr": N_("HR"),
}

_BEFORE_THE_PLAN: dict[Stage, dict[Person, str]] = {
    "voting": {
        "leader": N_("hold the meeting, and end the vote on the themes"),
        "safety_representative": N_("be with the staff when they choose the themes"),
        "employee": N_("vote for the themes to preserve and to improve"),
    },
    "counted": {"leader": N_("the vote is counted: decide on the themes with the room")},
    "chosen": {
        "leader": N_("write actions for the chosen themes with the staff"),
        "safety_representative": N_("see that every chosen theme gets an action"),
        "employee": N_("suggest actions for the chosen themes"),
    },
    "actions": {
        "leader": N_("put the actions in order with the staff"),
        "safety_representative": N_("be with the staff when they put the actions in order"),
        "employee": N_("choose which actions come first"),
    },
}


def turns(session: Session, now: State) -> dict[Person, Message]:
    """What each has to do next, in the order of `PERSONS`; who has nothing to do is left out."""
    before = _BEFORE_THE_PLAN.get(now.stage)
    if before is not None:
        found = {person: Message(text) for person, text in before.items()}
    else:
        # What is signed is the plan that is followed: signing comes first.
        found = {**_following(now), **_signing(session, now)}
    return {person: found[person] for person in PERSONS if person in found}


def _signing(session: Session, now: State) -> dict[Person, Message]:
    signature, again = session.signature, outdated(session)
    found: dict[Person, Message] = {}
    for role in ROLES:
        if role in again:
            found[role] = Message("the report was changed after you signed: read it and sign again")
        elif signature is None or not signature.name(role):
            found[role] = Message("read the report and sign it")
    if not found and now.stage == "signed":
        found["hr"] = Message("the report is signed: file it")
    return found


def _following(now: State) -> dict[Person, Message]:
    found: dict[Person, Message] = {}
    if now.overdue or now.stalled or now.due:
        found["leader"] = _asking(now)
        found["employee"] = Message("say how your actions go, by a note or their status")
    answers = [due.day for due in now.due if due.kind == "answer"]
    if answers:
        found["hr"] = Message("an answer from above is due on {date}", date=answers[0])
    return found


def _asking(now: State) -> Message:
    if not now.overdue and not now.stalled:
        first = now.due[0]
        return Message("due on {date}: “{title}”", date=first.day, title=first.title)
    return Message(
        "ask how it goes: {late} overdue, {silent} without news",
        late=now.overdue,
        silent=now.stalled,
    )
