"""What a user reads when something cannot be done."""

from pathlib import Path

import pytest

from amu_tui import words
from amu_tui.errors import AlreadyThere, AmuError, Conflict, ExitCode, ReadOnly, UsageError
from amu_tui.messages import Message


def test_says_where_what_and_what_to_do() -> None:
    error = AmuError(
        "deadline is not a date", path=Path("actions/x.toml"), line=6, hint="Write a date."
    )
    assert str(error) == "actions/x.toml:6: deadline is not a date\nWrite a date."


def test_says_no_more_than_is_known() -> None:
    assert str(AmuError("no such unit")) == "no such unit"
    assert str(AmuError("no such unit", path="t.csv")) == "t.csv: no such unit"
    assert str(AmuError("no such unit", line=3)) == "no such unit"


def test_wrong_use_is_two_and_everything_else_one() -> None:
    assert UsageError("x").exit_code is ExitCode.WRONG_USE
    for error in (AmuError("x"), AlreadyThere("x"), Conflict("x"), ReadOnly("x")):
        assert error.exit_code is ExitCode.FAILED
    assert {code.name: int(code) for code in ExitCode} == {
        "FINE": 0,
        "FAILED": 1,
        "WRONG_USE": 2,
        "CRASHED": 70,
        "INTERRUPTED": 130,
        "UNREAD": 141,
    }


@pytest.mark.parametrize("slot", ["message", "path", "hint"])
def test_what_it_quotes_cannot_reach_the_terminal_raw(slot: str) -> None:
    hostile = "a\x1b]0;title\x07\x9bm\u202eb\ud800"
    error = AmuError(**{"message": "x", slot: hostile})  # type: ignore[arg-type]
    for text in (str(error), error.message, error.hint):
        assert not set("\x1b\x07\x9b\u202e\ud800") & set(text)
    assert "a\N{REPLACEMENT CHARACTER}]0;title" in str(error)


def test_a_message_of_several_lines_keeps_them() -> None:
    assert str(AmuError("one\ntwo")) == "one\ntwo"


def test_a_message_is_said_in_the_language_that_is_spoken_when_it_is_read() -> None:
    error = UsageError(
        Message('there is no step "{name}"', name="a\x1bb"),
        hint=Message("The steps are {names}.", names="c"),
    )
    assert str(error) == 'there is no step "a\N{REPLACEMENT CHARACTER}b"\nThe steps are c.'
    words.use("nn")
    assert str(error) == "det finst ikkje noko steg «a\N{REPLACEMENT CHARACTER}b»\nStega er c."
    assert error.problem("session.toml").message == error.message
