"""A whole meeting by commands, from the table to the report, and what was typed comes back."""

import csv
import datetime
import io
from pathlib import Path

from tests.cli.conftest import FACULTY, UNIT, Amu


def test_a_whole_meeting_by_commands(amu: Amu, table: Path) -> None:
    session = Path("sessions/blaskjell-2017")
    made = amu(
        *("new", session, "--results", table, "--unit", UNIT),
        *("--compare", FACULTY, "--parent", FACULTY),
        *("--round", "2017", "--invited", 45, "--responses", 37),
        *("--leader", "Kari Nordmann", "--safety-representative", "Ola Hansen"),
    )
    assert (made.code, made.out) == (0, "")

    shown = amu("show", session, "--json").json
    assert (shown["session"], shown["unit"], shown["round"]) == ("blaskjell-2017", UNIT, "2017")
    assert shown["participation"] == {"invited": 45, "responses": 37, "rate": 37 / 45}
    themes = {theme["number"]: theme for area in shown["areas"] for theme in area["themes"]}
    assert len(themes) == 28
    assert (themes[9]["n"], themes[9]["mean"], themes[9]["sd"]) == (37, 3.9, 0.8)
    assert (themes[5]["n"], themes[5]["mean"], themes[5]["hidden"]) == (None, None, "protected")
    assert themes[9]["references"]["fakultetet"]["n"] == 212

    for preserve, improve in (("1,7", "22,13"), ("1,8", "22,13"), ("1,7", "22")):
        said = amu("vote", session, "--passed", "--preserve", preserve, "--improve", improve)
        assert (said.code, said.out) == (0, "")

    closed = amu("close", session, "themes", "--json").json
    assert (closed["round"], closed["turnout"], closed["ways"]) == ("themes", 3, {"passed": 3})
    assert closed["chosen"]["preserve"] == ["autonomy", "cooperation"]
    assert closed["chosen"]["improve"] == ["no-time-pressure", "research-teaching-support"]
    assert closed["counts"] == {
        "preserve": {"autonomy": 3, "cooperation": 2, "fellowship": 1},
        "improve": {"no-time-pressure": 3, "research-teaching-support": 2},
    }
    assert (closed["ties"], closed["override"]) == ([], None)

    written = {
        "Møtefrie onsdager": (22, "Kari & Co", "2018-06-15"),
        "=Ukentlig «kaffe» | 1*2": (1, "Ola", ""),
        "Felles lunsj": (7, "", "31.12.2018"),
        "Ny kontorplan": (13, "Dekanen", ""),
    }
    ids = {}
    for title, (theme, owner, deadline) in written.items():
        options = ("--owner", owner, "--deadline", deadline)
        to_leader = ("--to-leader",) if title == "Ny kontorplan" else ()
        said = amu(
            "action", "add", session, "--theme", theme, "--title", title, *options, *to_leader
        )
        assert said.code == 0, said.err
        ids[title] = said.out.strip()
    edited = amu("action", "edit", session, ids["Felles lunsj"], "--owner", "Siri", "--json")
    assert edited.json["owner"] == "Siri"
    assert edited.json["deadline"] == "2018-12-31"
    going = amu(
        "action", "status", session, ids["Felles lunsj"], "started", "--note", "fine so far"
    )
    assert going.code == 0

    lunch, coffee, wednesdays = (
        ids[title] for title in ("Felles lunsj", "=Ukentlig «kaffe» | 1*2", "Møtefrie onsdager")
    )
    ballot = ("--preserve", f"{lunch},{coffee}", "--improve", wednesdays)
    assert amu("vote", session, "--round", "actions", *ballot).code == 0
    ordered = amu("close", session, "actions", "--preserve", f"{lunch},{coffee}", "--json").json
    assert ordered["chosen"] == {"preserve": [lunch, coffee], "improve": [wednesdays]}
    assert ordered["turnout"] == 1

    report = amu("report", session, "--format", "json").json
    assert (report["unit"], report["round"]) == (UNIT, "2017")
    assert report["date"] == datetime.date.today().isoformat()
    first = report["preserve"][0]
    assert first["notes"][0]["text"] == "fine so far"
    assert (
        first.items()
        >= {
            "id": lunch,
            "theme": "cooperation",
            "aim": "preserve",
            "basket": "ours",
            "title": "Felles lunsj",
            "owner": "Siri",
            "deadline": "2018-12-31",
            "status": "started",
            "priority": 1,
        }.items()
    )
    assert [action["id"] for action in report["preserve"]] == [lunch, coffee]
    assert [action["title"] for action in report["improve"]] == ["Møtefrie onsdager"]
    assert [action["title"] for action in report["leader"]] == ["Ny kontorplan"]

    markdown = amu("report", session, "--format", "md").out
    for text in (UNIT, "2017", "Møtefrie onsdager", "Kari &amp; Co", "Siri", "Ny kontorplan"):
        assert text in markdown

    rows = list(csv.DictReader(io.StringIO(amu("report", session, "--format", "csv").out)))
    assert {row["title"].removeprefix("'") for row in rows} == set(written)
    assert not any(row["title"].startswith("=") for row in rows)

    assert amu("check", session) == amu("check", "sessions")
    assert (amu("check", session).code, amu("check", session).err) == (0, "")


def test_what_is_kept_says_nothing_of_who_voted_once_it_is_counted(amu: Amu, session: Path) -> None:
    for _ in range(3):
        amu("vote", session, "--passed", "--preserve", "1,7", "--improve", "22,13")
    assert len(list((session / "local" / "ballots" / "themes").iterdir())) == 3
    amu("close", session, "themes")
    left = [path for path in session.rglob("*") if "ballot" in str(path) and path.is_file()]
    assert left == []
