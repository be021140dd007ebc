"""What is wrong with a file is said in the user's words: nobody else's English reaches them."""

from typing import Annotated, Any

import msgspec
import pytest

from amu_tui import words
from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results
from tests.files.conftest import INSTRUMENT, RESULTS


def refused(text: str, kind: type = Results, language: str = "en") -> AmuError:
    words.use(language)
    with pytest.raises(AmuError) as raised:
        toml.parse(text.encode(), kind, "some.toml")
    return raised.value


PAIR = "a line is a key, = and a value"
TWICE = "the same key or table stands here twice"
NO_END = "the text in quotes has no end"
BRACKET = "a bracket is not closed"
BACKSLASH = r"a \ in a text in quotes is written \\"
SYNTAX = [
    ("= 1", PAIR),
    ("?", PAIR),
    ("blå = 1", PAIR),
    ("blue 1", PAIR),
    ("a.? = 1", PAIR),
    ("a =", "this is not a value; a text stands in quotes"),
    ("a = blue", "this is not a value; a text stands in quotes"),
    ("a = 2027-02-31", "there is no such date"),
    ("a = 1 2", "something stands after the value"),
    ("a = 1\na = 2", TWICE),
    ("[a]\n[a]", TWICE),
    ("[[a]]\n[a]", TWICE),
    ("a = {b = 1}\n[a.c]", TWICE),
    ("a = {b = 1, b = 2}", TWICE),
    ("a = []\n[[a]]", TWICE),
    ('a = "blue', NO_END),
    ("a = 'blue", NO_END),
    ('a = "blue\nb = 1', NO_END),
    ("a = 'blue\nb = 1", NO_END),
    ('a = """blue', NO_END),
    ("a = '''blue", NO_END),
    ("[a", BRACKET),
    ("[[a]", BRACKET),
    ("a = [1", BRACKET),
    ("a = {b = 1", BRACKET),
    (r'a = "C:\me"', BACKSLASH),
    (r'a = "\uq"', BACKSLASH),
    (r'a = "\ud800"', BACKSLASH),
    ('a = "\x01"', "a control character stands here"),
    ("# \x01", "a control character stands here"),
]


@pytest.mark.parametrize(("text", "said"), SYNTAX)
def test_what_is_no_toml_is_said_in_words_of_our_own(text: str, said: str) -> None:
    assert refused(text).message.startswith(f"this is not TOML: {said}")
    for language in ("nb", "nn"):
        told = refused(text, language=language).message
        assert "TOML: " in told
        assert said not in told


def test_what_a_later_parser_says_is_never_repeated() -> None:
    from amu_tui.files.toml.explain import syntax

    error = ValueError("Some new trouble (at line 3, column 1)")
    assert syntax(error, "a\nb\nc\n") == ("this line is not TOML", 3, "")


def changed(value: msgspec.Struct, old: str, new: str) -> str:
    text = toml.dumps(value)
    assert old in text
    return text.replace(old, new, 1)


REFUSED: list[tuple[str, type, dict[str, str]]] = [
    (
        changed(INSTRUMENT, "min = 1.0", "min = 9"),
        Instrument,
        {
            "en": "scale: scale.min must be below",
            "nb": "scale.min må være",
            "nn": "scale.min må vere",
        },
    ),
    (
        changed(INSTRUMENT, '"autonomy"', '"autonomi"'),
        Instrument,
        {"en": 'areas.work: no theme "autonomi"', "nb": "areas.work: ", "nn": "areas.work: "},
    ),
    (
        changed(INSTRUMENT, "number = 2", "number = 1"),
        Instrument,
        {"en": "number 1 is used by autonomy and pressure", "nb": "nummer", "nn": "nummer"},
    ),
    (
        changed(RESULTS, 'hidden = "protected"', 'hidden = "protected"\nmean = 3.0'),
        Results,
        {"en": "themes.support: what is hidden has no figures", "nb": "skjult", "nn": "skjult"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "said"), REFUSED)
def test_what_the_model_refuses_is_said_in_the_user_s_language(
    text: str, kind: type, said: dict[str, str]
) -> None:
    told = {language: refused(text, kind, language).message for language in said}
    assert told["en"].startswith(said["en"])
    for language in ("nb", "nn"):
        assert said[language] in told[language]
        assert told[language] != told["en"]


class Narrow(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    answers: Annotated[tuple[int, ...], msgspec.Meta(max_length=1)] = ()
    more: dict[str, Any] = {}


def test_what_the_decoder_says_is_never_repeated() -> None:
    error = refused("schema = 1\nanswers = [1, 2]\n", Narrow)
    assert (error.message, error.line) == ("answers: this is not what can stand here", 2)


def test_a_key_that_is_none_is_met_with_the_nearest() -> None:
    error = refused("schema = 1\n\nanswer = [1]\n", Narrow)
    assert error.line == 3
    assert error.message == '"answer" is not a key that can stand here; did you mean answers?'
    assert refused("schema = 1\nqqq = 1\n", Narrow).message.endswith("can stand here")
