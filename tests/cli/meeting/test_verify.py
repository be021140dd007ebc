"""A closed round counted again by anybody, also in a clone, and what was changed is noticed."""

import hashlib
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Amu
from tests.promises import proves

VOTES = ("1,2", "1,7", "1", "1,7", "1,2")
PAIRS = ("1,2", "7,8", "1,2", "7,8", "1")
OTHERS = ("1,7", "2,8", "1,8", "2,7", "1")
"""As many votes for each, but named together in other ways."""


@pytest.fixture
def closed(amu: Amu, session: Path) -> Path:
    """Five ballots: 2 and 7 were tied to preserve, and a lot settled it."""
    return voted(amu, session)


def voted(amu: Amu, session: Path) -> Path:
    for preserve in VOTES:
        amu("vote", session, "--passed", "--preserve", preserve, "--improve", "22,13")
    assert amu("close", session, "themes", "--seed", "blåskjell").code == 0
    return session


@pytest.fixture
def opened(amu: Amu, session: Path) -> Path:
    """The same with open ballots, in a clone without what is local."""
    info = session / "session.toml"
    info.write_text(info.read_text().replace('"confidential"', '"open"'))
    voted(amu, session)
    shutil.rmtree(session / "local")
    git(session, "init", "-q")
    git(session, "add", "-A")
    git(session, "commit", "-qm", "x")
    clone = session.with_name("clone")
    git(session, "clone", "-q", ".", str(clone.absolute()))
    return clone


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


def edit(session: Path, old: str, new: str) -> None:
    path = session / "rounds" / "themes.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@proves(
    "Colleagues see who has voted, but not what, and of the ballots only the sums are kept.",
    "The file of the round keeps only their sums: the votes for each theme or action, how many "
    "voted and in which way, and what two other rules would have chosen (of five ballots or more).",
    "Ties, lots and the choice can be worked out again from the sums by anybody (`amu close "
    "--verify`); whether a facilitator has changed the sums cannot.",
)
def test_of_confidential_ballots_only_sums_stay_and_the_ties_are_settled_again(
    amu: Amu, closed: Path
) -> None:
    kept = tomllib.loads((closed / "rounds" / "themes.toml").read_text())
    both = ["no-time-pressure", "research-teaching-support"]
    chosen = {"preserve": ["autonomy", "cooperation"], "improve": both}
    assert kept["other_rules"] == {"one-point-each": chosen, "proportional-shares": chosen}
    assert not {"ballots", "counted", "earlier"} & kept.keys()
    said = amu("close", closed, "themes", "--verify")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "No ballots are kept of this round, so the votes are taken as they are written: whether "
        "a facilitator has changed them cannot be checked here.\n"
        "Tied for place 2 to preserve: 2 Independence in task completion; 7 Cohesion in work "
        "teams. Settled by a lot with the seed “blåskjell”: 7 Cohesion in work teams. "
        "Drawn from independence, cooperation in the order of SHA-256 of seed:aim:id, aim being "
        "preserve. Settled again: the same.\n"
        "The choice is what the count gives.\n"
        "Would another rule have chosen differently? One point each: the same. "
        "Proportional shares: the same.\n"
    )
    assert amu("check", closed).code == 0


def test_a_program_can_count_again(amu: Amu, closed: Path) -> None:
    told = amu("close", closed, "themes", "--verify", "--json").json
    assert (told["agrees"], told["source"], told["differences"]) == (True, "counts", [])
    assert told["counts"]["preserve"] == {"autonomy": 5, "cooperation": 2, "independence": 2}
    assert set(told["counted"]["preserve"]) == {"autonomy", "cooperation"}
    first = min(
        ("independence", "cooperation"),
        key=lambda i: hashlib.sha256(f"blåskjell:preserve:{i}".encode()).hexdigest(),
    )
    assert told["ties"][0]["chosen"] == [first]
    assert told["other_rules"]["one-point-each"]["same"] is True


def test_a_round_that_an_earlier_version_closed_with_its_ballots_is_counted_again(
    amu: Amu, closed: Path
) -> None:
    path = closed / "rounds" / "themes.toml"
    text, _sign, _rest = path.read_text().partition("\n[other_rules")
    path.write_text(
        f"""{text}
[ballots]
"autonomy / no-time-pressure,research-teaching-support" = 1
"autonomy,cooperation / no-time-pressure,research-teaching-support" = 2
"autonomy,independence / no-time-pressure,research-teaching-support" = 2
"""
    )
    said = amu("close", closed, "themes", "--verify")
    assert (said.code, said.err) == (0, "")
    assert "5 ballots counted again: the votes are those that are written." in said.out
    assert "One point each: the same." in said.out
    assert "The file holds whole ballots, as earlier versions kept them" in said.out
    edit(closed, "cooperation = 2", "cooperation = 3")
    for said in (amu("close", closed, "themes", "--verify"), amu("check", closed)):
        assert said.code == 1
        assert "cooperation (preserve) has 2, but 3 is written" in said.err


