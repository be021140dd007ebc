"""The whole meeting in a real terminal, closing and opening the program between the steps."""

import datetime
import json
import re
import signal
import tomllib
from pathlib import Path

import pytest

from tests.terminal.acting import amu, opened, quit_program, write_action
from tests.terminal.drive import Terminal
from tests.terminal.tables import kiwest_table

UNIT = "Institutt for sjøstjerner"
NB = {"LANG": "nb_NO.UTF-8", "LC_ALL": "C.UTF-8"}


@pytest.fixture
def session(tmp_path: Path) -> Path:
    table = kiwest_table(tmp_path / "resultater.csv", (UNIT, "Fakultet for havet"))
    folder = tmp_path / "sjostjerner-2026"
    amu(
        "new",
        str(folder),
        "--results",
        str(table),
        "--unit",
        UNIT,
        "--round",
        "2026",
        "--compare",
        "Fakultet for havet",
        "--parent",
        "Fakultet for havet",
        "--invited",
        "30",
        "--responses",
        "23",
        "--lang",
        "nb",
    )
    return folder


def vote(session: Path) -> None:
    with opened(session, "vote") as terminal:
        terminal.wait(r"Preserve 0/2")
        terminal.press("b", "j", "b")
        terminal.wait(r"Preserve 2/2 · Improve 0/2")
        terminal.press("j", "b")
        terminal.wait(r"Preserve 2/2")
        terminal.press("j", "f", "j", "f")
        terminal.wait(r"Preserve 2/2 · Improve 2/2")
        terminal.press("enter")
        terminal.wait(r"Cast this ballot\?")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait(r"the ballot is saved")
        # The line drops: what was said to be saved must be there.
        terminal.process.kill(signal.SIGKILL)


def choose(session: Path) -> None:
    with opened(session, "vote") as terminal:
        terminal.wait(r"1 has voted")
        terminal.press("c")
        terminal.wait(r"End the vote and count\?")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait(r"Choose themes – Preserve 2/2 · Improve 2/2")
        terminal.press("enter")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait(r"written down")
        quit_program(terminal)


ACTIONS = [
    ("Faste møtefrie onsdager", "Kari Nordmann", "2027-03-01"),
    ("Dele [kode] & data | åpent", "Ola", "15.06.2027"),
    ("Si takk høyt i plenum", "", ""),
]


def write_actions(session: Path) -> None:
    with opened(session, "actions") as terminal:
        terminal.wait(r"▸ \+ Preserve: Job autonomy")
        write_action(terminal, *ACTIONS[0])
        write_action(terminal, *ACTIONS[1])
        quit_program(terminal)
    with opened(session, "actions") as terminal:
        terminal.wait(re.escape(ACTIONS[1][0]))
        terminal.press("end")
        terminal.wait(r"▸ − Improve: ")
        write_action(terminal, *ACTIONS[2])
        terminal.press("a")
        terminal.wait(r"Ctrl\+S: save")
        terminal.type("Be om flere stillinger")
        terminal.press("ctrl+s")
        terminal.wait(r"▸.*Be om flere stillinger")
        terminal.press("m")
        terminal.wait(r"leader")
        quit_program(terminal)


def prioritise(session: Path) -> None:
    with opened(session, "prioritise") as terminal:
        terminal.wait(r"Preserve 0/3")
        terminal.press("home", "space")
        terminal.wait(r"Preserve 1/3")
        terminal.press("j", "space")
        terminal.wait(r"Preserve 2/3")
        terminal.press("+")
        terminal.press("end", "space")
        terminal.wait(r"Improve 1/3")
        terminal.press("enter")
        terminal.wait(r"Enter: ")
        terminal.press("enter")
        terminal.wait(r"written down")
        quit_program(terminal)


def report(session: Path) -> None:
    with opened(session, "report") as terminal:
        terminal.wait(r"Action report")
        terminal.press("s")
        terminal.wait(r"Ctrl\+S: save")
        terminal.press("enter")
        terminal.type("Leder Fjell")
        terminal.press("enter")
        terminal.type("Verneombud Strand")
        terminal.press("enter")
        terminal.wait(r"Ctrl\+S: save", gone=True)
        terminal.press("w")
        terminal.wait("Skriv rapporten som|Write the report as")
        terminal.press("enter")
        terminal.wait(r"report\.md")
        quit_program(terminal)


def test_a_leader_goes_from_a_table_to_the_filed_report(session: Path) -> None:
    with Terminal(["open", str(session)], env=NB) as terminal:
        terminal.wait(r"Institutt for sjøstjerner · 2026 +Steg 1 av 22")
        quit_program(terminal)
    vote(session)
    choose(session)
    write_actions(session)
    prioritise(session)
    report(session)
    told = json.loads(amu("report", str(session), "--format", "json"))
    assert told["unit"] == UNIT
    assert told["round"] == "2026"
    assert told["date"] == datetime.date.today().isoformat()
    assert told["signed"] == {"leader": "Leder Fjell", "safety_representative": "Verneombud Strand"}
    in_order = [(a["title"], a["owner"], a["deadline"], a["priority"]) for a in told["preserve"]]
    # "Dele …" stands before "Faste …", which was then moved up.
    assert in_order == [
        ("Faste møtefrie onsdager", "Kari Nordmann", "2027-03-01", 1),
        ("Dele [kode] & data | åpent", "Ola", "2027-06-15", 2),
    ]
    assert [a["title"] for a in told["improve"]] == ["Si takk høyt i plenum"]
    assert [a["title"] for a in told["leader"]] == ["Be om flere stillinger"]
    closed = tomllib.loads((session / "rounds" / "themes.toml").read_text())
    assert closed["turnout"] == 1
    assert closed["chosen"] == {
        "preserve": ["autonomy", "independence"],
        "improve": ["recognition", "supervisor-support"],
    }
    filed = (session / "report.md").read_text()
    for text in ("Faste møtefrie onsdager", "Kari Nordmann", "Leder Fjell", UNIT):
        assert text in filed
    assert not list((session / "local").rglob("ballots/*/*.toml"))
    assert amu("check", str(session)) == ""
