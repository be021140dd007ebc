"""Names that are spelt so that they can be taken for another, for `amu check`."""

from collections.abc import Iterator

from amu_tui.errors import Problem
from amu_tui.model.meeting.session import Session
from amu_tui.text import of_two_alphabets
from amu_tui.words import _


def spelling_problems(session: Session) -> Iterator[Problem]:
    """A notice for each person's name with letters of two alphabets in one word."""
    for path, name in _names(session):
        if word := of_two_alphabets(name):
            message = _(
                "“{name}” can be taken for somebody else: “{word}” mixes two alphabets that look "
                "alike"
            )
            message = message.format(name=name, word=word)
            hint = _("Ask who wrote it, and write the name anew.")
            yield Problem(path=path, message=message, hint=hint, notice=True)


def _names(session: Session) -> Iterator[tuple[str, str]]:
    people, signed = session.info.people, session.signature
    yield "session.toml", people.leader
    yield "session.toml", people.safety_representative
    if signed is not None:
        yield "rounds/report.toml", signed.leader
        yield "rounds/report.toml", signed.safety_representative
    for name in session.details.people():
        yield "rounds/details.toml", name
    for action in session.actions.values():
        for name in action.owners:
            yield f"actions/{action.id}.toml", name
