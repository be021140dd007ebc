"""What `amu score` does not take: named with row and column, and nothing written of it."""

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from amu_tui.tables.formats import grid
from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import HEADER, SECRET, UNITS, lay_out, people, refused, score


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def test_an_answer_that_cannot_be_is_named_by_row_and_column_and_not_repeated(
    amu: Amu, place: Path
) -> None:
    lines = Path("answers.csv").read_text().splitlines()
    for row, wrong in ((3, SECRET), (9, "abc4711"), (20, "nan"), (21, "-4711")):
        cells = lines[row - 1].split(",")
        lines[row - 1] = ",".join([*cells[:3], wrong, *cells[4:]])
    Path("answers.csv").write_text("\n".join(lines) + "\n")
    said = refused(score(amu), tree())
    assert said.splitlines() == [
        "answers.csv:3: column “q2”: the answer is outside the scale 1–5",
        "row 9, column “q2”: the answer is not a number",
        "row 20, column “q2”: the answer is not a number",
        "row 21, column “q2”: the answer is outside the scale 1–5",
        "Mend the cell, or leave it empty where there is no answer.",
    ]


def test_of_many_wrong_answers_the_first_are_said_and_how_many_more(amu: Amu, place: Path) -> None:
    rows = [f"U,,{10 + at // 2},1,1,1" for at in range(20)]
    Path("answers.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    said = refused(score(amu), tree()).splitlines()
    assert len(said) == 7
    assert "15 more problems" in said


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("q3", "q33", ":1:", "no column “q3”, an item of “autonomy”\nDid you mean “q33”"),
        ("q3", "q1", ":1:", "several columns are “q1”"),
        ("Unit", "Units", ":1:", "no column “Unit”, which --unit-column names\nDid you mean “Unit"),
        ("Seaweed,yes", ",yes", ":14:", "column “Unit”: no unit is named in this row"),
        ("Seaweed,yes", "Weed,yes", ":14:", "column “Unit”: the unit is not in the tree"),
        ("Seaweed,yes", "Seaweed,maybe", ":14:", "column “Leads”: is neither yes nor no"),
        ("Seaweed,yes", "Seaweed,Office", ":14:", "column “Leads”: a leader leads the unit that"),
        ("Seaweed,yes,1", "Seaweed,yes,1,1", ":14:", "7 cells, but the header has 6"),
        ("Seaweed,yes", 'Seaweed,"yes', ":14:", "a quotation mark is missing"),
        ("Leads", "Boss", ":1:", "no column “Leads”, which --leaders names"),
    ],
)
def test_what_cannot_be_is_named(
    amu: Amu, place: Path, old: str, new: str, where: str, what: str
) -> None:
    text = Path("answers.csv").read_text()
    Path("answers.csv").write_text(text.replace(old, new, 1))
    said = score(amu, "--tree", "units.csv", "--leaders", "Leads")
    message = refused(said, tree())
    assert message.startswith(f"answers.csv{where}")
    assert what in message


@pytest.mark.parametrize(
    ("units", "where", "what"),
    [
        (UNITS + "Lab,Nowhere\n", ":6:", "“Nowhere”, the parent of “Lab”, has no row of its own"),
        (UNITS.replace("Office,Faculty", "Office,Office"), ":5:", "circle"),
        (UNITS + "Office,Mussels\n", ":6:", "another parent"),
        ("unit,above\nFaculty,\n", ":1:", "no column is called “parent”"),
    ],
)
def test_what_is_no_tree_is_named(amu: Amu, place: Path, units: str, where: str, what: str) -> None:
    Path("units.csv").write_text(units)
    message = refused(score(amu, "--tree", "units.csv"), tree())
    assert message.startswith(f"units.csv{where}")
    assert what in message


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"Unit,q1,q2,q3,q4\n", "a header and no rows"),
        (b"Unit,q1,q2,q3,q4\nMussels,,,,\n", "nobody has answered"),
        (b"Unit,Leads,q1,q2,q3,q4\nA,,1,2,3,4\nB,,2,2,2,2\nC,,1", "ends in the middle of a row"),
        (b"%PDF-1.4 \0\1", "is not a text table"),
        (b"PAR1" + b"\0" * 40, "the Parquet file is damaged"),
        (b"PK\x03\x04" + b"\0" * 40, "the workbook is damaged"),
    ],
)
def test_what_is_no_table_is_refused(amu: Amu, place: Path, content: bytes, what: str) -> None:
    Path("answers.csv").write_bytes(content)
    assert what in refused(score(amu), tree())


