"""A disk that nothing can be saved on, and a session whose maker has no account any more."""

import grp
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from amu_tui.files.doctor import examine
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from tests.files.conftest import tree
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT, accounts, group_of

NOBODY = 54_321


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a quarter of a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(place)]
    if not POSSIBLE or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_disk_that_nothing_can_be_saved_on(small_disk: Path) -> None:
    session = copy_demo(small_disk / "demo")
    assert examine(session).findings == []
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(bytes(1024 * 1024))
    before = tree(session)
    (full,) = examine(session).findings
    assert (full.path, full.message) == (
        str(session),
        "nothing can be saved here: the disk is full",
    )
    filler.unlink()
    assert tree(session) == before
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    (readonly,) = examine(session).findings
    assert readonly.message == "nothing can be saved here: the disk is read-only"


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_session_whose_maker_is_gone_is_handed_over(folder: SessionFolder) -> None:
    kept = folder.path / "actions" / "x"
    kept.touch()
    for path in (folder.path, *folder.path.rglob("*")):
        if path != kept:
            os.chown(path, NOBODY, -1)
    gone, foreign = examine(folder.path).findings
    assert foreign.path == str(kept)
    assert "number 54321, is no more: only whoever runs the machine (root)" in gone.message
    assert "a new account that gets the number would lead" in gone.message
    with accounts({"leader": (), "other": ()}) as people:
        os.chown(kept, people["other"].uid, -1)
        command = gone.command.replace(" NEW ", f" {people['leader'].name} ")
        subprocess.run(["sh", "-c", command], check=True)
        assert folder.path.stat().st_uid == people["leader"].uid
        assert (folder.path / "local").stat().st_uid == people["leader"].uid
        assert kept.stat().st_uid == people["other"].uid  # others' files stay theirs


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_group_that_is_gone_is_replaced_and_the_modes_stay(folder: SessionFolder) -> None:
    shared = [folder.path, folder.path / "actions", *folder.path.glob("*.toml")]
    for path in shared:
        os.chown(path, -1, NOBODY)
    folder.path.chmod(0o2750)
    (folder.path / "actions").chmod(0o2770)
    gone = next(f for f in examine(folder.path).findings if "is no more" in f.message)
    assert "number 54321, is no more: who was in it is kept out" in gone.message
    with accounts({"anna": ("staff",)}) as people:
        staff = group_of(people["anna"], "staff")
        subprocess.run(["sh", "-c", gone.command.replace("NEW", staff)], check=True)
        assert {path.stat().st_gid for path in shared} == {grp.getgrnam(staff).gr_gid}
        assert stat.S_IMODE((folder.path / "actions").stat().st_mode) == 0o2770
        assert not [f for f in examine(folder.path).findings if "is no more" in f.message]


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_other_facilitators_can_still_lead(folder: SessionFolder) -> None:
    with accounts({"safety": ("staff", "leaders")}) as people:
        safety = people["safety"]
        staff, leaders = (grp.getgrnam(group_of(safety, g)).gr_gid for g in ("staff", "leaders"))
        for path in (folder.path, *folder.path.rglob("*")):
            os.chown(path, NOBODY, leaders if "local" in path.parts else staff)
        folder.path.chmod(0o2750)
        (folder.path / "actions").chmod(0o2770)
        (folder.path / "local").chmod(0o2775)
        gone = next(f for f in examine(folder.path).findings if "is no more" in f.message)
        assert "only the other facilitators can end a vote" in gone.message
