"""Which unit somebody answers for: one column or several, none at all, a cell that says nothing."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Amu, Said, tree
from tests.cli.tables.answers import INSTRUMENT, read, refused

ITEMS = ("q1", "q2", "q3", "q4")


def rows(*units: str, each: int = 6, start: int = 0) -> list[str]:
    """`each` persons of every unit, who do not answer alike."""
    return [
        f"{unit},{1 + (start + at) % 5},{1 + at % 3},{5 - at % 2},{1 + at % 4}"
        for unit in units
        for at in range(each)
    ]


def table(columns: str, lines: Sequence[str], path: str = "answers.csv") -> None:
    Path("ours.toml").write_text(INSTRUMENT)
    Path(path).write_text("\n".join([f"{columns},q1,q2,q3,q4", *lines]) + "\n")


def score(amu: Amu, *more: str, path: str = "answers.csv") -> Said:
    return amu("score", path, "--instrument", "ours.toml", "-o", "out.csv", *more)


NO_UNIT = "no unit is named in this row"


@pytest.mark.parametrize("item", ["NA", "-", "", "3"], ids=["na", "dash", "empty", "answer"])
@pytest.mark.parametrize("unit", ["NA", "#N/A", "", " ", "-", '"NA"'])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_unit_that_is_not_there_is_the_same_whatever_stands_in_the_items(
    amu: Amu, unit: str, item: str, kind: str
) -> None:
    table("Unit", [*rows("A", "B"), f"{unit},2,2,2,2", f"A,{item},1,2,3"])
    path = f"answers.{kind}"
    if kind == "parquet":
        read_in = pl.read_csv("answers.csv", infer_schema=False)
        numbers = [pl.col(name).cast(pl.Int64, strict=False) for name in ITEMS]
        read_in.with_columns(numbers).write_parquet(path)
    said = score(amu, "--unit-column", "Unit", path=path)
    where = 13 if kind == "parquet" else 14
    message = refused(said, tree())
    assert message.startswith(f"{path}:{where}: column “Unit”: {NO_UNIT}")
    assert "--without-unit skip" in message


def test_persons_without_a_unit_are_skipped_or_counted_in_one_and_how_many_is_said(
    amu: Amu,
) -> None:
    lines = [*rows("A", "B"), *rows("NA", "", each=3), ",,,,"]
    table("Unit", lines)
    said = score(amu, "--unit-column", "Unit", "--without-unit", "skip", "--json")
    assert said.json["people"] == 12
    assert said.json["unnamed"] == 6
    assert "6 persons who answered have no unit and were left out" in said.err
    assert {unit for unit, _theme in read()} == {"A", "B"}
    Path("out.csv").unlink()
    said = score(amu, "--unit-column", "Unit", "--without-unit", "Others", "--json")
    assert said.json["people"] == 18
    assert "6 persons who answered have no unit and were counted in “Others”" in said.err
    assert {unit for unit, _theme in read()} == {"A", "B", "Others"}


@pytest.mark.parametrize("item", ["NA", "3"])
def test_a_unit_of_the_tree_may_be_called_na(amu: Amu, item: str) -> None:
    table("Unit", [*rows("NA", "ZA"), f"ZA,{item},3,3,3"])
    Path("tree.csv").write_text("unit,parent\nAfrica,\nNA,Africa\nZA,Africa\n")
    assert score(amu, "--unit-column", "Unit", "--tree", "tree.csv").code == 0
    assert read()["NA", "autonomy"]["n"] == "6"


def test_persons_without_a_unit_in_one_that_the_tree_does_not_have(amu: Amu) -> None:
    table("Unit", [*rows("A", "B"), ",1,1,1,1"])
    Path("tree.csv").write_text("unit,parent\nTop,\nA,Top\nB,Top\n")
    told = ("--unit-column", "Unit", "--tree", "tree.csv", "--without-unit")
    said = refused(score(amu, *told, "Others"), tree())
    assert said.startswith("answers.csv:14: column “Unit”: the unit is not in the tree")
    assert score(amu, *told, "Top").code == 0
    assert read()["Top", "autonomy"]["n"] == "13"


def test_a_unit_named_by_several_columns_is_its_path_and_they_are_a_tree(amu: Amu) -> None:
    table("Faculty,Unit", rows("Arts,Office", "Arts,History", "Science,Office", "Science,"))
    said = score(amu, "--unit-column", "Faculty", "--unit-column", "Unit")
    assert said.code == 0, said.err
    people = {unit: row["n"] for (unit, theme), row in read().items() if theme == "autonomy"}
    assert people == {
        "Arts": "12",
        "Arts / History": "6",
        "Arts / Office": "6",
        "Science": "12",
        "Science / Office": "6",
    }


def test_a_small_unit_does_not_follow_from_the_level_above_it(amu: Amu) -> None:
    lines = [*rows("Arts,Office", "Arts,History", each=9), *rows("Arts,Film", each=2)]
    table("Faculty,Unit", lines)
    assert score(amu, "--unit-column", "Faculty", "--unit-column", "Unit").code == 0
    hidden = [unit for (unit, theme), row in read().items() if theme == "support" and row["hidden"]]
    assert len(hidden) == 2
    assert "Arts / Film" in hidden


def test_a_level_without_a_name_above_one_with_a_name_is_named(amu: Amu) -> None:
    table("Faculty,Unit", [*rows("Arts,Office"), ",Office,1,1,1,1"])
    told = ("--unit-column", "Faculty", "--unit-column", "Unit", "--without-unit", "skip")
    said = refused(score(amu, *told), tree())
    assert said.startswith(f"answers.csv:8: column “Faculty”: {NO_UNIT}")


def test_one_name_under_several_values_of_a_level_is_said(amu: Amu) -> None:
    table("Fakultet,Unit", rows("Arts,Office", "Arts,History", "Science,Office", "Science,Physics"))
    said = score(amu, "--unit-column", "Unit", "--json")
    assert said.json["several"] == {"Fakultet": ["Office"]}
    assert "Under several values of “Fakultet” stands one name" in said.err
    assert "“Office”" in said.err


@pytest.mark.parametrize(
    ("column", "units"),
    [
        # Each value in one unit only: a level below, or a number of the person.
        ("Unit number", ["1,A", "2,A", "3,B", "4,C"]),
        # Most units have several values.
        ("Region", ["north,A", "south,A", "north,B", "south,B", "north,C"]),
        # Every unit has one value.
        ("Faculty", ["Arts,A", "Arts,B", "Science,C"]),
        # Not called as a level is.
        ("Gender", ["w,A", "m,A", "w,B", "w,C"]),
    ],
)
def test_a_column_that_is_no_level_is_not_spoken_of(
    amu: Amu, column: str, units: list[str]
) -> None:
    table(f"{column},Unit", rows(*units))
    assert score(amu, "--unit-column", "Unit", "--json").json["several"] == {}


def test_everybody_is_in_one_unit_where_no_column_names_it(amu: Amu) -> None:
    table("Age", rows("20", "30"))
    assert score(amu, "--unit", "Institute of Mussels").code == 0
    assert {unit for unit, _theme in read()} == {"Institute of Mussels"}
    assert read()["Institute of Mussels", "autonomy"]["n"] == "12"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([], "which unit do people answer for?"),
        (["--unit", "A", "--unit-column", "Unit"], "--unit-column, --unit do not go together"),
        (["--unit", "A", "--tree", "t.csv"], "--unit, --tree do not go together"),
        (["--unit", "A", "--without-unit", "skip"], "--unit, --without-unit do not go together"),
        (
            ["--unit-column", "F", "--unit-column", "Unit", "--tree", "t.csv"],
            "--unit-column, --tree do not go together",
        ),
    ],
)
def test_the_unit_is_said_in_one_way(amu: Amu, told: list[str], said: str) -> None:
    table("F,Unit", rows("F,A"))
    found = score(amu, *told)
    assert found.code == 2
    assert said in found.err


@pytest.mark.parametrize("other", ["lab", "Lab*", "Lab [1]", "Lab¹", "L  ab", "LAB"])
def test_names_that_are_nearly_the_same_are_never_one_unit(amu: Amu, other: str) -> None:
    name = "L ab" if other == "L  ab" else "Lab"
    table("Unit", [*rows(name), *rows(other, each=5)])
    said = refused(score(amu, "--unit-column", "Unit"), tree())
    assert said.splitlines()[0] == (
        f"answers.csv:8: column “Unit”: “{other}” and “{name}” differ in case, blanks or a"
        " footnote mark only"
    )
    assert "Write one unit the same way everywhere" in said


def test_a_tree_says_what_units_are_called_and_what_was_taken_so_is_said(amu: Amu) -> None:
    table("Unit", rows("mussels", "Mussels", "Seaweed"))
    Path("tree.csv").write_text("unit,parent\nTop,\nMussels,Top\nSeaweed,Top\n")
    said = score(amu, "--unit-column", "Unit", "--tree", "tree.csv", "--json")
    assert said.json["respelled"] == {"mussels": "Mussels"}
    assert "Units taken as the tree writes them: “mussels” – “Mussels”" in said.err
    assert read()["Mussels", "autonomy"]["n"] == "12"


def test_a_tree_with_two_units_of_nearly_one_name_is_refused(amu: Amu) -> None:
    table("Unit", rows("Lab"))
    Path("tree.csv").write_text("unit,parent\nTop,\nLab,Top\nLAB,Top\n")
    said = refused(score(amu, "--unit-column", "Unit", "--tree", "tree.csv"), tree())
    assert said.startswith("tree.csv:4: column “unit”: “LAB” and “Lab” in row 3 differ in case")


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_number_typed_as_a_fraction_is_still_the_unit_it_was(amu: Amu, kind: str) -> None:
    table("Unit", rows("101.0", "102.0", "101"))
    Path("tree.csv").write_text("unit,parent\n1,\n101,1\n102,1\n")
    if kind != "csv":
        floats = pl.read_csv("answers.csv", schema_overrides={"Unit": pl.Float64})
        getattr(floats, {"parquet": "write_parquet", "xlsx": "write_excel"}[kind])(
            f"answers.{kind}"
        )
    for told in ((), ("--tree", "tree.csv")):
        said = score(amu, "--unit-column", "Unit", *told, path=f"answers.{kind}")
        assert said.code == 0, said.err
        assert read()["101", "autonomy"]["n"] == "12"
        Path("out.csv").unlink()


def test_the_levels_go_with_the_table_to_whoever_reads_it(amu: Amu) -> None:
    lines = [*rows("Arts,Office", "Arts,History", each=9), *rows("Science,Office", each=3)]
    table("Faculty,Unit", [*lines, *rows("Science,Physics", each=12)])
    assert score(amu, "--unit-column", "Faculty", "--unit-column", "Unit").code == 0
    assert read()["Arts / Office", "autonomy"]["parent"] == "Arts"
    assert read()["Arts", "autonomy"]["parent"] == ""
    told = ("--results", "out.csv", "--instrument", "ours.toml")
    found = amu("results", "out.csv", "--instrument", "ours.toml", "--json").json
    assert found["ignored"] == []
    # Side by side without a word of how they contain each other: the table says it.
    made = amu("new", "s/1", *told, "--unit", "Arts / Office", "--compare", "Arts")
    assert made.code == 0, made.err
    made = amu("new", "s/2", *told, "--unit", "Science / Office")
    assert made.code == 0, made.err
    assert 'shown_for = "Science"' in Path("s/2/results.toml").read_text(encoding="utf-8")
    Path("tree.csv").write_text("unit,parent\nArts,\n")
    said = amu("new", "s/3", *told, "--unit", "Arts", "--tree", "tree.csv")
    assert (said.code, "says itself which unit is part of which" in said.err) == (2, True)
    again = score(amu, "--unit-column", "Faculty", "--unit-column", "Unit", "--force")
    assert again.code == 0, again.err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["A,support,30,3,1,B", "A,autonomy,30,3,1,C"],
            "t.csv:3: column “Parent”: “A” has another",
        ),
        (["A,support,30,3,1,B", "B,support,30,3,1,A"], "the units go round in a circle"),
    ],
)
def test_what_a_table_says_of_parents_must_be_a_tree(amu: Amu, lines: list[str], said: str) -> None:
    Path("ours.toml").write_text(INSTRUMENT)
    Path("t.csv").write_text("\n".join(["Unit,Theme,n,mean,sd,Parent", *lines]) + "\n")
    found = amu("results", "t.csv", "--instrument", "ours.toml")
    assert found.code == 1
    assert said in found.err
