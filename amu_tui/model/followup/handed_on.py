"""The actions of an older round that a later session goes on with, or has closed."""

from collections.abc import Iterable

from amu_tui.model.meeting.session import Session


def handed_on(session: Session, others: Iterable[Session]) -> frozenset[str]:
    """The ids of actions of `session` that one of `others` has taken over or closed.

    What goes on there is followed there: nobody is asked about it twice.
    """
    found: set[str] = set()
    for later in others:
        past = later.previous
        if past is None or (past.session, past.round) != (session.info.id, session.info.round):
            continue
        found |= {action.follows for action in later.actions.values() if action.follows}
        found |= {item for item, answer in later.answers.items() if answer.closed}
    return frozenset(found & session.actions.keys())
