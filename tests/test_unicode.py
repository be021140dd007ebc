"""What a cleaned line does on a terminal, whatever it was made of: it stays in its place.

Checked with pyte, a terminal that is a library, and by the rules of Unicode annex 9 for terminals
that write Arabic and Hebrew from the right.
"""

import unicodedata

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amu_tui.text import apart, clean, fit, width

RAW = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Mn", "Mc", "Lo", "So", "Sk"]),
        st.sampled_from(
            "a1# \t\n\x00\x1b\x9b\u0301\u0308\u094d\u0915\u0937\u093f\u17d2\u0e33\u1100\u1161\u11a8"
            "\u05d0\u0627\u0661\u200d\u202e\u2066\u20e3\ufe0f\u2764\u2800\ud800漢＝"
            "\U0001f1f3\U0001f3fd\U0001f469"
        ),
    ),
    max_size=40,
)
SCRIPTS = {
    "Norwegian": "Fravær av støy på Ås – «godt nok», 3 av 5",
    "Northern Sámi": "Čállit đoaŋgi, ŧ ja ž: bargobiras",
    "Lule Sámi": "Åvddånahttem ja ássje, ń ja á",
    "Southern Sámi": "Byjreskåvhtoe, ï jïh æ",
    "Polish": "Zażółć gęślą jaźń",
    "Vietnamese": "Môi trường làm việc",
    "Arabic": "بيئة العمل جيدة",
    "vowelled Arabic": "بِيئَةُ",
    "Hebrew": "סביבת עבודה טובה",
    "Japanese": "職場環境 アンケート",
    "Korean": "업무 환경",
    "Hindi": "कार्य वातावरण",
    "Thai": "สภาพแวดล้อมการทำงาน",
    "Greek": "Εργασιακό περιβάλλον",
    "Russian": "Рабочая среда",
    "emoji": "🌱 takk 👍 ❤ 🎉",
}


def on_a_terminal(text: str, columns: int = 400) -> pyte.Screen:
    """A terminal after `text` was written, letter by letter."""
    screen = pyte.Screen(columns, 2)
    stream = pyte.Stream(screen)
    for char in text:  # pyte passes over the rest of what comes with a mark that it does not know
        stream.feed(char)
    return screen


@given(RAW)
@example("\U0001f469\u200d\U0001f469\u200d\U0001f467" * 30)
@example("❤\ufe0f" * 60)
@example("0\U0001da00")
@example("\t" * 500)
def test_a_line_takes_the_cells_that_it_claims_and_moves_nothing(raw: str) -> None:
    text = clean(raw)
    screen = on_a_terminal(f"12{text}|34")
    assert (screen.cursor.x, screen.cursor.y) == (width(text) + 5, 0)
    assert screen.display[1].strip() == ""
    row = screen.buffer[0]
    neighbours = [row[0], row[1], *(row[2 + width(text) + place] for place in range(3))]
    assert "".join(cell.data for cell in neighbours) == "12|34"
    assert not any(cell.reverse or cell.bold or cell.fg != "default" for cell in neighbours)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_what_people_write_can_be_read_as_they_wrote_it(text: str) -> None:
    """Letter by letter, with nothing marked, cut or left out."""
    assert clean(text) == text
    letters = "".join(char for char in text if width(char) or unicodedata.combining(char))
    assert on_a_terminal(text).display[0].strip() == letters  # pyte knows no other marks


def strong_before_the_end(text: str) -> str:
    kinds = (unicodedata.bidirectional(char) for char in reversed(text))
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")


@given(RAW, st.integers(2, 40))
@example("שלום", 4)
@example("שלום 12", 9)
@example("ab (عربي)", 9)
def test_figures_stay_in_their_columns_after_a_text_from_the_right(raw: str, cells: int) -> None:
    """A figure follows the last letter before it: to the left of one that is written from there."""
    column = fit(clean(raw), cells)
    assert strong_before_the_end(column) == "L"
    assert width(column) == cells
    assert fit(column, cells) == column
    assert strong_before_the_end(apart(clean(raw))) == "L"


@given(RAW)
def test_a_text_from_the_left_has_nothing_added(raw: str) -> None:
    text = clean(raw)
    if strong_before_the_end(text) == "L":
        assert apart(text) == text


def test_the_blank_that_keeps_columns_apart_comes_from_nobody_else() -> None:
    assert fit("שלום", 6) == "שלום\u2800 "
    assert fit("שלום", 4) == "של…\u2800"
    assert fit("ש", 1) == "…"
    assert clean("\u2800") == "�"


@given(RAW)
def test_nothing_is_hidden(raw: str) -> None:
    """Every letter that is kept has cells of its own: texts that differ look different."""
    text = clean(raw)
    screen = on_a_terminal(text)
    seen = [screen.buffer[0][place].data[:1] for place in range(width(text))]
    assert [char for char in seen if char] == [char for char in text if width(char)]
