"""Opening a round again: who, until when, what of the votes holds, and what is kept and told."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import UNIT, Amu, tree

WHY = "Recognition was mistyped"


@pytest.fixture
def closed(amu: Amu, session: Path) -> Path:
    """Three confidential ballots counted and written down."""
    for preserve in ("1,2", "1,7", "1,2"):
        amu("vote", session, "--passed", "--preserve", preserve, "--improve", "22,13")
    assert amu("close", session, "themes").code == 0
    return session


def kept(session: Path) -> list[dict[str, Any]]:
    """The records of openings, as they stand in the files."""
    files = (session / "rounds" / "reopened").glob("*.toml")
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]


def test_the_count_stands_and_what_was_made_of_it_is_corrected(amu: Amu, closed: Path) -> None:
    before = (closed / "rounds" / "themes.toml").read_text(encoding="utf-8")
    said = amu("reopen", closed, "themes", "--why", WHY)
    assert said.code == 0
    assert said.out.endswith(f": {WHY}\n")
    assert "The count of 3 votes stands" in said.err
    assert not (closed / "rounds" / "themes.toml").exists()
    [record] = kept(closed)
    assert (record["why"], record["votes"]) == (WHY, "stand")
    assert record["earlier"] == tomllib.loads(before)
    assert "counted" in amu("status", closed).out
    # Nobody votes, and nothing is written for themes that are not chosen.
    assert "the vote is ended" in amu("vote", closed, "--passed", "--preserve", "9").err
    assert (
        "no themes are chosen yet"
        in amu("action", "list", closed).err
        + amu("action", "add", closed, "--theme", "1", "--title", "x").err
    )
    anew = amu(
        "close", closed, "themes", "--improve", "22,4", "--reason", "As it was meant", "--json"
    ).json
    assert anew["counts"]["preserve"] == {"autonomy": 3, "cooperation": 1, "independence": 2}
    assert anew["chosen"]["improve"] == ["no-time-pressure", "recognition"]
    assert amu("check", closed).code == 0
    assert amu("close", closed, "themes", "--verify").code == 0
    report = amu("report", closed, "--format", "md").out
    assert WHY in report
    assert "Until then it said, written down on" in report
    [told] = amu("report", closed, "--format", "json").json["reopened"]
    assert (told["round"], told["why"], told["turnout"]) == ("themes", WHY, 3)
    themes = tomllib.loads((closed / "rounds" / "themes.toml").read_text(encoding="utf-8"))
    assert themes["after"] == [record["id"]]


def test_people_vote_anew(amu: Amu, closed: Path) -> None:
    said = amu("reopen", closed, "themes", "--why", WHY, "--vote-anew", "--json").json
    assert (said["votes"], said["turnout"]) == ("anew", 3)
    assert "voting" in amu("status", closed).out
    assert amu("close", closed, "themes").err.startswith("no votes have been cast")
    amu("vote", closed, "--passed", "--preserve", "3", "--improve", "22")
    assert amu("close", closed, "themes", "--json").json["counts"] == {
        "preserve": {"empowering-leadership": 1},
        "improve": {"no-time-pressure": 1},
    }
    amu("reopen", closed, "themes", "--why", "Once more")
    assert amu("close", closed, "themes", "--json").json["turnout"] == 1
    assert len(kept(closed)) == 2
    assert amu("check", closed).code == 0


def test_open_ballots_lie_where_they_lay(amu: Amu, table: Path) -> None:
    session = Path("sessions/open")
    made = ("--unit", UNIT, "--round", "2017", "--ballots", "open")
    assert amu("new", session, "--results", table, *made).code == 0
    amu("vote", session, "--preserve", "1", "--improve", "22")
    amu("vote", session, "--passed", "--preserve", "1", "--improve", "13")
    amu("close", session, "themes")
    said = amu("reopen", session, "themes", "--why", WHY, "--vote-anew")
    assert "Each ballot counts until its voter casts another" in said.err
    amu("vote", session, "--preserve", "2", "--improve", "22")
    anew = amu("close", session, "themes", "--json").json
    assert anew["counts"]["preserve"] == {"autonomy": 1, "independence": 1}
    assert amu("close", session, "themes", "--verify").code == 0
    amu("reopen", session, "themes", "--why", "The count was right")
    assert amu("close", session, "themes", "--json").json["counts"] == anew["counts"]
    assert amu("close", session, "themes", "--verify").code == 0
    assert amu("check", session).code == 0


def test_actions_are_in_the_way_of_the_themes_until_they_are_gone(amu: Amu, closed: Path) -> None:
    item = amu("action", "add", closed, "--theme", "1", "--title", "Lunch").out.strip()
    amu("close", closed, "actions", "--preserve", item)
    before = tree()
    said = amu("reopen", closed, "themes", "--why", WHY)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "the actions for the chosen themes have been put in order\nOpen that round again first.\n"
    )
    assert tree() == before
    assert amu("reopen", closed, "actions", "--why", WHY).code == 0
    before = tree()
    said = amu("reopen", closed, "themes", "--why", WHY)
    assert said.err.startswith("1 action is written for the chosen themes: “Lunch”\n")
    assert tree() == before
    assert amu("action", "remove", closed, item).code == 0
    assert amu("reopen", closed, "themes", "--why", WHY).code == 0


def test_a_signature_is_in_nobodys_way_and_is_said_to_be_under_another_text(
    amu: Amu, closed: Path
) -> None:
    first = amu("action", "add", closed, "--theme", "1", "--title", "Lunch").out.strip()
    second = amu("action", "add", closed, "--theme", "2", "--title", "Walks").out.strip()
    amu("close", closed, "actions", "--preserve", first)
    amu("sign", closed, "--leader", "Kari", "--safety-representative", "Ola")
    said = amu("reopen", closed, "actions", "--why", WHY)
    assert "Kari · Ola signed the report as it was." in said.err
    amu("close", closed, "actions", "--preserve", second)
    said = amu("check", closed)
    assert "the order of the actions is not what it was when Kari · Ola signed" in said.err
    assert said.code == 0  # everything says so, and nobody has written over anything
    amu("sign", closed, "--leader", "Kari", "--safety-representative", "Ola")
    assert amu("check", closed).err == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("themes", "--why", ""), "opening a round again needs a reason: it is written down"),
        (("themes", "--why", "  "), "opening a round again needs a reason"),
        (("themes",), "Missing option '--why'"),
        (("actions", "--why", WHY), "this round is not written down"),
        (("votes", "--why", WHY), "votes"),
    ],
)
def test_what_cannot_be_opened(amu: Amu, closed: Path, words: tuple[str, ...], said: str) -> None:
    before = tree()
    refused = amu("reopen", closed, *words)
    assert refused.code in (1, 2)
    assert said in refused.err
    assert tree() == before


def test_a_damaged_record_is_named_with_its_line_and_nothing_is_closed(
    amu: Amu, closed: Path
) -> None:
    amu("reopen", closed, "themes", "--why", WHY)
    [record] = (closed / "rounds" / "reopened").iterdir()
    record.write_text("schema = 1\nwhy = [\n", encoding="utf-8")
    for words in (("check", closed), ("close", closed, "themes", "--preserve", "1")):
        said = amu(*words)
        assert said.code == 1
        assert f"{record.name}:3" in said.err or f"{record.name}:2" in said.err
