"""What everybody may see of a session: no names, no notes, and the figures of larger groups."""

import msgspec

from amu_tui.model.checklists.answers import public_answers
from amu_tui.model.disclosure.public import public_results
from amu_tui.model.meeting.details import Details, Part
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import Session, Signatories


def public_session(session: Session) -> Session:
    """`session` for everybody: see `public_results` for its figures.

    Owners, signatories and whom a matter was passed on to are left out, what was noted on
    actions and what was written in checklists. What else was written for the report stays, the
    reason of a leader who chose otherwise too.
    """
    return msgspec.structs.replace(
        session,
        public=True,
        info=msgspec.structs.replace(session.info, people=Signatories()),
        results=public_results(session.results, session.instrument),
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
            session.signature, leader="", safety_representative="", texts={}
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
