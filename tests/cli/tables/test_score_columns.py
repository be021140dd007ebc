"""Which columns `amu score` reads: an item is its column letter by letter, or missing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, Said, tree
from tests.cli.tables.answers import lay_out, refused, score


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def renamed(amu: Amu, item: str, header: str) -> Said:
    """Score with q4 called `item` in the instrument, and `header` in the table."""
    instrument = Path("ours.toml").read_text()
    Path("ours.toml").write_text(instrument.replace('"q4"', f"'{item}'"))
    table = Path("answers.csv").read_text()
    Path("answers.csv").write_text(table.replace("q4", header, 1))
    return score(amu)


@pytest.mark.parametrize(
    ("item", "header"),
    [
        ("A1[2]", "A1[1]"),
        ("A1[a]", "A1[b]"),
        ("Q1", "Q1*"),
        ("Q1 [note 2]", "Q1 [note 1]"),
        ("Q²", "Q³"),
        ("Hours", "hours"),
        ("My work-day", "My workday"),
    ],
)
def test_an_item_is_its_column_letter_by_letter(
    amu: Amu, place: Path, item: str, header: str
) -> None:
    said = refused(renamed(amu, item, header), tree())
    assert said.startswith(f"answers.csv:1: there is no column “{item}”, an item of “support”")
    assert f"“{header}”" in said.splitlines()[-1]


@pytest.mark.parametrize("item", ["A1[2]", "Q1*", "Q¹", "Hours", "A1 [b]"])
def test_names_that_only_their_ends_tell_apart_are_columns_of_their_own(
    amu: Amu, place: Path, item: str
) -> None:
    score(amu, out="plain.csv")
    near = [item.lower() + "x", item.rstrip("*¹"), item.swapcase(), item.replace("2", "1")]
    others = sorted({name for name in near if name != item})
    rows = Path("answers.csv").read_text().splitlines()
    wide = [rows[0] + "".join(f",{name}" for name in others)]
    wide += [row + ",1" * len(others) for row in rows[1:]]
    Path("answers.csv").write_text("\n".join(wide) + "\n")
    said = renamed(amu, item, item)
    assert said.code == 0, said.err
    assert Path("out.csv").read_bytes() == Path("plain.csv").read_bytes()


def test_a_column_that_an_option_names_is_not_one_with_another_end(amu: Amu, place: Path) -> None:
    text = Path("answers.csv").read_text().replace("Leads", "Who[1]", 1)
    Path("answers.csv").write_text(text)
    said = refused(score(amu, "--leaders", "Who[2]"), tree())
    assert said.startswith("answers.csv:1: there is no column “Who[2]”, which --leaders names")
    assert "Did you mean “Who[1]”" in said


def test_one_column_is_not_two_items_of_a_theme(amu: Amu, place: Path) -> None:
    Path("answers.csv").write_text(
        Path("answers.csv").read_text().replace("q4", "A1[SQ1]. How far?", 1)
    )
    told = Path("ours.toml").read_text()
    items = '["A1[SQ1]", "A1[SQ1]. How far?"]'
    Path("ours.toml").write_text(told.replace('["q4"]', items))
    said = refused(score(amu), tree())
    assert "names the item “A1[SQ1]. How far?” twice" in said


@pytest.mark.parametrize(("item", "header"), [("4", "4.0"), ("4", "4"), ("4.0", "4.0")])
def test_a_number_that_a_program_has_made_a_fraction_is_still_the_name(
    amu: Amu, place: Path, item: str, header: str
) -> None:
    score(amu, out="plain.csv")
    said = renamed(amu, item, header)
    assert said.code == 0, said.err
    assert Path("out.csv").read_bytes() == Path("plain.csv").read_bytes()
