"""A session's folder opens in whatever state it is, names what is wrong, and leads nowhere else."""

import datetime
import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.errors import AlreadyThere, AmuError, ReadOnly
from amu_tui.files.session.create import create
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.discover import find_sessions
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.instruments import bundled, load_instrument
from amu_tui.files.sharing import access
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Progress, Session, Signature
from amu_tui.model.survey.results import Results, Score
from amu_tui.model.voting.ballot import Ballot, Choice
from amu_tui.model.voting.tally import Round
from tests.files.conftest import INFO, INSTRUMENT, RESULTS, make, tree

TODAY = datetime.date(2026, 3, 2)
ACTION = Action(id="a1", theme="autonomy", aim="preserve", title="Talk about it")


def said(session: Session) -> list[tuple[str, str]]:
    return [(problem.path, problem.message) for problem in session.problems]


def test_a_new_session_opens_as_it_was_made(folder: SessionFolder) -> None:
    session = folder.load()
    assert (session.info, session.results, session.instrument) == (INFO, RESULTS, INSTRUMENT)
    assert session.folder == str(folder.path)
    assert session.problems == ()
    assert not session.read_only
    assert access.facilitates(folder.path)
    assert "/local/" in (folder.path / ".gitignore").read_text()
    assert "-merge" in (folder.path / ".gitattributes").read_text()


def test_a_session_is_never_made_over_something(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years")
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for name in ("full", "file"):
        with pytest.raises(AlreadyThere):
            make(tmp_path / name)
    assert tree(tmp_path / "full") == {"thesis.txt": b"years"}
    make(tmp_path / "empty").load()
    with pytest.raises(AlreadyThere):
        make(tmp_path / "empty")
    make(tmp_path / "new" / "deep").load()


def test_making_a_session_that_cannot_be_read_again_leaves_nothing(tmp_path: Path) -> None:
    info = msgspec.structs.replace(INFO, id="Not An Id")
    with pytest.raises(AmuError):
        make(tmp_path / "s", info)
    assert list(tmp_path.glob("s*")) == []


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_session_that_could_not_be_made_leaves_nothing_and_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    real, calls = os.link, []

    def full(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == nth:
            raise OSError(errno.ENOSPC, "full")
        real(source, target)

    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(os, "link", full)
    for name in ("new", "empty"):
        calls.clear()
        with pytest.raises(AmuError, match="disk is full"):
            make(tmp_path / name)
        assert tree(tmp_path / name) == {}
    assert not (tmp_path / "new").exists()
    monkeypatch.undo()
    make(tmp_path / "new").load()
    make(tmp_path / "empty").load()


def test_everything_that_was_saved_is_loaded(folder: SessionFolder) -> None:
    folder.save_action(ACTION, None)
    folder.save_progress(Progress(step="vote", seconds={"agenda": 61}))
    signed = folder.sign(Signature(date=datetime.date(2027, 1, 5), leader="Eva"))
    assert folder.sign(signed).revision == 2
    path = folder.write_report("# Report\n")
    session = SessionFolder(folder.path).load()
    kept = session.actions["a1"]
    assert kept.edit
    assert kept.saved_on
    assert kept == msgspec.structs.replace(ACTION, edit=kept.edit, saved_on=kept.saved_on)
    assert session.progress.seconds == {"agenda": 61}
    assert session.signature is not None
    assert session.signature.leader == "Eva"
    assert path.read_text() == "# Report\n"
    assert session.problems == ()


@pytest.mark.parametrize("name", ["session.toml", "results.toml", "instrument.toml"])
@pytest.mark.parametrize(
    "content",
    [b"", b"schema = 1\n", b'schema = 1\ntitle = "Uni', b"\x1f\x8b\x08\x00\xff", b"a = 1\rb = 2"],
)
def test_a_session_without_its_base_does_not_open(
    folder: SessionFolder, name: str, content: bytes
) -> None:
    path = folder.path / name
    path.write_bytes(content)
    with pytest.raises(AmuError) as raised:
        folder.load()
    assert str(raised.value).startswith(f"{path}:")
    assert path.read_bytes() == content


def test_a_folder_that_is_no_session_is_said_to_be_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "not-there", tmp_path / "a\0b"):
        with pytest.raises(AmuError, match="no session here"):
            SessionFolder(path).load()
    (tmp_path / "session.toml").mkdir()
    with pytest.raises(AmuError, match="not a regular file"):
        SessionFolder(tmp_path).load()


def other_files(folder: Path) -> Iterator[Path]:
    for name in (
        "actions/a1.toml",
        "rounds/themes.toml",
        "rounds/actions.toml",
        "rounds/report.toml",
        "rounds/details.toml",
        "local/progress.toml",
    ):
        yield folder / name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[a]\nx=1\n[a]\ny=2\n",
        b"schema = 1\n<<<<<<< HEAD\n",
        b"\xff",
        b"schema = 1\nstep = 3\n",
    ],
)
def test_any_other_damaged_file_is_named_and_the_rest_opens(
    folder: SessionFolder, content: bytes
) -> None:
    folder.save_action(msgspec.structs.replace(ACTION, id="good"), None)
    for path in other_files(folder.path):
        path.write_bytes(content)
    session = folder.load()
    names = {problem.path for problem in session.problems}
    assert names == {str(p.relative_to(folder.path)) for p in other_files(folder.path)}
    assert list(session.actions) == ["good"]
    assert all(path.read_bytes() == content for path in other_files(folder.path))


