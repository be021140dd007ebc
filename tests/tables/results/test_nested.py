"""No group under the limit can be worked out from a unit and what it is set beside."""

from pathlib import Path

import pytest

from amu_tui.errors import UsageError
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.survey.results import Score
from amu_tui.tables.results.interpret import ResultsTable
from amu_tui.tables.results.unit_results import OtherTables, unit_results
from tests.tables.made import results_table

LONG = "unit,theme,n,mean,sd\n"
HIDDEN = Score(hidden="protected")
TREE = Nesting({"T": None, "F": "T", "P": "T", "Q": "T", **dict.fromkeys("ABCDG", "F"), "X": "T"})
IN_P = Nesting({"T": None, "P": "T", "Q": "T", "X": "T", "A": "P"})


def autonomy(table: ResultsTable, unit: str, *compare: str, nesting: Nesting) -> list[int | None]:
    """How many answered in the units that are set beside, None where that is hidden."""
    references = table.results(unit, compare=compare, nesting=nesting).references
    return [one.themes["autonomy"].n for one in references.values()]


def test_a_level_above_with_two_more_answers_gives_way(tmp_path: Path) -> None:
    table = results_table(
        tmp_path, LONG + "A,1,10,3.5,1\nP,1,12,3.6,1\nA,2,10,3.5,1\nP,2,30,3.6,1\n"
    )
    results = table.results("A", compare=["P"], nesting=IN_P)
    assert results.themes["autonomy"] == Score(n=10, mean=3.5, sd=1)
    assert results.references["p"].themes == {
        "autonomy": HIDDEN,
        "support": Score(n=30, mean=3.6, sd=1),
    }


def test_a_part_set_beside_the_level_above_gives_way(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "A,1,10,3.5,1\nP,1,12,3.6,1\n")
    results = table.results("P", compare=["A"], nesting=IN_P)
    assert results.themes["autonomy"].n == 12
    assert results.references["a"].themes["autonomy"] == HIDDEN


def test_of_two_references_the_larger_gives_way(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "X,1,8,3.5,1\nA,1,50,3.5,1\nP,1,53,3.5,1\n")
    assert autonomy(table, "X", "A", "P", nesting=IN_P) == [50, None]


def test_a_remainder_that_is_large_enough_is_shown(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "A,1,10,3.5,1\nP,1,15,3.6,1\nQ,1,10,3.5,1\n")
    assert autonomy(table, "A", "P", "Q", nesting=IN_P) == [15, 10]
    stricter = table.results("A", compare=["P"], min_n=6, nesting=IN_P).references
    assert stricter["p"].themes["autonomy"] == HIDDEN


PARTS = "A,1,10,3.50,0.80\nB,1,16,3.60,0.90\nC,1,24,3.40,0.70\n"


def test_a_whole_less_all_its_parts_gives_way(tmp_path: Path) -> None:
    """F's 52 are A's 10, B's 16, C's 24 and two more."""
    table = results_table(tmp_path, LONG + PARTS + "F,1,52,3.48,0.79\n")
    assert autonomy(table, "A", "B", "C", "F", nesting=TREE) == [16, 24, None]
    assert autonomy(table, "A", "B", "F", nesting=TREE) == [16, 52]


def test_the_smallest_part_gives_way_to_the_unit_itself(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + PARTS + "F,1,52,3.48,0.79\n")
    assert autonomy(table, "F", "A", "B", "C", nesting=TREE) == [None, 16, 24]


def test_parts_that_leave_enough_people_or_nobody_are_shown(tmp_path: Path) -> None:
    for whole in ("F,1,55,3.48,0.79\n", "F,1,50,3.488,0.79\n"):
        table = results_table(tmp_path, LONG + PARTS + whole)
        assert None not in autonomy(table, "A", "B", "C", "F", nesting=TREE)


def test_a_part_too_small_to_be_shown_is_not_what_is_left(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + PARTS + "D,1,4,3.5,0.5\nF,1,54,3.48,0.79\n")
    results = table.results("A", compare=[*"BCDF"], nesting=TREE)
    assert results.references["d"].themes["autonomy"] == Score(hidden="protected")
    assert results.references["f"].themes["autonomy"] == HIDDEN


def test_units_side_by_side_in_a_tree_are_shown(tmp_path: Path) -> None:
    """By their figures A might be part of B."""
    table = results_table(tmp_path, LONG + "A,1,10,3.5,1\nB,1,12,3.6,1\nF,1,40,3.5,1\n")
    assert autonomy(table, "A", "B", "F", nesting=TREE) == [12, 40]


def test_a_residual_group_is_hidden_whatever_the_figures_say(tmp_path: Path) -> None:
    """The figures of F are odd, but two are left all the same."""
    table = results_table(
        tmp_path, LONG + "A,1,10,3.50,0.10\nb ,1,16,3.50,0.10\nF,1,28,4.90,0.10\n"
    )
    assert autonomy(table, "A", "B", "F", nesting=TREE) == [16, None]


