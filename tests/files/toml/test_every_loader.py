"""Every file of a session, of a user and of a command: what is no such file is named, never obeyed.

The bytes are in `test_hostile`; here they stand in the place of every file that is read.
"""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.ballots.looking import damaged
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.notes import load_notes
from amu_tui.files.user.settings import load_settings
from amu_tui.model.meeting.action import Action
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.voting.ballot import ROUNDS
from amu_tui.tables.vocabulary.mapping import ColumnMapping

CONTENTS = {
    "nothing": b"",
    "blanks": b" \n\t\n",
    "truncated": b'schema = 1\ntitle = "Uni',
    "latin-1": 'schema = 1\ntitle = "blåbær"'.encode("latin-1"),
    "utf-16": "schema = 1\n".encode("utf-16"),
    "old line ends": b"schema = 1\rb = 2",
    "two of one key": b"schema = 1\nschema = 1\n",
    "two tables of one name": b"schema = 1\n[a]\nx=1\n[a]\ny=2\n",
    "nested tables": b"schema = 1\na = " + b"{a=" * 1000 + b"1" + b"}" * 1000,
    "nested lists": b"schema = 1\na = " + b"[" * 5000 + b"]" * 5000,
    "a long number": b"schema = 1\na = " + b"9" * 5000,
    "65 bits": b"schema = 1\na = -9223372036854775809",
    "not a number": b"schema = 1\na = [1.0, nan]",
    "a long key": b"schema = 1\n" + b".".join([b"a"] * 4000) + b" = 1",
    "a key of many parts": b"schema = 1\n" + b".".join([b"a"] * 40) + b" = 1",
    "many tables": b"schema = 1\n" + b"\n".join(b"[t%d]" % at for at in range(30_000)),
    "a long remark": b"schema = 1\n#" + b"x" * 3_000_000,
    "a long text": b'schema = 1\ntitle = "' + b"x" * 3_000_000 + b'"\n',
    "NUL in a key": b"schema = 1\na\x00 = 1",
    "a surrogate": b'schema = 1\na = "\\ud800"',
    "a leap second": b"schema = 1\na = 2026-02-28T23:59:60Z",
    "a later TOML": b'schema = 1\na = "\\e[31m"',
    "compressed": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    "a schema of nought": b"schema = 0\n",
    "a schema of words": b'schema = "1"\n',
    "true for a schema": b"schema = true\n",
    "keys that look the same": b'schema = 1\na = 1\n"a " = 2\n',
    "names of Python": b'schema = 1\n"__class__" = "x"\nid = {}\nunit = {}\nround = {}\n'
    b"language = []\nthemes = 1\nareas = 1\ncounts = 1\nstep = 1\nsession = 1\ndate = {}\n",
    "only a pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "a conflict": b"schema = 1\n<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\n",
}


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a folder": Path.mkdir,
    "a terabyte": _sparse,
}
LINKS = {"a device": "/dev/zero", "a file": "/etc/passwd", "nothing": "nowhere", "itself": "."}


def everything(path: Path) -> Iterator[str]:
    """Puts one thing after the other in the place of `path`, and says what it is."""
    for name, content in CONTENTS.items():
        path.write_bytes(content)
        yield name
        assert path.read_bytes() == content, name
        path.unlink()
    for name, make in NO_FILES.items():
        make(path)
        yield name
        path.rmdir() if path.is_dir() else path.unlink()
    for name, target in LINKS.items():
        path.symlink_to(path.name if target == "." else target)
        yield f"a link to {name}"
        path.unlink()


def looked(folder: SessionFolder) -> tuple[list[str], list[str]]:
    """The files that are named when a session is looked at, and its actions; none if it fails."""
    try:
        session = folder.load()
        problems = [*session.problems, *(p for name in ROUNDS for p in damaged(folder.box(name)))]
    except AmuError as error:
        return [str(error.path).removeprefix(f"{folder.path}/")], []
    assert all(problem.message.isprintable() for problem in problems)
    return [problem.path for problem in problems], list(session.actions)


NEEDED = ("session.toml", "results.toml", "instrument.toml")
OTHERS = (
    "previous.toml",
    "actions/a1.toml",
    "rounds/themes.toml",
    "rounds/actions.toml",
    "rounds/report.toml",
    "rounds/details.toml",
    "report.toml",
    "checklists/evaluation.toml",
    "checklists/own.form.toml",
    "local/progress.toml",
    "local/ballots/hands-themes.toml",
    "local/people-themes.toml",
)


@pytest.mark.parametrize("name", [*NEEDED, *OTHERS])
def test_it_is_named_and_the_rest_of_the_session_opens(folder: SessionFolder, name: str) -> None:
    folder.save_action(Action(id="good", theme="autonomy", aim="improve", title="Stay"), None)
    path = folder.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    for what in everything(path):
        named, actions = looked(folder)
        assert name in named, what
        assert actions == ([] if name in NEEDED else ["good"]), what


@pytest.mark.parametrize("kind", [Instrument, ColumnMapping])
def test_a_file_that_somebody_names_is_refused_by_its_name(
    tmp_path: Path, kind: type[msgspec.Struct]
) -> None:
    path = tmp_path / "own.toml"
    for what in everything(path):
        with pytest.raises(AmuError) as said:
            toml.decode_named(path, kind, limit=toml.LARGE)
        ends = [path, *(tmp_path / target for target in LINKS.values())]
        assert Path(said.value.path or "") in ends, what


def test_settings_and_notes_that_cannot_be_read_are_named_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    settings = tmp_path / "config" / "amu-tui" / "settings.toml"
    notes = tmp_path / "state" / "amu-tui" / "k" / "notes.toml"
    settings.parent.mkdir(parents=True)
    notes.parent.mkdir(parents=True)
    for what in everything(settings):
        if not what.startswith("a link"):  # people link to their settings
            assert str(settings) in load_settings()[1], what
    for what in everything(notes):
        with pytest.raises(AmuError) as said:
            load_notes("k")
        assert said.value.path == str(notes), what
