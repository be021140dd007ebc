"""A workbook with a sheet for each unit: answers, and tables of results."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tests.cli.conftest import Amu, Said, tree
from tests.cli.tables.answers import INSTRUMENT, read, refused

Cells = Sequence[Sequence[object]]
HEADER = ("q1", "q2", "q3", "q4")
PEOPLE = [(1 + at % 5, 1 + at % 3, 5 - at % 2, 1 + at % 4) for at in range(9)]


def book(sheets: Mapping[str, Cells], path: str = "book.xlsx") -> None:
    Path("ours.toml").write_text(INSTRUMENT)
    with xlsxwriter.Workbook(path) as whole:
        for name, rows in sheets.items():
            sheet = whole.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


def score(amu: Amu, *more: str) -> Said:
    told = ("--instrument", "ours.toml", "--sheet-is-unit", "-o", "out.csv")
    return amu("score", "book.xlsx", *told, *more)


def test_each_sheet_is_a_unit_and_what_is_no_table_is_said(amu: Amu) -> None:
    other_order: Cells = [[*HEADER[::-1], "Comment"], *([*row[::-1], "x"] for row in PEOPLE[:7])]
    book({"Contents": [["Lab"], ["Office"]], "Lab": [HEADER, *PEOPLE], "Office": other_order})
    said = score(amu, "--json")
    assert said.code == 0, said.err
    assert "column “Contents!”: the sheet holds no such table and was left out" in said.err
    found = read()
    assert {unit: row["n"] for (unit, theme), row in found.items() if theme == "support"} == {
        "Lab": "9",
        "Office": "7",
    }
    mean = sum(row[3] for row in PEOPLE[:7]) / 7
    assert float(found["Office", "support"]["mean"]) == pytest.approx(mean, abs=0.05)


def test_what_is_wrong_is_named_with_its_sheet(amu: Amu) -> None:
    wrong = [*PEOPLE[:3], (1, 9, 1, 1), *PEOPLE]
    book({"Lab": [HEADER, *PEOPLE], "Office": [["Answers of 2026"], HEADER, *wrong]})
    said = refused(score(amu), tree())
    assert "6: column “Office!q2”: " in said
    book({"Lab": [HEADER, *PEOPLE], "Office": [HEADER[:3], *(row[:3] for row in PEOPLE)]})
    said = refused(score(amu), tree())
    assert said.startswith(
        "book.xlsx, sheet “Office”:1: there is no column “q4”, which the sheet “Lab” has"
    )


def test_rows_are_chosen_and_leaders_counted_above_in_every_sheet(amu: Amu) -> None:
    Path("tree.csv").write_text("unit,parent\nTop,\nLab,Top\nOffice,Top\n")
    rows: list[Sequence[object]] = [("Year", "Leads", *HEADER)]
    rows += [(2026, "yes" if at < 9 else "", *row) for at, row in enumerate(PEOPLE * 4)]
    book({"Lab": [*rows, (2025, "", 1, 1, 1, 1)], "Office": rows})
    told = ("--where", "Year=2026", "--tree", "tree.csv", "--leaders", "Leads")
    said = score(amu, *told)
    assert said.code == 0, said.err
    counted = {unit: row["n"] for (unit, theme), row in read().items() if theme == "support"}
    assert counted == {"Top": "72", "Lab": "27", "Office": "27"}


@pytest.mark.parametrize("also", [["--unit", "A"], ["--unit-column", "A"], ["--sheet", "Lab"]])
def test_sheets_that_are_units_are_named_in_no_other_way(amu: Amu, also: list[str]) -> None:
    book({"Lab": [HEADER, *PEOPLE]})
    said = score(amu, *also)
    assert said.code == 2
    assert "do not go together" in said.err


def test_what_is_no_workbook_has_no_sheets(amu: Amu) -> None:
    book({})
    Path("book.xlsx").write_text("q1,q2,q3,q4\n1,2,3,4\n")
    assert "is not a workbook and has no sheets" in refused(score(amu), tree())
    said = amu("results", "book.xlsx", "--instrument", "ours.toml", "--sheet-is-unit")
    assert "is not a workbook and has no sheets" in said.err


RESULTS = ("Theme", "n", "mean", "sd")


def results(shift: float, n: int = 30) -> Cells:
    return [RESULTS, ("Autonomy", n, 3 + shift, 0.9), ("Support", n, 3.5 + shift, 0.8)]


def test_results_with_a_sheet_for_each_unit(amu: Amu) -> None:
    cover = [["Results of 2026"], ["Fill in nothing"]]
    book({"Cover": cover, "Lab": results(0), "Office": results(0.5), "Few": results(0, n=3)})
    told = ("book.xlsx", "--instrument", "ours.toml", "--sheet-is-unit")
    found = amu("results", *told, "--json")
    assert found.code == 0, found.err
    assert found.json["units"] == ["Lab", "Office", "Few"]
    assert found.json["themes"] == ["autonomy", "support"]
    assert [one["column"] for one in found.json["problems"]] == ["Cover!"]
    new = ("new", "s", "--results", *told, "--unit", "Lab", "--compare", "Office", "--apart")
    assert amu(*new).code == 0
    kept = tomllib.loads(Path("s/results.toml").read_text(encoding="utf-8"))
    assert kept["themes"]["support"]["mean"] == 3.5
    assert kept["references"]["office"]["themes"]["support"]["mean"] == 4.0
    Path("map.toml").write_text("sheet_is_unit = true\n")
    mapped = amu("results", *told[:3], "--map", "map.toml", "--json")
    assert mapped.json["units"] == ["Lab", "Office", "Few"]


def test_a_wrong_row_stops_its_own_sheet_and_names_it(amu: Amu) -> None:
    book({"Lab": results(0), "Office": [*results(0), ("Autonomy", 12, 9.5, 0.4)]})
    told = ("book.xlsx", "--instrument", "ours.toml", "--sheet-is-unit")
    said = amu("results", *told)
    assert said.code == 1
    assert "column “Office!" in said.err
    assert amu("new", "lab", "--results", *told, "--unit", "Lab").code == 0
    stopped = amu("new", "office", "--results", *told, "--unit", "Office")
    assert stopped.code == 1
    assert stopped.err.startswith("book.xlsx:4: column “Office!")


def test_wide_sheets_and_a_unit_column_that_is_named_besides(amu: Amu) -> None:
    wide = [("Autonomy", "Autonomy n", "Support", "Support n"), (3.1, 20, 3.3, 19)]
    book({"Lab": wide, "Office": wide})
    told = ("book.xlsx", "--instrument", "ours.toml", "--sheet-is-unit")
    assert amu("results", *told, "--json").json["units"] == ["Lab", "Office"]
    Path("map.toml").write_text('unit = "Autonomy"\n')
    said = amu("results", *told, "--map", "map.toml")
    assert said.code == 2
    assert "no column of units can be named" in said.err
    frame = pl.DataFrame({"a": [1]})
    frame.write_excel("none.xlsx")
    said = amu("results", "none.xlsx", *told[1:])
    assert "no sheet has a header that is known" in said.err
