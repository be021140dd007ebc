"""Units that were renamed, merged or split between two rounds, as a file says it."""

import math
import statistics
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.rounds.units_map import UnitsMap, union
from amu_tui.model.survey.results import Score
from tests.cli.conftest import Amu

THEN = {"Coast": (20, 3.0), "Fjord": (30, 3.5), "Old name": (40, 3.2), "Whole": (60, 3.1)}
NOW = {"Sea": (45, 3.1), "New name": (40, 3.2), "Part 1": (25, 3.1), "Part 2": (35, 3.3)}
MAP = "old;new\nCoast;Sea\nFjord;Sea\nOld name;New name\nWhole;Part 1\nWhole;Part 2\n"


def table(name: str, units: Mapping[str, tuple[int, float]], hidden: str = "") -> Path:
    rows = ["unit;theme;n;mean;sd"]
    for unit, (n, mean) in units.items():
        for number in range(1, 29):
            few = 3 if unit == hidden and number == 7 else n
            rows.append(f"{unit};{number};{few};{mean:.1f};0.8")
    path = Path(name)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def tables(amu: Amu) -> None:
    table("then.csv", THEN)
    table("now.csv", NOW)
    Path("map.csv").write_text(MAP, encoding="utf-8")


def made(amu: Amu, unit: str, *words: object) -> tuple[Path, str]:
    """A session of `unit` beside the round before, and what was said."""
    path = Path("sessions") / unit.replace(" ", "-")
    before = ("--previous", "then.csv", "--previous-round", "2017", "--units-map", "map.csv")
    said = amu("new", path, "--results", "now.csv", "--unit", unit, "--round", "2020", "--apart",
               *before, *words)  # fmt: skip
    assert said.code == 0, said.err
    return path, said.err


def references(path: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads((path / "results.toml").read_text("utf-8"))["references"].values())


def test_a_unit_that_was_renamed_is_compared_as_the_same(amu: Amu, tables: None) -> None:
    path, said = made(amu, "New name")
    assert "In 2017 the unit was called “Old name”." in said
    (one,) = references(path)
    assert (one["units"], one["how"]) == (["Old name"], "renamed")
    compared = amu("compare", path, "--json").json
    assert compared["themes"][0]["change"] == 0
    assert compared["themes"][0]["chance"] == "within"


def test_a_merged_unit_stands_beside_both_together_and_beside_each(amu: Amu, tables: None) -> None:
    path, said = made(amu, "Sea")
    assert "In 2017 the unit was “Coast” and “Fjord”: the figures are of all of them" in said
    both, coast, fjord = references(path)
    assert (both["units"], coast["units"], fjord["units"]) == (
        ["Coast", "Fjord"],
        ["Coast"],
        ["Fjord"],
    )
    assert both["themes"]["autonomy"] == {"n": 50, "mean": 3.3, "sd": 0.8}
    shown = amu("compare", path).out
    assert shown.count("2017 and 2020 set side by side") == 3
    beside = amu("compare", "then.csv", path, "--round", "2017", "--units-map", "map.csv")
    assert beside.out == shown
    assert amu("check", path).code == 0


def test_what_is_hidden_of_a_part_is_hidden_of_all_together(amu: Amu, tables: None) -> None:
    table("then.csv", THEN, hidden="Coast")
    path, _said = made(amu, "Sea")
    both, coast, fjord = references(path)
    assert both["themes"]["cooperation"] == coast["themes"]["cooperation"] == {
        "hidden": "protected"
    }  # fmt: skip
    assert fjord["themes"]["cooperation"]["n"] == 30
    assert both["themes"]["autonomy"]["n"] == 50


def test_a_part_of_what_was_one_unit_stands_beside_all_of_it(amu: Amu, tables: None) -> None:
    path, said = made(amu, "Part 1")
    told = "In 2017 the unit was a part of “Whole”: the figures are of all of that."
    assert told in said
    assert told in " ".join(amu("compare", path).out.split())
    assert told in amu("compare", path, "--sentences").out
    assert made(amu, "Part 2")[0].exists(), "both parts may show the whole of then"


