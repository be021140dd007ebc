"""What is taken and odd nevertheless is among the problems of the table, and said once."""

from pathlib import Path

from amu_tui.model.survey.caveats import Caveat
from tests.promises import proves
from tests.tables.made import results_table, warned

LONG = "unit,theme,n,mean,sd\n"


def test_more_answers_than_invited_is_said_at_the_first_row_of_the_unit(tmp_path: Path) -> None:
    text = "unit,theme,invited,svar,n,mean\nY,1,10,9,9,3\nX,1,10,12,9,3.9\nX,2,10,12,9,3.9\n"
    table = results_table(tmp_path, text)
    assert [(p.row, p.column, p.unit, p.fatal) for p in table.problems] == [(3, "svar", "X", False)]
    assert "120%" in table.problems[0].message
    assert warned(table.results("X")) == (table.problems[0].message,)
    assert warned(table.results("Y")) == ()
    assert warned(table.results("X", invited=12)) == ()


def test_no_more_of_a_rate_is_kept_than_is_shown(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,theme,invited,responses,n,mean\nX,1,7,9,9,3\n")
    [caveat] = table.results("X").warnings
    assert caveat == Caveat(code="more-than-invited", values={"rate": 1.29})


def test_a_rate_that_the_counts_do_not_make_is_said(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,theme,invited,responses,rate,n,mean\nX,1,10,9,50%,9,3\n")
    [problem] = table.problems
    assert (problem.row, problem.unit) == (2, "X")
    assert "90%" in problem.message


@proves("Tables without a number of answers cannot be checked, which is said.")
def test_a_table_without_n_is_said_once(tmp_path: Path) -> None:
    table = results_table(tmp_path, "\n\nunit,1,2\nX,3.9,4\nY,3,4\n")
    [problem] = table.problems
    assert (problem.row, problem.column, problem.unit, problem.fatal) == (3, "", "", False)
    assert "the table has no n" in problem.message
    assert warned(table.results("X")) == (problem.message,)


def test_some_scores_without_n_are_said_with_the_units_they_are_of(tmp_path: Path) -> None:
    rows = [f"U{unit},1,{'' if unit < 7 else 9},3.9," for unit in range(8)]
    table = results_table(tmp_path, LONG + "X,1,,,\n" + "\n".join(rows))
    [problem] = table.problems
    assert (problem.row, problem.column) == (3, "n")
    assert "no n for U0, U1, U2, U3, U4 and 2 more:" in problem.message


def test_hidden_and_missing_scores_need_no_n(tmp_path: Path) -> None:
    text = "unit,theme,n,mean,hidden\nX,1,9,3.9,\nX,2,,,protected\nX,3,,,\n"
    assert results_table(tmp_path, text).problems == ()


def test_problems_and_doubts_stand_in_the_order_of_the_rows(tmp_path: Path) -> None:
    text = "unit,rate,1\nX,102%,3.9\nY,90%,many\nZ,105%,4\n"
    table = results_table(tmp_path, text)
    assert [problem.row for problem in table.problems] == [1, 2, 3, 4]
    assert [problem.row for problem in table.misread] == [3]
