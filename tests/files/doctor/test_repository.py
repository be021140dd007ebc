"""The repository around a session: what is an alarm, and that no stranger's is believed."""

import os
import subprocess
from pathlib import Path

import pytest

from amu_tui.files.doctor import examine
from amu_tui.files.session.folder import SessionFolder
from tests.files.doctor.test_doctor_alone import mended
from tests.files.git.run import git
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT


@pytest.fixture
def repository(folder: SessionFolder) -> Path:
    """The folder of sessions as a repository."""
    git(folder.path.parent, "init", "-q")
    return folder.path.parent


@pytest.mark.parametrize("version", ["2", "4"])
def test_files_in_local_that_git_has(repository: Path, folder: SessionFolder, version: str) -> None:
    git(repository, "config", "index.version", version)
    git(repository, "add", ".")
    assert examine(folder.path).findings == []
    (folder.path / "local" / "notes").write_text("x", encoding="utf-8")
    (folder.path / "local" / "x").write_text("x", encoding="utf-8")
    git(repository, "add", "-f", ".")
    (one,) = mended(folder.path)
    assert one.path == str(folder.path / "local")
    assert one.command.startswith("git -C ")


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_repository_that_a_group_can_write_is_closed_again(
    repository: Path, folder: SessionFolder
) -> None:
    hook = repository / ".git" / "hooks" / "post-checkout"
    hook.touch()
    wrong = [repository / ".git", repository / ".git" / "config", hook]
    for path in wrong:
        os.chown(path, -1, 54_000)
        path.chmod(0o775)
    found = mended(folder.path)
    assert [one.path for one in found] == [str(path) for path in wrong]
    assert "others than root can write here" in found[0].message


@pytest.mark.parametrize("kind", ["bare", "in a folder", "a file that names it"])
def test_a_repository_inside_the_session_is_no_part_of_it(
    folder: SessionFolder, tmp_path: Path, kind: str
) -> None:
    planted = folder.path / "actions" / "x"
    git(tmp_path, "init", "-q", *(["--bare"] if kind == "bare" else []), str(planted))
    if kind == "a file that names it":
        git(tmp_path, "init", "-q", "--separate-git-dir", str(tmp_path / "away"), str(planted))
    (one,) = mended(folder.path)
    assert "a repository inside the session" in one.message
    assert one.path == str(planted if kind == "bare" else planted / ".git")
    assert (folder.path / "actions").is_dir()


@pytest.mark.parametrize(
    ("own", "around", "well"),
    [
        ("/local/\n", "", True),
        ("local", "", True),
        ("# /local/\n", "", False),
        ("/local/\n!/local/\n", "", False),
        ("", "local/\n", True),
        ("", "/local/\n", False),
        ("*.tmp", "", False),
    ],
)
def test_whether_git_passes_local_by(
    repository: Path, folder: SessionFolder, own: str, around: str, well: bool
) -> None:
    (folder.path / ".gitignore").write_text(own, encoding="utf-8")
    (repository / ".gitignore").write_text(around, encoding="utf-8")
    assert (examine(folder.path).findings == []) == well
    mended(folder.path)
    (folder.path / "local" / "x").touch()
    done = subprocess.run(["git", "-C", folder.path, "check-ignore", "-q", "local/x"], check=False)
    assert done.returncode == 0  # git sees it the same way
