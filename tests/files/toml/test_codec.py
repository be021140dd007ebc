"""TOML in and out: the same value, the same bytes, and plain words for what is wrong."""

import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from amu_tui.errors import AmuError, ReadOnly
from amu_tui.files import toml
from amu_tui.files.session.instruments import bundled, load_instrument
from amu_tui.files.toml import limits
from amu_tui.model.meeting.action import Action, Note
from amu_tui.model.meeting.session import Info, Progress, Signature
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Participation, Reference, Results
from amu_tui.model.voting.ballot import Ballot, Hands
from amu_tui.model.voting.tally import Round
from tests.files.conftest import INFO, INSTRUMENT, RESULTS
from tests.files.toml.strategies import values

ACTION = Action(id="abc", theme="autonomy", aim="preserve", title="Talk")


def check_same(value: msgspec.Struct, kind: type[msgspec.Struct]) -> None:
    assert isinstance(value, kind)
    data = toml.encode(value)
    assert toml.parse(data, kind, "x.toml") == value
    assert toml.encode(toml.parse(data, kind, "x.toml")) == data
    assert data.startswith(b"schema = 1\n")
    assert data.endswith(b"\n")
    assert b"\r" not in data


@settings(max_examples=40, deadline=None)
@given(values(Action), values(Round), values(Ballot), values(Hands), values(Signature))
def test_what_is_written_is_read_again(
    action: Action, closed: Round, ballot: Ballot, hands: Hands, signature: Signature
) -> None:
    check_same(action, Action)
    check_same(closed, Round)
    check_same(ballot, Ballot)
    check_same(hands, Hands)
    check_same(signature, Signature)


@settings(max_examples=40, deadline=None)
@given(values(Results), values(Info), values(Progress))
def test_a_whole_session_is_read_again(results: Results, info: Info, progress: Progress) -> None:
    check_same(results, Results)
    check_same(info, Info)
    check_same(progress, Progress)


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_instrument_survives_being_copied(name: str) -> None:
    check_same(load_instrument(name), Instrument)


def test_nothing_and_an_empty_table_are_not_the_same() -> None:
    for participation in (None, Participation()):
        reference = Reference(title="x", participation=participation)
        check_same(Results(unit="x", references={"a": reference}), Results)


def test_a_file_says_what_holds_whatever_a_later_default_is() -> None:
    text = toml.dumps(ACTION)
    assert text == (
        'schema = 1\nid = "abc"\nrevision = 1\ntheme = "autonomy"\naim = "preserve"\n'
        'basket = "ours"\ntitle = "Talk"\nstatus = "planned"\n'
    )
    assert "min_n = 5" in toml.dumps(INFO)


def test_keys_of_a_later_version_are_written_again() -> None:
    old = toml.parse_toml(
        toml.encode(ACTION)
        + b'x_cost = 100\n[x_site]\nnote = "keep me"\nlist = [1, 2]\n'
        + b'[notes.a]\ndate = 2027-01-01\ntext = "x"\nx_by = "me"\n',
        "a.toml",
    )
    note = Note(date=datetime.date(2027, 1, 2), text="y")
    new = toml.parse_toml(
        toml.encode(Action(id="abc", theme="t", aim="improve", title="z", notes={"a": note}), old),
        "a.toml",
    )
    assert new["x_site"] == {"note": "keep me", "list": [1, 2]}
    assert new["x_cost"] == 100
    assert new["notes"]["a"] == {"date": note.date, "text": "y", "x_by": "me"}
    assert new["title"] == "z"


def refused(data: bytes, kind: type = Action) -> AmuError:
    with pytest.raises(AmuError) as raised:
        toml.parse(data, kind, "some.toml")
    assert str(raised.value).startswith("some.toml:")
    return raised.value


HEAD = b'schema = 1\nid = "abc"\ntheme = "t"\naim = "preserve"\ntitle = "x"\n'


