"""What a report says beside themes and actions, as far as somebody has filled it in.

All of it is optional. `rounds/details.toml` of a session is one `Details`.
"""

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from amu_tui.messages import N_
from amu_tui.model.meeting.action import parse_name
from amu_tui.model.survey.factors import FactorName
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id

Stage = Literal["preparation", "results", "actions", "follow-up", "evaluation"]
STAGE_WORDS: dict[Stage, str] = {
    "preparation": N_("Preparation"),
    "results": N_("Going through the results"),
    "actions": N_("Choice of themes and actions"),
    "follow-up": N_("Follow-up"),
    "evaluation": N_("Evaluation"),
}
"""The stages of the process, in their order."""


class Part(Frozen, frozen=True, kw_only=True):
    """Who took part: as what, or a body, and the name of a person."""

    role: Annotated[str, Meta(min_length=1)]
    name: str = ""


class Archive(Frozen, frozen=True, kw_only=True):
    """What the archive wants to know: case number, process, and on what ground access is given."""

    case: str = ""
    process: str = ""
    access: str = ""


class Review(Frozen, frozen=True, kw_only=True):
    """When it is gone through what became of it all, and by which body."""

    date: datetime.date | None = None
    body: str = ""


class FactorNote(Frozen, frozen=True, kw_only=True):
    """What is found of one factor, and how that is assessed which the survey has not measured."""

    found: str = ""
    otherwise: str = ""


class Details(Frozen, frozen=True, kw_only=True):
    """All of it; `revision` counts up with every saved change and is 0 before the first.

    `goals` are by chosen theme. `whole` is what the factors are seen together,
    `not_measured` what else this survey did not ask about.
    """

    schema: int = SCHEMA
    revision: Annotated[int, Meta(ge=0)]
    goals: dict[Id, str] = {}
    took_part: dict[Stage, tuple[Part, ...]] = {}
    review: Review = Review()
    archive: Archive = Archive()
    factors: dict[FactorName, FactorNote] = {}
    not_measured: str = ""
    whole: str = ""

    @property
    def risk(self) -> bool:
        """Whether anything is said of the factors."""
        return bool(self.whole or self.not_measured or any(self.factors.values()))

    def people(self) -> Iterator[str]:
        """The names of those who took part."""
        return (part.name for parts in self.took_part.values() for part in parts if part.name)


NOTHING = Details(revision=0)
"""Before anything is filled in."""


def parse_parts(text: str) -> tuple[Part, ...]:
    """Who took part, as it is typed: `Leader: Kari; Safety representative: Ola; LAMU`.

    Raises `UsageError` where a role or a name is too long.
    """
    parts = []
    for typed in text.split(";"):
        role, _colon, name = (parse_name(half) for half in typed.partition(":"))
        if role or name:
            parts.append(Part(role=role, name=name) if role else Part(role=name))
    return tuple(parts)


def parts_text(parts: tuple[Part, ...]) -> str:
    """`parts` as they can be typed."""
    return "; ".join(f"{part.role}: {part.name}" if part.name else part.role for part in parts)
