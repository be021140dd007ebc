"""A second session of the same unit and round does not tell what the latest few answered."""

from pathlib import Path

import pytest

from tests.cli.conftest import UNIT, Amu, tree


def later(table: Path, n: int) -> Path:
    """The same table after more people have answered, or fewer."""
    path = Path(f"with-{n}.csv")
    path.write_text(table.read_text("utf-8").replace(";37;", f";{n};"), encoding="utf-8")
    return path


@pytest.mark.parametrize("n", [33, 36, 38, 41])
def test_a_few_answers_more_or_fewer_are_refused(
    amu: Amu, table: Path, session: Path, n: int
) -> None:
    before = tree(Path("sessions"))
    to_make = ("new", "sessions/again", "--results", later(table, n), "--unit", UNIT)
    said = amu(*to_make, "--round", "2017")
    assert said.code == 1
    assert "blaskjell-2017" in said.err
    assert "at least 5 more" in said.err
    assert not any(figure in said.err for figure in (str(n), "37"))
    assert tree(Path("sessions")) == before
    assert amu(*to_make, "--round", "2018").code == 0


@pytest.mark.parametrize("n", [32, 37, 42])
def test_the_same_answers_or_many_more_are_taken(
    amu: Amu, table: Path, session: Path, n: int
) -> None:
    said = amu(
        *("new", "sessions/again", "--results", later(table, n), "--unit", UNIT),
        *("--round", "2017"),
    )
    assert said.code == 0, said.err


def test_the_higher_limit_of_the_two_counts(amu: Amu, table: Path, session: Path) -> None:
    again = ("new", "sessions/again", "--results", later(table, 43), "--unit", UNIT)
    assert amu(*again, "--round", "2017", "--min-n", "8").code == 1
    assert amu(*again, "--round", "2017", "--min-n", "6").code == 0


def test_another_unit_beside_it_is_nobody_of_ours(amu: Amu, table: Path, session: Path) -> None:
    other = later(table, 38)
    other.write_text(other.read_text("utf-8").replace(UNIT, "Institutt for tang"), "utf-8")
    said = amu(
        *("new", "sessions/tang", "--results", other, "--unit", "Institutt for tang"),
        *("--round", "2017"),
    )
    assert said.code == 0, said.err


def test_what_lies_beside_and_cannot_be_read_is_passed_over(amu: Amu, table: Path) -> None:
    odd = Path("sessions/odd")
    odd.mkdir(parents=True)
    (odd / "session.toml").write_text(f'unit = "{UNIT}\n', encoding="utf-8")
    said = amu("new", "sessions/new", "--results", table, "--unit", UNIT, "--round", "2017")
    assert said.code == 0, said.err
