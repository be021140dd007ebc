"""`amu fill`: what a report says beside themes and actions."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Amu, tree


def kept(session: Path) -> dict[str, Any]:
    return tomllib.loads((session / "rounds" / "details.toml").read_text(encoding="utf-8"))


def test_everything_is_filled_in_listed_and_taken_away_again(amu: Amu, chosen: Path) -> None:
    said = amu(
        *("fill", chosen, "--json", "--goal", "22", "  Time\tto write "),
        *("--goal", "autonomy", "Own"),
        *("--took-part", "forberedelse", "Leader: Kari; LAMU", "--review-on", "1.6.2187"),
        *("--review-by", "LAMU", "--case", "2027/1", "--process", "HR", "--access", "§ 13"),
        *("--found", "workload", "Much", "--otherwise", "emotional", "In talks"),
        *("--not-measured", "Shifts", "--whole", "Fine"),
    )
    assert said.err == "review: Friday 1 June 2187\nsaved\n"
    assert said.json["goals"] == {"no-time-pressure": "Time to write", "autonomy": "Own"}
    leader = {"role": "Leader", "name": "Kari"}
    assert said.json["took_part"]["preparation"] == [leader, {"role": "LAMU", "name": ""}]
    assert said.json["review"] == {"date": "2187-06-01", "body": "LAMU"}
    assert said.json["archive"] == {"case": "2027/1", "process": "HR", "access": "§ 13"}
    assert said.json["factors"]["emotional"] == {
        "themes": [],
        "found": "",
        "otherwise": "In talks",
    }
    assert amu("fill", chosen, "--json").json == said.json
    listed = amu("fill", chosen).out
    assert "  22 Absence of time pressure (R): Time to write\n" in listed
    assert "  Preparation: Leader: Kari; LAMU\n" in listed
    assert "  By whom: LAMU\n" in listed
    assert kept(chosen)["revision"] == 1
    amu("fill", chosen, "--goal", "22", "", "--review-on", "", "--took-part", "preparation", "")
    assert kept(chosen)["goals"] == {"autonomy": "Own"}
    assert "date" not in kept(chosen)["review"]
    assert "took_part" not in kept(chosen)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (("--goal", "2", "x"), "a goal is set for a chosen theme"),
        (("--goal", "99", "x"), 'there is no theme "99"'),
        (("--took-part", "party", "x"), 'there is no stage "party"'),
        (("--found", "noise", "x"), 'there is no factor "noise"'),
        (("--review-on", "soon"), "soon"),
        (("--whole", "x" * 2_001), "longer than 2000 characters"),
        (("--took-part", "results", "x" * 121), "longer than 120 characters"),
        (("--goal", "22"), "requires 2 arguments"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    amu: Amu, chosen: Path, what: tuple[str, ...], why: str
) -> None:
    before = tree()
    said = amu("fill", chosen, "--case", "1", *what)
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert tree() == before


def test_a_name_that_can_be_taken_for_another_is_noticed(amu: Amu, chosen: Path) -> None:
    amu("fill", chosen, "--took-part", "results", "Leader: K\u0430ri")
    assert "rounds/details.toml: “K\u0430ri” can be taken for" in amu("check", chosen).err


def test_the_report_says_it_and_that_it_was_changed_after_signing(amu: Amu, chosen: Path) -> None:
    assert "Goal" not in amu("report", chosen).out
    amu("fill", chosen, "--goal", "22", "Time to write", "--otherwise", "emotional", "In talks")
    plan = ("--when", "it is Wednesday", "--then", "we do not meet")
    amu("action", "add", chosen, "--theme", "22", "--title", "Quiet", *plan)
    said = amu("report", chosen).out
    assert "- Goal: Time to write\n" in said
    assert "- How else assessed: In talks\n" in said
    assert "When it is Wednesday, then we do not meet.\n" in said
    amu("sign", chosen, "--leader", "Kari")
    amu("fill", chosen, "--goal", "22", "Less to do")
    assert "rounds/details.toml" in amu("check", chosen).err
    assert "else is filled in was changed after Kari signed" in amu("report", chosen).out
