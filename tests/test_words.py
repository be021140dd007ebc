"""The user's language: which it is, and how figures and dates are written in it."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.dates import parse_day
from amu_tui.messages import Message, joined

LANGUAGE = st.sampled_from(words.LANGUAGES)


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "nb"),
        ({"LANG": ""}, "nb"),
        ({"LANG": "C"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": "POSIX"}, "nb"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "nn_NO"}, "nn"),
        ({"LANG": "en_GB", "LC_MESSAGES": "nb_NO"}, "nb"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "nn_NO"}, "nn"),
    ],
)
def test_the_locale_decides_and_bokmaal_is_the_default(environ: dict[str, str], code: str) -> None:
    assert words.from_environment(environ) == code


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    words.use("nn")
    with pytest.raises(ValueError, match="tlh"):
        words.use("tlh")
    assert words.language() == "nn"


def test_every_language_has_its_own_name() -> None:
    assert set(words.NAMES) == set(words.LANGUAGES)
    assert words.DEFAULT in words.LANGUAGES


@pytest.mark.parametrize("code", words.LANGUAGES)
def test_what_is_in_no_catalogue_is_shown_as_it_stands(code: str) -> None:
    words.use(code)
    assert words._("certainly in no catalogue") == "certainly in no catalogue"
    assert words._("") == ""
    assert words.ngettext("{n} unknown", "{n} unknowns", 1) == "{n} unknown"
    assert words.ngettext("{n} unknown", "{n} unknowns", 2) == "{n} unknowns"
    assert words.N_("marked only") == "marked only"


def test_texts_come_in_the_nearest_language_there_is() -> None:
    texts = {"nb": "ett", "nn": "eitt", "en": "one"}
    assert [words.pick(texts, code) for code in words.LANGUAGES] == ["ett", "eitt", "one"]
    assert words.pick({"nb": "ett", "en": "one"}, "nn") == "ett"
    assert words.pick({"nn": "eitt", "en": "one"}, "nb") == "eitt"
    assert words.pick({"nb": "ett", "nn": "eitt"}, "en") == "ett"
    assert words.pick({"nb": "", "en": "one"}, "nb") == "one"
    assert words.pick({"de": "eins"}, "nb") == "eins"
    assert words.pick({}) == ""
    words.use("nn")
    assert words.pick(texts) == "eitt"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (3.94, 1, "3,9"),
        (3.95, 1, "4,0"),
        (2.25, 1, "2,3"),
        (2.35, 1, "2,4"),
        (1.005, 2, "1,01"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.25, 1, "\N{MINUS SIGN}2,3"),
        (-0.04, 1, "0,0"),
        (0.0, 1, "0,0"),
        (-0.0, 1, "0,0"),
        (1234.5, 1, "1234,5"),
    ],
)
def test_figures_are_rounded_as_on_paper(value: float, digits: int, text: str) -> None:
    for code in ("nb", "nn"):
        words.use(code)
        assert words.number(value, digits) == text
    words.use("en")
    assert words.number(value, digits) == text.replace(",", ".")


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 3))
def test_rounding_is_half_away_from_zero_for_every_decimal(thousandths: int, digits: int) -> None:
    words.use("en")
    exact = Decimal(thousandths) / 1000
    wanted = abs(exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
    text = words.number(thousandths / 1000, digits)
    assert Decimal(text.lstrip("\N{MINUS SIGN}")) == wanted
    assert text.startswith("\N{MINUS SIGN}") == (thousandths < 0 and wanted != 0)


def test_percentages() -> None:
    assert words.percent(37 / 45) == "82%"
    assert words.percent(0.125) == "13%"
    assert words.percent(1.02) == "102%"
    words.use("nb")
    assert words.percent(37 / 45) == "82 %"
    assert words.percent(0.8222, 1) == "82,2 %"


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)), LANGUAGE)
def test_a_day_that_is_shown_can_be_typed_back(date: datetime.date, code: str) -> None:
    words.use(code)
    text = words.day(date)
    assert len(text) == 10
    assert parse_day(text, datetime.date(2026, 11, 30)) == date


def test_days_are_written_as_the_language_does() -> None:
    date = datetime.date(2027, 1, 5)
    assert words.day(date) == "2027-01-05"
    words.use("nn")
    assert words.day(date) == "05.01.2027"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "1 cell is missing at the end and taken as empty; 2027-01-05 is yet to come; 82%"),
        (
            "nb",
            "1 celle mangler på slutten og regnes som tom; 05.01.2027 er ikke kommet ennå; 82 %",
        ),
    ],
)
def test_a_message_is_said_with_all_that_is_put_into_it(code: str, said: str) -> None:
    cell = "{n} cell is missing at the end and taken as empty"
    cells = "{n} cells are missing at the end and taken as empty"
    date = datetime.date(2027, 1, 5)
    parts = (Message(cell, cells, n=1), Message("{date} is yet to come", date=date), 0.82)
    words.use(code)
    assert words.spoken(joined("; ", *parts)) == said


def test_what_is_said_already_or_in_several_languages_is_said_as_it_is() -> None:
    assert words.spoken("{x} 100 %") == "{x} 100 %"
    assert words.spoken({"nb": "Arbeid", "en": "Work"}) == "Work"
    assert words.spoken(Message("{name}", name="{x}")) == "{x}"
