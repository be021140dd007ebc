"""What was asked: areas, themes, scale, extra questions, frame texts and defaults.

An instrument is a TOML file, bundled or a user's own, and these classes are its shape: each
table of the file is one class here, keyed by id, in the file's order. Texts are tables by
language (`nb`, `nn`, `en`), of which any one is enough.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from amu_tui.messages import Message
from amu_tui.model.ids import PATTERN, is_id
from amu_tui.model.survey.answers import (
    AnswerScale,
    Code,
    ItemScale,
    answer_scale,
    item_problems,
    label_problems,
)
from amu_tui.model.survey.factors import FactorName

SCHEMA = 1

Texts = dict[str, str]
Id = Annotated[str, Meta(pattern=PATTERN)]
Aim = Literal["preserve", "improve"]
AIMS: tuple[Aim, ...] = ("preserve", "improve")
Unit = Literal["score", "percent", "index"]
STEP_IDS = frozenset(
    {
        "agenda",
        "since-last",
        "frame",
        "questions",
        "participation",
        "overview",
        "rules",
        "vote",
        "choose",
        "actions",
        "prioritise",
        "report",
        "follow-up",
    }
)
"""Ids of the steps that any meeting may have: no area, slide or question step may take one."""


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that is also a TOML table: absent keys are defaults."""


class Anchors(Frozen, frozen=True, kw_only=True):
    """What the two ends of the scale are called."""

    min: str = ""
    max: str = ""


class Scale(Frozen, frozen=True, kw_only=True):
    """The ends of the scale and what its figures are: a score, a percentage or an index.

    `labels` are what raw answers are called, in any language, with their numbers; `missing` the
    numbers and texts that stand where there is no answer.
    """

    min: float
    max: float
    unit: Unit = "score"
    anchors: dict[str, Anchors] = {}
    labels: dict[str, float] = {}
    missing: tuple[Code, ...] = ()

    def __post_init__(self) -> None:
        if not self.min < self.max:
            raise ValueError(Message("scale.min must be below scale.max"))
        if not math.isfinite(self.max - self.min):
            raise ValueError(Message("scale.min and scale.max must be finite numbers"))
        for problem in label_problems("scale.labels", self.answers(), self.labels):
            raise ValueError(problem)

    @property
    def digits(self) -> int:
        """Decimals worth showing: one on a short scale, none on percentages."""
        return 1 if self.max - self.min <= 20 else 0

    def share(self, value: float) -> float:
        """Where `value` lies between the ends, 0–1; values outside are put at the end."""
        return min(1.0, max(0.0, (value - self.min) / (self.max - self.min)))

    def ticks(self) -> tuple[float, ...]:
        """Values to mark on an axis: every whole step of a short scale, else quarters."""
        span = self.max - self.min
        if span <= 10 and span == int(span):
            return tuple(self.min + step for step in range(int(span) + 1))
        return tuple(self.min + span * quarter / 4 for quarter in range(5))

    def answers(self) -> AnswerScale:
        """How raw answers on it are read. The texts at its ends are labels too."""
        ends: dict[str, float] = {}
        for texts in self.anchors.values():
            ends |= {texts.min: self.min, texts.max: self.max}
        ends.pop("", None)
        # Of two that are alike the later one holds.
        return answer_scale(self.min, self.max, {**ends, **self.labels}, self.missing)


class Scoring(Frozen, frozen=True, kw_only=True):
    """How raw answers become a person's theme score.

    `answered` is the least share of a theme's items that makes one; `favourable` the least answer
    that counts as favourable.
    """

    answered: Annotated[float, Meta(ge=0, le=1)] = 0.5
    favourable: float | None = None


class Theme(Frozen, frozen=True, kw_only=True):
    """One theme; `turned` where the name already is an absence, marked (R)."""

    number: int
    name: Texts
    aliases: tuple[str, ...] = ()
    """Other names that tables of results use for it, in any language."""
    turned: bool = False
    items: tuple[str, ...] = ()
    reversed: tuple[str, ...] | Literal["all"] = ()
    """The items that are turned round when scoring."""

    def turns(self, item: str) -> bool:
        """Whether the `item` is turned round."""
        return self.reversed == "all" or item in self.reversed


