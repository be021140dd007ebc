"""What a killed save has left, or somebody put in its place, holds nobody up."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from amu_tui.errors import AlreadyThere, Conflict
from amu_tui.files.disk import claims
from amu_tui.files.disk.durable import publish
from amu_tui.files.doctor import examine
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.versions import EditedMeanwhile
from tests.files.session.test_actions import ACTION, retitled


@pytest.fixture
def read(folder: SessionFolder) -> Action:
    """An action that is about to be changed."""
    return folder.save_action(ACTION, None)


@pytest.fixture
def claim(folder: SessionFolder, read: Action) -> Path:
    """The name that its next version is claimed under."""
    return claims.claim_of(folder.path / "actions" / "a1.toml", read.revision + 1)


def a_folder(claim: Path) -> None:
    (claim / "inner").mkdir(parents=True)


def closed(claim: Path) -> None:
    claim.write_bytes(b"x")
    claim.chmod(0)


def loop(claim: Path) -> None:
    claim.symlink_to(claim.name)


def link(claim: Path) -> None:
    claim.symlink_to(claim.parent / "a1.toml")


JUNK = [Path.mkdir, a_folder, closed, loop, link, os.mkfifo, Path.touch]


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_claim_is_moved_away(
    folder: SessionFolder, read: Action, claim: Path, junk: Callable[[Path], None]
) -> None:
    junk(claim)
    before = (folder.path / "actions" / "a1.toml").read_bytes()
    saved = folder.save_action(retitled(read, "Ours"), read.revision)
    assert (saved.revision, saved.title) == (2, "Ours")
    assert folder.load().actions["a1"] == saved
    assert not os.path.lexists(claim)
    assert b"Ours" not in before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this process is forked")
def test_a_killed_save_is_taken_over_at_once(
    folder: SessionFolder, read: Action, claim: Path
) -> None:
    pid = os.fork()
    if pid == 0:
        with claims.claimed(claim, b"cut off"):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert claim.exists()
    saved = folder.save_action(retitled(read, "Ours"), read.revision)
    assert (saved.revision, saved.title) == (2, "Ours")
    assert [path.name for path in (folder.path / "actions").iterdir()] == ["a1.toml"]


def test_a_save_that_is_under_way_is_waited_for(
    folder: SessionFolder, read: Action, claim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = contextlib.ExitStack()
    holder.enter_context(claims.claimed(claim, b"theirs"))
    assert folder.load().problems == ()
    assert examine(folder.path).findings == []
    waited: list[bytes] = []

    def ends(_seconds: float) -> None:
        waited.append(claim.read_bytes())
        holder.close()

    monkeypatch.setattr(time, "sleep", ends)
    assert folder.save_action(retitled(read, "Ours"), read.revision).revision == 2
    assert waited == [b"theirs"]


def test_whoever_takes_the_name_again_and_again_is_said(
    folder: SessionFolder, read: Action, claim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PATIENCE", 0.0)
    with claims.claimed(claim, b"theirs"):
        with pytest.raises(Conflict, match="saving this at this moment") as raised:
            folder.save_action(retitled(read, "Ours"), read.revision)
        assert not isinstance(raised.value, EditedMeanwhile)


@pytest.mark.parametrize("renewed", [False, True])
def test_whoever_holds_a_claim_too_long_loses_it_and_is_told(
    folder: SessionFolder,
    read: Action,
    claim: Path,
    monkeypatch: pytest.MonkeyPatch,
    renewed: bool,
) -> None:
    """A lock is kept by a program that hangs, and by one that means to."""
    data = (folder.path / "actions" / "a1.toml").read_bytes()
    with claims.claimed(claim, data) as mine:
        if renewed:
            monkeypatch.setattr(claims, "PATIENCE", 0.05)
            monkeypatch.setattr(time, "sleep", lambda _seconds: claim.chmod(0o600))
        else:
            later = time.time() + claims.OLD
            monkeypatch.setattr(time, "time", lambda: later)
        ours = folder.save_action(retitled(read, "Ours"), read.revision)
        with pytest.raises(AlreadyThere):
            publish(claim, folder.path / "actions" / "a1.toml", mine)
    assert folder.load().actions["a1"] == ours


def test_a_disk_without_locks_goes_by_age(
    folder: SessionFolder, read: Action, claim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PATIENCE", 0.0)
    monkeypatch.setattr(claims, "fcntl", None)
    claim.write_bytes(b"cut off")
    with pytest.raises(Conflict):
        folder.save_action(retitled(read, "Ours"), read.revision)
    later = time.time() + claims.OLD
    monkeypatch.setattr(time, "time", lambda: later)
    assert folder.save_action(retitled(read, "Ours"), read.revision).revision == 2


def test_what_is_left_of_others_is_said_and_ones_own_removed(
    folder: SessionFolder, claim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim.write_bytes(b"cut off")
    (found,) = examine(folder.path).findings
    assert found.command == f"rm -f {claim}"
    with monkeypatch.context() as another:
        another.setattr(claims, "user_id", lambda: 54_000)
        (notice,) = folder.load().problems
    assert (notice.path, notice.notice) == ("actions/.tmp-a1-2", True)
    assert "cut off" in notice.message
    assert folder.load().problems == ()
    assert not claim.exists()
    a_folder(claim)
    (notice,) = folder.load().problems
    assert "moves it away" in notice.message
    (found,) = examine(folder.path).findings
    assert found.command == f"rm -rf {claim}"


@pytest.mark.parametrize("hostile", [2**53 - 1, 2**53, 2**62, 2**63 - 2])
def test_no_number_in_a_file_leaves_no_room_for_the_next(
    folder: SessionFolder, read: Action, hostile: int
) -> None:
    path = folder.path / "actions" / "a1.toml"
    path.write_text(path.read_text().replace("revision = 1", f"revision = {hostile}"))
    saved = folder.load().actions["a1"]
    for title in ("One", "Two", "Three"):
        saved = folder.save_action(retitled(saved, title), saved.revision)
        assert folder.load().actions["a1"] == saved
        assert folder.load().problems == ()
    assert saved.title == "Three"
    with pytest.raises(EditedMeanwhile):
        folder.save_action(retitled(saved, "Late"), read.revision + 7)
