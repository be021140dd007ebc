"""An action that is not what was voted on, or signed: the report and `check` say so."""

import csv
import io
import os
import pwd
import re
from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from tests.cli.conftest import Amu
from tests.promises import proves

WHO = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def action(amu: Amu, chosen: Path) -> str:
    """The id of an action that is prioritised, in a report that one person has signed for two."""
    what = ("--theme", "22", "--title", "Møtefrie onsdager", "--owner", "Kari")
    made = amu("action", "add", chosen, *what).out.strip()
    assert amu("close", chosen, "actions", "--improve", made).code == 0
    signed = amu("sign", chosen, "--leader", WHO, "--safety-representative", "Ola")
    assert signed.code == 0
    assert signed.err.endswith(f"Ola is entered by {WHO}, which the report says\n")
    assert amu("check", chosen).err == ""
    return made


def rewrite(chosen: Path, action: str, old: str, new: str) -> None:
    """Change a file past the program, under the same revision and edit line."""
    path = chosen / "actions" / f"{action}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def since(amu: Amu, chosen: Path) -> tuple[list[str], list[str], str]:
    """What the report says for programs: files changed since the vote, since it was signed."""
    told = amu("report", chosen, "--format", "json").json
    (row,) = csv.DictReader(io.StringIO(amu("report", chosen, "--format", "csv").out))
    return told["changed_since_prioritised"], told["changed_since_signed"], row["changed_since"]