class Area(Frozen, frozen=True, kw_only=True):
    """An area and its themes in the order of presentation, which need not be by number."""

    title: Texts
    themes: tuple[Id, ...]
    heading: Texts = {}
    """What its slide says, where that is more than the title."""


class Slide(Frozen, frozen=True, kw_only=True):
    """Themes that have a slide of their own, shown after the area they belong to."""

    area: Id
    themes: tuple[Id, ...]
    title: Texts
    question: Texts = {}
    anchors: dict[str, Anchors] = {}


class Option(Frozen, frozen=True, kw_only=True):
    """One answer of an extra question."""

    text: Texts


class Question(Frozen, frozen=True, kw_only=True):
    """An extra question, outside the themes: a distribution, a share or a mean.

    `step` is the step that shows it; questions with the same step are shown together.
    """

    kind: Literal["distribution", "share", "mean"]
    title: Texts
    text: Texts = {}
    step: str = ""
    options: dict[Id, Option] = {}
    scale: Scale | None = None


class Point(Frozen, frozen=True, kw_only=True):
    """One line of a list, with `+`, `-` or nothing before it."""

    text: Texts
    sign: Literal["", "+", "-"] = ""


class PointGroup(Frozen, frozen=True, kw_only=True):
    """A heading and its points; `title` may be missing."""

    title: Texts = {}
    text: Texts = {}
    points: dict[Id, Point] = {}


class Frame(Frozen, frozen=True, kw_only=True):
    """One slide of introduction: a title and groups of points."""

    title: Texts
    groups: dict[Id, PointGroup]


class Process(Frozen, frozen=True, kw_only=True):
    """Defaults of the meeting: how many to choose, planned minutes by step id.

    `stalled_days`: an action without a word for so many days is asked about.
    """

    preserve: Annotated[int, Meta(ge=0, le=28)] = 2
    improve: Annotated[int, Meta(ge=0, le=28)] = 2
    preserve_actions: Annotated[int, Meta(ge=0, le=50)] = 3
    improve_actions: Annotated[int, Meta(ge=0, le=50)] = 3
    minutes: dict[str, Annotated[int, Meta(ge=0, le=600)]] = {}
    stalled_days: Annotated[int, Meta(ge=1, le=3650)] = 60


class Counterparts(Frozen, frozen=True, kw_only=True):
    """Themes of this instrument → the same themes of an older one, "" where there is none.

    A theme that is left out has none either: what changed meaning is not compared by accident.
    """

    themes: dict[Id, str] = {}


