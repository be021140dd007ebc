"""The action report as data, and for a program."""

import datetime
from dataclasses import dataclass
from typing import Any

import msgspec

from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import ROLES, Session
from amu_tui.model.meeting.wording import entered_by, round_text, since_prioritised, since_signed
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.model.voting.by_aim import ByAim
from amu_tui.render.decisions.corrected import reopened_json
from amu_tui.render.decisions.rounds import round_json, sums_tell
from amu_tui.render.parts.themes import overlooked
from amu_tui.render.report.checklists import checklist_json
from amu_tui.render.report.details_json import details_json
from amu_tui.render.report.since_last import since_last_json
from amu_tui.render.results.show_json import participation_json, theme_json
from amu_tui.words import language, pick


@dataclass(frozen=True)
class Report:
    """What the report says; the names of those who signed are None until they have."""

    unit: str
    round: str
    date: datetime.date
    leader_signed: str | None
    representative_signed: str | None
    ours: ByAim[tuple[Action, ...]]
    passed_on: tuple[Action, ...]


def report(session: Session, today: datetime.date) -> Report:
    """The report of `session`: dated by its signature, else `today`.

    The unit's own actions of each aim, prioritised ones first; then what is passed on to the
    leader.
    """
    signed = session.signature
    return Report(
        unit=session.info.unit,
        round=session.info.round,
        date=today if signed is None else signed.date,
        leader_signed=(signed.leader or None) if signed else None,
        representative_signed=(signed.safety_representative or None) if signed else None,
        ours=ByAim.each(
            lambda aim: tuple(a for a in session.actions_for(aim=aim) if a.basket == "ours")
        ),
        passed_on=tuple(a for a in session.actions_for() if a.basket == "leader"),
    )


def report_json(session: Session, today: datetime.date) -> dict[str, Any]:
    """The document of `amu report --format json`."""
    content = report(session, today)
    document: dict[str, Any] = {
        "unit": content.unit,
        "round": content.round,
        "date": content.date,
        "signed": {
            "leader": content.leader_signed,
            "safety_representative": content.representative_signed,
        },
        "entered_by": {
            role: (entered_by(session.signature, role) or None) if session.signature else None
            for role in ROLES
        },
        **{
            aim: [action_json(session, action) for action in actions]
            for aim, actions in content.ours.items()
        },
        "leader": [action_json(session, action) for action in content.passed_on],
        "language": language(),
        "participation": {**participation_json(session), "groups": _groups(session)},
        "themes": [
            chosen_json(session, aim, theme) for aim in AIMS for theme in session.chosen(aim)
        ],
        "rounds": {name: _round(session, name) for name in ROUNDS},
        "overlooked": overlooked(session, session.themes) if session.themes else [],
        "details": details_json(session),
    }
    for name, changes in (
        ("changed_since_prioritised", since_prioritised(session)),
        ("changed_since_signed", since_signed(session)),
    ):
        document[name] = [change.file for change in changes]
    if session.reopenings and not session.public:
        document["reopened"] = [reopened_json(one) for one in session.reopenings]
    if session.checklists:
        document["checklists"] = [
            checklist_json(one.checklist, one.answers) for one in session.checklists.values()
        ]
    if session.previous is not None and session.previous.actions:
        document["since_last"] = since_last_json(session)
    if session.results.shown_for:
        document["results_of"] = session.results.shown_for
    if session.info.synthetic:
        document["synthetic"] = True
    if session.public:
        document["left_out"] = msgspec.to_builtins(session.left_out)
    return document


def _groups(session: Session) -> dict[str, Any]:
    """The response rates of the unit's groups; `hidden` says why there is none."""
    return {
        key: {"name": pick(group.title), "rate": group.rate, "hidden": group.hidden}
        for key, group in session.results.participation.groups.items()
    }


def chosen_json(session: Session, aim: Aim, theme: str) -> dict[str, Any]:
    """A chosen theme: its figures as `amu show --json` has them, its votes and its goal."""
    votes = session.themes.counts.of(aim).get(theme, 0) if session.themes else 0
    goal = session.details.goals.get(theme, "")
    return {"aim": aim, **theme_json(session, theme), "votes": votes, "goal": goal}


def _round(session: Session, name: RoundName) -> dict[str, Any] | None:
    """How a round was decided; of the public's report only who took part and what was chosen."""
    closed = session.round(name)
    if closed is None:
        return None
    told = round_json(closed)
    if sums_tell(session, closed):
        told["counts"] = None
    if not session.public:
        return {"closed": closed.closed, **told, "digest": round_text(closed)}
    return {"closed": closed.closed, **{key: told[key] for key in ("round", "turnout", "chosen")}}


def action_json(session: Session, action: Action) -> dict[str, Any]:
    """One action as `amu action add --json` prints it."""
    matter = action.matter
    return {
        "id": action.id,
        "theme": action.theme,
        "aim": action.aim,
        "basket": action.basket,
        "title": action.title,
        "owner": action.owner,
        "deadline": action.deadline,
        "status": action.status,
        "priority": session.priority(action.id),
        "notes": [
            {
                "date": note.date,
                "text": note.text,
                "by": note.by,
                "felt": note.felt,
                "proof": note.proof,
            }
            for note in sorted(action.notes.values(), key=lambda note: note.date)
        ],
        "co_owners": action.co_owners,
        "level": action.level,
        "when": action.when,
        "then": action.then,
        "effect": action.effect,
        "judged": action.judged,
        "judge_on": action.judge_on,
        "done_on": action.done_on,
        "matter": None
        if matter is None
        else {
            "to": matter.to,
            "answer_by": matter.answer_by,
            "answer": matter.answer,
            "answered": matter.answered,
        },
        "follows": action.follows,
    }
