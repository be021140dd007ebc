"""A whole meeting on real, published tables: another survey, in percent, without n and sd.

A piece of the tables is here, with its licence as a note below each.
"""

import csv
import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from tests.terminal.acting import amu, opened, quit_program, write_action
from tests.terminal.drive import Terminal

HERE = Path(__file__).parents[1] / "tables" / "csps"
YEARS = (2014, 2016, 2019)
UNIT = "Met Office"
UNITS = (UNIT, "The National Archives", "Companies House")
BENCHMARK = "Civil Service Benchmark (median)"
MEAN_OF_ALL = "All civil servants (mean score)"
THEMES = {
    "engagement": 66, "my-work": 81, "objectives": 82, "resources": 71, "my-manager": 71,
    "my-team": 84, "inclusion": 80, "development": 57, "pay": 32, "leadership": 47,
}  # fmt: skip
"""What the table of 2019 says of the unit, in the order of the meeting."""


def table(year: int) -> Path:
    return HERE / f"csps_{year}.csv"


def organisations(year: int) -> list[str]:
    """The names in the table as `csv` alone reads them."""
    with table(year).open(encoding="utf-8-sig", newline="") as file:
        names = [row[1].strip() for row in csv.reader(file) if len(row) > 1][1:]
    return [name for name in names if name != MEAN_OF_ALL]


def reading(year: int) -> tuple[str, ...]:
    return ("--instrument", str(HERE / "instrument.toml"), "--map", str(mapping(year)))


def mapping(year: int) -> Path:
    return HERE / f"mapping-{year}.toml"


def before(year: int) -> tuple[str, ...]:
    where = ("--previous", str(table(year)), "--previous-map", str(mapping(year)))
    return (*where, "--previous-round", str(year))


def made(folder: Path, unit: str) -> Path:
    """A session of 2019 for `unit`, beside the benchmark and the round of 2016."""
    what = ("--results", str(table(2019)), "--unit", unit, "--round", "2019")
    beside = ("--compare", BENCHMARK, *before(2016), "--lang", "en")
    amu("new", str(folder), *what, *reading(2019), *beside)
    return folder


@pytest.mark.parametrize("year", YEARS)
def test_every_organisation_is_listed_and_only_n_is_missed(year: int) -> None:
    names = organisations(year)
    shown = amu("results", str(table(year)), *reading(year), "--lang", "en")
    head, _, units = shown.partition(f"\n{len(names)} units\n")
    units, _, warnings = units.partition("Warnings\n")
    assert units.splitlines() == [f"  {name}" for name in names]
    few, licence = warnings.splitlines()
    assert "the table has no n" in few
    assert "taken as a note below the table: “Contains public sector information" in licence
    assert "Themes: 10 of 10" in head
    told = json.loads(amu("results", str(table(year)), *reading(year), "--json"))
    assert told["units"] == names
    assert [one["row"] for one in told["problems"]] == [1, len(names) + (3 if year == 2019 else 2)]
    assert not any(one["fatal"] for one in told["problems"])


@pytest.mark.parametrize("unit", UNITS)
def test_a_session_has_the_benchmark_and_the_round_before(tmp_path: Path, unit: str) -> None:
    session = made(tmp_path / "s", unit)
    assert amu("check", str(session)) == ""
    kept = tomllib.loads((session / "results.toml").read_text(encoding="utf-8"))
    assert kept["unit"] == unit
    references = kept["references"]
    assert [one["title"] for one in references.values()] == [BENCHMARK, "2016"]
    assert all(set(found["themes"]) == set(THEMES) for found in references.values())
    shown = json.loads(amu("show", str(session), "--json"))
    assert shown["scale"] == {"min": 0, "max": 100}
    means = {t["id"]: t["mean"] for area in shown["areas"] for t in area["themes"]}
    assert list(means) == list(THEMES)
    if unit == UNIT:
        assert means == THEMES


def look_at_results(terminal: Terminal) -> None:
    """Every result step: participation, all themes, five areas; each theme has bar and figure."""
    terminal.wait(r"Met Office · 2019 +Step 1 of 14")
    terminal.press("right")
    terminal.wait(r"▸ Met Office +█+.* 74%")
    terminal.wait(r"Civil Service Benchmark \(median\) +█+.* 80%")
    terminal.press("right")
    terminal.wait(r"Overview")
    for theme, mean in THEMES.items():
        terminal.wait(rf"{SHORT[theme]}.*█.* {mean}%")
    for area in ("engagement", "my-work", "my-manager", "development", "leadership"):
        terminal.press("right")
        screen = terminal.wait(rf"▸ .*{SHORT[area]}.*█.* {THEMES[area]}%")
        assert "±" not in screen, "no sd is known"
        assert re.search(r"0 +25 +50 +75 +100\b", screen)
        terminal.wait(re.escape(f"◆ {BENCHMARK}   ◇ 2016"))
    terminal.wait(r"Civil Service Benchmark \(median\) 49% · 2 percentage points above you")


