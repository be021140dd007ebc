"""Merged cells below the header: what is written once holds for all rows it stands beside."""

from pathlib import Path

from tests.tables.formats.books import book, read, results_table, save, sheet

SCORES: list[list[object]] = [
    ["unit", "theme", "n", "mean", "sd"],
    ["Scores by unit"],
    ["X", "Autonomi", 37, 3.9, 0.8],
    [None, "Åpent klima, sosialt", 36, 4.0, 0.7],
    ["Y", "Autonomi", 12, 3.25, 0.9],
    [None, "Åpent klima, sosialt", "[c]"],
    ["Z", "Autonomi", 14, 3.5, 0.9],
]


def test_a_unit_beside_all_its_themes(tmp_path: Path) -> None:
    made = book()
    scores = sheet(made, "Scores", SCORES)
    for cells in ("A2:E2", "A3:A4", "A5:A6", "C6:E6"):
        scores.merge_cells(cells)
    found = results_table(save(made, tmp_path))
    assert not [problem for problem in found.misread if problem.fatal]
    assert found.units == ("X", "Y", "Z")
    assert found.results("X").themes["climate"].mean == 4.0
    assert found.results("Y").themes["climate"].hidden == "protected"


def test_a_sign_over_all_themes_hides_them_all(tmp_path: Path) -> None:
    made = book()
    scores = sheet(
        made,
        "Scores",
        [
            ["unit", "Autonomi", "Åpent klima, sosialt", "Svar"],
            ["X", "for få svar", None, None],
            ["Y", 3.5, 3.25, 12],
            ["Part two", None, None, None],
            ["Z", 3.5, 3.25, 14],
        ],
    )
    scores.merge_cells("B2:D2")
    scores.merge_cells("A4:D4")
    path = save(made, tmp_path)
    themes = results_table(path).results("X").themes
    assert themes["autonomy"].hidden == themes["climate"].hidden == "protected"
    assert read(path).frame.rows()[2] == (4, "Part two", "", "", "")
