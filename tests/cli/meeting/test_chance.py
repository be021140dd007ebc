"""What is said of a difference, from the table to the screen reader: the rest, chance and size."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu

HEADER = "unit,theme,respondents,n,mean,sd\n"


@pytest.fixture
def units(amu: Amu) -> Path:
    """200 of a faculty's 300 people, who lie 0.9 above the other 100 on the first theme."""
    path = Path("units.csv")
    path.write_text(
        HEADER
        + "Mussels,1,200,200,3.90,0.81\nFaculty,1,300,300,3.60,0.85\n"
        + "Mussels,2,200,200,3.51,0.81\nFaculty,2,300,300,3.61,0.85\n"
    )
    return path


def said(amu: Amu, units: Path, *above: str) -> str:
    new = amu("new", "s", "--results", units, "--unit", "Mussels", "--compare", "Faculty", *above)
    assert new.code == 0, new.err
    shown = amu("show", "s", "--sentences").out
    (line,) = [line for line in shown.splitlines() if line.startswith("Theme 1,")]
    return line


@pytest.mark.parametrize("above", [("--parent", "Faculty"), ("--tree", "tree.csv")])
def test_a_unit_is_compared_with_the_others_of_what_contains_it(
    amu: Amu, units: Path, above: tuple[str, str]
) -> None:
    Path("tree.csv").write_text("unit,parent\nFaculty,\nMussels,Faculty\n")
    assert (
        "Faculty 3.6, without you 3.0, 0.9 below you (large), more than chance usually makes."
    ) in said(amu, units, *above)
    (theme, _second) = amu("show", "s", "--json").json["areas"][0]["themes"][:2]
    beside = theme["references"]["faculty"]
    assert beside["rest"] == {"n": 100, "mean": pytest.approx(3.0)}
    assert (beside["chance"], beside["size"]) == ("beyond", "large")


def test_a_unit_that_shares_nobody_with_another_is_compared_with_all_of_it(
    amu: Amu, units: Path
) -> None:
    line = said(amu, units, "--apart")
    assert "without you" not in line
    assert "Faculty 3.6, 0.3 below you (noticeable), " in line