@pytest.mark.parametrize("name", ["session.toml", "results.toml", "instrument.toml", "a1", "x"])
def test_a_newer_session_is_never_rewritten(folder: SessionFolder, name: str) -> None:
    folder.save_action(ACTION, None)
    paths = {"a1": "actions/a1.toml", "x": "rounds/report.toml"}
    path = folder.path / paths.get(name, name)
    if name == "x":
        path.write_bytes(b"schema = 999\nnew_thing = 1\n")
    else:
        path.write_bytes(path.read_bytes().replace(b"schema = 1\n", b"schema = 2\nnew = true\n"))
    before = tree(folder.path)
    session = folder.load()
    assert session.read_only
    assert [p.path for p in session.problems] == [paths.get(name, name)]
    assert "newer version" in session.problems[0].message
    ballot = Ballot(session="", round="themes", choice=Choice(preserve=("autonomy",)))
    changes = (
        lambda: folder.save_action(ACTION, 1),
        lambda: folder.save_action(msgspec.structs.replace(ACTION, id="b"), None),
        lambda: folder.remove_action("a1", 1),
        lambda: folder.cast(ballot),
        lambda: folder.save_progress(Progress()),
        lambda: folder.write_report("x"),
    )
    for change in changes:
        with pytest.raises(ReadOnly):
            change()
    assert tree(folder.path) == before


def test_what_is_no_file_among_the_actions_is_named_and_never_waited_for(
    folder: SessionFolder, tmp_path: Path
) -> None:
    actions = folder.path / "actions"
    folder.save_action(ACTION, None)
    victim = tmp_path / "victim.toml"
    victim.write_bytes((actions / "a1.toml").read_bytes())
    os.mkfifo(actions / "fifo.toml")
    (actions / "folder.toml").mkdir()
    (actions / "link.toml").symlink_to(victim)
    (actions / "loop.toml").symlink_to("loop.toml")
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(actions)
        listening.bind("socket.toml")
        os.chdir(before)
    (actions / "large.toml").write_bytes(b"#" * 70_000)
    (actions / ".hidden.toml").write_bytes(b"")
    (actions / "README").write_bytes(b"")
    assert sorted(said(folder.load())) == [
        ("actions/fifo.toml", "this is not a regular file"),
        ("actions/folder.toml", "this is not a regular file"),
        ("actions/large.toml", "the file is larger than 64 kB"),
        ("actions/link.toml", "this is a symbolic link, which is not followed"),
        ("actions/loop.toml", "this is a symbolic link, which is not followed"),
        ("actions/socket.toml", "this is not a regular file"),
    ]


def test_names_of_files_are_held_against_what_is_in_them(folder: SessionFolder) -> None:
    folder.save_action(ACTION, None)
    actions = folder.path / "actions"
    data = (actions / "a1.toml").read_bytes()
    (actions / "a2.toml").write_bytes(data)
    (actions / "A 3.toml").write_bytes(data)
    (actions / "a4.toml").write_bytes(data.replace(b'"a1"', b'"a4"').replace(b"autonomy", b"tea"))
    (folder.path / "rounds" / "themes.toml").write_bytes(
        b'schema = 1\nround = "actions"\nclosed = 2027-01-01\n'
    )
    assert said(folder.load()) == [
        ("rounds/themes.toml", "this is another round"),
        ("actions/A 3.toml", "this is not the name of an action's file"),
        ("actions/a2.toml", 'the file is not named after its id, "a1"'),
        ("actions/a4.toml", 'there is no theme "tea"'),
    ]
    assert list(folder.load().actions) == ["a1"]


def test_a_signature_from_before_it_lay_beside_the_rounds_still_holds(
    folder: SessionFolder,
) -> None:
    signed = folder.sign(Signature(date=TODAY, leader="Eva"))
    (folder.path / "rounds" / "report.toml").rename(folder.path / "report.toml")
    session = folder.load()
    assert session.signature == signed
    assert folder.refresh(session, frozenset({"rounds"}))[0].signature == signed
    (found,) = find_sessions(folder.path.parent)
    assert found.reported
    assert (
        folder.sign(Signature(date=TODAY, leader="Eva", safety_representative="Ola")).revision == 2
    )
    again = folder.load().signature
    assert again is not None
    assert again.safety_representative == "Ola"