def test_sessions_of_the_round_before_do_not_stand_in_the_way(amu: Amu, tables: None) -> None:
    for unit in ("Coast", "Fjord", "Old name"):
        old = Path("sessions") / unit.replace(" ", "-").lower()
        said = amu("new", old, "--results", "then.csv", "--unit", unit, "--round", "2017",
                   "--apart")  # fmt: skip
        assert said.code == 0, said.err
    for unit in ("Sea", "New name"):
        assert made(amu, unit)[0].exists()
    follows = ("--follows", "sessions/old-name", "--units-map", "map.csv")
    said = amu("new", "next", "--results", "now.csv", "--round", "2020", *follows)
    assert said.code == 0, said.err
    kept = tomllib.loads(Path("next/session.toml").read_text("utf-8"))
    assert kept["unit"] == "New name", "what it is called now"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("old;new\nCoast;\n", "map.csv:2: column “new”: no unit is named in this row"),
        ("old;new\nCoast;Sea\ncoast ;SEA\n", "“coast” → “SEA” stands in row 2 already"),
        ("old;new\nFjord;Sea\nCost;Sea\n", "map.csv:3: no unit of then.csv is called “Cost”"),
        ("old;new\n", "the table has a header and no rows"),
        ("unit;parent\nCoast;Sea\n", "old and new"),
    ],
)
def test_a_wrong_map_is_named_with_file_and_row(
    amu: Amu, tables: None, text: str, told: str
) -> None:
    Path("map.csv").write_text(text, encoding="utf-8")
    said = amu("new", "s", "--results", "now.csv", "--unit", "Sea", "--previous", "then.csv",
               "--units-map", "map.csv")  # fmt: skip
    assert said.code == 1
    assert told in said.err
    assert not Path("s").exists()


def test_a_unit_that_is_not_in_the_table_of_then_leads_to_the_map(amu: Amu, tables: None) -> None:
    said = amu("new", "s", "--results", "now.csv", "--unit", "Sea", "--previous", "then.csv")
    assert "then.csv: no unit is called “Sea”" in said.err
    assert "--units-map says so" in said.err
    alone = amu("new", "s", "--results", "now.csv", "--unit", "Sea", "--units-map", "map.csv")
    assert "--units-map goes with a table of the round before" in alone.err


def test_units_that_are_not_named_stay_as_they_are() -> None:
    said = UnitsMap((("B", "A"), ("C", "D"), ("C", "E")))
    assert said.then("A", ["A", "B"]).units == ("A", "B")
    assert said.then("A", ["B"]).how == "renamed"
    assert said.then("F", ["F"]) == said.then("F")
    assert said.then("D").how == "split"
    assert (said.now("B"), said.now("C"), said.now("F")) == ("A", None, "F")


PEOPLE = st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=40), min_size=1, max_size=4)


@given(PEOPLE)
def test_a_union_is_what_all_its_people_answered(units: Sequence[Sequence[int]]) -> None:
    scores = [
        Score(n=len(one), mean=statistics.mean(one), sd=statistics.stdev(one)) for one in units
    ]
    everybody = [answer for one in units for answer in one]
    found = union(scores)
    assert found is not None
    assert found.n == len(everybody)
    assert math.isclose(found.mean or 0, statistics.mean(everybody))
    assert math.isclose(found.sd or 0, statistics.stdev(everybody), abs_tol=1e-9)


def test_without_n_or_spread_nothing_is_put_together() -> None:
    whole = Score(n=9, mean=3, sd=1)
    assert union([whole, Score(mean=3)]) is None
    assert union([whole, Score(n=9, mean=3)]) is None
    assert union([whole, Score(n=9, mean=3, sd=1, effective_n=7)]) is None
