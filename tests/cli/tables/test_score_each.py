"""Raw answers with a row for each: the same results as with a row for each person."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.cli.conftest import Amu, Said, tree
from tests.cli.tables.answers import INSTRUMENT, SECRET, UNITS, refused

EACH = ("--person", "Response ID", "--question", "Question", "--answer", "Response")
TOLD = ("--instrument", "ours.toml", "--unit-column", "Department", "-o")
ITEMS = ("q1", "q2", "q3", "q4")
HEADER = ["Response ID", "Department", "Question", "Response"]
UNIT_OF = [*["Mussels"] * 12, *["Seaweed"] * 7, *["Office"] * 6, "Faculty"]

Row = list[str]


def answers() -> list[Row]:
    """Everybody's answers, some left out, in any order, with a question that is no item."""
    rows = [
        [f"P{at:02}", unit, item, str(1 + (at * (place + 2)) % 5)]
        for at, unit in enumerate(UNIT_OF)
        for place, item in enumerate(ITEMS)
        if (at + place) % 9
    ]
    rows += [[f"P{at:02}", unit, "hours", "40"] for at, unit in enumerate(UNIT_OF)]
    random.Random(7).shuffle(rows)
    return rows


def write(rows: Sequence[Row], name: str = "each.csv", header: Row = HEADER) -> None:
    if name.endswith(".parquet"):
        pl.DataFrame(rows, schema=header, orient="row").write_parquet(name)
    elif name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Answers, one a row"])
        for row in (header, *rows):
            cells = [int(cell) if cell.isdecimal() else cell for cell in row]
            book.worksheets[0].append(cells)
        book.save(name)
    else:
        with Path(name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([header, *rows])


def score(amu: Amu, *more: str, name: str = "each.csv", out: str = "out.csv") -> Said:
    Path(out).unlink(missing_ok=True)
    return amu("score", name, *TOLD, out, *EACH, *more)


@pytest.fixture
def wide(amu: Amu) -> bytes:
    """The results of the same answers with a row for each person."""
    Path("ours.toml").write_text(INSTRUMENT)
    Path("units.csv").write_text(UNITS)
    given = {(person, item): answer for person, _unit, item, answer in answers()}
    rows = ["Department,q1,q2,q3,q4"] + [
        ",".join([unit, *(given.get((f"P{at:02}", item), "") for item in ITEMS)])
        for at, unit in enumerate(UNIT_OF)
    ]
    Path("wide.csv").write_text("\n".join(rows) + "\n")
    assert amu("score", "wide.csv", *TOLD, "wide-out.csv").code == 0
    return Path("wide-out.csv").read_bytes()


@pytest.mark.parametrize("name", ["each.csv", "each.parquet", "each.xlsx"])
def test_a_row_an_answer_gives_the_same_as_a_row_a_person(amu: Amu, wide: bytes, name: str) -> None:
    write(answers(), name)
    said = score(amu, name=name)
    assert said.code == 0, said.err
    assert said.err.startswith("26 persons answered, 4 units, 2 themes\n")
    assert Path("out.csv").read_bytes() == wide
    assert b"Faculty,autonomy,,,,,protected" in wide


def test_with_a_tree_as_well(amu: Amu, wide: bytes) -> None:
    write(answers())
    assert amu("score", "wide.csv", *TOLD, "tree.csv", "--tree", "units.csv").code == 0
    assert score(amu, "--tree", "units.csv").code == 0
    assert Path("out.csv").read_bytes() == Path("tree.csv").read_bytes()


def test_rows_are_chosen_before_persons_are_put_together(amu: Amu, wide: bytes) -> None:
    now = [[*row, "2026"] for row in answers()]
    then = [[person, unit, item, "1", "2023"] for person, unit, item, _answer in answers()]
    write([*now, *then], header=[*HEADER, "Year"])
    assert score(amu, "--where", "Year=2026").code == 0
    assert Path("out.csv").read_bytes() == wide
    assert "no row has “2025” in the column “Year”" in score(amu, "--where", "Year=2025").err
    assert "answers the same question in row" in score(amu).err


def test_items_are_found_by_code_and_by_text(amu: Amu, wide: bytes) -> None:
    write([[one, unit, f"{item}. I am asked", answer] for one, unit, item, answer in answers()])
    assert score(amu).code == 0
    assert Path("out.csv").read_bytes() == wide
    write([*answers(), ["P01", "Mussels", "q1. As well", "3"]])
    Path("ours.toml").write_text(INSTRUMENT.replace('"q4"', '"q4. No"'))
    assert "no row has the question “q4. No” in the column “Question”" in score(amu).err


def test_a_code_of_two_questions_is_neither(amu: Amu, wide: bytes) -> None:
    rows = [row for row in answers() if row[2] != "q4"]
    write([*rows, ["P01", "Mussels", "q4. Now", "3"], ["P01", "Mussels", "q4. Then", "4"]])
    said = score(amu)
    assert said.code == 1
    assert "several questions are “q4”: “q4. Now”, “q4. Then”" in said.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["P01", "Mussels", "q1", SECRET], "column “Question”: the same person answers the same"),
        (["", "Mussels", "q1", SECRET], "column “Response ID”: no person is named in this row"),
        (["NA", "Mussels", "q1", SECRET], "column “Response ID”: no person is named in this row"),
        (["P01", "Office", "hours", SECRET], ""),
        (["P02", "Office", "q4", "3"], "column “Department”: the same person has something else"),
        (["New", "Mussels", "q1", SECRET], "column “Response”: the answer is outside the scale"),
        (["New", "Mussels", "q1", "secret"], "column “Response”: the answer is not a number"),
        (["New", "", "q1", "3"], "column “Department”: no unit is named in this row"),
    ],
)
def test_a_row_that_cannot_be_is_named(amu: Amu, wide: bytes, row: Row, said: str) -> None:
    rows = [one for one in answers() if (one[0], one[2]) != ("P02", "q4")]
    write([*rows, row])
    if not said:
        assert score(amu).code == 0
        return
    before = tree()
    done = score(amu)
    assert (done.code, done.out, tree()) == (1, "", before)
    assert f"each.csv:{len(rows) + 2}: {said}" in done.err
    for secret in (SECRET, "secret", "P01", "P02"):
        assert secret not in done.err


def test_the_row_that_is_repeated_is_named(amu: Amu, wide: bytes) -> None:
    rows = answers()
    at, first = next((at, row) for at, row in enumerate(rows) if row[2] in ITEMS)
    write([*rows, first, first])
    said = score(amu).err.splitlines()
    assert said[0].endswith(f"answers the same question in row {at + 2} already")
    assert said[0].startswith(f"each.csv:{len(rows) + 2}: ")
    assert said[1].startswith(f"row {len(rows) + 3}, column “Question”: ")


def test_what_is_to_be_said_is_told(amu: Amu, wide: bytes) -> None:
    write(answers())
    said = amu("score", "each.csv", *TOLD, "out.csv")
    assert said.code == 1
    assert "--person 'Response ID' --question Question --answer Response" in said.err
    half = amu("score", "each.csv", *TOLD, "out.csv", *EACH[:4])
    assert (half.code, "--person, --question and --answer go together" in half.err) == (2, True)
    other = (*EACH[:-1], "Svar")
    before = tree()
    said = amu("score", "each.csv", *TOLD, "out.csv", *other)
    assert "no column “Svar”, which --answer names" in refused(said, before)
