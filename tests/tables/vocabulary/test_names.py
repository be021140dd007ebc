import pytest

from amu_tui.model.survey.instrument import Area, Instrument, Theme
from amu_tui.tables.vocabulary.names import ThemeNames, meaning_of
from tests.tables.made import TINY

NAMES = ThemeNames(TINY)


@pytest.mark.parametrize(
    "name",
    ["time-pressure", "3", "03", "3.", "3.0", "Fravær tidspress", "fravær  TIDSPRESS (R)",
     "Fråvær tidspress(r)", "no_time_pressure", "3 Fravær tidspress (R)", "3. No time pressure"],
)  # fmt: skip
def test_a_theme_is_known_by_id_number_and_names(name: str) -> None:
    assert NAMES.find(name) == "time-pressure"


def test_a_theme_is_known_by_its_aliases() -> None:
    assert NAMES.find("klimaet") == "climate"


@pytest.mark.parametrize("name", ["", "Tidspress", "4 Fravær tidspress", "33", "3.5", "(R)", "x"])
def test_what_is_not_certain_is_not_found(name: str) -> None:
    assert NAMES.find(name) is None


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("Autonomi", "mean"),
        ("autonomy snitt", "mean"),
        ("autonomy_n", "n"),
        ("Autonomi: standardavvik", "sd"),
        ("Autonomi (sd)", "sd"),
        ("1 n", "n"),
        ("sd_1", "sd"),
        ("Antall Autonomi", "n"),
        ("1 Autonomi n", "n"),
    ],
)
def test_the_parts_of_a_theme_in_a_wide_table(header: str, part: str) -> None:
    assert NAMES.find_part(header) == ("autonomy", part)


def test_a_name_that_two_themes_share_finds_neither() -> None:
    themes = {key: Theme(number=place, name={"nb": "Felles"}) for place, key in enumerate("ab")}
    shared = Instrument(
        id="x", title={}, scale=TINY.scale, areas={"a": Area(title={}, themes=("a", "b"))},
        themes=themes,
    )  # fmt: skip
    names = ThemeNames(shared)
    assert names.find("Felles") is None
    assert names.find("b") == "b"


@pytest.mark.parametrize(
    ("header", "field"),
    [("UNIT", "unit"), ("eining", "unit"), ("Response Rate", "rate"), ("Response_rate", "rate"),
     ("Std", "sd"), ("Antall svar", "responses"), ("code", None), ("", None)],
)  # fmt: skip
def test_columns_are_known_in_three_languages(header: str, field: str | None) -> None:
    assert meaning_of(header) == field
