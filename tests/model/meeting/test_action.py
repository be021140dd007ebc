"""What people type into an action, and which files are one."""

import datetime
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import (
    NAME_LIMIT,
    OPEN,
    STATUS_WORDS,
    STATUSES,
    TITLE_LIMIT,
    Action,
    Note,
    parse_name,
    parse_text,
    parse_title,
)
from amu_tui.text import clean, whole

ACTION = {"id": "k3f9p2mz", "theme": "autonomy", "aim": "improve", "title": "Fewer meetings"}


def test_a_title_is_trimmed_and_kept() -> None:
    assert parse_title("  Færre møter \n") == "Færre møter"
    assert parse_title("x" * TITLE_LIMIT) == "x" * TITLE_LIMIT


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_a_title_is_not_empty(text: str) -> None:
    with pytest.raises(UsageError, match="needs a title"):
        parse_title(text)


ENDS = ["x", " and the rest", " " * 5_000 + "x", "\u0301" + " x", "ﬁ\n\nx", "x" * 1_000_000]
"""What is lost where a text is cut at the limit, and would end in a mark no longer than it."""


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("start", [0, 1, 2])
@pytest.mark.parametrize(
    ("parse", "limit"), [(parse_title, TITLE_LIMIT), (parse_name, NAME_LIMIT), (parse_text, 2_000)]
)
def test_what_is_too_long_is_refused_and_never_cut(
    parse: Callable[[str], str], limit: int, start: int, end: str
) -> None:
    with pytest.raises(UsageError, match=f"longer than {limit}"):
        parse("x" * (limit - start) + "  " + end)


@given(st.text(st.sampled_from(" \n\u0301\u200bå…x"), max_size=40))
def test_a_text_is_kept_as_it_is_cleaned_or_refused(text: str) -> None:
    kept = whole(text, 20)
    assert kept is None or (kept == clean(text) and len(kept) <= 20)
    assert (kept is None) == (len(clean(text)) > 20)


@given(st.text())
def test_a_title_is_clean_or_refused(text: str) -> None:
    try:
        title = parse_title(text)
    except UsageError:
        return
    assert title == parse_title(title)
    assert title.isprintable()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../x"},
        {"id": "a\n"},
        {"theme": "A B"},
        {"aim": "burn"},
        {"basket": "theirs"},
        {"status": "lost"},
        {"title": ""},
        {"revision": 0},
        {"deadline": "tomorrow"},
        {"notes": {"n1": {"text": "no date"}}},
    ],
)
def test_a_file_that_is_no_action_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**ACTION, **change}, Action)


def test_an_action_survives_a_file_with_its_notes_in_order() -> None:
    action = Action(
        id="k3f9p2mz",
        theme="autonomy",
        aim="improve",
        basket="leader",
        title="Fewer meetings",
        owner="Kari",
        deadline=datetime.date(2027, 6, 15),
        status="started",
        notes={
            "zz": Note(date=datetime.date(2027, 1, 1), text="first"),
            "aa": Note(date=datetime.date(2027, 2, 1), text="second"),
        },
    )
    back = msgspec.convert(msgspec.to_builtins(action, builtin_types=[datetime.date]), Action)
    assert back == action
    assert [note.text for note in back.notes.values()] == ["first", "second"]


def test_every_status_has_a_word_and_is_open_or_not() -> None:
    assert set(STATUS_WORDS) == set(STATUSES)
    assert set(STATUSES) - OPEN == {"done", "stopped"}