SHORT = {
    "engagement": "10 Employee", "my-work": "1 My work", "objectives": "2 Organ",
    "resources": "7 Resources", "my-manager": "3 My manager", "my-team": "4 My team",
    "inclusion": "6 Inclusion", "development": "5 Learning", "pay": "8 Pay",
    "leadership": "9 Leader",
}  # fmt: skip


def vote_and_choose(terminal: Terminal) -> None:
    terminal.press("right")
    terminal.wait(r"Preserve 0/2 · Improve 0/2")
    terminal.press("j", "b", "j", "j", "j", "j", "b", "j", "j", "j", "f", "j", "f")
    terminal.wait(r"Preserve 2/2 · Improve 2/2")
    for number, aim in ((1, "preserve"), (4, "preserve"), (8, "improve"), (9, "improve")):
        terminal.wait(rf" {number} .*{aim}")
    terminal.press("enter")
    terminal.wait(r"Cast this ballot\?")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
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


TEAM = ("Keep the morning forecast round", "Team leads", "2020-03-01")
PAY = ("Publish how pay bands are set", "HR", "1.6.2020")
HEARD = ("Say what came of each proposal", "", "")


def write_actions(terminal: Terminal) -> None:
    terminal.press("right")
    terminal.wait(r"▸ \+ Preserve: My work")
    terminal.press("down")
    terminal.wait(r"▸ \+ Preserve: My team")
    write_action(terminal, *TEAM)
    terminal.press("end")
    terminal.wait(r"▸ − Improve: Leadership")
    write_action(terminal, *HEARD)
    terminal.press("home")
    terminal.wait(r"▸ \+ Preserve: My work")
    terminal.press("down", "down", "down")
    terminal.wait(r"▸ − Improve: Pay and benefits")
    write_action(terminal, *PAY)


def prioritise(terminal: Terminal) -> None:
    terminal.wait(r"Preserve 0/3 · Improve 0/3")
    terminal.press("home", "space", "end", "space")
    terminal.wait(r"Preserve 1/3 · Improve 1/3")
    terminal.press("up", "space")
    terminal.wait(r"Preserve 1/3 · Improve 2/3")
    terminal.press("enter")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
    terminal.wait(r"written down")


def sign_and_write(terminal: Terminal) -> None:
    terminal.press("right")
    terminal.wait(r"Action report")
    terminal.press("s")
    terminal.wait(r"Ctrl\+S: save")
    terminal.press("enter")
    for name in ("P. Endersby", "A. Rep"):
        terminal.type(name)
        terminal.press("enter")
    terminal.wait(r"Ctrl\+S: save", gone=True)
    terminal.press("w")
    terminal.wait("Write the report as")
    terminal.press("enter")
    terminal.wait(r"report\.md")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_the_whole_meeting_on_one_organisation(tmp_path: Path) -> None:
    session = made(tmp_path / "met-office-2019", UNIT)
    with opened(session, "agenda") as terminal:
        look_at_results(terminal)
        vote_and_choose(terminal)
        write_actions(terminal)
        quit_program(terminal)
    with opened(session, "prioritise") as terminal:
        prioritise(terminal)
        sign_and_write(terminal)
        quit_program(terminal)
    told = json.loads(amu("report", str(session), "--format", "json"))
    assert (told["unit"], told["round"]) == (UNIT, "2019")
    assert told["signed"] == {"leader": "P. Endersby", "safety_representative": "A. Rep"}
    found = {aim: [in_short(one) for one in told[aim]] for aim in ("preserve", "improve")}
    assert found == {
        "preserve": [("my-team", *TEAM, 1)],
        # What was written down: the last in the list was put first.
        "improve": [("leadership", *HEARD[:2], None, 1), ("pay", *PAY[:2], "2020-06-01", 2)],
    }
    assert told["leader"] == []
    filed = (session / "report.md").read_text(encoding="utf-8")
    for text in (UNIT, *TEAM[:2], *PAY[:2], HEARD[0], "P. Endersby", "A. Rep"):
        assert text in filed
    assert amu("check", str(session)) == ""


def in_short(action: dict[str, object]) -> tuple[object, ...]:
    return tuple(action[key] for key in ("theme", "title", "owner", "deadline", "priority"))
