"""What is no longer as it was prioritised or signed, in words."""

from collections.abc import Iterable, Iterator, Mapping

from amu_tui.errors import Problem
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.wording import Change, since_ended, since_prioritised, since_signed
from amu_tui.model.voting.ballot import Wording
from amu_tui.words import spoken


def change_lines(changes: Iterable[Change]) -> list[str]:
    """A sentence for each change."""
    sentences = (spoken(change.said) for change in changes)
    return [f"{said[:1].upper()}{said[1:]}." for said in sentences]


def change_problems(session: Session) -> Iterator[Problem]:
    """What is not as it was prioritised or signed, for `amu check`.

    What a save has changed is a notice. What somebody has signed as it is now is said in the
    report alone.
    """
    for change in (*since_prioritised(session), *since_signed(session)):
        if not change.covered:
            said, notice = spoken(change.said), not change.wrong
            yield Problem(path=change.file, message=said, notice=notice)


def ended_problems(session: Session, wordings: Mapping[str, Wording]) -> Iterator[Problem]:
    """What is not as it was when the vote was ended, for `amu check`."""
    for change in since_ended(session, wordings):
        yield Problem(path=change.file, message=spoken(change.said), notice=not change.wrong)
