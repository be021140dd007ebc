"""Sites that work in clones of their own: a merge is the union of files and never spoils one."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from amu_tui.files.git.git_conflicts import OLD_ATTRIBUTES
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Note
from amu_tui.model.meeting.session import Progress
from amu_tui.model.voting.ballot import Ballot
from tests.files.changes import ACTION, DAY
from tests.promises import proves

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


@proves(
    "Ballots lie in `local/`, which git ignores, until they are counted, and are then emptied and "
    "removed.",
)
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


def pull(ours: SessionFolder, theirs: SessionFolder, *config: str) -> None:
    """Merge what the other clone has; git reports a conflict."""
    options = [part for one in config for part in ("-c", one)]
    git(
        ours.path,
        *options,
        *("pull", "-q", "--no-rebase", "--no-edit", str(theirs.path), "main"),
        fails=True,
    )


def change_both(clones: tuple[SessionFolder, SessionFolder], **theirs: object) -> None:
    """One title in each clone, and what else the other changes."""
    for folder, title, more in zip(clones, ("Ours", "Theirs"), ({}, theirs), strict=True):
        (action,) = folder.load().actions.values()
        changed = msgspec.structs.replace(action, title=title, **more)
        folder.save_action(changed, action.revision)
        commit(folder)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_one_action_changed_by_both_is_a_conflict_with_both_texts(
    clones: tuple[SessionFolder, SessionFolder], style: str
) -> None:
    ours, theirs = clones
    change_both(clones, status="started")
    pull(ours, theirs, f"merge.conflictStyle={style}")
    assert "UU actions/a1.toml" in git(ours.path, "status", "--porcelain")
    text = (ours.path / "actions" / "a1.toml").read_text()
    assert 'title = "Ours"' in text
    assert 'title = "Theirs"' in text
    session = ours.load()
    assert session.actions == {}
    (problem,) = session.problems
    assert (problem.path, problem.line) == ("actions/a1.toml", 3 if style == "diff3" else 4)
    assert problem.message == "two clones changed this action"
    assert "--take ours" in problem.hint
    clash = session.clashes["a1"]
    assert clash.versions.ours is not None
    assert clash.versions.theirs is not None
    assert (clash.versions.ours.title, clash.versions.theirs.title) == ("Ours", "Theirs")
    assert clash.names[0] == "HEAD"
    # What both began with is known where the user has told git to write it.
    assert ("status" in clash.suggested()) is (style != "merge")
    assert text == (ours.path / "actions" / "a1.toml").read_text()
    mended = ours.mend_action(clash, {**clash.versions.all_of("theirs"), "title": "ours"})
    assert mended is not None
    assert (mended.title, mended.status, mended.revision) == ("Ours", "started", 3)
    assert ours.load().actions == {"a1": mended}
    assert ours.load().problems == ()
    git(ours.path, "add", "actions/a1.toml")
    git(ours.path, "commit", "-q", "--no-edit")
    git(theirs.path, "pull", "-q", "--ff-only", str(ours.path), "main")
    assert theirs.load().actions == {"a1": mended}


def test_changes_of_different_fields_are_a_conflict_too_and_both_are_kept(
    clones: tuple[SessionFolder, SessionFolder],
) -> None:
    ours, theirs = clones
    note = Note(date=DAY, text="It goes well")
    base = msgspec.structs.replace(ACTION, owner="Kari", deadline=DAY)
    before = ours.save_action(base, 1)
    commit(ours)
    git(theirs.path, "pull", "-q", "--ff-only", str(ours.path), "main")
    ours.save_action(msgspec.structs.replace(before, basket="leader"), 2)
    commit(ours)
    theirs.save_action(msgspec.structs.replace(before, notes={"n1": note}), 2)
    commit(theirs)
    pull(ours, theirs)
    clash = ours.load().clashes["a1"]
    assert clash.versions.differing() == ()
    mended = ours.mend_action(clash, clash.suggested())
    assert mended is not None
    assert (mended.basket, mended.notes) == ("leader", {"n1": note})


def test_a_session_made_before_both_texts_were_kept_learns_it(
    clones: tuple[SessionFolder, SessionFolder],
) -> None:
    ours, theirs = clones
    for folder in clones:
        (folder.path / ".gitattributes").write_bytes(OLD_ATTRIBUTES)
        text = (folder.path / "actions" / "a1.toml").read_text()
        (folder.path / "actions" / "a1.toml").write_text(re.sub("edit = .*\n", "", text))
        commit(folder)
    change_both(clones)
    pull(ours, theirs)
    assert "merge=text" in (ours.path / ".gitattributes").read_text()
    assert set(ours.load().clashes) == {"a1"}


def test_attributes_of_the_user_s_own_stay(folder: SessionFolder) -> None:
    (folder.path / ".gitattributes").write_text("*.toml -merge\n")
    folder.save_action(ACTION, None)
    assert (folder.path / ".gitattributes").read_text() == "*.toml -merge\n"


def test_what_one_deleted_and_the_other_changed_stands_there_whole(
    clones: tuple[SessionFolder, SessionFolder],
) -> None:
    ours, theirs = clones
    ours.remove_action("a1", 1)
    commit(ours)
    theirs.save_action(msgspec.structs.replace(ACTION, title="Theirs"), 1)
    commit(theirs)
    pull(ours, theirs)
    assert "DU actions/a1.toml" in git(ours.path, "status", "--porcelain")
    session = ours.load()
    (problem,) = session.problems
    assert (problem.path, "another removed it" in problem.message) == ("actions/a1.toml", True)
    assert session.actions["a1"].title == "Theirs"
    git(ours.path, "add", "actions/a1.toml")
    assert ours.load().problems == ()


def test_a_changed_action_that_git_takes_for_another_is_kept_beside_it(
    clones: tuple[SessionFolder, SessionFolder],
) -> None:
    ours, theirs = clones
    ours.remove_action("a1", 1)
    other = msgspec.structs.replace(ACTION, id="b2", title="Another")
    ours.save_action(other, None)
    commit(ours)
    theirs.save_action(msgspec.structs.replace(ACTION, title="Theirs"), 1)
    commit(theirs)
    pull(ours, theirs)
    session = ours.load()
    (problem,) = session.problems
    assert problem.message == "git has put two actions into this file"
    clash = session.clashes["b2"]
    ours.mend_action(clash, clash.suggested())
    session = ours.load()
    assert session.problems == ()
    titles = {key: action.title for key, action in session.actions.items()}
    assert titles == {"a1": "Theirs", "b2": "Another"}


def test_an_action_in_both_that_neither_had_before(
    clones: tuple[SessionFolder, SessionFolder],
) -> None:
    ours, theirs = clones
    for folder, title in ((ours, "Ours"), (theirs, "Theirs")):
        folder.save_action(msgspec.structs.replace(ACTION, id="n1", title=title), None)
        commit(folder)
    pull(ours, theirs)
    assert "AA actions/n1.toml" in git(ours.path, "status", "--porcelain")
    versions = ours.load().clashes["n1"].versions
    assert versions.ours is not None
    assert versions.theirs is not None
    assert {versions.ours.title, versions.theirs.title} == {"Ours", "Theirs"}
