"""A shared session put out of order by real accounts: the doctor names it, its command mends it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.files.sharing.ward import CONFIDENTIAL, HOSTILE, OPEN
from tests.promises import proves

pytestmark = pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
PROGRAMS = ("chmod", "chown", "chgrp", "rm", "mkdir", "git", "printf", "set", "usermod")
# What makes sure that it is what was looked at; and where a name ends in a line feed.
BEFORE = re.compile(
    r"^(p=\"\$\(printf %b '[^']*'\)\" && )?"
    r"(\(cd -P \S+ && |\{ )test \"\$\([^)]*\)\" = \S+ && "
    r"(p=\"\$\(printf %b '[^']*'\)\" && )?"
)


def ward(folder: Path, ballots: str) -> dict[str, Any]:
    """What became of every way to put a session out of order."""
    command = [
        sys.executable,
        "-m",
        "tests.files.sharing.ward",
        str(folder / "sessions" / "s"),
        ballots,
    ]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["kept out"][0] == 1
    assert told["kept out"][1].endswith("/s: this is not a folder that can be read\n")
    # As it is made and used there is nothing to mend, whoever asks.
    assert told["healthy"] == [[], [], []]
    assert told["used"] == [[["done"]] * 4, []]
    return told


def check(way: str, told: dict[str, Any]) -> None:
    """One fault was named where it is, and nothing is left of it after what it says was done."""
    assert told["found"], way
    assert os.path.normpath(told["found"][0]["path"]).startswith(told["where"]), way
    for one in told["found"]:
        assert set(one) == {"path", "problem", "command"}
        assert BEFORE.sub("", one["command"]).split()[0] in PROGRAMS, one
    assert told["said"] == [""] * len(told["found"]), way
    assert told["left"] == [], way


@proves(
    "looks whether the folders still hold to this – modes, groups, owners, links, what a "
    "cut-off program left, git, the disk, the terminal – and says of each thing that "
    "does not why it matters and which command mends it.",
    "A repository in which somebody else has put something is only told of, since git would run "
    "what stands there.",
)
def test_each_fault_is_named_and_mended_by_its_own_command(quick_disk: Path) -> None:
    told = ward(quick_disk, "confidential")
    for way in CONFIDENTIAL:
        check(way, told[way])

    hostile = told["links with hostile names"]["found"]
    assert len(hostile) == len(HOSTILE)
    for one in hostile:
        assert re.search(r"[\x00-\x1f\x7f-\x9f\u200b\u202e]", one["command"] + one["path"]) is None
    for plant, (found, said) in told["strangers"].items():
        around, one = found
        assert around["command"].startswith("chmod +t "), plant
        assert (Path(one["path"]).name, one["command"], said) == (".git", "", [""]), plant
        assert "bo has put something there" in one["problem"]
        assert "Do not let git trust it (safe.directory)" in one["problem"]
    (one,) = told["a hard link"]
    assert (Path(one["path"]).name, one["command"]) == ("x.toml", "")
    for way in ("a file moved among the ballots", "somebody's file among the ballots"):
        assert not any(
            "chgrp" in one["command"] or "chmod" in one["command"] for one in told[way]["found"]
        )
    assert told["home"] == ["kept [1]*", "precious", "s"]  # no name has made a file "pwned"

    (one,) = told["ballots can be listed"]["seen by a member"]
    assert re.search(r"\. amut\d+leader can mend it, or whoever runs the machine", one["problem"])
    (one,) = told["somebody else has the rounds"]["seen by a member"]
    assert one["problem"].endswith(". Whoever runs the machine can mend it (root).")


def test_open_ballots_have_folders_of_their_own(quick_disk: Path) -> None:
    told = ward(quick_disk, "open")
    for way in OPEN:
        check(way, told[way])
