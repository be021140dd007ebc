"""Clearing a counted round removes what lies in the session, whoever tries to lead it elsewhere."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from amu_tui.files.ballots import clearing
from amu_tui.files.session.folder import SessionFolder
from tests.files.changes import HANDS, OTHER, VOTE, outcome
from tests.files.conftest import INFO
from tests.files.disk.recorder import Flushed, Names, Recorder

EXCHANGE = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
one, other = (os.fsencode(path) for path in sys.argv[1:])
print("ready", flush=True)
while os.getppid() == int(os.environ["AMU_PARENT"]):
    libc.renameat2(-100, one, -100, other, 2)
"""
ROUNDS = 300


@contextmanager
def exchanging(one: Path, other: Path) -> Iterator[None]:
    """Somebody else's program that swaps two names again and again, as fast as it can."""
    command = [sys.executable, "-c", EXCHANGE, str(one), str(other)]
    environment = {**os.environ, "AMU_PARENT": str(os.getpid())}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        program.stdout.readline()
        try:
            yield
        finally:
            program.kill()


def precious(folder: Path) -> dict[str, str]:
    """What somebody has elsewhere and must keep."""
    folder.mkdir(exist_ok=True)
    files = {f"f{number}.toml": f"text {number}" for number in range(3)}
    for name, text in files.items():
        (folder / name).write_text(text)
    return files


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def interrupted(folder: SessionFolder) -> None:
    """A round whose clearing was cut off before it began."""
    folder.cast(VOTE)
    folder.end_vote("themes")
    local = folder.path / "local"
    copy = shutil.copytree(local, folder.path.with_name("copy"))
    folder.close(outcome(folder))
    shutil.rmtree(local)
    copy.rename(local)


def refuse_removing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for who neither owns a file nor may write it."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    for call in ("unlink", "ftruncate"):
        monkeypatch.setattr(os, call, refuse)


@pytest.mark.parametrize("place", ["turnout", "turnout/themes", "ballots", "ballots/themes"])
def test_no_link_in_the_place_of_a_folder_is_followed(
    folder: SessionFolder, tmp_path: Path, place: str
) -> None:
    interrupted(folder)
    kept = precious(tmp_path / "elsewhere")
    for name in ("themes", "actions"):
        precious(tmp_path / "elsewhere" / name)
    path = folder.path / "local" / place
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / "elsewhere")
    folder.load()
    for name in ("", "themes", "actions"):
        assert texts(tmp_path / "elsewhere" / name) == kept


@pytest.mark.skipif(sys.platform != "linux", reason="two names are swapped in one call of Linux")
@pytest.mark.parametrize("place", ["ballots/themes", "turnout/themes", "ballots"])
def test_a_folder_that_is_swapped_for_a_link_meanwhile_leads_nowhere(
    folder: SessionFolder, tmp_path: Path, place: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    kept = precious(elsewhere)
    precious(elsewhere / "themes")
    box, receipts = (folder.path / "local" / part / "themes" for part in ("ballots", "turnout"))
    for path in (box, receipts):
        (path / "never-empty" / "x").mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(elsewhere)
    with exchanging(folder.path / "local" / place, link):
        for number in range(ROUNDS):
            with suppress(OSError):
                (box / f"b{number}.toml").write_text("x")
            clearing.clear(folder.path, INFO.key, "themes", confidential=True)
    for path in (elsewhere, elsewhere / "themes"):
        assert kept.items() <= texts(path).items()


@pytest.mark.skipif(sys.platform != "linux", reason="two names are swapped in one call of Linux")
def test_a_ballot_that_is_swapped_for_a_link_to_another_file_does_not_have_that_emptied(
    folder: SessionFolder, tmp_path: Path
) -> None:
    folder.cast(VOTE)
    box = folder.path / "local" / "ballots" / "themes"
    (ballot,) = box.iterdir()
    ballot = ballot.rename(tmp_path / "ballot")
    text = ballot.read_bytes()
    victim = tmp_path / "precious.toml"
    victim.write_text("precious")
    (box / "never-empty").mkdir()
    with exchanging(box / "x.toml", box / "y.toml"):
        for _number in range(ROUNDS):
            ballot.write_bytes(text)
            os.link(victim, box / "y.toml")
            os.link(ballot, box / "x.toml")
            clearing.clear(folder.path, INFO.key, "themes", confidential=True)
            assert victim.read_text() == "precious"
            for name in ("x.toml", "y.toml"):
                (box / name).unlink(missing_ok=True)


def test_ballots_that_a_round_closed_in_another_clone_has_not_counted_are_not_lost_unsaid(
    folder: SessionFolder,
) -> None:
    """Confidential ballots never leave the clone they were cast in; a written round does."""
    folder.cast(VOTE)
    folder.save_hands(HANDS)
    ignored = shutil.ignore_patterns("local")
    clone = shutil.copytree(folder.path, folder.path.with_name("clone"), ignore=ignored)
    there = SessionFolder(clone)
    there.cast(OTHER)
    there.end_vote("themes")
    there.close(outcome(there))
    (cast,) = (folder.path / "local" / "ballots" / "themes").iterdir()
    shutil.copy(clone / "rounds" / "themes.toml", folder.path / "rounds")
    for _time in range(2):
        (problem,) = folder.load().problems
        assert problem.path == "local/ballots"
        assert "closed elsewhere" in problem.message
        assert cast.exists()
    assert folder.load().themes == there.load().themes
    shutil.rmtree(folder.path / "local" / "ballots")
    assert folder.load().problems == ()


def test_what_is_dropped_after_the_closing_is_no_ballot_of_another_clone(
    folder: SessionFolder,
) -> None:
    folder.cast(VOTE)
    folder.close(outcome(folder))
    box = folder.path / "local" / "ballots" / "themes"
    box.mkdir()
    (box / "late2222.toml").write_bytes(b"x")
    (problem,) = folder.load().problems
    assert problem.path == "local/ballots/themes/late2222.toml"
    assert problem.message == "this is not among the ballots that were counted"
    assert folder.load().problems == ()


def test_a_ballot_that_could_not_be_emptied_is_not_taken_for_one_that_was_not_counted(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.cast(VOTE)
    box = folder.path / "local" / "ballots" / "themes"
    with monkeypatch.context() as patch:
        refuse_removing(patch)
        folder.close(outcome(folder))
        (problem,) = folder.load().problems
    assert "could not be removed" in problem.message
    assert folder.load().problems == ()
    assert not box.exists()
    assert not [*(folder.path / "local").glob("*-themes.toml")]


def test_nothing_is_cleared_before_the_round_is_sure_to_stay(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who wrote the round down may have been killed before the disk had its name."""
    interrupted(folder)
    record = Recorder(folder.path)
    with record.recording(monkeypatch):
        folder.load()
    first = next(n for n, call in enumerate(record.calls) if isinstance(call, Names))
    assert Flushed(record.top.names["rounds"]) in record.calls[:first]


def test_a_ballot_that_could_not_be_removed_is_said(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.cast(VOTE)
    with monkeypatch.context() as patch:
        refuse_removing(patch)
        folder.close(outcome(folder))
        (problem,) = folder.load().problems
    assert "could not be removed" in problem.message
    assert folder.load().problems == ()


def test_what_can_be_no_ballot_is_not_said_to_be_one_that_is_left(folder: SessionFolder) -> None:
    (folder.path / "local" / "ballots" / "themes" / "x").mkdir(parents=True)
    folder.close(outcome(folder))
    assert folder.load().problems == ()