def test_what_has_given_way_passes_its_people_up(tmp_path: Path) -> None:
    """F leaves two people of the top, and is hidden; the top then leaves 3 + 20 + 2."""
    table = results_table(
        tmp_path, LONG + "A,1,10,3.5,1\nB,1,16,3.5,1\nF,1,28,3.5,1\nT,1,30,3.5,1\n"
    )
    assert autonomy(table, "A", "B", "F", "T", nesting=TREE) == [16, None, None]


def test_a_leader_counted_below_only_is_not_told(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "A,1,13,3.5,1\nF,1,12,3.6,1\n")
    assert autonomy(table, "A", "F", nesting=TREE) == [None]


def test_those_left_who_answered_alike_are_not_told(tmp_path: Path) -> None:
    """Of F's 24, A's 14 leave ten who all answered 5."""
    table = results_table(
        tmp_path,
        LONG + "A,1,14,3.000000,1.000001\nF,1,24,3.833333,1.256869\n"
        "A,2,14,2.999999,1.000000\nF,2,24,3.500000,1.239448\n",
    )
    shown = table.results("A", compare=["F"], nesting=TREE).references["f"].themes
    assert shown["autonomy"] == HIDDEN
    assert shown["support"].n == 24


TWO = LONG + "A,1,10,3.5,1\nB,1,12,3.6,1\nC,1,9,3.5,1\nF,1,60,3.5,1\n"


@pytest.mark.parametrize("compare", ["B", "F", "BF"])
def test_without_a_word_on_how_units_contain_each_other_they_are_refused(
    tmp_path: Path, compare: str
) -> None:
    with pytest.raises(UsageError) as error:
        unit_results(results_table(tmp_path, TWO), "A", compare=[*compare])
    message = str(error.value)
    assert "\n" not in message
    assert "“A” and “" + compare[0] in message
    assert all(option in message for option in (f'--parent "{compare[0]}"', "--tree", "--apart"))


def test_one_option_is_enough_for_one_unit(tmp_path: Path) -> None:
    """The one above, or one that shares nobody."""
    table = results_table(tmp_path, TWO)
    above = unit_results(table, "a", OtherTables(parent="f"), compare=["F"])
    assert above.references["f"].themes["autonomy"].n == 60
    assert above.parents == {"A": "f"}
    beside = unit_results(table, "A", OtherTables(apart=True), compare=["B"])
    assert beside.references["b"].themes["autonomy"].n == 12
    assert beside.parents == {}


def test_the_unit_above_says_nothing_of_others_in_it(tmp_path: Path) -> None:
    """B might be part of A, or A of B; both may be in F."""
    table = results_table(tmp_path, TWO)
    with pytest.raises(UsageError, match="“A” and “B”"):
        unit_results(table, "A", OtherTables(parent="F"), compare=["F", "B"])
    both = OtherTables(parent="F", apart=True)
    with pytest.raises(UsageError, match=r"“A” and “F”.* with --tree"):
        unit_results(table, "A", OtherTables(parent="B"), compare=["B", "F"])
    references = unit_results(table, "A", both, compare=["F", "B"]).references
    assert references["b"].themes["autonomy"].n == 12


def test_a_unit_that_the_tree_does_not_have_is_not_taken_for_one_of_it(tmp_path: Path) -> None:
    table, tree = results_table(tmp_path, TWO), {"F": None, "A": "F", "C": "F"}
    with pytest.raises(UsageError, match="“A” and “B”"):
        unit_results(table, "A", OtherTables(tree=tree), compare=["C", "B"])
    # Not even where it is known to be somewhere in it.
    with pytest.raises(UsageError, match="“B” and “C”"):
        unit_results(table, "B", OtherTables(tree=tree, parent="F"), compare=["F", "C"])


def test_the_tree_goes_before_the_unit_above(tmp_path: Path) -> None:
    """The parent is the one to show where answers are too few; B is in between."""
    text = LONG + "A,1,10,3.5,1\nB,1,12,3.5,1\nF,1,60,3.5,1\n"
    tree = OtherTables(tree={"F": None, "B": "F", "A": "B"}, parent="F")
    results = unit_results(results_table(tmp_path, text), "A", tree, compare=["B", "F"])
    assert results.references["b"].themes["autonomy"] == HIDDEN
    assert results.parents == {"A": "B", "B": "F"}


def test_scores_of_nobody_knows_how_many_need_no_word(tmp_path: Path) -> None:
    text = "unit,theme,mean\nA,1,3.5\nMedian,1,3.6\n"
    references = unit_results(results_table(tmp_path, text), "A", compare=["Median"]).references
    assert references["median"].themes["autonomy"].mean == 3.6
