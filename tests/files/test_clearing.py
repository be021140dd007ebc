"""Clearing a counted round removes what lies in the session, whoever tries to lead it elsewhere."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from amu_tui.files import clearing
from amu_tui.files.sessions import SessionFolder
from tests.files.changes import VOTE, outcome
from tests.files.conftest import INFO

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
