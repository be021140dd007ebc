"""Figures that do not go together: said with the row, never with the figure, none refused."""

from pathlib import Path

import pytest

from amu_tui.model.survey.units import Parents
from amu_tui.tables.results.totals import odd_tree
from amu_tui.tables.results.unit_results import OtherTables, unit_results
from tests.tables.made import TINY, results_table, warned

TREE: Parents = {"Top": None, "A": "Top", "B": "Top"}
HEAD = "unit,theme,n,mean,sd\n"


def test_more_answers_to_a_theme_than_answers_at_all(tmp_path: Path) -> None:
    text = "unit,theme,responses,n,mean\nX,1,9,9,3\nX,2,9,10,3\nX,3,9,11,3\nY,1,9,8,3\n"
    table = results_table(tmp_path, text)
    [problem] = table.problems
    assert (problem.row, problem.column, problem.unit, problem.fatal) == (3, "n", "X", False)
    assert warned(table.results("X")) == (str(problem),)
    assert warned(table.results("Y")) == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Totalt,1,30,3.5,\nA,1,10,3,\nB,1,20,4,\n", ""),
        ("Total,1,15,3.5,\nA,1,10,3,\nB,1,20,4,\n", "fewer answers than one of the units"),
        ("All units,1,30,4.2,\nA,1,10,3,\nB,1,20,4,\n", "beyond those of all units"),
        ("All units,1,30,4.2,\nA,1,10,3,\nB,1,,,\n", ""),
        ("Total,1,20,4,\nA,1,,,\nB,1,20,4,\n", ""),  # nobody has answered in A
    ],
)
def test_a_total_goes_with_the_units(tmp_path: Path, rows: str, said: str) -> None:
    found = results_table(tmp_path, HEAD + rows).problems
    assert [problem.row for problem in found] == ([2] if said else [])
    assert all(said in problem.message for problem in found)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Top,1,30,3.7,\nA,1,10,3.0,\nB,1,20,4.0,\n", ""),
        ("Top,1,33,3.6,\nA,1,10,3.0,\nB,1,20,4.0,\n", ""),  # three more above
        ("Top,1,29,3.7,\nA,1,10,3.0,\nB,1,20,4.0,\n", ""),  # its leader answers in a part
        ("Top,1,29,3.6552,\nA,1,10,3.0000,\nB,1,20,4.0000,\n", ""),  # and she answers 4
        ("Top,1,29,3.4138,\nA,1,10,3.0000,\nB,1,20,4.0000,\n", "cannot come from"),  # not 11
        ("Top,1,25,3.7,\nA,1,10,3.0,\nB,1,20,4.0,\n", "fewer answers than its parts"),
        ("Top,1,30,3.1,\nA,1,10,3.0,\nB,1,20,4.0,\n", "cannot come from the means of its parts"),
        ("Top,1,300,4.9,\nA,1,100,3.0,\nB,1,180,4.0,\n", "cannot come from the means of its parts"),
        ("Top,1,,4.2,\nA,1,,3.0,\nB,1,,4.0,\n", "cannot come from the means of its parts"),
        ("Top,1,,3.9,\nA,1,,3.0,\nB,1,,4.0,\n", ""),
        ("Top,1,,4.1,\nA,1,,3.0,\n", ""),  # the other part is not known
    ],
)
def test_a_unit_goes_with_its_parts(tmp_path: Path, rows: str, said: str) -> None:
    table = results_table(tmp_path, HEAD + rows)
    found = list(odd_tree(table.scores, TREE, TINY.scale))
    assert [(p.row, p.unit, p.fatal) for p in found] == ([(2, "Top", False)] if said else [])
    assert all(said in problem.message for problem in found)
    kept = warned(unit_results(table, "Top", OtherTables(tree=TREE)))
    assert [warning for warning in kept if "row 2" in warning] == [str(p) for p in found]


def test_nothing_hidden_is_told_by_what_is_odd(tmp_path: Path) -> None:
    text = "unit,theme,responses,n,mean\nTop,1,3,4,4.87\nA,1,40,41,1.23\nB,1,40,3,1.01\n"
    table = results_table(tmp_path, text)
    told = " ".join(
        [*map(str, table.problems), *map(str, odd_tree(table.scores, TREE, TINY.scale))]
    )
    assert "fewer answers than its parts" in told
    for figure in ("4.87", "1.01", "41", "3 "):
        assert figure not in told.replace("row 3", "").replace("row 2", "")