def test_a_parquet_file_that_is_cut_short_or_spoilt_inside(amu: Amu, place: Path) -> None:
    pl.read_csv("answers.csv").write_parquet("answers.parquet")
    whole = Path("answers.parquet").read_bytes()
    for broken in (whole[:-20], whole[: len(whole) // 2], whole[:8] + b"\xff" * 200 + whole[208:]):
        Path("answers.parquet").write_bytes(broken)
        said = refused(score(amu, table="answers.parquet"), tree())
        assert said.startswith("answers.parquet: the Parquet file is damaged")


def test_a_column_of_text_in_a_parquet_file(amu: Amu, place: Path) -> None:
    table = pl.read_csv("answers.csv")
    table.with_columns(q3=pl.lit("often")).write_parquet("answers.parquet")
    said = refused(score(amu, table="answers.parquet"), tree())
    assert said.startswith("answers.parquet:1: column “q3”: 30 answers are neither numbers")
    assert said.endswith('[scale.labels]\n"often" = ?  # 30\n')


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("unit", [None, "  "])
def test_a_person_without_a_unit_is_named(
    amu: Amu, place: Path, kind: str, unit: str | None
) -> None:
    table = pl.read_csv("answers.csv")
    row = pl.int_range(pl.len())
    table = table.with_columns(Unit=pl.when(row == 3).then(pl.lit(unit)).otherwise("Unit"))
    path = f"answers.{kind}"
    match kind:
        case "csv":
            table.write_csv(path)
        case "parquet":
            table.write_parquet(path)
        case _:
            table.write_excel(path)
    said = refused(score(amu, table=path), tree())
    line = 4 if kind == "parquet" else 5
    assert said.startswith(f"{path}:{line}: column “Unit”: no unit is named in this row")


def test_a_formula_in_a_workbook_is_named(amu: Amu, place: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook("answers.xlsx") as book:
        sheet = book.add_worksheet()
        for at, line in enumerate([HEADER, *people()]):
            cells = line.split(",")
            sheet.write_row(at, 0, [int(cell) if cell.isdigit() else cell for cell in cells])
        sheet.write_formula("C4", "=1+1", None, 2)
    said = refused(score(amu, table="answers.xlsx"), tree())
    assert said.startswith("answers.xlsx:4: column “q1”: is a formula, not an answer")


def test_no_number_and_infinity_in_a_parquet_file(amu: Amu, place: Path) -> None:
    answers = {f"q{item}": [1.0, 2.5, 3.0, 4.0, 5.0] for item in range(1, 5)}
    answers["q2"][1], answers["q3"][4] = float("nan"), float("inf")
    pl.DataFrame({"Unit": ["A"] * 5, **answers}).write_parquet("answers.parquet")
    said = refused(score(amu, table="answers.parquet"), tree())
    assert said.startswith("answers.parquet:2: column “q2”: the answer is not a number\nrow 5, ")


def test_an_instrument_without_items_is_explained(amu: Amu, place: Path) -> None:
    told = ("--instrument", "kiwest-1", "--unit-column", "Unit", "-o", "out.csv")
    said = amu("score", "answers.csv", *told)
    assert said.code == 1
    assert "kiwest-1 does not say which items its themes consist of: autonomy" in said.err
    assert "items = [" in said.err


def test_nothing_of_anybody_is_left_on_any_disk(place: Path, tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    marked = (
        "\n".join([HEADER, *people()])
        .replace("Leads,", "Leads,comment,")
        .replace(",yes,", f",yes,{SECRET},")
    )
    Path("answers.csv").write_text(marked.replace(",,", f",,{SECRET},") + "\n")
    words = ["score", "answers.csv", "--instrument", "ours.toml", "--unit-column", "Unit"]
    environment = {**os.environ, "TMPDIR": str(spill), "POLARS_TEMP_DIR": str(spill)}
    subprocess.run(
        [sys.executable, "-m", "amu_tui", *words, "-o", "out.csv"],
        env=environment,
        check=True,
        capture_output=True,
    )
    assert not list(spill.rglob("*"))
    holding = [path for path, data in tree().items() if SECRET.encode() in data]
    assert holding == ["answers.csv"]


def test_numbers_in_a_message_are_in_the_language(amu: Amu, place: Path) -> None:
    text = Path("ours.toml").read_text() + "[scoring]\nanswered = 1.5\n"
    Path("ours.toml").write_text(text)
    assert "answered: this should be 1 or less" in score(amu).err
    assert "answered: dette skal være 1 eller mindre" in score(amu, "--lang", "nb").err


def test_nobodys_row_is_written_to_a_disk_where_memory_is_short(place: Path) -> None:
    spill = Path("spill").absolute()
    table = pl.select(pl.int_range(60_000).alias("row")).select(
        pl.format("unit {}", pl.col("row") // 3).alias("Unit"),
        *((1 + pl.col("row").hash(item) % 5).alias(f"q{item}") for item in range(1, 5)),
    )
    table.write_parquet("answers.parquet")
    tight = {
        "POLARS_OOC_SPILL_DIR": str(spill),
        "POLARS_OOC_MEMORY_BUDGET_MB": "1",
        "POLARS_OOC_SPILL_MIN_BYTES": "0",
    }
    told = ["score", "answers.parquet", "--instrument", "ours.toml", "--unit-column", "Unit"]
    subprocess.run(
        [sys.executable, "-m", "amu_tui", *told, "-o", "out.csv"],
        env={**os.environ, **tight},
        check=True,
        capture_output=True,
    )
    assert Path("out.csv").exists()
    assert not spill.exists()


def test_a_sheet_that_is_too_large_says_that_csv_has_no_limit(
    amu: Amu, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for line in Path("answers.csv").read_text().splitlines():
        book.worksheets[0].append(line.split(","))
    book.save("answers.xlsx")
    monkeypatch.setattr(grid, "MAX_CELLS", 20)
    said = refused(score(amu, table="answers.xlsx"), tree())
    assert said.startswith("answers.xlsx: the table has more than 20 cells")
    assert "Save the table as CSV (UTF-8), which may be of any size." in said
