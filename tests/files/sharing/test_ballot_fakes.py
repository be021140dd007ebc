"""Nobody votes for another, twice, too late, or for what is not there, nor stops the count.

The list of what is tried stands in `ballot_fakes.py`; each is done by the account that could do it.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.files.sharing.ballot_fakes import FAKES, REMOVED, STRANGE, Fake
from tests.promises import proves

pytestmark = pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)

HONEST = {"themes": "autonomy", "actions": "a3"}
FORGED = {"themes": "support", "actions": "a2"}


@proves(
    "A ballot counts for the account that wrote it and for nobody else.",
    (
        "What is changed after the end of the vote is named and changes nothing; an "
        "action that is no longer what it was then is named too."
    ),
    "Where a group shares the session, a ballot counts for the account that wrote it, and for "
    "nobody else.",
    "A file that has another group than the ballots, that others could have written, or that has "
    "another name elsewhere is not counted, nor is one that cannot be read or that nobody can "
    "cast; of one account eight files are read, the newest.",
    "Count and `amu check` name each with its owner.",
    "Nothing of it is lost in silence: the vote is closed when they have voted anew, or when a "
    "facilitator leaves them out, which the record says, here or at the question on the screen.",
)
@pytest.mark.parametrize("ballots", ["confidential", "open"])
def test_what_is_faked_is_not_counted_and_named_and_stops_nobody(
    quick_disk: Path, ballots: str
) -> None:
    command = [sys.executable, "-m", "tests.files.sharing.ballot_trials"]
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [*command, str(quick_disk / "sessions" / "s"), ballots],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    wrong = {
        what: found
        for what, fake in FAKES.items()
        for found in _wrong(fake, told["fakes"][what], ballots, told["names"])
    }
    assert wrong == {}


def _wrong(fake: Fake, told: Any, ballots: str, names: dict[str, str]) -> list[Any]:
    """What is not as the table says."""
    says = fake.said(ballots).format(strange=STRANGE[ballots], removed=REMOVED[ballots], **names)
    (checked, _out, check_says), (closed, out, close_says) = told["check"], told["close"]
    wrong: list[Any] = []
    if len(told["check after"][2].splitlines()) > 12:
        wrong.append(["check after", told["check after"]])
    if ballots == "confidential" and told["check after"][0] and not fake.stays:
        wrong.append(["check after", told["check after"]])
    if fake.loops:  # what is there at any one moment is chance: but the vote is closed
        return [] if told["set aside"] >= 0 else [told]
    if fake.tells and ballots == "confidential":
        owner = names["mallory"]
        told_of = [line for line in f"{check_says}{close_says}".splitlines() if owner in line]
        wrong += [line for line in told_of if "cannot be counted" not in line]
    if fake.after == "closed":
        if bool(says) != bool(checked) or says not in check_says:
            wrong.append(["check", says, told["check"]])
        return wrong
    if bool(says) != bool(checked) or says not in check_says:
        wrong.append(["check", says, told["check"]])
    if fake.bars != bool(closed) or says not in close_says:
        wrong.append(["close", says, told["close"]])
    if fake.bars != bool(told["set aside"]):
        wrong.append(["set aside", told["set aside"]])
    if fake.bars:
        _code, out, _err = told["leave out"]
    votes = {HONEST[fake.name]: 2} | ({FORGED[fake.name]: fake.counted} if fake.counted else {})
    if fake.says.startswith("this file has another name elsewhere (it belongs to {anna})"):
        votes[HONEST[fake.name]] = 1
    if not out or json.loads(out)["counts"]["preserve"] != votes:
        wrong.append(["counts", votes, out, told["leave out"]])
    return wrong
