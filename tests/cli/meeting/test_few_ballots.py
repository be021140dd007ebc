"""A vote of few says what its sums will tell, before a ballot is cast and before the vote ends."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu
from tests.promises import proves
from tests.terminal.drive import Terminal

ALIKE = "Where all have voted alike, the sums say so.\n"
FEW = {
    1: "There is one ballot: the sums are what it says.\n",
    2: "There are two ballots: each of the two voters sees from the sums what the other chose. "
    + ALIKE,
    4: ALIKE,
}


def vote(amu: Amu, session: Path, ballots: int) -> str:
    """Cast so many; what the last voter is told."""
    for _ in range(ballots):
        told = amu("vote", session, "--passed", "--preserve", "1", "--improve", "22").err
    return told


@proves("The screen, `amu vote` and `amu close` say so before a ballot is cast and the vote ended.")
@pytest.mark.parametrize("ballots", FEW)
def test_who_ends_the_vote_is_told_first(amu: Amu, session: Path, ballots: int) -> None:
    vote(amu, session, ballots)
    said = amu("close", session, "themes", "--json")
    assert said.code == 0
    assert said.err == FEW[ballots]
    assert said.json["turnout"] == ballots


@proves(
    "The sums of few tell, which is said before a ballot is cast and before the vote is ended.",
    "The screen, `amu vote` and `amu close` say so before a ballot is cast and the vote ended.",
)
def test_who_votes_is_told_first(amu: Amu, session: Path) -> None:
    first = vote(amu, session, 1)
    assert first.startswith(
        "With few ballots the sums give them away: with one, the sums are the ballot"
    )
    assert first.endswith("the ballot is saved\n")
    assert vote(amu, session, 4) == "Where all vote alike, the sums say so.\nthe ballot is saved\n"
    amu("close", session, "themes")
    late = amu("vote", session, "--passed", "--preserve", "1")
    assert (late.code, late.err) == (1, "the vote is closed\n")


def test_open_ballots_can_be_read_anyway(amu: Amu, session: Path) -> None:
    info = session / "session.toml"
    info.write_text(info.read_text().replace('"confidential"', '"open"'))
    assert vote(amu, session, 1) == "the ballot is saved\n"
    assert amu("close", session, "themes", "--json").err == ""


@proves("Raised hands beside hide nothing, since the room saw them.")
def test_one_ballot_beside_raised_hands_is_no_less_alone(amu: Amu, session: Path) -> None:
    vote(amu, session, 1)
    said = amu("close", session, "themes", "--people", 9, "--hands", "preserve:1=9,7=4", "--json")
    assert said.err == (
        "There is one ballot: the sums are what it says. "
        "Hands that were raised hide nothing: everybody in the room saw them.\n"
    )
    assert said.json["counts"]["preserve"] == {"autonomy": 10, "cooperation": 4}


def test_a_leader_at_a_terminal_can_still_leave_it(amu: Amu, session: Path) -> None:
    vote(amu, session, 2)
    command, file = ["close", str(session), "themes"], session / "rounds" / "themes.toml"
    ended = session / "local" / "ended-themes.toml"
    for answer, code in (("no\r", 1), ("\x04", 1), ("ja\r", 0)):
        with Terminal([*command, "--lang", "nb"]) as terminal:
            assert "hva den andre" in terminal.wait("Skriv «ja» i så fall:")
            assert not ended.exists()
            terminal.type(answer)
            assert terminal.wait_end() == code
            assert ("avstemningen er ikke avsluttet" in terminal.text) == bool(code)
        assert file.exists() == (code == 0)
