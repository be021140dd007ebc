"""What was chosen in the round before and what became of it, as it stood at one moment.

`previous.toml` of a session is one `Previous`: a copy, so that a session can be read anywhere,
whatever happens to the session it was taken from.
"""

import datetime
from typing import Annotated

from msgspec import Meta

from amu_tui.messages import Message
from amu_tui.model.meeting.action import NAME_LIMIT, OPEN, TITLE_LIMIT, Basket, Note, Status
from amu_tui.model.survey.instrument import SCHEMA, Aim, Frozen, Id
from amu_tui.model.voting.ballot import Choice

MAX_ENTRIES = 500
"""Actions and themes kept of one round."""


class PastTheme(Frozen, frozen=True, kw_only=True):
    """A theme that was chosen then: what it was called, and which theme it is now, if any."""

    name: Annotated[str, Meta(max_length=TITLE_LIMIT)]
    number: int = 0
    now: Id | None = None


class PastAction(Frozen, frozen=True, kw_only=True):
    """An action of the round before, with the last that was noted on it."""

    theme: Id
    aim: Aim
    basket: Basket = "ours"
    title: Annotated[str, Meta(min_length=1, max_length=TITLE_LIMIT)]
    owner: Annotated[str, Meta(max_length=NAME_LIMIT)] = ""
    deadline: datetime.date | None = None
    status: Status = "planned"
    priority: Annotated[int, Meta(ge=1)] | None = None
    note: Note | None = None


class Previous(Frozen, frozen=True, kw_only=True):
    """The choices of one round; `taken` is the day they were read, `closed` that of the vote.

    `chosen` and the actions name themes by the ids of then; `themes` has each of them.
    """

    schema: int = SCHEMA
    session: Id
    unit: str
    round: str
    instrument: Id
    synthetic: bool = False
    taken: datetime.date
    closed: datetime.date | None = None
    chosen: Choice = Choice()
    themes: Annotated[dict[Id, PastTheme], Meta(max_length=MAX_ENTRIES)] = {}
    actions: Annotated[dict[Id, PastAction], Meta(max_length=MAX_ENTRIES)] = {}

    def __post_init__(self) -> None:
        named = (*self.chosen.preserve, *self.chosen.improve)
        for theme in (*named, *(action.theme for action in self.actions.values())):
            if theme not in self.themes:
                raise ValueError(Message('there is no theme "{theme}"', theme=theme))

    @property
    def unfinished(self) -> int:
        """How many of its actions were neither done nor stopped."""
        return sum(action.status in OPEN for action in self.actions.values())