@proves(
    "The file of the round keeps only their sums: the votes for each theme or action, how many "
    "voted and in which way, and what two other rules would have chosen (of five ballots or more).",
)
def test_four_confidential_ballots_leave_counts_only(amu: Amu, session: Path) -> None:
    for _ in range(4):
        amu("vote", session, "--passed", "--preserve", "1", "--improve", "22")
    assert amu("close", session, "themes").code == 0
    kept = tomllib.loads((session / "rounds" / "themes.toml").read_text())
    assert not {"ballots", "other_rules"} & kept.keys()
    said = amu("close", session, "themes", "--verify")
    assert said.code == 0
    assert "No ballots are kept" in said.out
    assert "another rule" not in said.out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cooperation = 2", "cooperation = 3", "cooperation, independence are not tied for place"),
        ("cooperation = 2", "cooperation = 9", "9 hands for"),
        ('seed = "blåskjell"', 'seed = "anemone"', "settled again, the tie to preserve goes to"),
        ("turnout = 5", "turnout = 6", "6 are said to have voted, but the ways add up to 5"),
    ],
)
def test_a_round_that_was_changed_afterwards_is_noticed(
    amu: Amu, closed: Path, old: str, new: str, told: str
) -> None:
    edit(closed, old, new)
    for said in (amu("close", closed, "themes", "--verify"), amu("check", closed)):
        assert said.code == 1
        assert told in said.err
        assert str(closed / "rounds" / "themes.toml") in said.err
    document = amu("close", closed, "themes", "--verify", "--json")
    assert document.code == 1
    assert told in str(document.json["differences"])
    assert amu("report", closed, "--format", "md").code == 0


@proves("With `amu new --ballots open` ballots stay as files that the group can read.")
def test_open_ballots_are_counted_again_in_a_clone(amu: Amu, opened: Path) -> None:
    assert not (opened / "local").exists()
    said = amu("close", opened, "themes", "--verify")
    assert said.code == 0
    assert "5 ballots counted again" in said.out
    assert "another rule" in said.out
    assert amu("check", opened).code == 0
    kept = tomllib.loads((opened / "rounds" / "themes.toml").read_text())
    files = sorted((opened / "ballots" / "themes").iterdir())
    assert kept["counted"] == {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    assert "ballots" not in kept


def test_an_open_ballot_that_was_changed_or_removed_is_noticed(amu: Amu, opened: Path) -> None:
    changed, removed, *_rest = sorted((opened / "ballots" / "themes").iterdir())
    changed.write_text(changed.read_text().replace("research-teaching-support", "fellowship"))
    removed.unlink()
    for said in (amu("close", opened, "themes", "--verify"), amu("check", opened)):
        assert said.code == 1
        assert f"{changed}: this ballot has been changed since it was counted" in said.err
        assert f"{removed}: this ballot was counted, and has been removed since" in said.err


def test_an_open_ballot_that_came_too_late_is_not_counted_and_said_so(
    amu: Amu, opened: Path
) -> None:
    """Cast in another clone before the round came there, and merged afterwards."""
    one = next((opened / "ballots" / "themes").iterdir())
    late = one.with_name("late2222.toml")
    late.write_bytes(one.read_bytes())
    told = f"{late}: this is not among the ballots that were counted"
    said = amu("close", opened, "themes", "--verify")
    assert (said.code, told in said.err) == (0, True)
    assert amu("close", opened, "themes", "--verify", "--json").json["late"] == ["late2222"]
    said = amu("check", opened)
    assert (said.code, told in said.err) == (1, True)
    assert told in amu("show", opened).err


def test_what_cannot_be_verified_is_said(amu: Amu, session: Path) -> None:
    said = amu("close", session, "themes", "--verify")
    assert said.code == 1
    assert "this vote is not closed" in said.err
    assert amu("close", session, "themes", "--verify", "--seed", "x").code == 2


@proves("What was named together is kept nowhere.")
def test_who_named_what_together_is_not_in_the_file(amu: Amu, session: Path) -> None:
    """As many votes for each, named together by others: the files are the same byte for byte."""
    other = shutil.copytree(session, session.with_name("other"))
    for folder, cast in ((session, PAIRS), (other, OTHERS)):
        for preserve in cast:
            amu("vote", folder, "--passed", "--preserve", preserve, "--improve", "22")
        assert amu("close", folder, "themes", "--seed", "blåskjell").code == 0
    one, two = ((folder / "rounds" / "themes.toml").read_bytes() for folder in (session, other))
    assert one == two