class Instrument(Frozen, frozen=True, kw_only=True):
    """A whole instrument file."""

    schema: int = SCHEMA
    id: Id
    title: Texts
    scale: Scale
    areas: dict[Id, Area]
    themes: dict[Id, Theme]
    items: dict[str, ItemScale] = {}
    """Items whose answers are not as the scale says, by the name of their column."""
    scoring: Scoring = Scoring()
    source: Texts = {}
    slides: dict[Id, Slide] = {}
    questions: dict[Id, Question] = {}
    frames: dict[Id, Frame] = {}
    opening: dict[Id, Point] = {}
    rules: dict[Id, PointGroup] = {}
    help: dict[Aim, PointGroup] = {}
    guidance: dict[str, PointGroup] = {}
    """What else the slide of a step says, by step id."""
    process: Process = Process()
    comparable: dict[Id, Counterparts] = {}
    """By the id of an older instrument, which themes can be compared."""
    factors: dict[FactorName, tuple[Id, ...]] = {}
    """The themes that touch each factor of the law; a factor without one is not measured."""
    seldom_chosen: tuple[Id, ...] = ()
    """Themes of leadership and voice, which units leave alone although they are low."""

    def __post_init__(self) -> None:
        for problem in self._problems():
            raise ValueError(problem)

    def _problems(self) -> Iterator[Message]:
        yield from self._theme_problems()
        named = {item for theme in self.themes.values() for item in theme.items}
        point = self.scoring.favourable
        if point is not None and not self.scale.min < point <= self.scale.max:
            yield Message("scoring.favourable must be above scale.min, and at most scale.max")
        yield from item_problems(self.items, named, self.scale.answers())
        yield from self._counterpart_problems()
        for factor, themes in self.factors.items():
            yield from self._unknown(f"factors.{factor}", themes)
        yield from self._unknown("seldom_chosen", self.seldom_chosen)
        for slide_id, slide in self.slides.items():
            key = f"slides.{slide_id}"
            if slide.area not in self.areas:
                yield Message('{place}: no area "{area}"', place=key, area=slide.area)
            yield from self._unknown(key, slide.themes)
        for question_id, question in self.questions.items():
            if question.step and not is_id(question.step):
                yield Message(
                    '{place}: "{step}" is not a step id',
                    place=f"questions.{question_id}",
                    step=question.step,
                )
        taken = set(STEP_IDS)
        for step_id in (*self.areas, *self.slides, *self.question_steps()):
            if step_id in taken:
                yield Message('two steps would have the id "{step}"', step=step_id)
            taken.add(step_id)

    def _theme_problems(self) -> Iterator[Message]:
        placed: dict[str, str] = {}
        for area_id, area in self.areas.items():
            yield from self._unknown(f"areas.{area_id}", area.themes)
            for theme_id in area.themes:
                if theme_id in placed:
                    yield Message(
                        'theme "{theme}" stands in both {first} and {second}',
                        theme=theme_id,
                        first=placed[theme_id],
                        second=area_id,
                    )
                placed[theme_id] = area_id
        numbers: dict[int, str] = {}
        for theme_id, theme in self.themes.items():
            if theme_id not in placed:
                yield Message('theme "{theme}" stands in no area', theme=theme_id)
            if theme.number in numbers:
                yield Message(
                    "number {number} is used by {first} and {second}",
                    number=theme.number,
                    first=numbers[theme.number],
                    second=theme_id,
                )
            numbers[theme.number] = theme_id
            if theme.reversed != "all" and not set(theme.reversed) <= set(theme.items):
                yield Message(
                    "{place}: reversed names a column that is not in items",
                    place=f"themes.{theme_id}",
                )

    def answers_to(self, item: str) -> AnswerScale:
        """How the answers in the column `item` are read."""
        return self.items.get(item, ItemScale()).within(self.scale.answers())

    def _counterpart_problems(self) -> Iterator[Message]:
        for older, counterparts in self.comparable.items():
            taken: dict[str, str] = {}
            if older == self.id:
                yield Message(
                    "{place}: an instrument is comparable with itself", place=f"comparable.{older}"
                )
            for theme_id, then in counterparts.themes.items():
                key = f"comparable.{older}.themes.{theme_id}"
                if theme_id not in self.themes:
                    yield Message('{place}: no theme "{theme}"', place=key, theme=theme_id)
                if then and not is_id(then):
                    yield Message('{place}: "{theme}" is not a theme id', place=key, theme=then)
                if then and then in taken:
                    yield Message(
                        '{place}: "{theme}" is taken by {other} already',
                        place=key,
                        theme=then,
                        other=taken[then],
                    )
                taken[then] = theme_id

    def _unknown(self, key: str, themes: Iterable[str]) -> Iterator[Message]:
        for theme_id in themes:
            if theme_id not in self.themes:
                yield Message('{place}: no theme "{theme}"', place=key, theme=theme_id)

    def order(self) -> tuple[str, ...]:
        """All theme ids in the order of presentation."""
        return tuple(theme for area in self.areas.values() for theme in area.themes)

    def name(self, theme_id: str) -> Texts:
        """The theme's name, with `(R)` where it is turned round."""
        theme = self.themes[theme_id]
        if not theme.turned:
            return theme.name
        return {code: f"{text} (R)" for code, text in theme.name.items() if text}

    def items_of(self, theme_id: str) -> int:
        """How many items a person's score of the theme is the mean of; 0 where none are named."""
        theme = self.themes.get(theme_id)
        return len(theme.items) if theme else 0

    def counterpart(self, theme_id: str, older: str) -> str | None:
        """What `theme_id` was called in the instrument `older`, None where they do not compare.

        With itself an instrument compares theme by theme, with one that it does not mention not
        at all.
        """
        if older == self.id:
            return theme_id if theme_id in self.themes else None
        return self.comparable.get(older, Counterparts()).themes.get(theme_id) or None

    def question_steps(self) -> dict[str, tuple[str, ...]]:
        """Step id → ids of the extra questions that it shows, in the file's order."""
        steps: dict[str, tuple[str, ...]] = {}
        for question_id, question in self.questions.items():
            step = question.step or question_id
            steps[step] = (*steps.get(step, ()), question_id)
        return steps
