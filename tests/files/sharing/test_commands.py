"""What commands tell the accounts of a shared session, and what they refuse them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.files.sharing.accounts import POSSIBLE, WHY_NOT

pytestmark = pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)

UNSEEN = "S/local/ballots: only facilitators can look at the ballots, so they were not checked\n"


def told_of(scenario: str, quick_disk: Path) -> Any:
    """What the accounts of a scenario in `counter.py` were told."""
    path = quick_disk / "sessions" / "ifb-2017"
    command = [sys.executable, "-m", "tests.files.sharing.counter", scenario, str(path)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_check_says_what_it_could_not_look_at_and_that_is_no_failure(quick_disk: Path) -> None:
    told = told_of("checks", quick_disk)
    for when in ("nobody has voted", "a vote is open", "cleared"):
        for who in ("anna", "bo"):
            assert told[when].pop(who) == [0, "", UNSEEN], (when, who)
        code, out, err = told[when].pop("cato")
        assert (code, out) == (1, "")
        assert err == "S: this is not a folder that can be read\n"
        assert set(map(str, told[when].values())) == {"[0, '', '']"}, when

    damaged = told["hands-themes.toml"]
    code, out, err = damaged["close"]
    assert (code, out) == (1, "")
    assert err.startswith("S/local/ballots/hands-themes.toml:2: this is not TOML")
    assert "Key the hands in again, or remove the file" in err
    assert damaged["check"] == {"leader": [1, "", err], "anna": [0, "", UNSEEN]}
    code, out, _err = damaged["doctor"]
    assert code == 1
    assert "rm -f hands-themes.toml" in out

    damaged = told["people-themes.toml"]
    assert [damaged["check"][who][0] for who in ("leader", "anna")] == [1, 1]
    assert "people-themes.toml:2: this is not TOML" in damaged["check"]["anna"][2]
    assert "rm -f S/local/people-themes.toml" in damaged["doctor"][1]

    assert told["closed"][0] == 0
    why = "this is not among the ballots that were counted (it belongs to anna)"
    named = "".join(f"S/local/ballots/themes/{name}.toml: {why}\n" for name in ("late", "later"))
    for code, out, err in (told["late"]["safety"], told["the maker clears"]):
        assert (code, out) == (1, "")
        assert err.startswith(named)
        assert "elsewhere" not in err
    assert told["late"]["bo"] == [0, "", UNSEEN]
    assert told["late, doctor"][0] == 1
    assert "rm -rf themes" in told["late, doctor"][1]


def test_no_command_does_for_anybody_what_is_not_theirs(quick_disk: Path) -> None:
    told = told_of("forbidden", quick_disk)
    assert [len(told[who]) for who in ("cato", "anna", "root")] == [29, 11, 2]
    for who in ("cato", "anna", "root"):
        assert told[f"{who} changed"] == []
        for command, code, out, err in told[who]:
            assert (code, out) == (1, ""), command
            assert "\nS" in f"\n{err}", (command, err)
            assert "went wrong" not in err
    told_root = "S: root is not in the group that votes here\nVote from your own login.\n"
    assert all(err.endswith(told_root) for *_command, err in told["root"])


def test_what_is_written_once_stays_for_facilitators_and_root(quick_disk: Path) -> None:
    told, changed = told_of("written_once", quick_disk)
    assert changed == []
    for who, code, out, err in told:
        assert code in (1, 2), who
        assert out == ""
        assert any(word in err for word in ("closed", "put in order", "prioritised")), err


def test_who_can_only_read_along_is_told_so_and_of_no_damage(quick_disk: Path) -> None:
    told = told_of("reads_along", quick_disk)
    unseen = "S/local: the session is not shared with your account, so its votes were not checked\n"
    assert told["check"] == [0, "", unseen]
    assert told["show"][0] == 0
    assert told["show"][2] == ""
    refused = "this session is not shared with your account, so you can read, but not vote"
    assert told["vote"] == [1, "", f"S: {refused}\n"]
    _code, out, err = told["doctor"]
    assert err == ""
    assert "S/local/" not in out


def test_facilitators_open_a_round_again_and_the_group_votes_anew(quick_disk: Path) -> None:
    told = told_of("reopens", quick_disk)
    code, out, err = told["anna"]
    assert (code, out) == (1, "")
    assert "only a facilitator can do this" in err
    code, out, err = told["safety, anew"]
    assert (code, out) == (1, "")
    assert "the ballots that were counted could not all be removed" in err
    code, out, err = told["safety"]
    assert code == 0
    assert "The ballots were removed when they were counted: everybody votes again." in err
    assert [code for code, _out, _err in told["votes"]] == [0, 0, 0]
    assert told["anna counts"][0] == 1
    anew = json.loads(told["leader"][1])
    assert (anew["turnout"], anew["counts"]["preserve"]) == (3, {"support": 3})
    assert told["anna votes"][0] == 1
    assert "the vote is ended" in told["anna votes"][2]
    assert json.loads(told["safety writes"][1])["counts"] == anew["counts"]
    assert len(set(told["records"])) == 2
    assert told["check"][0] == 0
    assert told["doctor"][0] == 0, told["doctor"]


def test_whoever_may_write_actions_brings_back_what_another_deleted(quick_disk: Path) -> None:
    told = told_of("restores", quick_disk)
    assert told["removes"][0] == 0
    [listed] = json.loads(told["listed"][1])
    assert (listed["title"], listed["account"]) == ("Lunch", "anna")
    assert told["cato"][:2] == [1, ""]
    for who in ("bo", "bo removes", "anna"):
        assert told[who][0] == 0, told[who]
    assert [one["title"] for one in json.loads(told["kept"][1])] == ["Lunch"]
    assert told["check"] == [0, "", ""]
    assert told["doctor"][0] == 0, told["doctor"]


def test_the_log_names_accounts_and_never_who_voted(quick_disk: Path) -> None:
    told = told_of("logs", quick_disk)
    assert [(row["event"], row["by"]) for row in json.loads(told["open"][1])] == [
        ("made", "leader")
    ]
    assert [(row["event"], row["by"]) for row in json.loads(told["closed"][1])] == [
        ("made", "leader"),
        ("closed", "safety"),
        ("deleted", "leader"),
    ]
    assert "anna" not in told["closed"][1]
    assert told["cato"][:2] == [1, ""]
