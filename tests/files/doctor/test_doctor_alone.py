"""A session that nobody shares, its disk, and the git around it: calm where all is well."""

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from amu_tui.files import toml
from amu_tui.files.doctor import examine
from amu_tui.files.doctor.disk import has_links, network
from amu_tui.files.doctor.finding import Finding
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from tests.files.ballots.test_ballots import counted
from tests.files.changes import ACTION, VOTE
from tests.files.conftest import INFO, make, tree
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.promises import proves

USERS = 100
"""A group of this machine, as nearly every system has it."""


def mended(root: Path) -> list[Finding]:
    """What the doctor finds; its commands are then run, and must leave nothing to find."""
    found = examine(root).findings
    for one in found:
        done = subprocess.run(["sh", "-c", one.command], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert examine(root).findings == []
    return found


@proves("It changes nothing, and exits with 1 where there is something.")
def test_a_session_of_ones_own_is_in_order_and_nothing_is_changed(folder: SessionFolder) -> None:
    before = tree(folder.path), folder.path.stat()
    assert examine(folder.path).findings == []
    assert (tree(folder.path), folder.path.stat()) == before


def test_that_others_can_read_it_is_advice_and_no_alarm(quick_disk: Path) -> None:
    quick_disk.chmod(0o755)
    session = copy_demo(quick_disk / "demo")
    session.chmod(0o755)
    told = examine(session)
    assert told.findings == []
    (one,) = told.advice
    assert "can read the results and actions, but no ballots" in one.message
    assert one.command == f"chmod 750 {session}"
    subprocess.run(["sh", "-c", one.command], check=True)
    assert examine(session).advice == []
    session.chmod(0o755)
    quick_disk.chmod(0o700)  # as the homes of most people are
    assert examine(session).advice == []


def test_open_ballots_are_named_among_what_others_can_read(quick_disk: Path) -> None:
    quick_disk.chmod(0o755)
    session = make(quick_disk / "open", msgspec.structs.replace(INFO, ballots="open"))
    session.cast(VOTE)
    session.path.chmod(0o755)
    (ballot,) = session.path.glob("ballots/themes/*.toml")
    assert ballot.stat().st_mode & 0o004
    (one,) = examine(session.path).advice
    assert "can read the results, actions and ballots (the vote is open)" in one.message
    subprocess.run(["sh", "-c", one.command], check=True)
    assert examine(session.path).advice == []


def test_what_a_count_leaves_tells_of_votes_only_where_a_ballot_says_something(
    folder: SessionFolder,
) -> None:
    folder.cast(VOTE)
    box = folder.path / "local" / "ballots" / "themes"
    (box / "junk").mkdir()
    kept = {path.name: path.read_bytes() for path in box.glob("*.toml")}
    folder.end_vote("themes", leave_out=True)
    folder.close(counted(folder))
    (box / "emptied.toml").touch(0o600)
    (one,) = mended(folder.path)
    assert one.message == "the vote is closed, but files that are not ballots are still here"
    assert not box.exists()
    box.mkdir(0o700)
    for name, data in kept.items():
        (box / name).write_bytes(data)
        (box / name).chmod(0o600)
    (one,) = mended(folder.path)
    assert "its ballots are still here, and tell who voted for what" in one.message


def test_ballots_that_others_could_see_are_an_alarm(folder: SessionFolder) -> None:
    (folder.path / "local").chmod(0o755)
    (one,) = mended(folder.path)
    assert "others on this machine could see the ballots" in one.message
    assert one.command == f"chmod 700 {folder.path / 'local'}"


def test_what_check_names_is_named_too_and_nothing_of_it_begins_a_line(
    folder: SessionFolder,
) -> None:
    folder.cast(VOTE)
    box = folder.path.joinpath("local", "ballots", "themes")
    (box / "x.toml").write_text("junk")
    (box / "x.toml").chmod(0o600)
    said = "x" * 20 + "    chown -R bo ~"
    text = toml.dumps(ACTION).replace('status = "planned"', f'status = "{said}"')
    (folder.path / "actions" / "a1.toml").write_text(text)
    before = tree(folder.path)
    ballot, action = sorted(examine(folder.path).findings, key=lambda one: one.path, reverse=True)
    assert ballot.path == f"{box}/x.toml:1"
    assert "xxxx" in action.message
    assert " chown" not in action.message
    assert (ballot.command, action.command, tree(folder.path)) == ("", "", before)


def test_a_file_that_anybody_can_write(folder: SessionFolder) -> None:
    (folder.path / "actions").chmod(0o777)
    (folder.path / "results.toml").chmod(0o646)
    assert [Path(one.path).name for one in mended(folder.path)] == ["actions", "results.toml"]


def test_a_clone_lacks_local_while_there_is_something_to_vote_on(folder: SessionFolder) -> None:
    (folder.path / "local").rmdir()
    (one,) = mended(folder.path)
    assert one.command == f"mkdir -m 700 {folder.path / 'local'}"
    finished = Path(__file__).parents[3] / "sessions" / "blaskjell-2017"
    assert examine(finished).findings == []


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_files_of_another_account_as_sudo_leaves_them(folder: SessionFolder) -> None:
    os.chown(folder.path / "results.toml", 54_000, -1)
    (one,) = mended(folder.path)
    assert one.command == f"chown -h root {folder.path / 'results.toml'}"


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_what_was_opened_to_a_group_by_hand_is_brought_in_order(folder: SessionFolder) -> None:
    for path in (folder.path, folder.path / "actions", folder.path / "local"):
        os.chown(path, -1, USERS)
        path.chmod(0o2770)
    # Files come before folders are right, so that it takes a second look.
    for one in examine(folder.path).findings:
        subprocess.run(["sh", "-c", one.command], check=True, capture_output=True)
    mended(folder.path)
    assert folder.readers("themes").kind in ("facilitator", "facilitators")


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_session_made_in_a_folder_of_a_group_is_in_order(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, -1, USERS)
    shared.chmod(0o2775)
    session = copy_demo(shared / "session")
    (one,) = mended(session)
    assert "a session of their own in the place of this one" in one.message
    assert (one.path, one.command) == (str(shared), f"chmod +t {shared}")


MOUNTS = """\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:44 / /srv/a\\040b rw,relatime shared:2 - nfs4 server:/export rw,vers=4.2
31 30 0:45 / /srv/a\\040b/local rw - tmpfs tmpfs rw
32 22 0:46 / /home rw - cifs //server/home rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/a b/s", "nfs4"),
        ("/srv/a b", "nfs4"),
        ("/srv/a bc", ""),
        ("/srv/a b/local/s", ""),
        ("/home/k/s", "cifs"),
        ("/var/s", ""),
    ],
)
def test_network_disks_are_known(path: str, kind: str) -> None:
    assert network(Path(path), MOUNTS) == kind
    assert network(Path(path), "nonsense\n\n1 2 - x") == ""


@pytest.fixture
def no_links() -> Iterator[Path]:
    """A disk that has no hard links; the kernel's message queues are such a one."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "mqueue", "none", folder]
        if not POSSIBLE or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no disk without hard links can be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def test_a_disk_without_hard_links_is_found_out(no_links: Path, tmp_path: Path) -> None:
    assert not has_links(no_links)
    assert list(no_links.iterdir()) == []
    assert has_links(tmp_path)
    assert list(tmp_path.glob(".tmp*")) == []


@pytest.fixture
def memory_stick(tmp_path: Path) -> Iterator[Path]:
    """A disk as memory sticks have it (FAT)."""
    image, place = tmp_path / "image", tmp_path / "stick"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(4 * 1024 * 1024)
    for command in (["mkfs.vfat", image], ["mount", "-o", "loop", image, place]):
        try:
            subprocess.run([str(word) for word in command], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no FAT disk can be mounted here: {error}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_session_on_a_memory_stick(memory_stick: Path) -> None:
    session = copy_demo(memory_stick / "demo")
    (one,) = examine(session).findings
    assert one.command == f"mv {session} {Path.home()}"
    subprocess.run(["sh", "-c", one.command], check=True)
    assert (Path.home() / "demo" / "session.toml").is_file()


@pytest.mark.parametrize("reason", [errno.EPERM, errno.EACCES])
def test_only_a_disk_that_cannot_link_is_said_to_have_no_links(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(reason, os.strerror(reason))

    (folder.path / "local").chmod(0o755)  # such a disk keeps no modes
    monkeypatch.setattr(os, "link", refuse)
    (one,) = examine(folder.path).findings
    assert ("no hard links" in one.message) == (reason == errno.EPERM)
    assert one.command.startswith("mv " if reason == errno.EPERM else "chmod ")
    assert list((folder.path / "local").iterdir()) == []
    subprocess.run(["sh", "-c", one.command], check=True)
