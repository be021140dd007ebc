"""What few people answered does not follow from what is written and said of them."""

import csv
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Amu

INSTRUMENT = """
schema = 1
id = "own"
title.en = "Own"
[scale]
min = 1
max = 5
[areas.w]
title.en = "W"
themes = ["leader", "work"]
[themes.leader]
number = 1
name.en = "My leader treats me fairly"
items = ["q1"]
[themes.work]
number = 2
name.en = "My work"
items = ["q2", "q3", "q4"]
"""
ASKED = ("--instrument", "i.toml")
NOTE = "no spread of so few answers: it would tell what somebody answered"


@pytest.fixture(autouse=True)
def place(amu: Amu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("i.toml").write_text(INSTRUMENT)


def scored(amu: Amu, *first: int) -> dict[str, dict[str, str]]:
    """The rows of a unit by theme, whose people answered `first` to the only item of the one."""
    rows = [f"T,{one},{1 + at % 5},{1 + at % 4},{2 + at % 3}" for at, one in enumerate(first)]
    Path("a.csv").write_text("\n".join(["Unit,q1,q2,q3,q4", *rows]) + "\n")
    said = amu("score", "a.csv", *ASKED, "--unit-column", "Unit", "-o", "t.csv")
    assert said.code == 0, said.err
    with Path("t.csv").open() as file:
        return {row["theme"]: row for row in csv.DictReader(file)}


def session(amu: Amu) -> dict[str, dict[str, object]]:
    said = amu("new", "s", "--results", "t.csv", "--unit", "T", *ASKED)
    assert said.code == 0, said.err
    themes: dict[str, dict[str, object]]
    themes = tomllib.loads(Path("s/results.toml").read_text("utf-8"))["themes"]
    return themes


@pytest.mark.parametrize(
    "answers",
    [
        (5, 5, 5, 5, 5, 1),
        (5, 5, 5, 5, 2, 1),
        (1,) * 8,
        (*[4] * 15, 1, 2),
        (5, 4, 4, 4, 4, 4, 4, 3),
    ],
)
def test_all_but_one_or_two_who_answered_alike_are_hidden(
    amu: Amu, answers: tuple[int, ...]
) -> None:
    row = scored(amu, *answers)["leader"]
    assert row["hidden"] == "protected"
    assert [row[name] for name in ("respondents", "n", "mean", "sd")] == [""] * 4
    assert session(amu)["leader"] == {"hidden": "protected"}
    shown = amu("show", "s").out
    assert "░ hidden: protects somebody" in shown


def test_a_short_theme_of_few_has_no_spread_and_it_is_said_why(amu: Amu) -> None:
    rows = scored(amu, 1, 2, 3, 4, 5, 3, 2)
    assert (rows["leader"]["mean"], rows["leader"]["sd"]) == ("2.9", "")
    assert rows["work"]["sd"]
    kept = session(amu)
    assert kept["leader"] == {"n": 7, "mean": 2.9}
    assert kept["work"]["sd"] == float(rows["work"]["sd"])
    for form in ((), ("--plain",)):
        assert NOTE in amu("show", "s", *form).out.replace("\n", " ").replace("  ", " ")
    assert "2.9" in amu("show", "s", "--sentences").out
    assert amu("report", "--draft", "s", "--format", "md").code == 0


def test_so_it_is_of_a_table_from_elsewhere(amu: Amu) -> None:
    Path("t.csv").write_text("unit,theme,n,mean,sd\nT,1,7,2.857,1.345\nT,2,7,2.857,0.845\n")
    kept = session(amu)
    assert kept["leader"] == {"n": 7, "mean": 2.9}
    assert kept["work"] == {"n": 7, "mean": 2.9, "sd": 0.8}


def test_figures_of_a_table_that_tell_of_all_but_one_are_hidden(amu: Amu) -> None:
    Path("t.csv").write_text("unit,theme,n,mean,sd\nT,1,6,4.33,1.63\nT,2,7,2.857,0.845\n")
    assert session(amu)["leader"] == {"hidden": "protected"}
