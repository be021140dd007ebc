"""What comes from a terminal is read whatever it is, and the next key always counts."""

import sys
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this reads a Unix terminal")

MALFORMED = [
    b"\x1b[99999999999u",
    b"\x1b[1;;99999999999u",
    b"\x1b[<9;9M",
    b"\x1b[;;;u",
    b"\x1b[::u",
]


def read(*chunks: bytes) -> list[Message]:
    from amu_tui.tui.terminal import Keyboard

    keyboard = Keyboard()
    return [event for chunk in chunks for event in keyboard.feed(chunk)]


def typed(read_events: Iterable[Message]) -> str:
    keys = (event for event in read_events if isinstance(event, events.Key))
    return "".join(key.character or "" for key in keys)


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("åpen".encode("latin-1"), "åpen"),
        ("blåbær ø".encode("latin-1"), "blåbær ø"),
        (b"a\xffb", "aÿb"),
        (b"a\x80\x9bb", "a��b"),
        (b"a\xc0\xafb", "aÀ¯b"),
        (b"a\xed\xa0\x80b", "aí\xa0�b"),
        (b"a\xf4\x90\x80\x80b", "aô���b"),
        ("blåbær 🫐".encode(), "blåbær 🫐"),
    ],
    ids=ascii,
)
def test_what_is_no_utf_8_is_taken_as_latin_1(sent: bytes, text: str) -> None:
    assert typed(read(sent)) == text
    assert typed(read(*(bytes([byte]) for byte in sent))) == text


def test_a_paste_in_latin_1_is_one_paste() -> None:
    [paste] = read(b"\x1b[200~bl\xe5", b"b\xe6r\x1b[201", b"~")
    assert isinstance(paste, events.Paste)
    assert paste.text == "blåbær"


@given(
    st.text(
        st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x1b[]201~;qy\r\x03")), max_size=40
    ),
    st.integers(1, 8),
)
@example("\x1b", 1)
@example("no\x1bq\x1b[A\x1b[201\x1b[200~y\r", 3)
def test_no_key_comes_out_of_a_paste(text: str, size: int) -> None:
    text = text.replace("\x1b[201~", "")
    sent = f"\x1b[200~{text}\x1b[201~q".encode()
    paste, *rest = read(*(sent[at : at + size] for at in range(0, len(sent), size)))
    assert isinstance(paste, events.Paste)
    assert paste.text == text
    assert typed(rest) == "q"


def test_of_a_very_long_paste_the_beginning_is_kept() -> None:
    from amu_tui.tui.terminal import LONGEST_PASTE

    paste, key = read(b"\x1b[200~", *([b"\x1b]52;" * 1000] * 900), b"\x1b[201~q")
    assert isinstance(paste, events.Paste)
    assert paste.text == ("\x1b]52;" * 5_400_000)[:LONGEST_PASTE]
    assert typed([key]) == "q"


@pytest.mark.parametrize("sequence", MALFORMED, ids=ascii)
def test_after_a_sequence_that_cannot_be_read_the_next_key_counts(sequence: bytes) -> None:
    assert typed(read(b"a" + sequence + b"q", b"r")).endswith("qr")


@given(st.lists(st.binary(max_size=40), max_size=5))
@example([b"\x1b[200~", b"\xc3"])
@example([b"\x1b[99999999999u"])
def test_nothing_that_is_sent_ends_the_reading(chunks: list[bytes]) -> None:
    # The end of a paste comes first: it may have begun in the noise.
    assert typed(read(*chunks, b"\x1b[201~", b"\x1b[201~", b"q")).endswith("q")
