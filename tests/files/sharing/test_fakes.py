"""What a member passes off as another's doing is refused, or said to everybody."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.promises import proves

pytestmark = pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)


@pytest.fixture(scope="module")
def told() -> Any:
    """What the accounts of each scenario in `fakes.py` were told."""
    root = Path(__file__).parents[3]
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        command = [sys.executable, "-m", "tests.files.sharing.fakes", folder]
        done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_nobody_keeps_a_colleague_from_saving_an_action(told: Any) -> None:
    tries, leader, left = told["holds"]
    moved = "this stands where a save belongs; the next one moves it away"
    taken = "a save of this action was cut off; the next one takes over"
    said = {"folder": moved, "closed": taken, "link": moved, "pipe": moved, "killed": taken}
    *tries, held, linked, _bo = tries
    assert held == ["held", ["done"]]
    assert linked == ["linked", ["done"]]
    for revision, (kind, anna) in enumerate(tries, 1):
        assert anna == [[said[kind]], revision + 1, "done"], kind
    aside, action = left
    assert (aside[:5], action) == (".tmp-", "a1.toml")
    assert leader == [[], "done"]


@proves(
    "What is changed after the end of the vote is named and changes nothing; an "
    "action that is no longer what it was then is named too.",
)
def test_a_member_cannot_pass_off_another_text_as_what_was_voted_on_and_signed(told: Any) -> None:
    (lead, co_sign, before, rewrite, same, after, sign, theirs), leader = told["rewrites"]
    assert (lead, co_sign, rewrite) == (["done"], ["done"], ["done"])
    assert same == [True, True]  # nothing on the disk tells that it was Bo
    assert before == [[], ["", leader], "done"]
    over = "its file was written over, and nothing in it says so"
    said = [
        f"actions/a1.toml: “More pay for Bo” is not what was prioritised on 2027-01-05: {over}",
        f"actions/a1.toml: “More pay for Bo” is not what {leader} · Ola signed: {over}",
    ]
    assert (after[0], theirs[0]) == (said, said)
    assert sign == ["ReadOnly: not saved: no permission to write here"]


def test_a_member_cannot_say_where_the_meeting_is(told: Any) -> None:
    (*at_first, forced, then, checked, safety, now, checked_again), doctor, bo = told["leads"]
    write, look, follow = at_first
    assert write == ["ReadOnly: not saved: no permission to write here"]
    assert look == [["own", False], "done"]
    assert follow == ["rules", "done"]
    # Even where the folder was opened up, nobody follows him, and all are told.
    assert forced == ["done"]
    assert then == [None, "done"]
    said = f"{bo} has written this, who does not lead: nobody follows it"
    assert checked == [[f"local/progress.toml: {said}"], "done"]
    assert checked_again == [[], "done"]
    assert doctor[:2] == ["local", "progress.toml"]
    assert (safety, now) == (["done"], ["vote", "done"])


@proves(
    "So it is with an action that ballots name and that cannot be read; one that no ballot names "
    "is in nobody's way:",
)
def test_what_a_member_puts_among_the_actions_stops_no_vote(told: Any) -> None:
    (*before, check, vote, tally, spoil, barred, closed), bo = told["junk"]
    assert [*before, vote, tally, spoil] == [["done"]] * 5
    (newer, a_folder, junk), (read_only, why), _done = check
    his = f"(it belongs to {bo})"
    assert newer == [
        "actions/xxxxxxxx.toml",
        f"this was written by a newer version of amu, so it cannot be changed {his}",
    ]
    assert a_folder == ["actions/yyyyyyyy.toml", f"this is not a regular file {his}"]
    assert (junk[0], junk[1].endswith(his)) == ("actions/zzzzzzzz.toml", True)
    assert (read_only, why) == (False, "")
    (status, said), _done = barred
    *_more, last, hint, end = said.split("\n")
    assert (status, end) == (1, "")
    assert "actions/a1.toml:1: the vote cannot be closed: this is not TOML" in last
    assert last.endswith(his)
    assert hint.startswith("Ask the owners of the files to mend them or vote again, or count ")
    assert closed[0][0] == 0
