"""An instrument file is taken or refused as a whole, and then answers for itself."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from amu_tui import words
from amu_tui.model.meeting import agenda
from amu_tui.model.survey.instrument import STEP_IDS, Scale
from tests.model.disclosure.small import data, decoded

Change = Callable[[dict[str, Any]], object]

SLIDE = {"area": "work", "themes": ["help"], "title": {"en": "Help"}}
MEAN = {"kind": "mean", "title": {"en": "Health"}}


def test_the_order_is_that_of_the_areas_never_of_the_numbers() -> None:
    small = decoded(data())
    assert small.order() == ("pace", "help", "climate")


def test_a_turned_theme_is_marked_in_every_language() -> None:
    small = decoded(data())
    assert words.pick(small.name("pace")) == "Absence of pace (R)"
    words.use("nn")
    assert words.pick(small.name("pace")) == "Fravær (R)"
    assert words.pick(small.name("help")) == "Help"


def test_questions_share_a_step_where_they_say_so() -> None:
    raw = data()
    raw["questions"] = {
        "talk": {"kind": "share", "title": {"en": "Talk"}},
        "health": MEAN,
        "use": {"kind": "mean", "title": {"en": "Use"}, "step": "talk"},
    }
    assert decoded(raw).question_steps() == {"talk": ("talk", "use"), "health": ("health",)}


def test_a_theme_is_found_in_an_older_instrument() -> None:
    raw = data()
    raw["comparable"] = {"old-1": {"themes": {"pace": "speed", "help": ""}}}
    small = decoded(raw)
    assert [small.counterpart(theme, "old-1") for theme in small.order()] == ["speed", None, None]
    assert [small.counterpart(theme, "old-2") for theme in small.order()] == [None] * 3
    assert [small.counterpart(theme, "small") for theme in small.order()] == list(small.order())
    assert small.counterpart("speed", "small") is None


def _twice(raw: dict[str, Any]) -> None:
    raw["areas"]["people"]["themes"].append("pace")


def _loose(raw: dict[str, Any]) -> None:
    raw["areas"]["people"]["themes"].clear()


def _unknown(raw: dict[str, Any]) -> None:
    raw["areas"]["work"]["themes"].append("pase")


PROBLEMS: dict[str, tuple[Change, str]] = {
    "theme in two areas": (_twice, 'theme "pace" stands in both work and people'),
    "theme in no area": (_loose, 'theme "climate" stands in no area'),
    "unknown theme in an area": (_unknown, 'areas.work: no theme "pase"'),
    "number twice": (
        lambda raw: raw["themes"]["pace"].update(number=3),
        "number 3 is used by climate and pace",
    ),
    "reversed without item": (
        lambda raw: raw["themes"]["help"].update(items=["h1"], reversed=["h2"]),
        "themes.help: reversed names a column that is not in items",
    ),
    "slide of an unknown area": (
        lambda raw: raw.update(slides={"own": SLIDE | {"area": "play"}}),
        'slides.own: no area "play"',
    ),
    "slide of an unknown theme": (
        lambda raw: raw.update(slides={"own": SLIDE | {"themes": ["halp"]}}),
        'slides.own: no theme "halp"',
    ),
    "step that is no id": (
        lambda raw: raw.update(questions={"health": MEAN | {"step": "My health"}}),
        'questions.health: "My health" is not a step id',
    ),
    "area named as a fixed step": (
        lambda raw: raw["areas"].update(vote=raw["areas"].pop("work")),
        'two steps would have the id "vote"',
    ),
    "slide named as an area": (
        lambda raw: raw.update(slides={"work": SLIDE}),
        'two steps would have the id "work"',
    ),
    "question named as a slide": (
        lambda raw: raw.update(slides={"own": SLIDE}, questions={"own": MEAN}),
        'two steps would have the id "own"',
    ),
    "an endless scale": (
        lambda raw: raw["scale"].update(max=float("inf")),
        "scale.min and scale.max must be finite numbers",
    ),
    "ends of the scale turned": (
        lambda raw: raw["scale"].update(min=5, max=1),
        "scale.min must be below scale.max",
    ),
    "id with a blank": (lambda raw: raw.update(id="my own"), "id"),
    "comparable with itself": (
        lambda raw: raw.update(comparable={"small": {}}),
        "comparable.small: an instrument is comparable with itself",
    ),
    "a theme of now that is not there": (
        lambda raw: raw.update(comparable={"old-1": {"themes": {"pase": "speed"}}}),
        'comparable.old-1.themes.pase: no theme "pase"',
    ),
    "a theme of then that is no id": (
        lambda raw: raw.update(comparable={"old-1": {"themes": {"pace": "Old pace"}}}),
        'comparable.old-1.themes.pace: "Old pace" is not a theme id',
    ),
    "one theme of then for two of now": (
        lambda raw: raw.update(comparable={"old-1": {"themes": {"pace": "x", "help": "x"}}}),
        'comparable.old-1.themes.help: "x" is taken by pace already',
    ),
    "no themes at all": (lambda raw: raw.pop("themes"), "themes"),
    "name that is no text": (lambda raw: raw["themes"]["help"].update(name={"en": 3}), "$.themes"),
}


@pytest.mark.parametrize(("change", "message"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_problem_is_named(change: Change, message: str) -> None:
    raw = data()
    decoded(raw)
    change(raw)
    with pytest.raises(msgspec.ValidationError) as caught:
        decoded(raw)
    cause = caught.value.__cause__ or caught.value
    assert message in words.spoken(cause.args[0])


def test_the_fixed_steps_are_those_of_the_agenda() -> None:
    assert set(agenda.TITLES) == STEP_IDS


@pytest.mark.parametrize(
    ("low", "high", "digits", "ticks"),
    [
        (1, 5, 1, (1, 2, 3, 4, 5)),
        (0, 6, 1, (0, 1, 2, 3, 4, 5, 6)),
        (0, 100, 0, (0, 25, 50, 75, 100)),
        (0.5, 4, 1, (0.5, 1.375, 2.25, 3.125, 4)),
    ],
)
def test_ticks_and_decimals_fit_the_scale(
    low: float, high: float, digits: int, ticks: tuple[float, ...]
) -> None:
    scale = Scale(min=low, max=high)
    assert scale.digits == digits
    assert scale.ticks() == ticks


def test_a_value_outside_the_scale_is_drawn_at_its_end() -> None:
    scale = Scale(min=1, max=5)
    assert [scale.share(value) for value in (0, 1, 2, 5, 9)] == [0, 0, 0.25, 1, 1]
