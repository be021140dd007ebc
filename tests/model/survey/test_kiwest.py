"""The bundled instrument says what the slides of 2017 say, in three languages."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import amu_tui
from amu_tui import words
from amu_tui.model.meeting.agenda import steps, title
from amu_tui.model.survey.instrument import Instrument

FILE = Path(amu_tui.__file__).parent / "instruments" / "kiwest-1.toml"
RAW: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))

ORDER = {
    "individual-resources": [1, 2, 3, 4, 5, 6],
    "colleague-resources": [7, 8, 9, 10],
    "organisational-resources": [11, 12, 13, 14, 15, 16, 17],
    "job-demands": [22, 21, 20, 19, 18],
    "job-attachment": [28, 27, 26, 25, 24, 23],
}

DECK = {
    1: "Autonomi",
    2: "Selvstendighet",
    3: "Myndiggjørende ledelse",
    4: "Anerkjennelse",
    5: "Støtte nærmeste leder",
    6: "Krav til kompetanseutvikling",
    7: "Samarbeid kolleger",
    8: "Fellesskap kolleger",
    9: "Romslighet/sosialt ansvar",
    10: "Sosialt klima",
    11: "Målklarhet",
    12: "Forbedringskultur",
    13: "Støtte forskn./undervisn.",
    14: "Rettferdig nærmeste leder",
    15: "Ledelse/tillit, egen enhet",
    16: "Ledelse/pålitelighet, egen enh.",
    17: "Led/pålitelighet, overl enh.",
    18: "Fravær illegitime arb.oppg.",
    19: "Fravær dysfunksjonell støtte",
    20: "Fravær personkonflikter",
    21: "Fravær rollekonflikter",
    22: "Fravær tidspress",
    23: "Mening i jobben",
    24: "Jobbengasjement",
    25: "Arbeid - hjem fasilitering",
    26: "Fravær arbeid-hjem konflikt",
    27: "Tilknytning",
    28: "Fravær arbeidsavhengighet",
}
"""The themes as the slides name them."""

STEPS = [
    *("agenda", "frame", "questions", "participation", "overview", "individual-resources"),
    *("colleague-resources", "social-climate", "organisational-resources"),
    *("research-teaching-support", "job-demands", "job-attachment", "hours", "appraisal"),
    *("health", "rules", "vote", "choose", "actions", "prioritise", "report", "follow-up"),
]


@pytest.fixture(scope="module")
def kiwest() -> Instrument:
    return msgspec.convert(RAW, Instrument)


def _texts(value: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that holds a language, and where it stands."""
    if isinstance(value, dict):
        if value.keys() & set(words.LANGUAGES):
            yield path, value
        else:
            for key, item in value.items():
                yield from _texts(item, f"{path}.{key}")


