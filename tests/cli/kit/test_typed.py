"""Texts from standard input: what must not stand on the command line, which everybody can read."""

import io
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import UNIT, Amu
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT, accounts, group_of

Typed = Callable[[bytes], None]
FEW = (
    "With few ballots the sums give them away: with one, the sums are the ballot; with two, each "
    "voter can work out the other’s; with three, two together can work out the third’s. Where all "
    "vote alike, the sums say so.\n"
)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Let the next command find this on standard input."""

    def lay(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return lay


def ballots(session: Path) -> list[dict[str, list[str]]]:
    """The choices of the ballots that lie in the session."""
    files = sorted(session.glob("local/ballots/themes/*.toml"))
    return [tomllib.loads(file.read_text(encoding="utf-8"))["choice"] for file in files]


def test_a_ballot_comes_from_standard_input_a_line_for_each_aim(
    amu: Amu, session: Path, typed: Typed
) -> None:
    typed(b"\xef\xbb\xbf1,7\r\n22, 13")
    said = amu("vote", session, "--improve", "-", "--preserve", "-")
    assert (said.code, said.err) == (0, "the ballot is saved\n")
    (ballot,) = ballots(session)
    assert len(ballot["improve"]) == len(ballot["preserve"]) == 2
    assert "autonomy" in ballot["improve"], "in the order of the command line"
    typed(b"1\n\n")
    assert amu("vote", session, "--preserve", "-", "--improve", "-").code == 0
    assert ballots(session)[0].get("improve", []) == []


def test_any_text_of_the_meeting_can_come_from_there(amu: Amu, chosen: Path, typed: Typed) -> None:
    typed("Møtefri onsdag\nKari Å\n".encode())
    said = amu("action", "add", chosen, "--theme", "22", "--title", "-", "--owner", "-", "--json")
    assert (said.json["title"], said.json["owner"]) == ("Møtefri onsdag", "Kari Å")
    typed(b"kept \x1b[2J to myself\n")
    amu("note", chosen, "7", "-")
    assert amu("note", chosen, "7").out.endswith(" · kept \N{REPLACEMENT CHARACTER}[2J to myself\n")
    typed(b"what the room said\n")
    assert amu("close", chosen, "actions", "--improve", "-").code == 2
    typed(said.json["id"].encode())
    closed = amu("close", chosen, "actions", "--improve", "-", "--json").json
    assert closed["chosen"]["improve"] == [said.json["id"]]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "there is no line on standard input for --preserve"),
        (b"1\n", "there is no line on standard input for --improve"),
        (b"1\n22\n\n13\n", "there are more lines on standard input"),
        (b"1\nbl\xe5\n", "a line of standard input is not in UTF-8"),
        (b"1\n" + b"x" * 100_000, "this is longer than 2000 characters"),
    ],
)
def test_what_is_no_ballot_is_refused_and_nothing_is_cast(
    amu: Amu, session: Path, typed: Typed, data: bytes, told: str
) -> None:
    typed(data)
    said = amu("vote", session, "--preserve", "-", "--improve", "-")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)
    assert ballots(session) == []


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_another_account_reads_no_choice_of_a_vote_from_standard_input(session: Path) -> None:
    with accounts({"bo": ()}) as people:
        bo = people["bo"]
        seen: list[list[str]] = []
        for preserve, lines in (("-", "1,7\n22\n"), ("1,7", "22\n")):
            first, rest = lines.split("\n", 1) if preserve == "-" else ("", lines)
            words = ["vote", str(session), "--preserve", preserve, "--improve", "-"]
            with subprocess.Popen(
                [sys.executable, "-m", "amu_tui", *words],
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            ) as voting:
                assert voting.stdin is not None
                if first:
                    voting.stdin.write(f"{first}\n")
                    voting.stdin.flush()
                looked = subprocess.run(
                    ["cat", f"/proc/{voting.pid}/cmdline"],
                    user=bo.uid,
                    group=bo.gid,
                    extra_groups=[],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                seen.append(looked.stdout.split("\0"))
                voting.communicate(rest)
            assert voting.returncode == 0
    assert all("vote" in words for words in seen)
    assert ["1,7" in words for words in seen] == [False, True]


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_who_chose_on_the_command_line_is_told_once_that_others_could_see_it(
    amu: Amu, table: Path, typed: Typed
) -> None:
    with accounts({"bo": ("staff",)}) as people:
        staff = group_of(people["bo"], "staff")
        made = amu("new", "our unit", "--results", table, "--unit", UNIT, "--group", staff)
        assert made.code == 0, made.err
        openly = amu("vote", "our unit", "--preserve", "1,7", "--improve", "22")
        assert openly.err == FEW + (
            "the ballot is saved\n"
            "Others on this machine could read the command line, and your shell remembers it. "
            "`amu vote 'our unit' --preserve - --improve -` asks instead.\n"
        )
        assert "could read" in amu("note", "our unit", "7", "mine").err
        typed(b"1,7\n22\n")
        secretly = amu("vote", "our unit", "--preserve", "-", "--improve", "-")
        assert secretly.err == FEW + "the ballot is saved\n"
        assert amu("vote", "our unit", "--abstain").err == FEW + "the ballot is saved\n"
