"""What was decided and changed, told from the files: sentences, and rows for a program."""

import datetime
import json
from pathlib import Path

from tests.cli.conftest import Amu, tree

TODAY = datetime.date.today().isoformat()


def meeting(amu: Amu, session: Path) -> str:
    """A meeting in which much is corrected; the id of its action."""
    for preserve in ("1,2", "1,7", "1"):
        amu("vote", session, "--passed", "--preserve", preserve, "--improve", "22,13")
    amu("close", session, "themes", "--tie", "preserve=2")
    amu("reopen", session, "themes", "--why", "The tie was settled wrongly")
    why = ("--reason", "We began on it last year")
    amu("close", session, "themes", "--preserve", "1,9", *why)
    item = amu("action", "add", session, "--theme", "1", "--title", "Lunch").out.strip()
    amu("action", "edit", session, item, "--note", "On Fridays")
    amu("action", "remove", session, item)
    amu("action", "restore", session, item)
    amu("close", session, "actions", "--preserve", item)
    amu("sign", session, "--leader", "Kari")
    amu("report", session, "--format", "md", "-o", session / "report.md")
    return item


def test_the_log_tells_what_was_decided_and_changed(amu: Amu, session: Path) -> None:
    item = meeting(amu, session)
    before = tree()
    rows = amu("log", session, "--json").json
    assert [(row["event"], row["about"]) for row in rows] == [
        ("made", None),
        ("closed", "themes"),
        ("tie", "themes"),
        ("reopened", "themes"),
        ("closed", "themes"),
        ("tie", "themes"),
        ("override", "themes"),
        ("closed", "actions"),
        ("action", item),
        ("note", item),
        ("deleted", item),
        ("restored", item),
        ("signed", rows[12]["about"]),
        ("report", "report.md"),
    ]
    assert {row["on"] for row in rows} == {TODAY}
    assert all(row["by"] or row["event"] == "note" for row in rows if row["about"] != "themes")
    said = amu("log", session)
    assert said.code == 0
    assert "The round was opened again on" in said.out
    assert "The tie was settled wrongly" in said.out
    assert "The leader chose differently from the count: We began on it last year." in said.out
    assert "Noted on “Lunch”: On Fridays" in said.out
    assert "Kari signed the report as leader." in said.out
    assert "In brackets: told by whose file it is" in said.err
    assert tree() == before


def test_what_no_file_keeps_is_said_not_to_be_known(amu: Amu, session: Path) -> None:
    meeting(amu, session)
    (session / ".git").mkdir()  # a clone: times and owners are those of the checkout
    rows = amu("log", session, "--json").json
    unknown = {row["event"] for row in rows if row["on"] is None}
    assert unknown == {"made", "report"}
    assert not any(row["from_file"] for row in rows if row["by"])
    assert amu("log", session).out.splitlines()[0].split()[0] == "–"


def test_a_new_session_has_a_log_of_one_line(amu: Amu, session: Path) -> None:
    [row] = amu("log", session, "--json").json
    assert (row["event"], row["text"]) == ("made", "The session was made.")
    assert json.dumps(row)
