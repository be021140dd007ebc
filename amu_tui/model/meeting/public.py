"""What everybody may see of a session: no names, no notes, and the figures of larger groups."""

from collections.abc import Callable

import msgspec

from amu_tui.model.checklists.answers import public_answers
from amu_tui.model.disclosure.public import public_results
from amu_tui.model.meeting.details import Details, Part
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import LeftOut, Session, Signatories
from amu_tui.model.survey.results import Results


def _alone(results: Results) -> Results:
    return results


def public_session(session: Session, audited: Callable[[Results], Results] = _alone) -> Session:
    """`session` for everybody: see `public_results` for its figures.

    Args:
        session: what the unit sees.
        audited: leaves out of results what tells of too few with what else is published; by
            default there is nothing else.

    Owners, signatories and whom a matter was passed on to are left out, what was noted on
    actions and what was written in checklists. What else was written for the report stays, the
    reason of a leader who chose otherwise too.
    """
    results = audited(public_results(session.results, session.instrument))
    return msgspec.structs.replace(
        session,
        public=True,
        left_out=_left_out(session, results),
        info=msgspec.structs.replace(session.info, people=Signatories()),
        results=results,
        actions={
            key: msgspec.structs.replace(
                one,
                owner="",
                co_owners=(),
                notes={},
                matter=one.matter and msgspec.structs.replace(one.matter, to=""),
            )
            for key, one in session.actions.items()
        },
        details=_nameless(session.details),
        signature=session.signature
        and msgspec.structs.replace(
            session.signature, leader="", safety_representative="", texts={}, earlier={}
        ),
        checklists={key: public_answers(one) for key, one in session.checklists.items()},
        reopenings=tuple(
            msgspec.structs.replace(one, account="", name="") for one in session.reopenings
        ),
        previous=session.previous and _past(session.previous),
        answers={
            key: msgspec.structs.replace(one, said="") for key, one in session.answers.items()
        },
    )


def _left_out(session: Session, results: Results) -> LeftOut:
    """How much of `session` is not in what everybody sees, with `results` for its figures."""
    signature, people = session.signature, session.info.people
    names = {people.leader, people.safety_representative, *session.details.people()}
    if signature is not None:
        names |= {signature.leader, signature.safety_representative}
    for one in session.actions.values():
        names |= {one.owner, *one.co_owners, one.matter.to if one.matter else ""}
        names |= {note.by for note in one.notes.values()}
    for answered in session.checklists.values():
        names |= {answered.answers.leader, answered.answers.safety_representative}
    return LeftOut(
        figures=len(_shown(session.results) - _shown(results)),
        names=len(names - {""}),
        notes=sum(len(one.notes) for one in session.actions.values()),
    )


def _shown(results: Results) -> set[tuple[str, ...]]:
    """The figures that results show: means and spreads of themes and questions, rates of groups."""
    series = {"": results.themes, **{key: one.themes for key, one in results.references.items()}}
    shown = {
        (where, key, field)
        for where, scores in series.items()
        for key, score in scores.items()
        for field in ("mean", "sd")
        if getattr(score, field) is not None
    }
    shown |= {("?", key, "") for key, one in results.questions.items() if not one.hidden}
    people = results.participation
    rates = {("%", key, "") for key, one in people.groups.items() if one.rate is not None}
    return shown | rates


def _nameless(details: Details) -> Details:
    """`details` without names: of those who took part the roles stay, each once at a stage."""
    roles = {
        stage: tuple(Part(role=role) for role in dict.fromkeys(part.role for part in parts))
        for stage, parts in details.took_part.items()
    }
    return msgspec.structs.replace(details, took_part=roles)


def _past(previous: Previous) -> Previous:
    actions = {
        key: msgspec.structs.replace(
            one, owner="", co_owners=(), note=None, notes={}, matter=None, earlier=()
        )
        for key, one in previous.actions.items()
    }
    return msgspec.structs.replace(previous, actions=actions)