def test_a_signed_and_voted_action_that_is_rewritten_is_said(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert since(amu, chosen) == ([], [], "")
    rewrite(chosen, action, "Møtefrie onsdager", "Flere møter")
    checked = amu("check", chosen)
    file = f"{chosen}/actions/{action}.toml: "
    assert checked.code == 1
    assert f"{file}“Flere møter” is not what was prioritised on" in checked.err
    assert f"{file}“Flere møter” is not what {WHO} · Ola signed" in checked.err
    told = "Tell those concerned; whoever stands by the report as it now is signs again.\n"
    assert checked.err.endswith(f"\n{told}")
    assert checked.err.count(told) == 1
    verified = amu("close", chosen, "actions", "--verify")
    assert verified.code == 1
    assert "“Flere møter” is not what was prioritised on" in verified.err
    report = amu("report", chosen, "--lang", "en").out
    assert "**“Flere møter” is not what was prioritised on" in report
    assert f"**“Flere møter” is not what {WHO} · Ola signed: its file was" in report
    name = f"actions/{action}.toml"
    assert since(amu, chosen) == ([name], [name], "prioritised signed")
    public = amu("report", chosen, "--audience", "public", "--lang", "en").out
    assert "is not what was prioritised" in public
    assert "signed" not in public


@pytest.mark.parametrize("ballots", ["confidential", "open"])
def test_what_is_swapped_between_the_end_of_a_vote_and_its_closing_is_said(
    amu: Amu, chosen: Path, ballots: str
) -> None:
    info = chosen / "session.toml"
    text = info.read_text(encoding="utf-8")
    info.write_text(text.replace('ballots = "confidential"', f'ballots = "{ballots}"'), "utf-8")
    one, other = (
        amu("action", "add", chosen, "--theme", "22", "--title", title).out.strip()
        for title in ("Fewer meetings", "More meetings")
    )
    vote = ("vote", chosen, "--round", "actions", "--improve", f"{one},{other}", "--passed")
    assert [amu(*vote).code for _voter in range(5)] == [0] * 5
    folder = SessionFolder(chosen)
    folder.load()
    folder.end_vote("actions")
    rewrite(chosen, one, "Fewer meetings", "More meetings at night")
    said = amu("close", chosen, "actions")
    assert said.code == 0
    assert "“More meetings at night” is not what was prioritised" in said.err
    assert "More meetings at night” is not what was prioritised" in amu("check", chosen).err


@pytest.fixture
def voted(amu: Amu, chosen: Path) -> tuple[Path, str, str]:
    """Two actions to improve, each with the votes of five."""
    one, other = (
        amu("action", "add", chosen, "--theme", "22", "--title", title).out.strip()
        for title in ("Fewer meetings", "Longer lunch")
    )
    vote = ("vote", chosen, "--round", "actions", "--improve", f"{one},{other}", "--passed")
    assert [amu(*vote).code for _voter in range(5)] == [0] * 5
    return chosen, one, other


@proves(
    "A vote for an action that is gone at the count, or stands under the other aim, is counted "
    "and gives no place: count and report name it, with its votes."
)
def test_votes_for_what_is_gone_or_turned_round_are_named(
    amu: Amu, voted: tuple[Path, str, str]
) -> None:
    chosen, one, other = voted
    (chosen / "actions" / f"{one}.toml").write_text("=", encoding="utf-8")
    checked = amu("check", chosen)
    assert checked.code == 1
    assert "ballots" not in checked.err
    (chosen / "actions" / f"{one}.toml").unlink()
    assert amu("check", chosen).err == ""
    rewrite(chosen, other, 'aim = "improve"', 'aim = "preserve"')
    gone = f"“{one}” has 5 votes to improve, but no place: it is no longer there."
    turned = (
        "“Longer lunch” has 5 votes to improve, but no place: it stands under the other aim now."
    )
    refused = amu("close", chosen, "actions")
    assert refused.code == 1
    assert gone in refused.err
    assert turned in refused.err
    assert "nothing that got votes can be chosen any more" in refused.err
    closed = amu("close", chosen, "actions", "--preserve", other, "--reason", "Meant so")
    assert closed.code == 0
    assert gone in closed.out
    assert turned in closed.out
    assert gone in amu("report", chosen, "--lang", "en").out.replace("\\", "")
    assert amu("close", chosen, "actions", "--verify").code == 0


def test_what_is_written_over_while_a_tie_is_open_is_said_before_it_is_written_down(
    amu: Amu, voted: tuple[Path, str, str]
) -> None:
    chosen, one, _other = voted
    third = amu("action", "add", chosen, "--theme", "22", "--title", "Tea").out.strip()
    for _voter in range(5):
        assert amu("vote", chosen, "--round", "actions", "--improve", third, "--passed").code == 0
    rest = amu("action", "add", chosen, "--theme", "22", "--title", "Cake").out.strip()
    for _voter in range(5):
        assert amu("vote", chosen, "--round", "actions", "--improve", rest, "--passed").code == 0
    assert "Tied" in amu("close", chosen, "actions").err
    rewrite(chosen, one, "Fewer meetings", "More meetings")
    said = "“More meetings” is not what it was when the vote was ended: its file was written over"
    assert said in amu("close", chosen, "actions").err
    checked = amu("check", chosen)
    assert checked.code == 1
    assert f"{chosen}/actions/{one}.toml: {said}" in checked.err


def test_an_edit_by_the_meeting_is_no_forgery_and_signing_anew_stands_by_it(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert amu("action", "edit", chosen, action, "--title", "Møtefrie fredager").code == 0
    assert "was changed after it was prioritised on" in amu("report", chosen, "--lang", "en").out
    assert amu("close", chosen, "actions", "--verify").code == 0
    checked = amu("check", chosen)
    assert checked.code == 0
    assert "was changed after it was prioritised" in checked.err
    again = amu("sign", chosen, "--leader", WHO)
    assert "“Møtefrie fredager” was changed after Ola signed." in again.err
    assert amu("sign", chosen, "--safety-representative", "Ola").code == 0
    assert amu("check", chosen).err == ""
    assert "was changed after it was prioritised on" in amu("report", chosen, "--lang", "en").out


def test_what_is_set_in_the_follow_up_is_said_of_the_signature_and_how_it_goes_is_not(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert amu("action", "status", chosen, action, "done", "--note", "Fine").code == 0
    assert amu("check", chosen).code == 0
    assert amu("action", "edit", chosen, action, "--owner", "Eva").code == 0
    assert since(amu, chosen)[0] == []
    assert "after it was prioritised" not in amu("check", chosen).err
    assert "was changed after" in amu("check", chosen).err


def test_a_name_that_another_account_enters_is_marked(amu: Amu, chosen: Path, action: str) -> None:
    report = amu("report", chosen, "--lang", "en").out
    assert re.search(rf"^Leader: {WHO}, signed [0-9-]+$", report, re.MULTILINE)
    assert re.search(
        rf"^Safety representative: Ola, signed [0-9-]+, entered by {WHO}$", report, re.MULTILINE
    )
    told = amu("report", chosen, "--format", "json").json
    assert told["entered_by"] == {"leader": None, "safety_representative": WHO}
    assert action in str(told)


def test_a_session_from_before_is_read_as_it_was(amu: Amu, chosen: Path, action: str) -> None:
    for name in ("actions", "report"):
        path = chosen / "rounds" / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\n\[(texts|wordings)(?s:.*)", "\n", text), encoding="utf-8")
    rewrite(chosen, action, "Møtefrie onsdager", "Flere møter")
    assert amu("check", chosen).err == ""
    assert since(amu, chosen) == ([], [], "")
    assert "entered by" not in amu("report", chosen, "--lang", "en").out
