"""What git has not settled, or keeps elsewhere, is named with what to do, and the rest opens."""

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError
from amu_tui.files.doctor import examine
from amu_tui.files.git import git_state
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Choice
from tests.cli.conftest import Amu, amu  # noqa: F401
from tests.files.changes import ACTION, VOTE, outcome
from tests.files.git.run import git
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Clones = tuple[SessionFolder, SessionFolder]


@pytest.fixture
def clones(folder: SessionFolder, tmp_path: Path) -> Clones:
    """The folder of sessions of two sites, with one action in it."""
    folder.save_action(ACTION, None)
    around = folder.path.parent
    git(around, "init", "-q", "-b", "main")
    commit(folder)
    git(tmp_path, "clone", "-q", str(around), "clone")
    return folder, SessionFolder(tmp_path / "clone" / folder.path.name)


def commit(folder: SessionFolder) -> None:
    git(folder.path, "add", ".")
    git(folder.path, "commit", "-q", "-m", "x")


def merge(clones: Clones) -> None:
    """Ours takes in theirs; git reports a conflict."""
    ours, theirs = clones
    git(
        ours.path, "pull", "-q", "--no-rebase", "--no-edit", str(theirs.path.parent), "main", code=1
    )


def close_both(clones: Clones) -> None:
    for folder, theme in zip(clones, ("support", "autonomy"), strict=True):
        choice = Choice(preserve=(theme,))
        folder.cast(msgspec.structs.replace(VOTE, choice=choice))
        folder.close(outcome(folder))
        commit(folder)


def told(folder: SessionFolder) -> list[str]:
    return [f"{p.path}: {p.message}" for p in folder.load().problems]


def test_a_round_that_two_clones_closed_is_named_until_git_is_told(
    clones: Clones,
    amu: Amu,  # noqa: F811
) -> None:
    close_both(clones)
    merge(clones)
    ours = clones[0]
    (problem,) = ours.load().problems
    assert problem.path == "rounds/themes.toml"
    assert "another clone wrote this round down differently" in problem.message
    assert "`git show :3:./rounds/themes.toml`" in problem.hint
    said = amu("check", ours.path)
    assert said.code == 1
    assert said.err.count("has not settled a conflict") == 1
    assert "git is in the middle of a merge" in said.err
    assert amu("doctor", ours.path, "--json").json[0]["path"].endswith("rounds/themes.toml")
    git(ours.path, "checkout", "-q", "--theirs", "rounds/themes.toml")
    assert told(ours) == []  # somebody has chosen
    git(ours.path, "add", "rounds/themes.toml")
    said = amu("check", ours.path)
    assert said.code == 0
    assert "git is in the middle of a merge" in said.err
    git(ours.path, "commit", "-q", "-m", "x")
    assert amu("check", ours.path).err == ""


@pytest.mark.parametrize("version", ["2", "4"])
def test_an_action_of_which_git_kept_ours_alone(clones: Clones, version: str) -> None:
    """As in sessions made before both texts stood in the file."""
    git(clones[0].path, "config", "index.version", version)
    for folder, title in zip(clones, ("Ours", "Theirs"), strict=True):
        (folder.path / ".gitattributes").write_text("*.toml -merge\n")
        folder.save_action(msgspec.structs.replace(ACTION, title=title), 1)
        (folder.path / ".gitattributes").write_text("*.toml -merge\n")
        commit(folder)
    merge(clones)
    ours = clones[0]
    assert ours.load().actions["a1"].title == "Ours"
    (problem,) = ours.load().problems
    assert (problem.path, "only one of the two texts" in problem.message) == (
        "actions/a1.toml",
        True,
    )
    assert ours.load().blocking("actions")
    refreshed, _whole = ours.refresh(ours.session, frozenset({"actions", "rounds"}))
    assert refreshed.problems == (problem,)


@pytest.mark.parametrize("index", ["", "--sparse-index"])
def test_what_a_sparse_checkout_leaves_out_is_missed(clones: Clones, index: str) -> None:
    close_both(clones)
    ours = clones[0]
    arguments = ["--cone", *([index] if index else []), ours.path.name + "/local"]
    git(ours.path.parent, "sparse-checkout", "set", *arguments)
    session = ours.load()
    assert (session.actions, session.themes) == ({}, None)
    assert [p.path for p in session.problems] == ["actions", "rounds/themes.toml"]
    assert "sparse-checkout disable" in session.problems[0].hint
    with pytest.raises(AmuError, match="sparse checkout"):
        ours.tally("themes")
    git(ours.path.parent, "sparse-checkout", "set", "--no-cone", "/*", "!results.toml")
    with pytest.raises(AmuError, match="sparse checkout"):
        ours.load()
    git(ours.path.parent, "sparse-checkout", "disable")
    assert told(ours) == []


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab\nsize 12345\n"
MARKS = 'id = "a1"\n<<<<<<< HEAD\ntitle = "x"\n=======\ntitle = "y"\n>>>>>>> b\n'


