"""Everything that can be wrong in a row: named by row and column, and it stops its unit only."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.model.survey.instrument import Scale
from tests.tables.made import instrument, results_table

LONG = "unit,theme,n,mean,sd\n"


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("X,2,8,5.1,1", "mean", "outside the scale 1–5"),
        ("X,2,8,0.9,1", "mean", "outside the scale"),
        ("X,2,8,-3,1", "mean", "outside the scale"),
        ("X,2,8,high,1", "mean", "is not a number"),
        ("X,2,8,nan,1", "mean", "is not a number"),
        ("X,2,8,inf,1", "mean", "is not a number"),
        ("X,2,8,58%,1", "mean", "percentage"),
        ("X,2,8,3,-0.1", "sd", "negative"),
        ("X,2,8,3,2.3", "sd", "larger standard deviation"),
        ("X,2,,3,3.0", "sd", "larger standard deviation"),
        ("X,2,8,4.90,0.9", "sd", "larger standard deviation"),
        ("X,2,1,3,1", "sd", "larger standard deviation"),
        ("X,2,8,3,10%", "sd", "percentage"),
        ("X,2,8,3,much", "sd", "is not a number"),
        ("X,2,-8,3,1", "n", "whole number"),
        ("X,2,8.5,3,1", "n", "whole number"),
        ("X,2,80%,3,1", "n", "percentage"),
        ("X,2,999999999999,3,1", "n", "whole number"),
        ("X,2,many,3,1", "n", "is not a number"),
        ("X,2,1.234,3,1", "n", "thousand or a decimal"),
        ("X,2,0,3,1", "mean", "n is 0"),
        ("X,1,8,3.9,1", "", "row 2 already"),
        ("x ,Autonomi,8,3.9,1", "", "row 2 already"),
        ("X,2,8,3,9,1", "", "6 cells, but the header has 5"),
    ],
)
def test_a_bad_row_stops_its_unit_and_no_other(
    tmp_path: Path, row: str, column: str, said: str
) -> None:
    table = results_table(tmp_path, f"{LONG}X,1,8,3.9,1\n{row}\nY,1,9,4,1\n")
    [problem] = [one for one in table.misread if one.fatal]
    assert (problem.row, problem.column, problem.fatal, problem.unit) == (3, column, True, "X")
    assert said in problem.message
    with pytest.raises(AmuError) as caught:
        table.results("X")
    assert str(caught.value).startswith(f"{tmp_path / 'table.csv'}:3: ")
    assert said in str(caught.value)
    assert table.results("Y").themes["autonomy"].mean == 4
    with pytest.raises(AmuError):
        table.results("Y", compare=["X"])


@pytest.mark.parametrize(
    "row", ["X,2,8,3,2.1", "X,2,6,3,2.2", "X,2,8,4.9,0.7", "X,2,8,5,0.6", "X,2,1,3,0", "X,2,1,3,"]
)
def test_a_spread_that_rounding_allows_is_taken(tmp_path: Path, row: str) -> None:
    assert results_table(tmp_path, LONG + row + "\n").misread == ()


def test_all_problems_are_listed_and_the_first_is_raised(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "X,1,x,y,z\nX,2,8,3,1\nY,1,8,9,1\n")
    assert [(p.row, p.column) for p in table.misread] == [
        (2, "mean"), (2, "n"), (2, "sd"), (4, "mean"),
    ]  # fmt: skip
    with pytest.raises(AmuError, match="2 more problems"):
        table.results("X")


def test_a_row_without_a_unit_may_be_anybody_s_in_a_long_table(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "X,1,8,3,1\n,2,8,3,1\n")
    with pytest.raises(AmuError, match="no unit is named") as caught:
        table.results("X")
    assert caught.value.line == 3


def test_a_row_without_a_unit_is_said_in_a_wide_table(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1\nX,3\n,4\n")
    [problem] = table.misread
    assert (problem.row, problem.fatal) == (3, False)
    assert table.results("X").themes["autonomy"].mean == 3


def test_a_unit_in_two_rows_of_a_wide_table(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1,2\nX ,3,4\nx,3,4\n")
    [problem] = [one for one in table.misread if one.fatal]
    assert problem.row == 3
    assert problem.message.startswith("the same unit stands in row 2 already; --where")
    with pytest.raises(AmuError):
        table.results("X")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("invited", "-4", "whole number"),
        ("invited", "4.5", "whole number"),
        ("invited", "many", "is not a number"),
        ("invited", "1,234", "whole number"),
        ("responses", "58%", "whole number"),
        ("rate", "-5%", "response rate"),
        ("rate", "most", "is not a number"),
    ],
)
def test_bad_participation_stops_its_unit(
    tmp_path: Path, column: str, cell: str, said: str
) -> None:
    table = results_table(tmp_path, f"unit;{column};1\nX;{cell};3\nY;.;4\n")
    [problem] = table.misread
    assert (problem.row, problem.column, problem.unit) == (2, column, "X")
    assert said in problem.message
    with pytest.raises(AmuError):
        table.results("X")
    table.results("Y")


def test_a_rate_that_may_be_both_is_named(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,rate,1\nX,0.58,3\nY,58,4\n")
    [problem] = table.misread
    assert (problem.row, problem.column) == (2, "rate")


def test_rows_of_a_unit_that_disagree_on_participation(tmp_path: Path) -> None:
    text = "unit,theme,respondents,mean\nX,1,30,3\nX,2,31,3\n"
    [problem] = results_table(tmp_path, text).misread
    assert (problem.row, problem.column) == (3, "respondents")
    assert "differs" in problem.message


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "Organisation,1,2",
            "no column is called “unit”; the columns are “Organisation”, “1”, “2”",
        ),
        ("unit,x,y", "no column is a theme"),
        ("unit,1 n,1 sd", "no column is a theme"),
        ("unit,theme,n", "no column is called “mean”"),
        ("unit,Unit,1", "several columns are “unit”"),
        ("unit,enhet,1", "several columns are “unit”"),
        ("unit,Autonomi,Job Autonomy", "several columns are “Job autonomy”"),
        ("unit,1 n,autonomy_n", "several columns are “Job autonomy”"),
    ],
)
def test_a_header_that_does_not_tell(tmp_path: Path, header: str, said: str) -> None:
    with pytest.raises(AmuError) as caught:
        results_table(tmp_path, f"{header}\nX,3,4\n")
    assert said in str(caught.value)
    assert caught.value.line == 1
    assert caught.value.hint


def test_a_table_of_another_instrument(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="no row is a theme of tiny") as caught:
        results_table(tmp_path, LONG + "X,Trivsel,8,3,1\n")
    assert "“Trivsel”" in caught.value.hint


def test_an_unquoted_decimal_comma_in_every_row_is_explained(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="decimal comma") as caught:
        results_table(tmp_path, "unit,theme,mean\nX,1,3,9\nX,2,4,1\n")
    assert caught.value.line == 2


def test_a_word_that_is_no_reason_for_hiding(tmp_path: Path) -> None:
    [problem] = results_table(tmp_path, "unit,theme,mean,hidden\nX,1,3,secret\n").misread
    assert (problem.column, problem.fatal) == ("hidden", True)


def test_thousands_are_ambiguous_on_a_long_scale(tmp_path: Path) -> None:
    index = instrument(Scale(min=0, max=5000, unit="index"))
    table = results_table(tmp_path, "unit;1;2\nX;1.234;1.234,5\n", of=index)
    [problem] = table.misread
    assert "thousand or a decimal" in problem.message


def test_cells_in_messages_are_short_and_clean(tmp_path: Path) -> None:
    [problem] = results_table(tmp_path, f"unit,1\nX,\x1b[2J{'y' * 500}\nY,3\n").misread
    assert "\x1b" not in str(problem)
    assert len(str(problem)) < 120


def test_a_bad_row_of_the_round_before_stops_it(tmp_path: Path) -> None:
    now = results_table(tmp_path, "unit,1\nX,3\nY,3\n", name="2.csv")
    before = results_table(tmp_path, "unit,1\nX,9\nY,4\n", name="1.csv")
    with pytest.raises(AmuError, match=r"1\.csv:2: .*outside"):
        now.results("X", previous=before)
    now.results("Y", previous=before)


@pytest.mark.parametrize("notes", [1, 63, 64, 65, 130])
def test_there_may_be_any_number_of_footnotes(tmp_path: Path, notes: int) -> None:
    below = "".join(f"* said of it under number {place}\n" for place in range(notes))
    table = results_table(tmp_path, f"{LONG}X,1,8,3.9,1\n{below}")
    assert [problem.row for problem in table.misread] == list(range(3, 3 + notes))
    assert all("a note below the table" in problem.message for problem in table.misread)
    assert list(table.units) == ["X"]
