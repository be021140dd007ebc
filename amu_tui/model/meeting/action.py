"""An action: what the unit will do about a chosen theme, who does it, and by when."""

import datetime
import re
from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from amu_tui.errors import UsageError
from amu_tui.messages import N_, Message
from amu_tui.model.survey.instrument import SCHEMA, Aim, Frozen, Id
from amu_tui.text import MAX_LENGTH, whole

Basket = Literal["ours", "leader"]
Level = Literal["individual", "group", "leader", "organisation"]
LEVEL_WORDS: dict[Level, str] = {
    "individual": N_("individual"),
    "group": N_("group"),
    "leader": N_("leader"),
    "organisation": N_("organisation"),
}
Felt = Annotated[int, Meta(ge=1, le=5)]
Status = Literal["planned", "started", "done", "stopped"]
STATUSES: tuple[Status, ...] = ("planned", "started", "done", "stopped")
STATUS_WORDS: dict[Status, str] = {
    "planned": N_("planned"),
    "started": N_("started"),
    "done": N_("done"),
    "stopped": N_("stopped"),
}
OPEN: frozenset[Status] = frozenset({"planned", "started"})
TITLE_LIMIT = 300
NAME_LIMIT = 120


class Note(Frozen, frozen=True, kw_only=True):
    """A dated remark on how an action goes, and who wrote it.

    `felt` is what the room says of the effect, from 1 (none) to 5 (great); `proof` is where it
    can be seen.
    """

    date: datetime.date
    text: str
    by: str = ""
    felt: Felt | None = None
    proof: str = ""


class Matter(Frozen, frozen=True, kw_only=True):
    """What becomes of an action that the leader passes upwards.

    `to` is who above has it, `answer_by` when an answer is due; `answered` is the day of it.
    """

    to: str = ""
    answer_by: datetime.date | None = None
    answer: str = ""
    answered: datetime.date | None = None


class Action(Frozen, frozen=True, kw_only=True):
    """One action; `revision` counts up with every saved change, from 1.

    `edit` is random and new with every saved change, so that two changes of one action in two
    clones touch the same line: git then asks, whatever else they changed.
    """

    schema: int = SCHEMA
    id: Id
    revision: Annotated[int, Meta(ge=1)] = 1
    edit: str = ""
    theme: Id
    aim: Aim
    basket: Basket = "ours"
    title: Annotated[str, Meta(min_length=1)]
    owner: str = ""
    deadline: datetime.date | None = None
    status: Status = "planned"
    notes: dict[Id, Note] = {}
    """By id, oldest first."""
    co_owners: tuple[str, ...] = ()
    level: Level | None = None
    when: str = ""
    then: str = ""
    """A plan in a sentence: when this happens, then we do that."""
    effect: str = ""
    judged: str = ""
    judge_on: datetime.date | None = None
    """What is expected of it, how that will be judged, and on which day."""
    done_on: datetime.date | None = None
    saved_on: datetime.date | None = None
    """The day of its last saved change, by which one sees where nobody has said a word for long."""
    matter: Matter | None = None
    follows: Id | None = None
    """The action of the round before that it goes on with, by its id there."""

    @property
    def owners(self) -> tuple[str, ...]:
        """All who are responsible, the first of them first."""
        return tuple(filter(None, (self.owner, *self.co_owners)))


def with_owners(action: Action, names: Sequence[str]) -> Action:
    """`action` with `names` responsible, each once."""
    owner, *others = dict.fromkeys(filter(None, names)) or ("",)
    return replace(action, owner=owner, co_owners=tuple(others))


def with_status(action: Action, status: Status, today: datetime.date) -> Action:
    """`action` with `status`; the day that it was done is kept with it, and goes with it."""
    if status == action.status:
        return action
    return replace(action, status=status, done_on=today if status == "done" else None)


def with_plan(action: Action, when: str, then: str) -> Action:
    """`action` with a plan; `UsageError` where one half of it is missing.

    The words that begin the halves are ours, so that they are not said twice.
    """
    when, then = _BEGINS.sub("", when), _BEGINS.sub("", then)
    if bool(when) != bool(then):
        raise UsageError(
            Message("a plan has two halves, and one is missing"),
            hint=Message("Say both: when this happens, then we do that."),
        )
    return replace(action, when=when, then=then)


def with_matter(action: Action, matter: Matter, answer: str, today: datetime.date) -> Action:
    """`action` passed upwards as `matter` says, with an answer, which is dated `today` if new."""
    if answer != matter.answer:
        matter = replace(matter, answer=answer, answered=today if answer else None)
    return replace(action, matter=matter if matter != Matter() else None)


_BEGINS = re.compile(r"(?:når|så|when|then)\s+", re.IGNORECASE)


def parse_text(text: str) -> str:
    """A typed text, cleaned; `UsageError` where it is too long to be kept whole."""
    typed = whole(text)
    if typed is None:
        raise UsageError(Message("this is longer than {most} characters", most=MAX_LENGTH))
    return typed


def parse_felt(text: str) -> Felt | None:
    """A typed effect, None where it is empty; `UsageError` where it is not 1 to 5."""
    typed = parse_text(text)
    if not typed:
        return None
    if typed not in ("1", "2", "3", "4", "5"):
        raise UsageError(
            Message("the effect is a figure from 1 to 5"),
            hint=Message("1 is that nothing is felt, 5 that it helps much; or leave it empty."),
        )
    return int(typed)


def parse_title(text: str) -> str:
    """A typed title, cleaned; `UsageError` where it is empty or too long to read."""
    title = whole(text, TITLE_LIMIT)
    if title is None:
        raise UsageError(
            Message("the title is longer than {most} characters", most=TITLE_LIMIT),
            hint=Message("Say what is done in one sentence; details can be a note."),
        )
    if not title:
        raise UsageError(Message("an action needs a title"))
    return title


def parse_name(text: str) -> str:
    """A typed name, cleaned, empty where nothing was typed; `UsageError` where it is too long."""
    name = whole(text, NAME_LIMIT)
    if name is None:
        raise UsageError(Message("the name is longer than {most} characters", most=NAME_LIMIT))
    return name


def parse_names(text: str) -> tuple[str, ...]:
    """Typed names with a semicolon between each two; `UsageError` where one is too long."""
    return tuple(filter(None, map(parse_name, text.split(";"))))
