"""The steps of the meeting follow from the instrument."""

import pytest

from amu_tui import words
from amu_tui.model.meeting.agenda import MINUTES, Step, steps, title
from tests.model.disclosure.small import data, decoded

TEXT = {"en": "Text"}


def _ids(found: tuple[Step, ...]) -> list[str]:
    return [step.id for step in found]


def test_an_instrument_without_a_thing_has_no_step_for_it() -> None:
    assert _ids(steps(decoded(data()))) == [
        *("agenda", "participation", "overview", "work", "people"),
        *("vote", "choose", "actions", "prioritise", "report", "follow-up"),
    ]


@pytest.mark.parametrize(
    ("table", "value", "step", "before"),
    [
        ("frames", {"start": {"title": TEXT, "groups": {}}}, "frame", "participation"),
        ("opening", {"first": {"text": TEXT}}, "questions", "participation"),
        ("rules", {"talk": {"title": TEXT}}, "rules", "vote"),
        ("questions", {"health": {"kind": "mean", "title": TEXT}}, "health", "vote"),
    ],
)
def test_each_thing_gives_one_step_in_its_place(
    table: str, value: dict[str, object], step: str, before: str
) -> None:
    without = _ids(steps(decoded(data())))
    found = _ids(steps(decoded(data() | {table: value})))
    assert found == [*without[: without.index(before)], step, *without[without.index(before) :]]


def test_a_slide_of_its_own_follows_its_area() -> None:
    raw = data() | {"slides": {"own": {"area": "work", "themes": ["help"], "title": TEXT}}}
    found = steps(decoded(raw))
    shown = [(step.id, step.kind, step.themes) for step in found[2:6]]
    assert shown == [
        ("overview", "overview", ("pace", "help", "climate")),
        ("work", "area", ("pace", "help")),
        ("own", "slide", ("help",)),
        ("people", "area", ("climate",)),
    ]


def test_questions_of_one_step_are_shown_together() -> None:
    raw = data()
    raw["questions"] = {
        "talk": {"kind": "share", "title": {"en": "Talk"}},
        "use": {"kind": "mean", "title": {"en": "Use"}, "step": "talk"},
    }
    small = decoded(raw)
    (own,) = [step for step in steps(small) if step.kind == "own"]
    assert (own.id, own.questions) == ("talk", ("talk", "use"))
    assert words.spoken(title(own, small)) == "Talk"


def test_every_kind_of_step_has_minutes() -> None:
    small = decoded(data())
    assert all(step.kind in MINUTES for step in steps(small))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nb", "Arbeid"), ("nn", "Arbeid"), ("en", "Work")],
)
def test_the_title_of_an_area_is_the_instruments(language: str, expected: str) -> None:
    raw = data()
    raw["areas"]["work"]["title"] = {"nb": "Arbeid", "en": "Work"}
    small = decoded(raw)
    words.use(language)
    assert words.spoken(title(Step(id="work", kind="area"), small)) == expected


def test_the_title_of_a_fixed_step_is_the_programs() -> None:
    small = decoded(data())
    assert [
        words.spoken(title(step, small))
        for step in steps(small)
        if step.kind not in ("area", "slide")
    ] == [
        *("Agenda", "Participation", "Overview", "Vote", "Choose themes"),
        *("Actions", "Prioritise", "Action report", "Follow-up"),
    ]
