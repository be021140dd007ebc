"""Closing a round: ties, lots, run-offs, raised hands, and a choice other than the count."""

import hashlib
import os
import tomllib
from pathlib import Path

import pytest

from amu_tui.files.disk import claims
from tests.cli.conftest import Amu, tree

A, B, C, D, E = "autonomy", "independence", "cooperation", "no-time-pressure", "fellowship"


@pytest.fixture
def tied(amu: Amu, session: Path) -> Path:
    """Three ballots: 1 has a place to preserve, 2 and 7 are tied for the other."""
    for preserve in ("1,2", "1,7", "1"):
        amu("vote", session, "--passed", "--preserve", preserve, "--improve", "22,13")
    return session


FEW = (
    "There are three ballots: two of the voters together see from the sums what the third chose. "
    "Where all have voted alike, the sums say so.\n"
)


def ended(before: dict[str, bytes], session: Path) -> dict[str, bytes]:
    """`before` with the vote on themes ended and its count kept, and nothing else changed."""
    count = session / "local" / "ballots" / "counted-themes.toml"
    mark = {str(session / "local" / "ended-themes.toml"): b"schema = 1\n"}
    return {**before, **mark, str(count.parent): b"", str(count): count.read_bytes()}


def test_a_tie_stops_the_closing_and_says_how_to_settle_it(amu: Amu, tied: Path) -> None:
    before = tree()
    for told_before in (FEW, ""):  # the second time the vote is ended already
        said = amu("close", tied, "themes", "--json")
        assert (said.code, said.out) == (1, "")
        assert said.err == told_before + (
            "Tied for place 2 to preserve: 2 Independence in task completion; "
            "7 Cohesion in work teams\n"
            "The vote is ended, and nothing is written. Settle it by a run-off "
            "(--run-off preserve:independence=N,cooperation=N), by a lot (--seed TEXT), "
            "or in the room (--tie preserve=independence).\n"
        )
        assert tree() == ended(before, tied)


def test_nobody_votes_once_something_of_the_count_is_told(amu: Amu, tied: Path) -> None:
    assert amu("close", tied, "themes").code == 1
    said = amu("vote", tied, "--passed", "--preserve", "2")
    assert (said.code, said.err) == (1, "the vote is ended\n")
    closed = amu("close", tied, "themes", "--tie", "preserve=2", "--json").json
    assert closed["turnout"] == 3
    assert not (tied / "local" / "ended-themes.toml").exists()


def test_what_is_wrong_before_the_count_ends_no_vote(amu: Amu, tied: Path) -> None:
    before = tree()
    for wrong in (
        ("--preserve", "1,2,3"),
        ("--preserve", "99"),
        ("--reason", "x"),
        ("--hands", "preserve:7=4"),
    ):
        assert amu("close", tied, "themes", *wrong).code == 2, wrong
        assert tree() == before, wrong