@pytest.mark.parametrize(
    ("more", "line", "said"),
    [
        (b"revision = true\n", 6, "revision: this should be a whole number, not true or false"),
        (b"revision = 1.5\n", 6, "revision: this should be a whole number, not a number"),
        (b"revision = 0\n", 6, "revision: this should be 1 or more"),
        (b'status = "burnt"\n', 6, "status: 'burnt' is not one of the words that can stand here"),
        (
            b"\n\ndeadline = 2027-01-01T10:00:00\n",
            8,
            "deadline: this should be a date, not a date with time",
        ),
        (b"[notes.a]\ndate = 2027-01-01\n", 6, '"notes.a.text" is missing'),
        (
            b'[notes.a]\ndate = 2027-01-01\ntext = "y"\n[notes.b]\ndate = 2027-01-01\ntext = 3\n',
            11,
            "notes.b.text: this should be a text, not a whole number",
        ),
        (b'[notes."A B"]\n', 6, "notes: an id is 1–63 small letters a–z, digits and hyphens"),
        (b"a = 1\na = 2\n", 7, "this is not TOML: the same key or table stands here twice"),
        (b"<<<<<<< HEAD\n", 6, "git has left an unresolved conflict here"),
        (b'b = "bl\xe5b\xe6r"\n', 6, "this is not UTF-8 text"),
        (b"b = 9223372036854775808\n", 6, "a number has more than 64 bits"),
        (b"b = nan\n", 6, "a number is not finite"),
        (b'b."x\\u200b" = 1\nb."x\\u200c" = 2\n', None, "two keys look the same"),
        (b"x" * 9000 + b" = 1\n", 6, "the line is longer than 8192 bytes"),
    ],
)
def test_what_is_wrong_is_said_with_the_line(more: bytes, line: int | None, said: str) -> None:
    error = refused(HEAD + more)
    assert (error.message, error.line) == (said, line)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b'title = "x"\n', "there is no schema line"),
        (b'schema = "1"\n', "schema should be a whole number"),
        (b"schema = true\n", "schema should be a whole number"),
        (b"schema = 0\n", "schema should be a whole number"),
        (b"schema = 1\n", '"id" is missing'),
    ],
)
def test_a_file_that_is_none_of_ours_is_named(data: bytes, said: str) -> None:
    assert said in refused(data).message


def test_a_byte_order_mark_is_taken() -> None:
    assert toml.parse(b"\xef\xbb\xbf" + toml.encode(ACTION), Action, "x") == ACTION


def test_text_is_cleaned_at_the_door() -> None:
    data = HEAD.replace(b'"x"', b'"A\\u001b]0;x\\u0007\\u202eB\\r\\nC"')
    action = toml.parse(data + b'"\\u001b[31m" = 1\n', Action, "x")
    assert action.title == "A�]0;x��B C"
    assert "\x1b" not in "".join(toml.parse_toml(data + b'"\\u001b[31m" = 1\n', "x"))


def test_a_newer_schema_is_read_as_far_as_it_is_understood() -> None:
    data = toml.encode(ACTION).replace(b"schema = 1", b"schema = 2")
    with pytest.raises(ReadOnly):
        toml.parse(data, Action, "x")
    assert toml.parse(data, Action, "x", newer=True).title == "Talk"
    with pytest.raises(ReadOnly):
        toml.parse(b"schema = 999\nnew_thing = 1\n", Action, "x", newer=True)


@pytest.mark.parametrize(
    "bomb",
    [
        b"a = " + b"[" * 33 + b"]" * 33,
        b'a = ["]",\n' + b"[\n" * 40 + b"]\n" * 40 + b"]",
        b'a = """\\""""\nb = ' + b"[" * 33 + b"]" * 33,
        b"a = '''\n[[''''\nb = " + b"{a=" * 33 + b"1" + b"}" * 33,
        b".".join([b"a"] * 18) + b" = 1",
        b'"x"' + b'."y z"' * 17 + b" = 1",
        b"[" + b" . ".join([b"a"] * 18) + b"]",
        b"x = [\n" + b'"]", # ]\n[\n' * 33 + b"]\n" * 34,
        b"\n".join(b"[t%d]" % n for n in range(30_000)),
    ],
)
def test_what_would_hang_or_overflow_the_parser_never_reaches_it(bomb: bytes) -> None:
    assert limits.refusal(b"schema = 1\n" + bomb) is not None


def test_deep_looking_texts_are_no_bombs() -> None:
    text = b'schema = 1\na = """\n' + b"[{" * 100 + b'"""\nb = "' + b"a." * 50 + b'"\n'
    text += b"# " + b"[" * 100 + b"\nc = '" + b"[" * 99 + b"'\nd = [" + b"1.5, " * 30 + b"]\n"
    assert len(toml.parse_toml(text, "x")) == 5


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "abc.toml"
    notes = {f"n{n}": Note(date=datetime.date(2027, 1, 1), text="æ" * 900) for n in range(50)}
    for value, said in (
        (Action(id="abc", theme="t", aim="preserve", title="x", notes=notes), "larger than 64 kB"),
        (Action(id="A b", theme="t", aim="preserve", title="x"), "an id is"),
        (Action(id="abc", theme="t", aim="preserve", title=""), "should not be empty"),
        (Action(id="abc", theme="t", aim="preserve", title="\ud800"), "cannot be saved"),
    ):
        with pytest.raises(AmuError, match=said):
            toml.readable(value, path)


def test_the_small_session_can_be_written() -> None:
    check_same(INSTRUMENT, Instrument)
    check_same(RESULTS, Results)
