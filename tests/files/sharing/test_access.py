"""A session that a group shares: real accounts, real modes, and nobody does more than he may."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.promises import proves

pytestmark = pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)


@pytest.fixture
def session(quick_disk: Path) -> Path:
    return quick_disk / "sessions" / "ifb-2017"


def room(scenario: str, path: Path, *more: str, module: str = "room") -> Any:
    """What the accounts of a scenario in `room.py`, or another module, were told."""
    command = [sys.executable, "-m", f"tests.files.sharing.{module}", scenario, str(path), *more]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_a_shared_session_has_the_modes_that_hold_everybody_to_his_part(session: Path) -> None:
    made, modes = room("modes", session)
    assert made == ["done"]
    assert modes == {
        ".": "leader staff 2750",
        ".gitattributes": "leader staff 640",
        ".gitignore": "leader staff 640",
        "actions": "leader staff 2770",
        "checklists": "leader leaders 2775",
        "instrument.toml": "leader staff 640",
        "local": "leader leaders 2775",
        "local/ballots": "leader leaders 2771",
        "local/ballots/actions": "leader leaders 3773",
        "local/ballots/themes": "leader leaders 3773",
        "local/turnout": "leader leaders 2775",
        "local/turnout/actions": "leader leaders 3777",
        "local/turnout/themes": "leader leaders 3777",
        "results.toml": "leader staff 640",
        "rounds": "leader leaders 2775",
        "session.toml": "leader staff 640",
        "signed": "leader leaders 2775",
    }


@proves(
    (
        "The facilitators – say, the leader and the safety representative, both in the group "
        "too – lead together: either ends a vote, counts and closes it, and until then only "
        "they, and whoever runs the machine, could open a ballot."
    ),
    "All see who has voted, and how many, but not for what.",
)
def test_a_group_votes_and_two_lead_it_together(session: Path) -> None:
    told = room("vote", session)
    assert told["made"] == ["done"]
    assert told["anna"] == [1, True, "done"]
    assert told["bo"] == [2, True, "done"]
    assert told["leader"] == [4, True, "done"]
    assert told["bo again, from another home"] == [4, True, "done"]
    assert told["bo passes a keyboard"] == [
        "AmuError: only a facilitator's keyboard is passed round"
    ]
    assert told["cato"] == ["AmuError: this cannot be read"]
    assert told["able"] == [4, "done"]
    kind, names, seen = told["readers"][0]
    assert (kind, seen) == ("facilitators", True)
    assert [name.lstrip("amut0123456789") for name in names] == ["leader", "safety"]
    tally, done = told["safety"]
    assert done == "done"
    assert tally["ways"] == {"hands": 3, "own": 3, "passed": 1}
    assert tally["counts"] == {
        "preserve": {"autonomy": 1, "support": 4},
        "improve": {"support": 2},
    }
    assert told["anna sees"] == [[7, "vote"], "done"]
    for what in ("anna ends", "anna counts"):
        assert told[what] == [
            "AmuError: only a facilitator can do this: who made this session, or leads it too"
        ]
    assert told["safety closes"] == ["done"]
    assert set(told["left"].values()) <= {0}  # what the sticky bit keeps is empty
    assert told["leader opens"] == [0, "done"]
    assert [path for path in told["left then"] if "themes" in path] == []
    for what in ("safety signs", "leader signs", "bo writes", "anna changes"):
        assert told[what] == ["done"], what
    assert told["cato looks"] == ["AmuError: this cannot be read"]
    assert told["closed"] == [7, tally["ways"], tally["counts"]["preserve"]]


@proves(
    (
        "Everybody votes from an own login, and the permissions of the folder keep each to "
        "their part: there is no server process and no account but those of the machine."
    ),
    (
        "Everybody votes from an own login, and the permissions of the folder keep each to "
        "their part."
    ),
    "Nobody outside the group gets in.",
    (
        "The group reads the session, writes actions and drops ballots, but cannot list, "
        "read, change or remove each other's (open ballots it can read)."
    ),
)
@pytest.mark.parametrize("ballots", ["confidential", "open"])
def test_no_forbidden_file_operation_succeeds(session: Path, ballots: str) -> None:
    by_bo, by_cato, untouched = room("forbidden", session, ballots)
    assert len(by_bo) + len(by_cato) >= 34
    assert [name for name, said in (*by_bo, *by_cato) if said not in ("EACCES", "EPERM")] == []
    assert untouched


def test_what_is_linked_into_the_drop_box_or_out_of_it_is_neither_lost_nor_kept(
    session: Path,
) -> None:
    refused, told, victim, kept, ballots = room("links", session)
    assert "this file has another name elsewhere (it belongs to" in refused[0]
    assert told == ["done"]
    assert victim == "precious"
    assert kept == ""
    assert ballots == []


def test_the_last_ballot_counts_wherever_the_program_that_cast_the_first_was_killed(
    session: Path,
) -> None:
    """In a drop box nobody finds his own ballot by looking: it must be known beforehand."""
    told = room("dies", session)
    assert len(told) > 20
    for seen, there, again, now, counted in told:
        assert seen <= there
        assert again == ["done"]
        assert now == 1
        assert counted == [1, True]


def test_a_member_removes_an_action_until_the_vote_on_actions_has_begun(session: Path) -> None:
    before, after = room("removes", session)
    assert before == ["done"]
    assert after == ["AmuError: the vote on actions has begun, so none can be removed"]


def test_nobody_but_who_leads_brings_in_open_ballots_of_others(session: Path) -> None:
    """Where accounts vouch, what Bo writes is Bo's one ballot, whoever it names; nor does it
    keep the vote from being closed."""
    alone, brought = room("stuffs", session, "open")
    assert alone["ways"] == {"own": 2}
    assert alone["counts"]["preserve"] == {"autonomy": 1, "support": 1}
    assert brought["ways"] == {"own": 3, "elsewhere": 1}
    assert brought["counts"]["preserve"] == {"autonomy": 3, "support": 1}


def test_of_two_open_ballots_of_one_account_the_later_file_counts(session: Path) -> None:
    tally, done = room("twice", session, "open")
    assert done == "done"
    assert tally["ways"] == {"own": 1}
    assert tally["counts"]["preserve"] == {"support": 1}


@pytest.mark.parametrize("ballots", ["confidential", "open"])
def test_what_can_be_no_ballot_does_not_keep_a_vote_from_being_closed(
    session: Path, ballots: str
) -> None:
    planted, closed = room("obstructs", session, ballots)
    assert planted == ["done"]
    assert closed == [[1, {"own": 1}], "done"]


def test_those_who_lead_answer_a_checklist_together_and_all_can_read_it(session: Path) -> None:
    leader, safety, anna, read, early, maker, late = room("answer", session, module="answering")
    assert (leader, safety) == (["done"], ["done"])
    assert anna[-1] != "done"
    assert read == [{"safe": 4, "useful": 4}, "done"]
    # Until the doctor's command gives an older session the folder, only its maker can make it.
    assert maker == ["done"]
    assert early == late == ["ReadOnly: not saved: no permission to write here"]
