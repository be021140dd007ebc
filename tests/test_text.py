"""The door for text from outside, and measuring by display cell."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from amu_tui.text import (
    MAX_COMBINING,
    MAX_LENGTH,
    REPLACEMENT,
    clean,
    cut,
    fit,
    inert,
    nearest,
    right,
    width,
    wrap,
)

WILD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "a1#é \n\r\t\x00\x1b\x9b\u0301\u0327\u0308\u0654\u0627\u094d\u1100\u1161\u11a8"
            "\u200b\u200c\u200d\u20e3\ufe0f\u202e\ufffd\ud800\U0001f1f3\U0001f3fd\U0001f469漢❤"
        ),
    ),
    max_size=60,
)
FORBIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Zl", "Zp"}
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

ESCAPES = [
    "x\x1b]52;c;ZXZpbA==\x1b\\y",
    "\x1b]52;c;?\x07",
    "\x1b]0;title\x07",
    "\x1b]8;;https://bad.example/\x1b\\good\x1b]8;;\x1b\\",
    "\x1b]4;2;?\x1b\\\x1b]10;#123456\x07",
    "\x1b]9;message\x07",
    "\x1b]133;A\x1b\\\x1b]633;E;ls\x07",
    "\x1b[c\x1b[>0c\x1b[=c\x1b[5n",
    "\x1bP$qm\x1b\\",
    "\x1bP\x1b]52;c;QQ==\x07\x1b\\",
    "\x1b_Ga=T;AAAA\x1b\\",
    "cut off\x1b]2;",
    "\x1b[!p\x1bc",
    "\x1b[2J\x1b[H37 of 45",
    "no\x1b[2K\x1b[Gyes",
    "x\x1b[99999999b",
    "\x1b[?1000h\x1b[?2004l",
    "\x1b(0qqq\x1b(B",
    "\x1b[4;9;9t",
    "a\x9b1mb\x9b0m",
    "\x90q\x9c\x9d0;x\x9c\x9fG\x9c\x98x\x9c\x9ex\x9c",
    "a\x00b\x7fc",
    "no\rok",
    "a\x0bb\x0cc\x0ed\x0fe\x08f\x07g\x05h",
    "end\x1b",
    b"\xff\xfe\x1b[1m.toml".decode("utf-8", "surrogateescape"),
    "\u202etxt.exe\u202c",
    "a\u2067b\u2069\u200e\u200f\u061cc",
    "\ufffe\uffff\U0010ffff\ue000\U000f0000",
    "im\u00adprove\u2060\u180e\u3164\u115f\ufeff",
    "\ud800 and \udfff",
    "\u2028line\u2029paragraph\x85next",
    "\U000e0001\U000e0041\U000e007f",
    "\u1bca0\U0001bca0\U0001d173\U00013430",
]


@pytest.mark.parametrize("raw", ESCAPES)
@pytest.mark.parametrize("lines", [False, True])
def test_nothing_a_terminal_obeys_gets_through(raw: str, lines: bool) -> None:
    text = clean(f"A{raw}B", lines=lines)
    assert not {unicodedata.category(char) for char in text.replace("\n", "")} & FORBIDDEN
    assert lines or "\n" not in text
    assert not set(BIDI) & set(text)
    text.encode("utf-8")


@given(WILD, st.booleans())
def test_what_comes_out_is_safe_whatever_goes_in(raw: str, lines: bool) -> None:
    text = clean(raw, lines=lines)
    shown = text.replace("\n", "") if lines else text
    assert not {unicodedata.category(char) for char in shown} & FORBIDDEN
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()


@given(WILD, st.booleans(), st.sampled_from([1, 2, 5, 30, MAX_LENGTH]))
def test_cleaning_twice_is_cleaning_once(raw: str, lines: bool, limit: int) -> None:
    once = clean(raw, lines=lines, limit=limit)
    assert clean(once, lines=lines, limit=limit) == once
    assert len(once) <= limit


@given(WILD)
def test_what_was_forgotten_to_clean_is_obeyed_by_no_terminal(raw: str) -> None:
    shown = inert(raw)
    left = {char for char in shown if unicodedata.category(char) == "Cc"} - {"\n", "\t"}
    assert left <= {"\x1b", "\r"}
    assert not set(BIDI) & set(shown)


@pytest.mark.parametrize("raw", ESCAPES)
def test_no_escape_of_a_terminal_is_left_but_colours(raw: str) -> None:
    assert "\x1b" not in inert(raw).replace("\x1b[1m", "")
    assert inert("\x1b[38;2;1;2;3mred\x1b[0m\r\n\tx\n") == "\x1b[38;2;1;2;3mred\x1b[0m\r\n\tx\n"


def test_no_character_hides_between_two_letters() -> None:
    """Of every code point: it is seen, or it is an accent or a Hangul vowel on the letter."""
    hidden = []
    for point in (*range(0x32000), *range(0xE0000, 0xE0200), 0xF0000, 0x10FFFF):
        text = clean(f"a{chr(point)}b")
        on_letter = any(unicodedata.category(char) in ("Mn", "Mc") for char in text)
        composed = len(text) == 2 and text[0] != "a"
        jamo = 0x1160 < point < 0x1200 or 0xD7B0 <= point <= 0xD7FB
        if width(text) < 3 and not (on_letter or composed or jamo):
            hidden.append(f"{point:04x}")
    assert hidden == []


@pytest.mark.parametrize("joiner", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufe0f"])
def test_a_name_with_something_invisible_in_it_looks_different(joiner: str) -> None:
    assert clean(f"An{joiner}na") == f"An{REPLACEMENT}na"


@pytest.mark.parametrize(
    "text",
    [
        "ÆØÅ æøå Sámi đŋŧž",
        "Fravær av støy – «godt nok» ± 0,7 …",
        "[/] [red]x[/red] [@click=app.quit]y[/] \\[b]",
        "=1+1 'or' \"and\" <b>&amp;",
        "Анна Αννα 漢字 العربية עברית नमस्ते 한국어",
        "\N{MINUS SIGN}5 ＝ＣＭＤ",
        "🌱 ❤ 👩 → ↔ ©",
    ],
)
def test_what_people_write_is_kept_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_letters_are_composed() -> None:
    assert clean("Sa\u0301mi bla\u030abær") == "Sámi blåbær"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f469\U0001f469\U0001f467"),
        ("\u2764\ufe0f", "\u2764"),
        ("\u2194\ufe0f", "\u2194"),
        ("\u203c\ufe0f", "\u203c"),
        ("\U0001f469\U0001f3fd", "\U0001f469"),
        ("1\ufe0f\u20e3 first", "1 first"),
        ("\U0001f1f3\U0001f1f4", "NO"),
        ("می\u200cخواهم", "میخواهم"),
        ("ක්\u200dරීඩා", "ක්රීඩා"),
        ("\u0627\u200c\u0654", "\u0623"),
    ],
)
def test_signs_that_terminals_measure_differently_are_put_plainly(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_every_blank_is_the_same_and_ends_are_trimmed() -> None:
    assert clean(" \t a\u00a0b\u2009c\u3000d \r\n") == "a b c d"


def test_line_feeds_are_kept_only_where_asked_for() -> None:
    raw = "one\r\ntwo\rthree\n"
    assert clean(raw) == "one two three"
    assert clean(raw, lines=True) == "one\ntwo\nthree"


def test_a_mark_at_the_beginning_of_a_line_has_no_letter_either() -> None:
    assert clean("a\n\u0301b", lines=True) == f"a\n{REPLACEMENT}b"


def test_a_tower_of_marks_is_cut_down_with_a_sign() -> None:
    tower = "a" + "\u0334\u0301\u0308" * 50 + "b"
    text = clean(tower)
    assert sum(unicodedata.combining(char) > 0 for char in text) <= MAX_COMBINING
    assert text.endswith(f"{REPLACEMENT}b")


@pytest.mark.parametrize("raw", ["\u0301x", "  \u0301x", "\u0301\u0301\u0301x"])
def test_a_mark_with_no_letter_cannot_land_on_what_stands_before_the_text(raw: str) -> None:
    assert clean(raw) == f"{REPLACEMENT}x"


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert clean("x" * 1_000_000) == "x" * (MAX_LENGTH - 1) + "…"
    assert clean("å" * 5, limit=4) == "ååå…"
    assert clean("x" * MAX_LENGTH) == "x" * MAX_LENGTH


CELLS = st.integers(0, 40)
SHOWN = WILD.map(clean)


@given(SHOWN, CELLS)
def test_fit_and_right_take_exactly_their_cells(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells
    assert cell_len(right(text, cells)) == cells


@given(SHOWN, CELLS)
def test_cut_keeps_to_its_cells_and_says_when_it_cut(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert width(short) <= cells
    assert short == text or short.endswith("…") or not cells


def test_where_the_blanks_go() -> None:
    assert fit("ab", 4) == "ab  "
    assert right("ab", 4) == "  ab"
    assert fit("漢字", 4) == "漢字"
    assert fit("漢字", 3) == "漢…"
    assert fit("漢字", 2) == "… "
    assert cut("Fravær av støy", 7) == "Fravær…"


@given(WILD.map(lambda raw: clean(raw, lines=True)), st.integers(2, 40))
def test_wrap_keeps_every_word_within_the_cells(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert lines


def test_wrap_breaks_between_words() -> None:
    assert wrap("a bb ccc dddd", 5) == ["a bb", "ccc", "dddd"]
    assert wrap("one\n\ntwo", 9) == ["one", "", "two"]
    assert wrap("", 9) == [""]
    assert wrap("abcdefg hi", 3) == ["abc", "def", "g", "hi"]


def test_wrap_where_there_is_no_room() -> None:
    assert wrap("漢字 a", 1) == ["漢", "字", "a"]
    assert wrap("ab", 0) == ["a", "b"]


def test_nearest_finds_what_was_meant() -> None:
    known = ["Institutt for blåskjell", "Institutt for hval", "Fakultetet"]
    assert nearest("institutt for blaskjell", known)[0] == "Institutt for blåskjell"
    assert nearest("fakultet", known) == ["Fakultetet"]
    assert nearest("zzz", known) == []
    assert len(nearest("Institutt for", known, count=1)) == 1


def test_nearest_finds_the_name_of_which_a_word_was_typed() -> None:
    known = ["Timar", "Timer ut over avtalt arbeidstid", "Sjølvstende"]
    assert nearest("Timer", known) == ["Timer ut over avtalt arbeidstid", "Timar"]
    assert nearest("arbeidstid", known) == ["Timer ut over avtalt arbeidstid"]
    assert nearest("leder", known) == nearest("ut", known) == nearest("", known) == []
    assert nearest("(timer", ["x (timer)"]) == ["x (timer)"]