def test_only_who_made_the_session_counts(
    amu: Amu, tied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree()
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    said = amu("close", tied, "themes", "--seed", "x")
    assert (said.code, said.out) == (1, "")
    assert "only a facilitator can do this" in said.err
    assert tree() == before


def test_files_that_are_no_ballots_are_named_once_each_under_what_they_bar(
    amu: Amu, tied: Path
) -> None:
    box = tied / "local" / "ballots" / "themes"
    for name in ("junk1.toml", "junk2.toml"):
        (box / name).write_text("")
    said = amu("close", tied, "themes", "--seed", "x")
    assert (said.code, said.out) == (1, "")
    where = f"{tied}/local/ballots/themes"
    first, *files, last = said.err.splitlines()
    assert first == "the vote cannot be closed: 2 files cannot be counted:"
    assert [file.split(": ")[0] for file in files] == [f"{where}/junk{n}.toml:1" for n in (1, 2)]
    assert last == (
        "Ask the owners of the files to mend them or vote again, or count without them: "
        f"`amu close {tied} themes --leave-out`."
    )


def test_a_lot_from_the_rooms_own_words_can_be_drawn_again(amu: Amu, tied: Path) -> None:
    closed = amu("close", tied, "themes", "--seed", "blåskjell 12.34", "--json").json
    drawn = min(
        (B, C), key=lambda i: hashlib.sha256(f"blåskjell 12.34:preserve:{i}".encode()).hexdigest()
    )
    assert closed["chosen"]["preserve"] == [A, drawn]
    (tie,) = closed["ties"]
    assert (tie["settled"], tie["seed"], tie["chosen"]) == ("lot", "blåskjell 12.34", [drawn])
    kept = tomllib.loads((tied / "rounds" / "themes.toml").read_text(encoding="utf-8"))
    assert kept["chosen"]["preserve"] == [A, drawn]


def test_the_room_settles_a_tie(amu: Amu, tied: Path) -> None:
    for wrong in ("preserve=1", "preserve=2,7", "improve=2", "keep=2", "preserve=99", "2"):
        said = amu("close", tied, "themes", "--tie", wrong)
        assert (said.code, said.out) == (2, ""), wrong
    assert not (tied / "rounds" / "themes.toml").exists()
    closed = amu("close", tied, "themes", "--tie", "preserve=7", "--json").json
    assert closed["chosen"]["preserve"] == [A, C]
    assert closed["ties"][0]["settled"] == "room"


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("word", ["bevare", "Preserve"])
def test_an_aim_is_known_by_its_word_in_any_language(
    amu: Amu, tied: Path, lang: str, word: str
) -> None:
    hands = ("--hands", f"{word}:8=1", "--hands", "forbetre:22=1", "--people", "1")
    assert amu("close", tied, "themes", *hands, "--lang", lang).code == 1
    run_off = ("--run-off", f"{word}:2=1,7=1", "--lang", lang)
    assert amu("close", tied, "themes", *run_off).code == 1
    said = amu("close", tied, "themes", "--tie", f"{word}=7", "--json", "--lang", lang)
    assert said.json["chosen"]["preserve"] == [A, C]


def test_an_unknown_aim_is_told_which_there_are(amu: Amu, tied: Path) -> None:
    for option in (("--tie", "keep=7"), ("--run-off", "keep:2=1,7=2"), ("--hands", "keep:7=1")):
        said = amu("close", tied, "themes", *option, "--people", "3", "--lang", "nb")
        assert said.code == 2
        assert "Velg mellom bevare (preserve), forbedre (improve)." in said.err
    said = amu("close", tied, "themes", "--tie", "7", "--lang", "nb")
    assert "begynner ikke med bevare= eller forbedre=" in said.err


def test_a_run_off_settles_a_tie(amu: Amu, tied: Path) -> None:
    for wrong in ("preserve:1=3,2=1", "preserve:2", "preserve:2=many", "preserve=2:3"):
        assert amu("close", tied, "themes", "--run-off", wrong).code == 2, wrong
    closed = amu("close", tied, "themes", "--run-off", "preserve:2=1,7=2", "--json").json
    assert closed["chosen"]["preserve"] == [A, C]
    (tie,) = closed["ties"]
    assert (tie["settled"], tie["hands"]) == ("run-off", {B: 1, C: 2})


def test_no_lot_is_drawn_where_the_run_off_has_settled_it(amu: Amu, tied: Path) -> None:
    both = ("--run-off", "preserve:2=2,7=1", "--seed", "x")
    (tie,) = amu("close", tied, "themes", *both, "--json").json["ties"]
    assert (tie["settled"], tie["seed"], tie["chosen"]) == ("run-off", None, [B])


def test_a_run_off_that_is_a_tie_too_goes_to_the_lot(amu: Amu, tied: Path) -> None:
    even = ("--run-off", "preserve:2=1,7=1")
    assert amu("close", tied, "themes", *even).code == 1
    closed = amu("close", tied, "themes", *even, "--seed", "x", "--json").json
    (tie,) = closed["ties"]
    assert (tie["settled"], tie["seed"], tie["hands"]) == ("lot", "x", {B: 1, C: 1})


def test_raised_hands_are_added_to_the_ballots(amu: Amu, tied: Path) -> None:
    hands = ("--hands", "preserve:7=4,8=1", "--hands", "improve:22=5")
    closed = amu("close", tied, "themes", *hands, "--people", "5", "--json").json
    assert closed["turnout"] == 8
    assert closed["ways"] == {"hands": 5, "passed": 3}
    assert closed["counts"]["preserve"] == {A: 3, B: 1, C: 5, E: 1}
    assert closed["chosen"]["preserve"] == [C, A]


def test_hands_that_end_in_a_tie_are_kept_with_the_count_and_stay_as_they_were(
    amu: Amu, session: Path
) -> None:
    before = tree()
    hands = ("--hands", "preserve:1=3,2=3,7=3", "--people", "5")
    assert amu("close", session, "themes", *hands).code == 1
    assert tree() == ended(before, session)
    others = ("--hands", "preserve:1=3,2=2,7=3", "--people", "5")
    said = amu("close", session, "themes", *others, "--seed", "x")
    assert (said.code, "the vote is ended, and other hands were counted" in said.err) == (1, True)
    assert amu("close", session, "themes", *hands, "--seed", "x").code == 0


def test_hands_are_not_kept_where_the_closing_fails(
    amu: Amu, tied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PATIENCE", 0.0)
    hands = ("--hands", "preserve:7=4", "--people", "5")
    with claims.claimed(tied / "local" / "closing-themes.toml", b"schema = 1\n"):
        said = amu("close", tied, "themes", *hands)
    assert (said.code, said.out) == (1, "")
    assert "somebody else is closing this vote" in said.err
    assert not (tied / "local" / "ballots" / "hands-themes.toml").exists()


def test_hands_that_cannot_be_right(amu: Amu, session: Path) -> None:
    before = tree()
    for wrong in (
        ("--hands", "preserve:7=4"),
        ("--people", "3", "--hands", "preserve:7=4"),
        ("--people", "3", "--hands", "preserve:1=3,2=3,3=1"),
        ("--people", "3", "--hands", "preserve:99=1"),
        ("--people", "3", "--hands", "7=1"),
    ):
        said = amu("close", session, "themes", *wrong)
        assert (said.code, said.out) == (2, ""), wrong
    assert tree() == before


def test_choosing_otherwise_than_the_count_needs_a_reason(amu: Amu, tied: Path) -> None:
    other = ("--preserve", "1,8", "--improve", "22,13")
    before = tree()
    said = amu("close", tied, "themes", *other)
    assert (said.code, said.err.splitlines()[1:3]) == (
        2,
        [
            "The vote is ended, and nothing is written.",
            "a choice other than the count needs a reason",
        ],
    )
    assert amu("close", tied, "themes", "--reason", "so").code == 2
    assert tree() == ended(before, tied)
    closed = amu("close", tied, "themes", *other, "--reason", "8 hangs together", "--json").json
    assert closed["chosen"]["preserve"] == [A, E]
    assert closed["override"]["reason"] == "8 hangs together"
    assert closed["override"]["counted"]["preserve"] == [A]


def test_an_aim_that_is_not_named_is_left_to_the_count(amu: Amu, tied: Path) -> None:
    assert amu("close", tied, "themes", "--improve", "22,8", "--reason", "x").code == 1
    said = amu("close", tied, "themes", "--preserve", "1,8", "--reason", "x", "--json")
    assert said.json["chosen"]["improve"] == ["research-teaching-support", D]


@pytest.mark.parametrize("wrong", [("1,2,3", "22"), ("1,7", "1,22"), ("1,1", "22"), ("99", "22")])
def test_a_choice_keeps_to_the_budget(amu: Amu, session: Path, wrong: tuple[str, str]) -> None:
    preserve, improve = wrong
    before = tree()
    said = amu("close", session, "themes", "--preserve", preserve, "--improve", improve)
    assert (said.code, said.out) == (2, "")
    assert tree() == before


def test_without_ballots_the_room_says_what_it_chose(amu: Amu, session: Path) -> None:
    before = tree()
    said = amu("close", session, "themes")
    assert (said.code, said.err.splitlines()[0]) == (1, "no votes have been cast")
    assert tree() == before
    chosen = ("--preserve", "1,7", "--improve", "22,13")
    closed = amu("close", session, "themes", *chosen, "--json").json
    assert (closed["turnout"], closed["ways"], closed["override"]) == (0, {}, None)
    assert closed["chosen"]["preserve"] == [A, C]


def test_a_round_is_closed_once(amu: Amu, chosen: Path) -> None:
    before = tree()
    assert amu("close", chosen, "themes", "--preserve", "2", "--improve", "3").code == 1
    assert amu("vote", chosen, "--preserve", "2").code == 1
    assert tree() == before


def test_a_damaged_ballot_stops_the_closing(amu: Amu, tied: Path) -> None:
    ballot = next((tied / "local" / "ballots" / "themes").glob("*.toml"))
    ballot.write_text("schema = 1\nround = [\n", encoding="utf-8")
    before = tree()
    said = amu("close", tied, "themes", "--seed", "x")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{ballot}:")
    assert tree() == before
    assert amu("check", tied).err.startswith(f"{ballot}:")


def test_actions_are_put_in_order_after_themes(amu: Amu, session: Path, chosen: Path) -> None:
    assert amu("close", chosen, "actions").code == 1
    add = ("action", "add", chosen, "--theme", "22", "--title")
    first, second, theirs = (
        amu(*add, "One").out.strip(),
        amu(*add, "Two").out.strip(),
        amu(*add, "Three", "--to-leader").out.strip(),
    )
    assert amu("close", chosen, "actions", "--improve", theirs).code == 2
    assert amu("close", chosen, "actions", "--preserve", first).code == 2
    said = amu("close", chosen, "actions", "--improve", f"{second},{first}", "--json")
    assert said.json["chosen"] == {"preserve": [], "improve": [second, first]}
    listed = amu("action", "list", chosen, "--json").json
    assert {action["id"]: action["priority"] for action in listed} == {
        second: 1,
        first: 2,
        theirs: None,
    }


def test_closing_without_json_says_it_in_words(amu: Amu, tied: Path) -> None:
    said = amu("close", tied, "themes", "--seed", "x")
    assert said.code == 0
    assert "3 voted: keyboard passed round 3" in said.out
    assert "1 Job autonomy (3 votes)" in said.out
    assert said.err == FEW + f"written down: {tied / 'rounds' / 'themes.toml'}\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--seed", ""),
        ("--tie", "7"),
        ("--tie", "preserve=99"),
        ("--run-off", "preserve=2"),
        ("--run-off", "preserve:2=many"),
        ("--run-off", "preserve:99=1"),
        ("--hands", "preserve:1=1"),
        ("--hands", "preserve:1", "--people", "3"),
        ("--hands", "preserve:1=9", "--people", "3"),
        ("--people", "3"),
        ("--reason", "because"),
        ("--preserve", "1,2,7", "--reason", "because"),
    ],
)
def test_no_vote_is_ended_by_words_that_are_wrong(
    amu: Amu, tied: Path, wrong: tuple[str, ...]
) -> None:
    before = tree()
    said = amu("close", tied, "themes", *wrong)
    assert (said.code, said.out) == (2, "")
    assert "ended" not in said.err
    assert tree() == before