def test_a_report_never_takes_the_place_of_the_signature(folder: SessionFolder) -> None:
    for name in ("report.toml", "results.TOML", ".report.md", "report.md.toml", "report"):
        with pytest.raises(AmuError):
            folder.write_report("x", name)
    assert folder.write_report(b"%PDF", "report-public.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"min_n": b"min_n = -5"}, "min_n: this should be 3 or more"),
        ({"min_n": b"min_n = 2"}, "min_n: this should be 3 or more"),
        ({"id": b'id = "Not an id"'}, "id: an id is"),
        ({"ballots": b'ballots = "public"'}, "ballots: 'public' is not one of the words"),
    ],
)
def test_a_session_that_means_nonsense_does_not_open(
    folder: SessionFolder, change: dict[str, bytes], wrong: str
) -> None:
    path = folder.path / "session.toml"
    lines = path.read_bytes().split(b"\n")
    for key, line in change.items():
        (place,) = (n for n, old in enumerate(lines) if old.startswith(key.encode() + b" ="))
        lines[place] = line
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(AmuError) as raised:
        folder.load()
    assert raised.value.message.startswith(wrong)
    assert raised.value.line == place + 1


def test_figures_that_cannot_be_means_on_the_scale_do_not_open(tmp_path: Path) -> None:
    results = Results(unit="x", themes={"autonomy": Score(n=10, mean=7.2)})
    create(tmp_path / "s", INFO, results, INSTRUMENT, own_instrument=True)
    with pytest.raises(AmuError, match=r"themes\.autonomy: the mean is outside the scale"):
        SessionFolder(tmp_path / "s").load()


def test_a_limit_that_was_changed_by_hand_is_said(folder: SessionFolder) -> None:
    path = folder.path / "session.toml"
    path.write_bytes(path.read_bytes().replace(b"min_n = 5", b"min_n = 3"))
    assert said(folder.load()) == [
        ("session.toml", "min_n is 3 here, but the results were made with 5")
    ]


def test_an_unknown_instrument_is_told_with_those_there_are() -> None:
    with pytest.raises(AmuError, match="no instrument") as raised:
        load_instrument("kiwest-9")
    assert "kiwest-1" in raised.value.hint
    with pytest.raises(AmuError, match="no such file"):
        load_instrument("./kiwest-9.toml")
    assert bundled() == tuple(load_instrument(name).id for name in bundled())


def test_an_instrument_of_ones_own_is_read_by_path_and_from_the_session(
    folder: SessionFolder, tmp_path: Path
) -> None:
    own = folder.path / "instrument.toml"
    (tmp_path / "link.toml").symlink_to(own)
    assert load_instrument(str(own)) == INSTRUMENT
    assert load_instrument(str(tmp_path / "link.toml")) == INSTRUMENT
    assert load_instrument("small", folder.path) == INSTRUMENT
    with pytest.raises(AmuError, match="made with"):
        load_instrument("kiwest-1", folder.path)


def test_sessions_are_found_newest_first(tmp_path: Path) -> None:
    sessions = tmp_path / "sessions"
    for name, round_, unit in (("a", "2015", "B"), ("b", "2017", "b"), ("c", "2017", "A")):
        info = msgspec.structs.replace(INFO, round=round_, unit=unit)
        make(sessions / name, info)
    (sessions / "damaged").mkdir()
    (sessions / "damaged" / "session.toml").write_bytes(b"schema = 1\nid = 3\n")
    (sessions / "other").mkdir()
    (sessions / "README.md").write_text("x")
    (sessions / ".tmp-x").mkdir()
    make(sessions / "hidden")
    (sessions / "hidden").rename(sessions / ".hidden")
    closed = Round(round="themes", closed=TODAY, chosen=Choice(preserve=("beta",)))
    SessionFolder(sessions / "b").close(closed)
    damaged = sessions / "a" / "rounds" / "themes.toml"
    damaged.write_bytes(b"schema = 1\nround = [\n")
    SessionFolder(sessions / "a").sign(Signature(date=TODAY))
    (sessions / "b" / "report.md").write_bytes(b"")
    found = find_sessions(sessions)
    assert [one.path.name for one in found] == ["c", "b", "a", "damaged"]
    assert [(one.chosen, one.prioritised, one.reported) for one in found[:3]] == [
        (False, False, False),
        (True, False, True),
        (False, False, False),
    ]
    assert [one.problem is None for one in found[:2]] == [True, True]
    assert found[2].problem is not None
    assert (found[2].problem.path, found[2].problem.line) == ("rounds/themes.toml", 2)
    assert found[3].info is None
    assert found[3].problem is not None
    assert found[3].problem.line == 2
    assert find_sessions(tmp_path / "not-there") == []
    with pytest.raises(AmuError):
        find_sessions(sessions / "README.md")


def test_the_demo_is_a_session_of_its_own_each_time(tmp_path: Path) -> None:
    words.use("nn")
    first, second = copy_demo(tmp_path / "demo"), copy_demo(None)
    one, two = SessionFolder(first).load(), SessionFolder(second).load()
    assert (one.info.synthetic, one.info.language, one.problems) == (True, "nn", ())
    assert one.info.key != two.info.key
    assert first == tmp_path / "demo"
    assert Path.home() in second.parents
    with pytest.raises(AlreadyThere):
        copy_demo(first)
