"""A checklist: what leader and safety representative answer together, before or after the meeting.

It is a TOML file, bundled or a user's own, and these classes are its shape. Texts are tables by
language, of which any one is enough. Questions are asked in the order of the file, part by part.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from amu_tui.messages import N_, Message
from amu_tui.model.survey.instrument import SCHEMA, Anchors, Frozen, Id, Option, Texts

When = Literal["before", "after"]
WHENS: tuple[When, ...] = ("before", "after")
WHEN_WORDS: dict[When, str] = {
    "before": N_("before the meeting"),
    "after": N_("after the meeting"),
}

Kind = Literal["yes-no", "scale", "choice", "text", "date"]
YES_NO: dict[str, str] = {"yes": N_("yes"), "partly": N_("partly"), "no": N_("no")}
"""The answers to a question of the kind `yes-no`, with their words."""
LOWEST, HIGHEST = 1, 5
"""The ends of the kind `scale`."""


class Part(Frozen, frozen=True, kw_only=True):
    """A heading over some of the questions."""

    title: Texts


class Question(Frozen, frozen=True, kw_only=True):
    """One question; `options` are those of a `choice`, `anchors` the ends of a `scale`.

    `past` says of a `date` that it has been: 15.3 is the last one, and not the next.
    """

    kind: Kind
    text: Texts
    part: str = ""
    options: dict[Id, Option] = {}
    anchors: dict[str, Anchors] = {}
    past: bool = False


class Checklist(Frozen, frozen=True, kw_only=True):
    """A whole file of questions."""

    schema: int = SCHEMA
    id: Id
    when: When
    title: Texts
    source: Texts = {}
    parts: dict[Id, Part] = {}
    questions: Annotated[dict[Id, Question], Meta(min_length=1, max_length=200)]

    def __post_init__(self) -> None:
        for problem in self._problems():
            raise ValueError(problem)

    def _problems(self) -> Iterator[Message]:
        for question_id, question in self.questions.items():
            place = f"questions.{question_id}"
            if not any(question.text.values()):
                yield Message("{place}: there is no text", place=place)
            if question.part and question.part not in self.parts:
                yield Message('{place}: no part "{part}"', place=place, part=question.part)
            if question.kind == "choice" and len(question.options) < 2:
                yield Message("{place}: a choice needs two options or more", place=place)
            if question.kind != "choice" and question.options:
                yield Message("{place}: only a choice has options", place=place)

    def by_part(self) -> Iterator[tuple[Part | None, dict[str, Question]]]:
        """The parts with their questions by id, first those of none; a part without any is not."""
        for part_id in ("", *self.parts):
            asked = {key: item for key, item in self.questions.items() if item.part == part_id}
            if asked:
                yield self.parts.get(part_id), asked

    def order(self) -> tuple[str, ...]:
        """The ids of the questions as they are asked."""
        return tuple(item for _part, asked in self.by_part() for item in asked)
