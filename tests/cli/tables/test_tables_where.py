"""Choosing rows of tables of results, participation and questions; units of several columns."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import refused

LINES = [
    "Year,Unit,Theme,n,mean,sd",
    *(
        f"{year},{unit},{theme},{n},{mean + theme / 100},0.8"
        for year, mean in ((2016, 3.0), (2018, 4.0))
        for unit, n in (("Mussels", 20), ("Faculty", 90))
        for theme in range(1, 29)
    ),
]
GROUPS = """Year,Unit,Group,Invited,Responses
2016,Mussels,,60,30
2016,Mussels,Women,30,20
2016,Mussels,Men,30,10
2018,Mussels,,60,44
2018,Mussels,Women,30,24
2018,Mussels,Men,30,20
"""
QUESTIONS = """Year,Unit,Question,Mean,n,sd
2016,Mussels,health,2.5,30,0.9
2018,Mussels,health,3.5,20,0.9
"""


@pytest.fixture
def place(amu: Amu) -> Path:
    Path("table.csv").write_text("\n".join(LINES) + "\n")
    Path("groups.csv").write_text(GROUPS)
    Path("questions.csv").write_text(QUESTIONS)
    return Path()


def new(amu: Amu, *more: str) -> Any:
    said = amu("new", "s", "--results", "table.csv", "--unit", "Mussels", *more)
    assert said.code == 0, said.err
    return tomllib.loads(Path("s/results.toml").read_text(encoding="utf-8"))


def test_one_round_of_a_table_of_several_and_the_round_before_from_the_same(
    amu: Amu, place: Path
) -> None:
    told = ("--where", "Year=2018", "--previous", "table.csv", "--previous-where", "Year=2016")
    kept = new(amu, *told, "--previous-round", "2016")
    assert kept["themes"]["autonomy"]["mean"] == 4.01
    assert kept["references"]["previous"]["themes"]["autonomy"]["mean"] == 3.01


def test_the_tables_beside_are_chosen_from_too(amu: Amu, place: Path) -> None:
    beside = ("--participation", "groups.csv", "--questions", "questions.csv")
    kept = new(amu, "--where", "Year=2018", *beside)
    assert kept["participation"]["responses"] == 44
    assert kept["participation"]["groups"]["women"]["rate"] == 0.8
    assert kept["questions"]["health"]["mean"] == 3.5


def test_a_column_that_only_a_table_beside_has(amu: Amu, place: Path) -> None:
    only = [line.split(",", 1)[1] for line in LINES if not line.startswith("2016")]
    Path("table.csv").write_text("\n".join(only) + "\n")
    kept = new(amu, "--where", "Year=2016", "--participation", "groups.csv")
    assert kept["participation"]["responses"] == 30
    said = amu("results", "table.csv", "--where", "Year=2016", "--questions", "questions.csv")
    assert said.code == 0, said.err
    said = amu("results", "table.csv", "--where", "Yea=2016", "--questions", "questions.csv")
    assert said.code == 1
    assert said.err.startswith("table.csv:1: there is no column “Yea”, which --where names")


def test_a_mapping_file_chooses_and_the_command_line_goes_before_it(amu: Amu, place: Path) -> None:
    Path("map.toml").write_text('skip_units = ["Faculty"]\n[where]\nYear = 2018\n')
    said = amu("results", "table.csv", "--map", "map.toml", "--json")
    assert said.code == 0, said.err
    assert said.json["units"] == ["Mussels"]
    assert said.json["ignored"] == []
    assert (
        new(amu, "--map", "map.toml", "--where", "Year=2016")["themes"]["autonomy"]["mean"] == 3.01
    )


@pytest.mark.parametrize("values", ['["2016", 2018]', "[2016, 2018]"])
def test_several_values_of_a_mapping_are_any_of_them(amu: Amu, place: Path, values: str) -> None:
    Path("map.toml").write_text(f"[where]\nYear = {values}\n")
    said = amu("results", "table.csv", "--map", "map.toml")
    assert said.code == 1
    assert said.err.startswith("table.csv:58: the same unit and theme stand in row 2 already")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["--where", "Yar=2018"], ":1: there is no column “Yar”, which --where names\nDid you mea"),
        (
            ["--where", "Year=2017"],
            ":1: no row has “2017” in the column “Year”\nIts values are “20",
        ),
        (
            ["--where", "Year=2016", "--where", "n=91"],
            ":1: no row has “91” in the column “n”\nIts values are “20”, “90”.",
        ),
    ],
)
def test_what_is_nowhere_is_named(amu: Amu, place: Path, told: list[str], said: str) -> None:
    found = amu("results", "table.csv", *told)
    assert found.code == 1
    assert found.err.startswith(f"table.csv{said}")
    message = refused(amu("new", "s", "--results", "table.csv", *told), tree())
    assert message.startswith(f"table.csv{said}")


def test_a_unit_that_several_columns_name_has_a_path_and_the_levels_are_a_tree(amu: Amu) -> None:
    lines = ["Faculty,Unit,Theme,n,mean,sd"]
    units = (("Arts,", 23, 3.0), ("Arts,Office", 20, 2.9), ("Arts,Film", 3, 4.0))
    for unit, n, mean in (*units, ("Science,Office", 30, 4.0)):
        lines += [f"{unit},{theme},{n},{mean},0.8" for theme in range(1, 29)]
    Path("table.csv").write_text("\n".join(lines) + "\n")
    Path("map.toml").write_text('unit = ["Faculty", "Unit"]\n')
    told = ("--map", "map.toml")
    found = amu("results", "table.csv", *told, "--json").json
    assert found["units"] == ["Arts", "Arts / Office", "Arts / Film", "Science / Office"]
    assert found["ignored"] == []
    # Three people of Film are the Arts without its Office: the levels tell that without a tree.
    made = amu("new", "s", "--results", "table.csv", *told, "--unit", "Arts / Film")
    assert made.code == 0, made.err
    kept = tomllib.loads(Path("s/results.toml").read_text(encoding="utf-8"))
    assert kept["shown_for"] == "Arts"
    beside = ("--unit", "arts / office", "--compare", "Arts")
    made = amu("new", "t/s", "--results", "table.csv", *told, *beside)
    assert made.code == 0, made.err
    kept = tomllib.loads(Path("t/s/results.toml").read_text(encoding="utf-8"))
    assert "mean" not in kept["references"]["arts"]["themes"]["autonomy"]


def test_levels_and_a_tree_do_not_go_together(amu: Amu, place: Path) -> None:
    Path("map.toml").write_text('unit = ["Year", "Unit"]\n')
    Path("tree.csv").write_text("unit,parent\nFaculty,\nMussels,Faculty\n")
    said = amu("results", "table.csv", "--map", "map.toml", "--tree", "tree.csv")
    assert said.code == 2
    assert (
        "--tree does not go with a table that says itself which unit is part of which" in said.err
    )
    Path("map.toml").write_text('unit = ["Yeah", "Unit"]\n')
    said = amu("results", "table.csv", "--map", "map.toml")
    assert said.err.startswith("table.csv:1: there is no column “Yeah”, which the mapping names")


LONG_OF_ONE = "Theme,n,mean,sd\n" + "".join(f"{at},30,{2 + at / 20},0.9\n" for at in range(1, 29))
WIDE_OF_ONE = "Autonomy,Autonomy n,Goal clarity\n3.1,20,3.3\n"


@pytest.mark.parametrize("content", [LONG_OF_ONE, WIDE_OF_ONE])
def test_a_table_without_a_column_of_units_is_the_unit_that_is_named(
    amu: Amu, content: str
) -> None:
    for path in ("now.csv", "before.csv"):
        Path(path).write_text(content)
    said = amu("results", "now.csv")
    assert said.code == 1
    assert "If it is the table of one unit, say which with --unit." in said.err
    assert amu("results", "now.csv", "--unit", "Mussels", "--json").json["units"] == ["Mussels"]
    told = ("--results", "now.csv", "--unit", "Mussels", "--previous", "before.csv")
    made = amu("new", "s", *told, "--previous-round", "2023")
    assert made.code == 0, made.err
    assert 'unit = "Mussels"' in Path("s/results.toml").read_text(encoding="utf-8")


def test_a_table_of_several_units_is_not_taken_for_one(amu: Amu) -> None:
    rows = [f"{unit},{at},30,3,0.9" for unit in ("Lab", "Office") for at in range(1, 29)]
    Path("t.csv").write_text("\n".join(["Organisation,Theme,n,mean,sd", *rows]) + "\n")
    said = amu("results", "t.csv", "--unit", "Lab")
    assert said.code == 1
    assert 'unit = "…"' in said.err
    assert "--unit" not in said.err
    one = amu("results", "t.csv", "--unit", "Lab", "--where", "Organisation=Lab", "--json")
    assert one.json["units"] == ["Lab"]
