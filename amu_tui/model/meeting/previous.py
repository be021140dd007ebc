"""What was chosen in the round before and what became of it, as it stood at one moment.

`previous.toml` of a session is one `Previous`: a copy, so that a session can be read anywhere,
whatever happens to the session it was taken from. What the room then says of each action is an
`Answer`, in a file of its own.
"""

import datetime
from typing import Annotated, Literal

from msgspec import Meta

from amu_tui.messages import N_, Message
from amu_tui.model.meeting.action import (
    NAME_LIMIT,
    OPEN,
    TITLE_LIMIT,
    Basket,
    Felt,
    Level,
    Matter,
    Note,
    Status,
)
from amu_tui.model.survey.instrument import SCHEMA, Aim, Frozen, Id
from amu_tui.model.voting.ballot import Choice

MAX_ENTRIES = 500
"""Actions and themes kept of one round."""
MAX_EARLIER = 30
"""Rounds before that one of which an action keeps what was said."""

Helped = Literal["helped", "partly", "not", "too-early"]
HELPED: tuple[Helped, ...] = ("helped", "partly", "not", "too-early")
HELPED_WORDS: dict[Helped, str] = {
    "helped": N_("helped"),
    "partly": N_("helped in part"),
    "not": N_("did not help"),
    "too-early": N_("too early to say"),
}


class Answer(Frozen, frozen=True, kw_only=True):
    """What the room says of an action of the round before (`rounds/since-last-ID.toml`).

    `felt` is how much of it is felt, from 1 (nothing) to 5 (a great deal); `said` a sentence.
    `closed` tells that nothing more is done about it. One that goes on is an action of this
    session that `follows` it. `revision` counts up with every saved change.
    """

    schema: int = SCHEMA
    revision: Annotated[int, Meta(ge=1)] = 1
    date: datetime.date
    helped: Helped | None = None
    felt: Felt | None = None
    said: str = ""
    closed: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is answered (any more)."""
        return self.helped is None and self.felt is None and not self.said and not self.closed


class Earlier(Frozen, frozen=True, kw_only=True):
    """The same action in a round before that, and what the room of the next round said of it."""

    id: Id
    round: str
    title: Annotated[str, Meta(max_length=TITLE_LIMIT)]
    status: Status
    answer: Answer | None = None


class PastTheme(Frozen, frozen=True, kw_only=True):
    """A theme that was chosen then: what it was called, and which theme it is now, if any."""

    name: Annotated[str, Meta(max_length=TITLE_LIMIT)]
    number: int = 0
    now: Id | None = None


class PastAction(Frozen, frozen=True, kw_only=True):
    """An action of the round before, with its history.

    `notes` are those of all rounds that it has gone through, by id. `note` is the last of them
    in files from before all were kept.
    """

    theme: Id
    aim: Aim
    basket: Basket = "ours"
    title: Annotated[str, Meta(min_length=1, max_length=TITLE_LIMIT)]
    owner: Annotated[str, Meta(max_length=NAME_LIMIT)] = ""
    deadline: datetime.date | None = None
    status: Status = "planned"
    priority: Annotated[int, Meta(ge=1)] | None = None
    note: Note | None = None
    notes: dict[Id, Note] = {}
    co_owners: tuple[str, ...] = ()
    level: Level | None = None
    when: str = ""
    then: str = ""
    effect: str = ""
    judged: str = ""
    judge_on: datetime.date | None = None
    done_on: datetime.date | None = None
    matter: Matter | None = None
    earlier: Annotated[tuple[Earlier, ...], Meta(max_length=MAX_EARLIER)] = ()
    """The rounds before that, the first of them first."""

    @property
    def dated(self) -> list[Note]:
        """All notes, the last one first."""
        notes = self.notes.values() or ([self.note] if self.note else [])
        return sorted(notes, key=lambda note: note.date, reverse=True)

    @property
    def last_note(self) -> Note | None:
        """The last that was noted on it, if anything was."""
        return next(iter(self.dated), None)

    @property
    def unanswered(self) -> bool:
        """Whether it was passed upwards and nobody above has answered yet."""
        asked = self.basket == "leader" and self.matter is not None and self.status != "stopped"
        return asked and self.matter is not None and self.matter.answered is None

    @property
    def unfinished(self) -> bool:
        """Whether it was neither done nor stopped, or waits for an answer from above."""
        return self.status in OPEN or self.unanswered


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
        """How many of its actions were neither done nor stopped, or wait for an answer."""
        return sum(action.unfinished for action in self.actions.values())
