"""One workbook with all tables in it: each is found by its own words, or told by its option."""

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import FACULTY, UNIT, Amu

RESULTS: list[list[Any]] = [
    ["Unit", "Theme", "n", "Mean", "SD"],
    *([unit, theme, n, 3 + theme / 10, 0.8] for unit, n in ((UNIT, 37), (FACULTY, 212))
      for theme in range(1, 9)),
]  # fmt: skip
SHEETS: dict[str, list[list[Any]]] = {
    "Contents": [["The staff survey"], ["Results", "Scores by theme"]],
    "Results": RESULTS,
    "Participation": [
        ["Participation"],
        [],
        ["Unit", "Group", "Invited", "Responses", "Rate"],
        [UNIT, "Women", 40, 20, 0.5],
        [UNIT, "Men", 34, 17, 0.5],
    ],
    "Questions": [
        ["Unit", "Question", "Option", "n", "Share"],
        [UNIT, "appraisal", "yes", 28, 0.7568],
        [UNIT, "appraisal", "no", 9, 0.2432],
    ],
    "Units": [["Unit", "Parent"], [FACULTY, None], [UNIT, FACULTY]],
}
ALL = ("--participation", "--questions", "--tree")


@pytest.fixture
def workbook(amu: Amu) -> Path:
    return saved(Path("survey.xlsx"))


def saved(path: Path, **more: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in {**SHEETS, **more}.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, float) and cell.value < 1 and title != "Results":
                    cell.number_format = "0%"
    made.save(path)
    return path


def test_every_table_is_found_in_one_workbook(amu: Amu, workbook: Path) -> None:
    told = [word for option in ALL for word in (option, workbook)]
    made = amu("new", "s", "--results", workbook, "--unit", UNIT, *told)
    assert (made.code, made.out) == (0, ""), made.err
    kept = tomllib.loads(Path("s/results.toml").read_text(encoding="utf-8"))
    assert kept["participation"]["groups"]["women"]["rate"] == 0.5
    assert kept["questions"]["appraisal"]["share"] == 0.757
    document = amu("results", workbook, *told, "--json").json
    assert document["sheet"] == "Results"
    assert document["tree"]["parents"] == {FACULTY: None, UNIT: FACULTY}


@pytest.mark.parametrize(
    ("option", "sheet"),
    [("--participation", "Participation"), ("--questions", "Questions"), ("--tree", "Units")],
)
def test_where_two_sheets_fit_the_option_that_tells_is_named(
    amu: Amu, option: str, sheet: str
) -> None:
    path = saved(Path("two.xlsx"), Again=SHEETS[sheet])
    told = ["new", "s", "--results", path, "--sheet", "Results", "--unit", UNIT, option, path]
    said = amu(*told)
    assert said.code == 1
    assert f"“{sheet}”, “Again”" in said.err
    assert f"{option}-sheet" in said.err
    made = amu(*told, f"{option}-sheet", "again")
    assert made.code == 0, made.err


@pytest.mark.parametrize("option", ALL)
def test_a_sheet_of_nothing_is_refused(amu: Amu, workbook: Path, option: str) -> None:
    said = amu("new", "s", "--results", workbook, "--unit", UNIT, f"{option}-sheet", "Units")
    assert said.code == 2
    assert f"{option}-sheet" in said.err


@pytest.mark.parametrize("sheet", ["Results", "Scores"])
def test_shares_that_a_workbook_shows_as_percentages(amu: Amu, sheet: str) -> None:
    """A cell shown as 58% holds 0.58."""
    rows = [["unit", "response rate", "1", "2"], [UNIT, 0.58, 3.9, 4], [FACULTY, 0.6, 3.8, 4]]
    made = openpyxl.Workbook()
    made.worksheets[0].title = sheet
    for row in rows:
        made.worksheets[0].append(row)
    for cell in (*made.worksheets[0]["B"],):
        cell.number_format = "0%"
    made.save("rates.xlsx")
    assert amu("new", "s", "--results", "rates.xlsx", "--unit", UNIT).code == 0
    assert amu("show", "s", "--json").json["participation"]["rate"] == 0.58


def test_the_name_of_a_sheet_is_shown_as_text(amu: Amu) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "a\x9b5m\u202eb\u200b"
    for row in RESULTS:
        book.worksheets[0].append(row)
    book.save("hostile.xlsx")
    assert "sheet “a�5m�b�”" in amu("results", "hostile.xlsx").out
    assert amu("results", "hostile.xlsx", "--json").json["sheet"] == "a�5m�b�"
