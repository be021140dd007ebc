"""Sites that work in clones of their own: a merge is the union of files and never spoils one."""

import os
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from amu_tui.files.sessions import SessionFolder
from amu_tui.model.ballot import Ballot
from amu_tui.model.session import Progress
from tests.files.changes import ACTION

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    names = {
        f"GIT_{who}_{what}": "x@y" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    isolated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **names, **isolated},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def clones(folder: SessionFolder, tmp_path: Path) -> tuple[SessionFolder, SessionFolder]:
    folder.save_action(ACTION, None)
    folder.save_progress(Progress())
    folder.cast(Ballot(session="", round="themes"))
    git(folder.path, "init", "-q", "-b", "main")
    git(folder.path, "add", ".")
    git(folder.path, "commit", "-q", "-m", "x")
    git(tmp_path, "clone", "-q", str(folder.path), "clone")
    return folder, SessionFolder(tmp_path / "clone")


def commit(folder: SessionFolder) -> None:
    git(folder.path, "add", ".")
    git(folder.path, "commit", "-q", "-m", "x")


def test_nothing_local_is_tracked(clones: tuple[SessionFolder, SessionFolder]) -> None:
    ours, theirs = clones
    (ours.path / "actions" / ".tmp-1234").write_bytes(b"half")
    assert git(ours.path, "status", "--porcelain") == ""
    assert "local" not in git(ours.path, "ls-files")
    assert theirs.load().problems == ()
    theirs.cast(Ballot(session="", round="themes"))
    assert theirs.turnout("themes") == 1


def test_new_actions_of_both_are_merged(clones: tuple[SessionFolder, SessionFolder]) -> None:
    ours, theirs = clones
    for number in range(5):
        ours.save_action(msgspec.structs.replace(ACTION, id=f"ours{number}"), None)
        theirs.save_action(msgspec.structs.replace(ACTION, id=f"theirs{number}"), None)
    commit(ours)
    commit(theirs)
    git(ours.path, "pull", "-q", "--no-rebase", "--no-edit", str(theirs.path), "main")
    session = ours.load()
    assert len(session.actions) == 11
    assert session.problems == ()


def test_one_action_changed_by_both_is_a_conflict_and_stays_whole(
    clones: tuple[SessionFolder, SessionFolder],
) -> None:
    ours, theirs = clones
    for folder, title in ((ours, "Ours"), (theirs, "Theirs")):
        folder.save_action(msgspec.structs.replace(ACTION, title=title), 1)
        commit(folder)
    arguments = ("pull", "-q", "--no-rebase", "--no-edit", str(theirs.path), "main")
    git(ours.path, *arguments, fails=True)
    assert "actions/a1.toml" in git(ours.path, "status", "--porcelain")
    session = ours.load()
    assert session.problems == ()
    assert session.actions["a1"].title == "Ours"
