"""The first step of the next meeting, in the real terminal: did it help, one action at a time."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.terminal.acting import amu, opened, paste, quit_program

UNIT = "Institutt for blåskjell"
MEETINGS, LUNCH = "Meeting-free Wednesdays", "Lunch together"


def table(folder: Path, year: int, up: float) -> str:
    path = folder / f"{year}.csv"
    rows = ["unit;theme;n;mean;sd"]
    rows += [
        f"{UNIT};{number};40;{3 + number % 10 / 10 + (up if number == 22 else 0):.1f};0.8"
        for number in range(1, 29)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def sessions(tmp_path: Path) -> tuple[Path, Path]:
    """2014 with two actions, and 2017 that follows it."""
    first, second = tmp_path / "2014", tmp_path / "2017"
    amu("new", str(first), "--results", table(tmp_path, 2014, 0), "--round", "2014")
    amu("close", str(first), "themes", "--preserve", "7,8", "--improve", "22,3")
    add = ("action", "add", str(first), "--theme")
    amu(*add, "22", "--title", MEETINGS, "--owner", "Kari", "--deadline", "2015-05-01")
    amu(*add, "7", "--title", LUNCH, "--status", "done")
    results = table(tmp_path, 2017, 0.9)
    amu("new", str(second), "--results", results, "--round", "2017", "--follows", str(first))
    return first, second


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_the_next_meeting_begins_with_what_became_of_the_last(sessions: tuple[Path, Path]) -> None:
    _first, second = sessions
    with opened(second, "agenda") as terminal:
        terminal.wait(r"From 2014: 1 unfinished action")
        terminal.press("right")
        terminal.wait(r"Since last time – 0 of 2 answered")
        screen = terminal.wait(rf"▸ ✓ done +{LUNCH}")
        assert "Did it help?" in screen
        terminal.press("space", "5")
        terminal.wait(r"helped · 5 of 5")
        terminal.press("n")
        terminal.wait(r"What does the room say\?")
        paste(terminal, "Every day\x1b[2J now")
        terminal.press("enter")
        terminal.wait(r"helped · 5 of 5: Every day")
        terminal.press("x", "enter")
        terminal.wait(rf"▸ · planned +{MEETINGS}")
        terminal.wait(r"0\.9 higher than in 2014 \(large\)")
        terminal.press("space", "space", "3")
        terminal.wait(r"helped in part · 3 of 5")
        terminal.press("v")
        terminal.wait(r"who is responsible now, and by when\?")
        terminal.press("enter", "enter")
        for _ in "2015-05-01":
            terminal.press("backspace")
        terminal.type("2031-06-15")
        terminal.press("enter")
        screen = terminal.wait(r"goes on")
        assert all(len(line) <= 80 for line in screen.splitlines())
        terminal.wait(r"2 of 2 answered")
        quit_program(terminal)
    told = {one["title"]: one for one in json.loads(amu("did-it-help", str(second), "--json"))}
    assert told[LUNCH]["next"] == "closed"
    assert re.fullmatch(r"Every day.* now", told[LUNCH]["answer"]["said"])
    assert "\x1b" not in told[LUNCH]["answer"]["said"]
    assert told[MEETINGS]["answer"] == {"helped": "partly", "felt": 3, "said": ""}
    (now,) = json.loads(amu("action", "list", str(second), "--json"))
    assert (now["title"], now["owner"], now["deadline"]) == (MEETINGS, "Kari", "2031-06-15")
    with opened(second, "follow-up") as terminal:
        terminal.wait(rf"{MEETINGS[:12]}")
        quit_program(terminal)
    assert amu("check", str(second)) == ""