@pytest.mark.parametrize(
    ("data", "said", "hint"),
    [
        (POINTER.encode(), "only a pointer of git-lfs", "`git lfs pull`"),
        (b"/annex/objects/SHA256E-s12--4d7a.toml\n", "only a pointer of git-annex", "annex get"),
        (MARKS.encode(), "2: git has left an unresolved conflict", "in an editor"),
        ('id = "a1"\n'.encode("utf-16"), "this is not UTF-8 text", "UTF-8"),
        ('id = "a1"\n'.encode("utf-16-le"), "this is not UTF-8 text", "UTF-8"),
        ('id = "a1"\ntitle = "blå"\n'.encode("latin-1"), "2: this is not UTF-8 text", "UTF-8"),
    ],
)
@pytest.mark.parametrize("name", ["rounds/themes.toml", "results.toml", "session.toml"])
def test_what_is_no_file_of_a_session_says_what_it_is_and_what_helps(
    folder: SessionFolder, name: str, data: bytes, said: str, hint: str
) -> None:
    path = folder.path / name
    path.write_bytes(data)
    try:
        (problem,) = folder.load().problems
        error = problem.error(folder.path)
    except AmuError as raised:
        error = raised
    line, _colon, message = said.rpartition(": ")
    assert message in error.message
    assert hint in error.hint
    assert not line or error.line == int(line)
    assert path.read_bytes() == data


def test_a_byte_order_mark_is_no_damage(folder: SessionFolder) -> None:
    path = folder.path / "session.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert told(folder) == []


def test_a_file_that_git_annex_has_locked(folder: SessionFolder) -> None:
    path = folder.path / "actions" / "a1.toml"
    path.symlink_to("../.git/annex/objects/x/y/SHA256E-s12--4d7a/SHA256E-s12--4d7a.toml")
    (problem,) = folder.load().problems
    assert "git annex unlock" in problem.hint


@pytest.mark.parametrize("what", ["merge", "rebase", "cherry-pick", "revert"])
def test_what_git_is_in_the_middle_of(clones: Clones, what: str) -> None:
    ours, theirs = clones
    assert git_state.unfinished(ours.path) == ""
    for folder, title in zip(clones, ("Ours", "Theirs"), strict=True):
        folder.save_action(msgspec.structs.replace(ACTION, title=title), 1)
        commit(folder)
    git(ours.path, "fetch", "-q", str(theirs.path.parent), "main")
    commands = {"merge": ("merge", "FETCH_HEAD"), "rebase": ("rebase", "FETCH_HEAD")}
    commands |= {"cherry-pick": ("cherry-pick", "FETCH_HEAD"), "revert": ("revert", "FETCH_HEAD")}
    git(ours.path, *commands[what], code=1)
    assert f"in the middle of a {what}" in git_state.unfinished(ours.path)
    assert f"in the middle of a {what}" in examine(ours.path).advice[0].message
    git(ours.path, what, "--abort")
    assert git_state.unfinished(ours.path) == ""


def test_a_git_that_was_cut_off_is_told_of_and_its_mark_stays(clones: Clones) -> None:
    ours = clones[0]
    lock = ours.path.parent / ".git" / "index.lock"
    lock.touch()
    assert git_state.unfinished(ours.path) == ""  # a git may be at work
    os.utime(lock, (0, 0))
    assert "remove it where no git is at work" in git_state.unfinished(ours.path)
    assert lock.exists()


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
@pytest.mark.parametrize("name", ["", "index", "config", "hooks", "hooks/x"])
def test_what_a_stranger_has_put_into_a_repository_is_not_believed(
    clones: Clones, name: str
) -> None:
    close_both(clones)
    merge(clones)
    ours = clones[0]
    (ours.path.parent / ".git" / "hooks" / "x").touch()
    assert told(ours)
    os.chown(ours.path.parent / ".git" / name, 54_000, -1)
    assert told(ours) == []
    assert git_state.unfinished(ours.path) == ""
    (finding,) = examine(ours.path).findings
    assert "54000 has put something there" in finding.message