def _whole(value: object) -> object:
    """`value` as tables with their defaults, which the encoder leaves out."""
    if isinstance(value, msgspec.Struct):
        return {name: _whole(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, tuple) else value


def _missing(raw: object, read: object, path: str = "") -> Iterator[str]:
    """Keys of the file that the model did not take: misspelled ones."""
    if isinstance(raw, dict) and isinstance(read, dict):
        for key, item in raw.items():
            if key not in read:
                yield f"{path}.{key}"
            else:
                yield from _missing(item, read[key], f"{path}.{key}")
    elif raw != read:
        yield path


def test_areas_and_themes_stand_in_the_order_of_the_slides(kiwest: Instrument) -> None:
    shown = {
        area_id: [kiwest.themes[theme].number for theme in area.themes]
        for area_id, area in kiwest.areas.items()
    }
    assert shown == ORDER
    assert list(shown) == list(ORDER)
    assert len(kiwest.order()) == len(kiwest.themes) == 28


def test_seven_themes_are_turned_and_are_called_an_absence(kiwest: Instrument) -> None:
    turned = {theme.number for theme in kiwest.themes.values() if theme.turned}
    assert turned == {18, 19, 20, 21, 22, 26, 28}
    starts = {"nb": "Fravær", "nn": "Fråvær av", "en": "Absence of"}
    for theme_id, theme in kiwest.themes.items():
        for code, start in starts.items():
            assert theme.name[code].startswith(start) == theme.turned
            assert "(R)" not in theme.name[code]
        assert theme_id.startswith("no-") == theme.turned
        assert kiwest.name(theme_id)["nb"].endswith("(R)") == theme.turned


def test_a_table_with_the_names_of_the_slides_finds_every_theme(kiwest: Instrument) -> None:
    for theme in kiwest.themes.values():
        assert DECK[theme.number] in (theme.name["nb"], *theme.aliases)


def test_names_and_aliases_mean_one_theme_each(kiwest: Instrument) -> None:
    owner: dict[str, str] = {}
    for theme_id, theme in kiwest.themes.items():
        for name in {name.casefold() for name in (*theme.name.values(), *theme.aliases)}:
            assert owner.setdefault(name, theme_id) == theme_id
    for code in words.LANGUAGES:
        names = {theme.name[code] for theme in kiwest.themes.values()}
        assert len(names) == 28
        assert max(map(len, names)) <= 34


def test_every_text_is_there_in_three_languages() -> None:
    found = list(_texts(RAW))
    assert len(found) > 100
    for path, texts in found:
        assert tuple(texts) == words.LANGUAGES, path
        for text in texts.values():
            if isinstance(text, str):
                assert text.strip() == text != "", path
                assert "\n" not in text, path


def test_the_model_takes_every_key_of_the_file(kiwest: Instrument) -> None:
    assert list(_missing(RAW, _whole(kiwest))) == []


def test_the_steps_are_the_slides(kiwest: Instrument) -> None:
    assert [step.id for step in steps(kiwest)] == STEPS


@pytest.mark.parametrize("code", words.LANGUAGES)
def test_steps_have_titles_of_their_own_in_every_language(kiwest: Instrument, code: str) -> None:
    words.use(code)
    titles = [words.spoken(title(step, kiwest)) for step in steps(kiwest)]
    assert all(titles)
    assert len(set(titles)) == len(STEPS)


def test_minutes_and_guidance_are_for_steps_there_are(kiwest: Instrument) -> None:
    assert list(kiwest.process.minutes) == STEPS
    assert kiwest.guidance.keys() <= set(STEPS)
    assert 120 <= sum(kiwest.process.minutes.values()) <= 180


def test_two_and_two_themes_three_and_three_actions(kiwest: Instrument) -> None:
    process = kiwest.process
    assert (process.preserve, process.improve) == (2, 2)
    assert (process.preserve_actions, process.improve_actions) == (3, 3)


def test_the_scale_runs_from_strong_disagreement_to_strong_agreement(kiwest: Instrument) -> None:
    assert (kiwest.scale.min, kiwest.scale.max) == (1, 5)
    anchors = kiwest.scale.anchors
    assert (anchors["nb"].min, anchors["nb"].max) == ("svært uenig", "svært enig")
    assert all(anchors[code].min and anchors[code].max for code in words.LANGUAGES)


def test_no_statement_of_the_questionnaire_is_shipped(kiwest: Instrument) -> None:
    assert all(theme.items == theme.reversed == () for theme in kiwest.themes.values())


def test_area_slides_have_the_headings_of_the_deck(kiwest: Instrument) -> None:
    assert [area.heading["nb"] for area in kiwest.areas.values()] == [
        "Ressurser i den enkeltes oppgaveutførelse",
        "Ressurser i kollegafellesskapet",
        "Ressurser i den organisatoriske enheten",
        "Jobbkrav i arbeidshverdagen",
        "Tilknytning til jobben",
    ]
    climate = kiwest.slides["social-climate"]
    assert climate.question["nb"] == "Hvordan er klimaet på din arbeidsenhet?"


def test_frames_rules_and_help_hold_the_points_of_the_deck(kiwest: Instrument) -> None:
    def signs(frame: str) -> list[str]:
        groups = kiwest.frames[frame].groups.values()
        return ["".join(point.sign for point in group.points.values()) for group in groups]

    assert list(kiwest.frames) == ["dimensions", "attachment", "demands-resources"]
    assert signs("dimensions") == ["", "", ""]
    assert signs("attachment") == ["++--"]
    assert signs("demands-resources") == ["---", "+++", "++", "++", "++--"]
    assert len(kiwest.opening) == 2
    assert [len(group.points) for group in kiwest.rules.values()] == [3, 2]
    assert {aim: len(group.points) for aim, group in kiwest.help.items()} == {
        "preserve": 3,
        "improve": 2,
    }
    assert [kiwest.help[aim].title["nb"] for aim in kiwest.help] == ["«Pakk ut»", "«Legg lista»"]


def test_questions_of_their_own_have_what_their_kind_needs(kiwest: Instrument) -> None:
    kinds = {key: question.kind for key, question in kiwest.questions.items()}
    assert kinds == {
        "hours": "distribution",
        "appraisal": "share",
        "appraisal-usefulness": "mean",
        "health": "mean",
    }
    assert kiwest.question_steps()["appraisal"] == ("appraisal", "appraisal-usefulness")
    for question in kiwest.questions.values():
        assert bool(question.options) == (question.kind == "distribution")
        if question.kind == "mean":
            assert question.scale is not None
            assert (question.scale.min, question.scale.max) == (1, 5)
