"""Numbers of people that a table keeps back: what depends on them is hidden, never guessed."""

from pathlib import Path

import pytest

from amu_tui.model.survey.results import Participation, Score
from amu_tui.tables.figures.groups import read_groups
from amu_tui.tables.reading.read import read_table
from tests.tables.made import results_table, write

HIDDEN = Score(hidden="protected")


@pytest.mark.parametrize("column", ["responses", "invited"])
@pytest.mark.parametrize("cell", ["<10", "*", "[c]"])
def test_an_unknown_number_of_answers_may_be_few(tmp_path: Path, column: str, cell: str) -> None:
    table = results_table(tmp_path, f"unit;{column};1\nX;{cell};3,9\nY;40;3,8\n")
    assert table.problems[0].message.startswith("the table has no n")
    assert table.results("X").themes == {"autonomy": HIDDEN}
    assert table.results("Y", compare=["X"]).references["x"].themes == {"autonomy": HIDDEN}
    assert table.results("X", responses=12).themes["autonomy"].mean == 3.9


def test_a_number_that_is_known_goes_before_it(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit;theme;n;mean;responses\nX;1;12;3,9;<50\nX;2;;4;<50\n")
    themes = table.results("X").themes
    assert themes["autonomy"].mean == 3.9
    assert list(themes.values())[1] == HIDDEN


def test_a_rate_alone_that_is_kept_back_says_nothing_of_the_answers(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit;rate;1\nX;[c];3,9\n")
    results = table.results("X")
    assert results.themes["autonomy"].mean == 3.9
    assert results.participation == Participation()


@pytest.mark.parametrize("hidden", ["", "-", "NA"])
def test_the_rate_of_a_group_of_which_something_is_kept_back(tmp_path: Path, hidden: str) -> None:
    head = "unit,group,invited,responses,rate,hidden\nX,Women,20,15,75%,\n"
    for figures in ("20,<10,40%", "20,8,*", "[c],8,40%"):
        path = write(tmp_path, f"{head}X,Men,{figures},{hidden}\n")
        groups = read_groups(read_table(path))
        [women, men] = groups.rates("X", Participation(invited=40)).values()
        assert (men.rate, men.hidden) == (None, "protected")
        assert women.hidden is not None or women.rate == 0.75
