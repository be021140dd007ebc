"""Which unit is part of which, and everything that is no tree, by its row."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.tables.results.unit_tree import lineage, read_tree
from tests.tables.made import write


def test_each_unit_has_its_parent(tmp_path: Path) -> None:
    path = write(tmp_path, "Enhet;Overordnet enhet;Sted\nUni;;A\nFak A; UNI;B\nInst 1;fak  a;C\n")
    tree = read_tree(path)
    assert dict(tree) == {"Uni": None, "Fak A": "Uni", "Inst 1": "Fak A"}
    assert lineage(tree, "inst 1") == ["Fak A", "Uni"]
    assert lineage(tree, "Uni") == lineage(tree, "nobody") == []


def test_the_top_needs_no_row_where_it_can_be_no_misspelling(tmp_path: Path) -> None:
    tree = read_tree(write(tmp_path, "unit,parent\nA,Top\nB,Top\n"))
    assert dict(tree) == {"A": "Top", "B": "Top", "Top": None}


def test_the_same_row_twice_is_one_unit(tmp_path: Path) -> None:
    tree = read_tree(write(tmp_path, "unit,parent\nTop,\nA,Top\nA,top\n"))
    assert dict(tree) == {"Top": None, "A": "Top"}


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("unit,parent\nTop,\n,Top\n", 3, "column “unit”: no unit is named"),
        (
            "unit,parent\nTop,\nA,Top\nB,Top\nA,B\n",
            5,
            "column “parent”: “A” has another parent in row 3",
        ),
        (
            "unit,parent\nTop,\nA,B\nB,C\nC,A\n",
            3,
            "column “parent”: the units go round in a circle: A → B → C → A",
        ),
        (
            "Enhet;Hører til\nTop;\nA;A\n",
            3,
            "column “Hører til”: the units go round in a circle: A → A",
        ),
        ("unit,parent\nTop,\nA,Topp\n", 3, "did you mean Top?"),
        ("unit,parent\nA,One\nB,Two\n", 2, "column “parent”: “One”, the parent of “A”, has no row"),
        ("unit,parent\nTop,\nA,Top\nB,\n", 4, "column “parent”: “B” has no parent, and the top"),
        ("unit,parent\nTop,\nA,Top,more\n", 3, "3 cells"),
        ("unit,part\nTop,\n", 1, "no column is called “parent”"),
        ("unit,parent,part of\nTop,,\n", 1, "several columns are “parent”"),
    ],
)
def test_what_is_no_tree_is_said_with_its_row_and_column(
    tmp_path: Path, text: str, row: int, said: str
) -> None:
    with pytest.raises(AmuError) as caught:
        read_tree(write(tmp_path, text))
    assert caught.value.line == row
    assert said in caught.value.message


def test_more_than_one_wrong_row_is_counted(tmp_path: Path) -> None:
    with pytest.raises(AmuError) as caught:
        read_tree(write(tmp_path, "unit,parent\nTop,\nA,\nB,\nC,\n"))
    assert "2 more rows are wrong" in caught.value.hint
