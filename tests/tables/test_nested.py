"""No group under the limit can be worked out from a unit and what it is set beside."""

from pathlib import Path

from amu_tui.model.results import Score
from tests.tables.made import understood

LONG = "unit,theme,n,mean,sd\n"
HIDDEN = Score(hidden="protects-another")


def test_a_level_above_with_two_more_answers_gives_way(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + "A,1,10,3.5,1\nP,1,12,3.6,1\nA,2,10,3.5,1\nP,2,30,3.6,1\n")
    results = table.results("A", compare=["P"])
    assert results.themes["autonomy"] == Score(n=10, mean=3.5, sd=1)
    assert results.references["p"].themes == {
        "autonomy": HIDDEN,
        "support": Score(n=30, mean=3.6, sd=1),
    }


def test_a_part_set_beside_the_level_above_gives_way(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + "A,1,10,3.5,1\nP,1,12,3.6,1\n")
    results = table.results("P", compare=["A"])
    assert results.themes["autonomy"].n == 12
    assert results.references["a"].themes["autonomy"] == HIDDEN


def test_of_two_references_the_larger_gives_way(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + "X,1,8,3.5,1\nA,1,50,3.5,1\nP,1,53,3.5,1\n")
    references = table.results("X", compare=["A", "P"]).references
    assert references["a"].themes["autonomy"].n == 50
    assert references["p"].themes["autonomy"] == HIDDEN


def test_units_that_cannot_be_parts_of_each_other_are_shown(tmp_path: Path) -> None:
    text = LONG + "A,1,10,3.50,1\nB,1,12,3.60,1\nA,2,10,2.00,1\nB,2,12,4.00,1\n"
    references = understood(tmp_path, text).results("A", compare=["B"]).references
    assert [score.n for score in references["b"].themes.values()] == [12, 12]
    fewer = LONG + "A,1,10,3.5,1\nB,1,12,3.6,1\nA,2,10,3.5,1\nB,2,9,3.5,1\n"
    references = understood(tmp_path, fewer).results("A", compare=["B"]).references
    assert [score.n for score in references["b"].themes.values()] == [12, 9]


def test_a_remainder_that_is_large_enough_is_shown(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + "A,1,10,3.5,1\nP,1,15,3.6,1\nQ,1,10,3.5,1\n")
    references = table.results("A", compare=["P", "Q"]).references
    assert [ref.themes["autonomy"].n for ref in references.values()] == [15, 10]
    stricter = table.results("A", compare=["P"], min_n=6).references
    assert stricter["p"].themes["autonomy"] == HIDDEN
