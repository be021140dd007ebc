"""No group under the limit can be worked out from a unit and what it is set beside."""

from pathlib import Path

from amu_tui.model.survey.results import Score
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


PARTS = "A,1,10,3.50,0.80\nB,1,16,3.60,0.90\nC,1,24,3.40,0.70\n"


def test_a_whole_less_all_its_parts_gives_way(tmp_path: Path) -> None:
    """F's 52 are A's 10, B's 16, C's 24 and two more."""
    table = understood(tmp_path, LONG + PARTS + "F,1,52,3.48,0.79\n")
    references = table.results("A", compare=["B", "C", "F"]).references
    assert references["f"].themes["autonomy"] == HIDDEN
    assert [references[part].themes["autonomy"].n for part in "bc"] == [16, 24]
    one_less = table.results("A", compare=["B", "F"]).references
    assert one_less["f"].themes["autonomy"].n == 52


def test_the_smallest_part_gives_way_to_the_unit_itself(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + PARTS + "F,1,52,3.48,0.79\n")
    references = table.results("F", compare=["A", "B", "C"]).references
    assert references["a"].themes["autonomy"] == HIDDEN
    assert [references[part].themes["autonomy"].n for part in "bc"] == [16, 24]


def test_parts_that_leave_enough_people_are_shown(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + PARTS + "F,1,55,3.48,0.79\nG,1,50,3.488,0.79\n")
    for whole in "FG":
        references = table.results("A", compare=["B", "C", whole]).references
        assert not any(ref.themes["autonomy"].hidden for ref in references.values())


def test_a_spread_that_nobody_can_have_tells_units_apart(tmp_path: Path) -> None:
    """Two more people cannot take the spread of ten from 1.2 to 0.1, whatever they answered."""
    table = understood(tmp_path, LONG + "A,1,10,3.50,1.20\nB,1,12,3.50,0.10\n")
    assert table.results("A", compare=["B"]).references["b"].themes["autonomy"].n == 12


def test_a_part_too_small_to_be_shown_is_not_what_is_left(tmp_path: Path) -> None:
    text = LONG + PARTS + "D,1,4,3.5,0.5\nF,1,54,3.48,0.79\n"
    references = understood(tmp_path, text).results("A", compare=["B", "C", "D", "F"]).references
    assert references["d"].themes["autonomy"] == Score(hidden="too-few")
    assert references["f"].themes["autonomy"] == HIDDEN


def test_many_units_are_set_beside_in_a_moment(tmp_path: Path) -> None:
    rows = "".join(f"U{number},1,{9 + number},3.5,0.8\n" for number in range(40))
    table = understood(tmp_path, LONG + rows + "F,1,1500,3.5,0.8\n")
    names = [f"U{number}" for number in range(1, 40)]
    references = table.results("U0", compare=[*names, "F"]).references
    assert len(references) == 40
    assert references["f"].themes["autonomy"].n == 1500


def test_what_has_given_way_takes_no_other_with_it(tmp_path: Path) -> None:
    """P is hidden for A, so that Q is no longer set beside P, only beside A."""
    rows = "X,1,8,3.5,1\nA,1,50,3.5,1\nP,1,53,3.5,1\nQ,1,56,3.5,1\n"
    references = understood(tmp_path, LONG + rows).results("X", compare=["A", "P", "Q"]).references
    assert references["p"].themes["autonomy"] == HIDDEN
    assert [references[key].themes["autonomy"].n for key in "aq"] == [50, 56]


def test_too_many_sets_of_parts_to_try_are_not_shown(tmp_path: Path) -> None:
    """Sixty units of 20 within 711: nobody has the time to try every set of them."""
    rows = "".join(f"U{at},1,{20 + 20 * (at % 2)},3.5,0.8\n" for at in range(60))
    table = understood(tmp_path, LONG + rows + "F,1,711,3.5,0.8\n")
    references = table.results("U0", compare=[*[f"U{at}" for at in range(1, 60)], "F"]).references
    assert references["f"].themes["autonomy"] == HIDDEN


TREE: dict[str, str | None] = {"F": None, "A": "F", "B": "F", "C": "F", "G": "F", "S": "F"}


def test_a_tree_tells_what_is_no_part(tmp_path: Path) -> None:
    """By the figures A may be part of B, which the tree knows better."""
    table = understood(tmp_path, LONG + "A,1,10,3.5,1\nB,1,12,3.6,1\nF,1,40,3.5,1\n")
    assert table.results("A", compare=["B"]).references["b"].themes["autonomy"] == HIDDEN
    shown = table.results("A", compare=["B", "F"], tree=TREE).references
    assert [ref.themes["autonomy"].n for ref in shown.values()] == [12, 40]


def test_a_tree_tells_what_is_left_whatever_the_figures_say(tmp_path: Path) -> None:
    """The figures of F are odd, but two are left all the same."""
    table = understood(tmp_path, LONG + "A,1,10,3.50,0.10\nb ,1,16,3.50,0.10\nF,1,28,4.90,0.10\n")
    free = table.results("A", compare=["B", "F"]).references
    assert free["f"].themes["autonomy"].n == 28
    known = table.results("A", compare=["B", "F"], tree=TREE).references
    assert known["f"].themes["autonomy"] == HIDDEN
    assert known["b"].themes["autonomy"].n == 16


def test_with_a_tree_what_has_given_way_passes_its_people_up(tmp_path: Path) -> None:
    """F leaves two people of the top, and is hidden; the top then leaves 3 + 20 + 2."""
    tree: dict[str, str | None] = {"T": None, "F": "T", "A": "F", "B": "F"}
    table = understood(tmp_path, LONG + "A,1,10,3.5,1\nB,1,16,3.5,1\nF,1,28,3.5,1\nT,1,30,3.5,1\n")
    shown = table.results("A", compare=["B", "F", "T"], tree=tree).references
    assert [ref.themes["autonomy"].n for ref in shown.values()] == [16, None, None]


def test_a_leader_counted_below_only_is_not_left_over(tmp_path: Path) -> None:
    tree: dict[str, str | None] = {"F": None, "A": "F"}
    table = understood(tmp_path, LONG + "A,1,13,3.5,1\nF,1,12,3.6,1\n")
    assert table.results("A", compare=["F"], tree=tree).references["f"].themes["autonomy"] == HIDDEN


def test_those_left_who_answered_alike_are_not_told(tmp_path: Path) -> None:
    """Of F's 24, A's 14 leave ten who all answered 5."""
    tree: dict[str, str | None] = {"F": None, "A": "F"}
    table = understood(
        tmp_path,
        LONG + "A,1,14,3.000000,1.000001\nF,1,24,3.833333,1.256869\n"
        "A,2,14,2.999999,1.000000\nF,2,24,3.500000,1.239448\n",
    )
    shown = table.results("A", compare=["F"], tree=tree).references["f"].themes
    assert shown["autonomy"] == HIDDEN
    assert shown["support"].n == 24


def test_a_unit_outside_the_tree_is_judged_by_the_figures(tmp_path: Path) -> None:
    table = understood(tmp_path, LONG + "A,1,10,3.5,1\nX,1,12,3.6,1\n")
    references = table.results("A", compare=["X"], tree=TREE).references
    assert references["x"].themes["autonomy"] == HIDDEN
