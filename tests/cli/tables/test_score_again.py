"""`amu score` over a table that was given out, by somebody in HR who gets late answers."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import HEADER, UNITS, lay_out, people, read, refused, score
from tests.promises import proves

NESTED = ("--tree", "units.csv", "--leaders", "Leads")


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def answered(**sizes: int) -> None:
    Path("answers.csv").write_text("\n".join([HEADER, *people(**sizes)]) + "\n")


def shown(out: str = "out.csv", theme: str = "support") -> list[str]:
    return [unit for (unit, of), row in read(out).items() if of == theme and row["n"]]


def test_the_same_answers_give_the_same_file_and_nothing_is_kept(amu: Amu, place: Path) -> None:
    score(amu, *NESTED)
    before = tree()
    assert score(amu, *NESTED, "--force").code == 0
    assert tree() == before


@pytest.mark.parametrize("options", [(), ("--tree", "units.csv"), NESTED])
def test_a_late_answer_is_not_told_however_often_the_command_runs(
    amu: Amu, place: Path, options: tuple[str, ...]
) -> None:
    score(amu, *options)
    first = Path("out.csv").read_bytes()
    answered(seaweed=8)
    for _time in range(3):
        said = score(amu, *options, "--force")
        assert said.code == 0
        assert "shown before are hidden now" in said.err
        assert set(shown()) == {"Mussels", "Office", "Faculty"} - (
            {"Faculty"} if options else set()
        )
    assert Path("out-published-1.csv").read_bytes() == first
    assert not Path("out-published-2.csv").exists()


@proves(
    "`amu score` does the same over the tree of units and, with `--published`, with what "
    "was given out before.",
)
def test_what_is_kept_counts_under_another_name_and_after_the_table_is_gone(
    amu: Amu, place: Path
) -> None:
    score(amu)
    answered(seaweed=8)
    assert "kept, since it was published before: out-published-1.csv" in score(amu, "--force").err
    score(amu, "--published", "out.csv", out="other.csv")
    assert "Seaweed" not in shown("other.csv")
    Path("out.csv").unlink()
    score(amu)
    assert "Seaweed" not in shown()
    Path("out.csv").unlink()
    Path("out-published-1.csv").unlink()
    score(amu)
    assert "Seaweed" in shown()


def test_another_tree_opens_nothing(amu: Amu, place: Path) -> None:
    score(amu, *NESTED)
    Path("units.csv").write_text(UNITS.replace("Office,Faculty", "Office,Seaweed"))
    assert score(amu, *NESTED, "--force").code == 0
    assert shown() == ["Faculty", "Mussels", "Office"]


def test_a_unit_that_is_gone_may_be_part_of_another(amu: Amu, place: Path) -> None:
    score(amu)
    answered(seaweed=8)
    text = Path("answers.csv").read_text()
    Path("answers.csv").write_text(text.replace("Office,", "Seaweed,"))
    assert score(amu, "--force").code == 0
    assert shown() == ["Faculty", "Mussels"]


def test_a_higher_limit_is_kept_to(amu: Amu, place: Path) -> None:
    score(amu, "--tree", "units.csv", "--min-n", 3)
    assert shown() == ["Faculty", "Mussels", "Seaweed", "Office"]
    assert score(amu, "--tree", "units.csv", "--min-n", 7, "--force").code == 0
    assert shown() == ["Faculty", "Mussels", "Seaweed"]


def test_somebody_else_in_the_same_number_is_seen_in_every_theme(amu: Amu, place: Path) -> None:
    """One goes and one comes who answered one theme alike: that too would tell of them."""
    score(amu, "--tree", "units.csv")
    rows = people()
    at = next(place for place, row in enumerate(rows) if row.startswith("Seaweed,,"))
    cells = rows[at].split(",")
    cells[2] = str(6 - int(cells[2]))
    Path("answers.csv").write_text(
        "\n".join([HEADER, *rows[:at], ",".join(cells), *rows[at + 1 :]])
    )
    score(amu, "--tree", "units.csv", "--force")
    for theme in ("autonomy", "support"):
        assert "Seaweed" not in shown(theme=theme)
        # The figures of the faculty are what they were, and say nothing new.
        assert {"Mussels", "Office"} <= set(shown(theme=theme))


def test_without_a_tree_enough_late_answers_are_shown(amu: Amu, place: Path) -> None:
    score(amu)
    answered(seaweed=13)
    said = score(amu, "--force", "--json")
    assert said.json["withdrawn"] == 0
    assert "Seaweed" in shown()


def test_a_kept_table_that_is_none_is_named(amu: Amu, place: Path) -> None:
    score(amu)
    Path("out-published-1.csv").write_text("mine")
    before = tree()
    assert "out-published-1.csv" in refused(score(amu, "--force"), before)
