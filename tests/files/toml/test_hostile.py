"""Hostile and broken content, through the loader that a user meets."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from tests.files.changes import ACTION

WHOLE = toml.encode(ACTION)
REJECTED = {
    "nothing": b"",
    "truncated": b'schema = 1\ntitle = "Uni',
    "latin-1": 'schema = 1\ntitle = "blåbær"'.encode("latin-1"),
    "utf-16": WHOLE.decode().encode("utf-16"),
    "old line ends": b"a = 1\rb = 2",
    "merged by lines": b'schema = 1\n[a1]\nstatus = "blocked"\nstatus = "done"\n',
    "nested tables": b"a = " + b"{a=" * 1000 + b"1" + b"}" * 1000,
    "nested lists": b"schema = 1\na = " + b"[" * 2000 + b"]" * 2000,
    "a long number": WHOLE + b"a = " + b"9" * 4301,
    "65 bits": WHOLE + b"a = 9223372036854775808",
    "a long key": b".".join([b"a"] * 32_000) + b" = 1",
    "many tables": b"\n".join(b"[t%d]" % i for i in range(100_000)),
    "a long remark": b"#" + b"x" * 10_000_000,
    "two tables of one name": b"[a]\nx=1\n[a]\ny=2\n",
    "NUL in a key": b"a\x00 = 1",
    "a surrogate": b'a = "\\ud800"',
    "a leap second": WHOLE + b"deadline = 2026-02-28T23:59:60Z",
    "a later TOML": WHOLE + b'a = "\\e[31m"',
    "compressed": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "no schema": WHOLE.replace(b"schema = 1\n", b""),
    "names of Python": b'"__class__" = 1\n"__proto__" = 2\n"self" = 3\n',
    "mixed types": WHOLE + b'notes = [1, "two", 3.0, true, 2026-01-01, {a=1}]',
    "a float for a number": WHOLE.replace(b"revision = 1", b"revision = 1.0"),
    "only blanks for a title": WHOLE.replace(b'"Talk about it"', b'" \\t "'),
    "a year 0": WHOLE + b"deadline = 0000-01-01",
    "not a number": WHOLE + b"x = nan",
}
ACCEPTED = {
    "a byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "DOS line ends": WHOLE.replace(b"\n", b"\r\n"),
    "unknown keys": WHOLE + b'[x_site]\nnote = "keep me"\nlist = [1, 2]\n',
    "dates of both kinds": WHOLE + b"a = 2026-01-01T00:00:00\nb = 2026-01-01T00:00:00Z\n",
    "dunder keys": WHOLE + b'"__class__" = 1\n"__proto__" = 2\n"self" = 3\n',
    "minus nothing": WHOLE + b"n = -0.0\n",
}


@pytest.mark.parametrize("content", REJECTED.values(), ids=REJECTED)
def test_it_is_refused_by_name_while_the_rest_opens(folder: SessionFolder, content: bytes) -> None:
    folder.save_action(Action(id="good", theme="autonomy", aim="improve", title="Stay"), None)
    path = folder.path / "actions" / "a1.toml"
    path.write_bytes(content)
    tracemalloc.start()
    session = folder.load()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (problem,) = session.problems
    assert problem.path == "actions/a1.toml"
    assert problem.message.isprintable()
    assert list(session.actions) == ["good"]
    assert path.read_bytes() == content
    assert most < 100 * 2**20


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED)
def test_it_is_taken(folder: SessionFolder, content: bytes) -> None:
    (folder.path / "actions" / "a1.toml").write_bytes(content)
    session = folder.load()
    assert session.problems == ()
    assert session.actions["a1"] == ACTION


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(WHOLE)), st.integers(0, 20))
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(
    junk: bytes, at: int, gone: int
) -> None:
    data = WHOLE[:at] + junk + WHOLE[at + gone :]
    try:
        action = toml.parse(data, Action, "a1.toml")
    except AmuError:
        return
    assert toml.parse(toml.encode(action), Action, "a1.toml") == action
