"""Tables of every kind, from the command line: workbooks with several sheets, told headers."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.cli.conftest import UNIT, Amu, tree
from tests.cli.tables.answers import lay_out, refused, score

HEADINGS = ("Snitt", "Antall", "Standardavvik")


@pytest.fixture
def workbook(amu: Amu) -> Path:
    """As a central office publishes: a contents page, two years, two lines of header."""
    made = openpyxl.Workbook()
    contents = made.worksheets[0]
    contents.title = "Innhold"
    contents.append(["Arbeidsmiljøundersøkelsen"])
    for year, mean in (("2017", 3.9), ("2014", 3.5)):
        sheet = made.create_sheet(year)
        sheet.append([f"Resultater {year}"])
        sheet.append([])
        sheet.append(["Enhet", "Autonomi", None, None, "Selvstendighet"])
        sheet.append([None, *HEADINGS, *HEADINGS])
        sheet.merge_cells("B3:D3")
        sheet.merge_cells("E3:G3")
        sheet.append([UNIT, mean, 37, 0.7, 4.1, 36, 0.6])
        sheet.append(["Fakultetet", 3.8, 210, 0.8, "[c]", "[c]", "[c]"])
        sheet.append(["Kilde: undersøkelsen"])
    path = Path("results.xlsx")
    made.save(path)
    return path


def test_a_sheet_is_asked_for_and_named(amu: Amu, workbook: Path) -> None:
    said = amu("results", workbook)
    assert said.code == 1
    assert "“2017”, “2014”" in said.err
    assert "--sheet" in said.err
    assert "Innhold" not in said.err
    said = amu("results", workbook, "--sheet", "2017")
    assert (said.code, said.err) == (0, "")
    assert "Read as xlsx, sheet “2017”" in said.out
    assert "header in rows 3–4" in said.out
    assert "Kilde: undersøkelsen" in said.out
    document = amu("results", workbook, "--sheet", "2017", "--json").json
    assert (document["sheet"], document["header"]) == ("2017", [3, 4])
    assert document["units"] == [UNIT, "Fakultetet"]


def test_a_session_of_a_sheet_with_the_sheet_of_the_round_before(amu: Amu, workbook: Path) -> None:
    made = amu(
        "new", "s", "--results", workbook, "--sheet", "2017", "--unit", UNIT,
        "--compare", "Fakultetet", "--apart", "--previous", workbook, "--previous-sheet", "2014",
        "--previous-round", "2014",
    )  # fmt: skip
    assert made.code == 0, made.err
    themes = amu("show", "s", "--json").json["areas"][0]["themes"]
    assert themes[0]["mean"] == 3.9
    assert themes[0]["references"]["previous"]["mean"] == 3.5
    assert themes[1]["references"]["fakultetet"]["mean"] is None


def test_a_mapping_tells_sheet_and_header_and_the_option_wins(amu: Amu, workbook: Path) -> None:
    Path("map.toml").write_text('sheet = "2014"\nheader = "3-4"\n')
    read = amu("results", workbook, "--map", "map.toml", "--json").json
    assert (read["sheet"], read["header"]) == ("2014", [3, 4])
    read = amu("results", workbook, "--map", "map.toml", "--sheet", "2", "--json").json
    assert read["sheet"] == "2017"
    said = amu("results", workbook, "--map", "map.toml", "--header", "4")
    assert said.code == 1
    assert f"{workbook}:4" in said.err


def test_a_formula_without_a_value_makes_no_session(amu: Amu, workbook: Path) -> None:
    made = openpyxl.load_workbook(workbook)
    made["2017"]["C5"] = "=30+7"
    made.save(workbook)
    before = tree()
    said = amu("new", "s", "--results", workbook, "--sheet", "2017", "--unit", UNIT)
    assert said.code == 1
    assert f"{workbook}:5: column “Autonomi Antall”: “=30+7” is a formula" in said.err
    assert tree() == before


def test_an_old_workbook_is_not_scored_since_it_may_hold_formulas(amu: Amu) -> None:
    """The answers of `people`, in a workbook made with xlwt 1.3.0."""
    lay_out()
    old = Path(__file__).with_name("old-answers.xls")
    Path("answers.xls").write_bytes(old.read_bytes())
    before = tree()
    said = refused(score(amu, table="answers.xls"), before)
    assert "answers.xls" in said
    assert "formulas" in said
    assert ".xlsx" in said


def test_parquet_is_read_too(amu: Amu) -> None:
    columns = {"enhet": [UNIT] * 2, "tema": [1, 2], "n": [37, 36], "snitt": [3.9, 4.1]}
    pl.DataFrame(columns).write_parquet("results.parquet")
    said = amu("results", "results.parquet")
    assert (said.code, said.err) == (0, "")
    assert "Read as Parquet" in said.out
    assert amu("new", "s", "--results", "results.parquet").code == 0


def test_options_for_a_table_do_not_go_with_a_table_that_is_not_there(
    amu: Amu, table: Path
) -> None:
    said = amu("new", "s", "--results", table, "--unit", UNIT, "--previous-sheet", "2014")
    assert said.code == 2
    assert "--previous-sheet" in said.err
    said = amu("new", "s", "--results", table, "--unit", UNIT, "--sheet", "2014")
    assert said.code == 1
    assert "not a workbook" in said.err


def test_a_workbook_with_the_same_few_texts_in_many_cells(amu: Amu) -> None:
    units = [f"Enhet {number}" for number in range(99)]
    marks = {f"Merknad {number}": ["-"] * 99 for number in range(40)}
    table = {"Enhet": units, "Autonomi": ["3,9", *["[c]"] * 98], **marks}
    pl.DataFrame(table).write_excel("same.xlsx")
    said = amu("results", "same.xlsx")
    assert (said.code, said.err) == (0, "")
    assert "Enhet 98" in said.out
