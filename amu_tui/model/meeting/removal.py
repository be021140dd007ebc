"""An action that was deleted, or brought back: what is kept so that nothing is gone for good."""

import datetime
from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from amu_tui.model.meeting.action import Action
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id


class Removal(Frozen, frozen=True, kw_only=True):
    """That an action was deleted or restored (`actions/removed/<id>.toml`), written once.

    `lines` are those of the action's file as it was. As keys of its own git would take this file
    for the other one, moved, and put into it what another clone changed in the action.
    """

    schema: int = SCHEMA
    id: Id
    what: Literal["deleted", "restored"]
    on: datetime.date
    account: str = ""
    name: str = ""
    lines: tuple[str, ...]

    @property
    def file(self) -> bytes:
        """The action's file, as it was."""
        return "\n".join((*self.lines, "")).encode()

    @property
    def by(self) -> str:
        """Who did it, by name, else by login; empty where the machine knew neither."""
        return self.name or self.account


class Removed(NamedTuple):
    """A record, and the action that it is about."""

    removal: Removal
    action: Action


def deleted(removed: Iterable[Removed], there: Collection[str]) -> list[Removed]:
    """What can be brought back, the last deleted first: of each action that is not `there`."""
    last: dict[str, Removed] = {}
    for one in sorted(removed, key=lambda one: (one.action.revision, one.removal.on)):
        if one.removal.what == "deleted" and one.action.id not in there:
            last[one.action.id] = one
    return sorted(last.values(), key=lambda one: (one.removal.on, one.action.id), reverse=True)
