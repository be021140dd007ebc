"""What somebody voted cannot be worked out: worlds that differ only in that look the same."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.promises import proves

pytestmark = [
    pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]
BEFORE = ("made", "anna votes", "bo votes", "anna votes anew", "passed on", "hands", "ended")
AFTER = ("closed", "opened")


@pytest.fixture(scope="module")
def told() -> Any:
    """What `worlds.py` tells."""
    memory = Path("/dev/shm")  # where the size of a folder tells of each name in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        command = [sys.executable, "-m", "tests.files.sharing.worlds", place]
        root = Path(__file__).parents[3]
        done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def worlds(told: Any) -> Any:
    """What it tells of each world."""
    return told["worlds"]


@proves(
    "Colleagues see who has voted, but not what, and of the ballots only the sums are kept.",
    "Those who share the session see who has voted and when, but not what: not by names, order, "
    "times, sizes or links of files, before or after the count, nor by git's history.",
    "Colleagues can see that you have voted, but not what.",
)
def test_before_the_count_a_colleague_sees_the_same_whatever_is_voted(worlds: Any) -> None:
    """All blank, or all that a ballot takes: names, modes, sizes, links, contents are the same."""
    for step in BEFORE:
        seen = {name: world["seen"][step] for name, world in worlds.items()}
        assert seen["one"] == seen["swapped"] == seen["another"], step
        receipts = [line for line in seen["one"] if "turnout/themes/" in line]
        assert all("31 bytes" in line and "timeless" in line for line in receipts)
        assert len(receipts) == {"made": 0, "anna votes": 1}.get(step, 2 if "vote" in step else 4)


@proves(
    "Those who share the session see who has voted and when, but not what: not by names, order, "
    "times, sizes or links of files, before or after the count, nor by git's history.",
    "Of the ballots only the sums are kept.",
)
def test_after_the_count_nobody_finds_who_voted_what(worlds: Any) -> None:
    """Not even root: the same ballots, cast by others and in another order, leave the same."""
    one, swapped, another = (worlds[name] for name in ("one", "swapped", "another"))
    for step in AFTER:
        for look in ("seen", "found"):
            assert one[look][step] == swapped[look][step]
            assert one[look][step] != another[look][step], "the counts are others"
        left = [line for line in one["found"][step] if "ballots/themes/" in line]
        assert all(" 0 bytes" in line for line in left)
        assert bool(left) == (step == "closed"), "the maker's next look removes what is empty"
        assert "local/ballots/counted-themes.toml is not there" in one["found"][step]


@proves(
    "Ballots lie in `local/`, which git ignores, until they are counted, and are then emptied and "
    "removed.",
    "Those who share the session see who has voted and when, but not what: not by names, order, "
    "times, sizes or links of files, before or after the count, nor by git's history.",
)
def test_git_keeps_nothing_of_a_vote_but_its_sums(worlds: Any) -> None:
    one, swapped = worlds["one"], worlds["swapped"]
    for step in (*BEFORE[1:], "opened"):
        assert one["git"][step] == "", "nothing that git would take has changed"
    assert one["git"]["closed"] == "?? rounds/themes.toml\n"
    assert one["log"] == swapped["log"]
    assert len(one["ballots"]) == 4
    assert not [name for name in one["ballots"] if name in one["log"]]


def test_names_of_ballots_tell_no_order(worlds: Any) -> None:
    names = [name for world in worlds.values() for name in world["ballots"]]
    assert len(set(names)) == len(names) == 12
    assert {len(name) for name in names} == {8}


@proves(
    "Confidential: only the facilitators ({names}) and whoever runs the machine can see or change "
    "the ballot, and only until the count is done.",
)
def test_only_the_facilitators_can_open_a_ballot_and_only_until_the_count(told: Any) -> None:
    kind = told["readers"]["facilitators"]
    assert "only the facilitators ({}, {})".format(*kind["names"]) in kind["said"]
    assert kind["before"] == ["leader", "safety"], "Anna cannot look for hers either"
    assert kind["after"] == []


@proves("Open: everybody who can open this folder can read each ballot, also afterwards.")
def test_an_open_ballot_is_read_by_all_who_share_the_session_for_good(told: Any) -> None:
    kind = told["readers"]["open"]
    assert kind["said"].startswith("Open: everybody")
    assert kind["before"] == kind["after"] == ["leader", "safety", "anna", "bo", "eva"]


@proves(
    "Not shown to anybody; until it is counted and removed, those who share this folder, and "
    "whoever runs the machine, could open the ballot.",
)
def test_in_a_folder_that_was_opened_to_a_group_by_hand_the_group_could_open_it(told: Any) -> None:
    kind = told["readers"]["group"]
    assert "counted and removed, those who share this folder" in kind["said"]
    assert kind["before"] == ["leader", "safety", "anna", "bo", "eva"]
    assert (kind["after"], kind["told"]) == ([], [])


@proves(
    "Not shown to anybody; until it is counted and removed, everybody with an account on this "
    "machine could open the ballot.",
)
def test_in_a_folder_that_was_opened_to_all_by_hand_all_could_open_it(told: Any) -> None:
    """The leader, who cannot remove what lies in a folder of Anna's, is told that it is there."""
    kind = told["readers"]["others"]
    assert "counted and removed, everybody with an account" in kind["said"]
    assert kind["before"] == kind["after"] == ["leader", "safety", "anna", "bo", "cato", "eva"]
    assert kind["told"] == ["the vote is closed, but its ballots could not be removed"]
