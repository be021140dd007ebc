"""Receipts: what colleagues are shown of who has voted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui.files.ballots.receipts import Receipts
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT


@pytest.fixture
def receipts(quick_disk: Path) -> Receipts:
    (quick_disk / "local" / "turnout" / "themes").mkdir(parents=True)
    return Receipts(quick_disk, "themes")


COME_AND_GO = """
import os, sys
names = [os.path.join(sys.argv[1], f"own-{number}.toml") for number in range(40)]
print("ready", flush=True)
while True:
    for name in names:
        os.close(os.open(name, os.O_CREAT, 0o600))
    for name in names:
        os.unlink(name)
"""


def test_receipts_that_go_while_they_are_counted_are_no_error(receipts: Receipts) -> None:
    """Whoever made the session opens it, and what is left of the round goes."""
    command = [sys.executable, "-c", COME_AND_GO, str(receipts.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            told = {receipts.count(()) for _time in range(1000)}
        finally:
            other.kill()
    assert told <= {0, 1}


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_file_of_somebody_elses_does_not_say_that_he_has_voted(receipts: Receipts) -> None:
    """What a group may write it may also link: an action of Anna's, as a receipt of hers."""
    receipts.leave("own", "b1")
    action = receipts.root / "a1.toml"
    action.touch()
    os.chown(action, 4242, 4242)
    action.chmod(0o660)
    os.link(action, receipts.folder / "own-x.toml")
    (receipts.folder / "own-folder.toml").mkdir(0o700)
    os.chown(receipts.folder / "own-folder.toml", 4243, 4243)
    assert receipts.count((os.geteuid(),)) == 1


def test_only_who_leads_votes_for_others_at_a_keyboard_that_is_passed(receipts: Receipts) -> None:
    for ballot in ("b1", "b2", "b3"):
        receipts.leave("passed", ballot)
    assert receipts.count((os.geteuid(),)) == 3
    assert receipts.count(()) == 1
    kept = [path.read_text(encoding="utf-8") for path in receipts.folder.iterdir()]
    named = [name for name in ("b1", "b2", "b3") if any(f'"{name}"' in text for text in kept)]
    assert named == [], "nobody comes back for them, and they would tell the order"
