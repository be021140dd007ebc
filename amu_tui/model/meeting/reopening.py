"""When a round that is written down may be opened again, and what is in the way of it."""

from collections.abc import Iterator

from amu_tui.errors import AmuError
from amu_tui.messages import Message
from amu_tui.model.meeting.session import MEND_HINT, ROLES, Session
from amu_tui.model.voting.ballot import RoundName


def refuse_built_on(session: Session, name: RoundName) -> None:
    """Raise `AmuError` where something is built on a round that would fall with it.

    Actions are written for the chosen themes and then put in order: while there is either, the
    themes stay. The order of the actions can always be decided anew: nothing is written on it. A
    signature bars neither: what was signed is kept as a text of its own, the new decision is said
    to be changed after signing, and who stands by it signs again.
    """
    if session.round(name) is None:
        session.refuse_unreadable(name)
        raise AmuError(Message("this round is not written down, so there is nothing to open again"))
    if name == "actions":
        return
    if session.priorities is not None:
        raise AmuError(
            Message("the actions for the chosen themes have been put in order"),
            hint=Message("Open that round again first."),
        )
    for problem in session.unread_actions():
        raise problem.error(session.folder, MEND_HINT)
    if session.actions:
        titles = ", ".join(f"“{action.title}”" for action in session.actions_for()[:3])
        raise AmuError(
            Message(
                "{n} action is written for the chosen themes: {titles}",
                "{n} actions are written for the chosen themes: {titles}",
                n=len(session.actions),
                titles=titles,
            ),
            hint=Message(
                "Delete them first: they can be brought back when the themes are chosen again."
            ),
        )


def signed_by(session: Session) -> Iterator[str]:
    """Those who have signed the report as it is before a round is opened again."""
    signature = session.signature
    if signature is not None:
        yield from dict.fromkeys(filter(None, map(signature.name, ROLES)))
