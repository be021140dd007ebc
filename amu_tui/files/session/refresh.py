"""What others have saved meanwhile, read into a session that is open: only what has changed."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amu_tui.errors import AmuError
from amu_tui.files import places
from amu_tui.files.git import git_state
from amu_tui.files.session.reader import Reader
from amu_tui.files.session.watch import SessionPart, SessionParts
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.details import NOTHING, Details
from amu_tui.model.meeting.session import Session, Signature
from amu_tui.model.voting.ballot import ROUNDS

if TYPE_CHECKING:
    from amu_tui.model.checklists.answers import Answered

if TYPE_CHECKING:
    from amu_tui.model.voting.reopening import Reopening
    from amu_tui.model.voting.tally import Round

_FOR_GOOD = frozenset({errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENXIO, errno.ENOTDIR})
"""What the disk says of a file that will be so the next time too."""

_READ: dict[SessionPart, tuple[str, ...]] = {
    "actions": (places.ACTIONS,),
    "rounds": (places.ROUNDS, places.BALLOTS),
    "checklists": (places.CHECKLISTS,),
    "ballots": (),
}
"""The folders, in the session's, whose problems are found anew when a part is read."""


def refresh(root: Path, session: Session, parts: SessionParts) -> tuple[Session, bool]:
    """`session` with `parts` as they are on the disk now, and whether all of it could be read.

    It never goes back: a round that is closed stays closed until it is opened again, and what a
    network disk cannot show at this moment, or leaves out of a listing, stays as it is held.
    """
    again = _Again(root, session)
    changes: dict[str, object] = {}
    if "actions" in parts:
        changes["actions"] = again.all_actions()
        changes["clashes"] = again.clashes
        changes["more_problems"] = tuple(again.more_problems)
    if "rounds" in parts:
        rounds = {name: again.round(name, session.info, session.instrument) for name in ROUNDS}
        opened = again.reopenings(rounds) or session.reopenings
        changes["reopenings"] = opened
        changes["themes"] = rounds["themes"] or _still(session.themes, opened)
        changes["priorities"] = rounds["actions"] or _still(session.priorities, opened)
        signature = again.value(Signature, *places.signature_file(root))
        details = again.value(Details, *places.DETAILS)
        changes["details"] = details or (session.details if again.late else NOTHING)
        changes["signature"] = signature or (session.signature if again.late else None)
        answers = again.answers(session.previous)
        changes["answers"] = (session.answers if again.late else {}) | answers
    if "checklists" in parts:
        changes["checklists"] = again.all_checklists()
    read = {first for part in parts for first in _READ[part]}
    if read:
        unsettled = git_state.problems(root)
        again.problems += (p for p in unsettled if p.path.split("/")[0] in read)
    others = tuple(p for p in session.problems if p.path.split("/")[0] not in read)
    changes["problems"] = (*others, *again.problems)
    changes["read_only"] = session.read_only or again.read_only
    return msgspec.structs.replace(session, **changes), not again.late


def _still(closed: Round | None, reopenings: tuple[Reopening, ...]) -> Round | None:
    """A round that is held and not seen now: still closed, unless it was opened again."""
    return None if any(one.opens(closed) for one in reopenings) else closed


class _Again(Reader):
    """Reads once more what is held already."""

    def __init__(self, root: Path, session: Session) -> None:
        super().__init__(root)
        self._session = session
        self.late: set[str] = set()
        """Paths that cannot be read now, but perhaps at the next look."""

    def problem(self, error: AmuError, *parts: str) -> None:
        """Note what cannot be read; what only the disk did not give is read another time."""
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno not in _FOR_GOOD:
            self.late.add("/".join(parts))
        else:
            super().problem(error, *parts)

    def action_names(self) -> list[str]:
        """Those of the folder, and those that a listing may have left out."""
        known = (places.id_file(action_id) for action_id in self._session.actions)
        return sorted({*super().action_names(), *known})

    def all_actions(self) -> dict[str, Action]:
        """The actions by id, in the order of their ids."""
        actions = self.actions(self._session.instrument)
        for action_id, action in self._session.actions.items():
            if f"{places.ACTIONS}/{places.id_file(action_id)}" in self.late:
                actions[action_id] = action
        return dict(sorted(actions.items()))

    def all_checklists(self) -> dict[str, Answered]:
        """The checklists that are answered, by id."""
        found = self.checklists()
        if any(path.split("/")[0] == places.CHECKLISTS for path in self.late):
            return {**self._session.checklists, **found}
        return found
