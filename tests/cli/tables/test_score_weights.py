"""Weights from the answers to the screen: said as such in the table, in text and in JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import INSTRUMENT, read, refused

HEADER = "Unit,Weight,q1,q2,q3,q4"
PEOPLE = [f"Lab,{1 + at % 3},{1 + at % 5},{1 + at % 3},{5 - at % 2},{1 + at % 4}"
          for at in range(30)]  # fmt: skip
TOLD = ("--instrument", "ours.toml", "--unit-column", "Unit", "--weight", "Weight")


@pytest.fixture
def place(amu: Amu) -> Path:
    Path("ours.toml").write_text(INSTRUMENT)
    Path("answers.csv").write_text("\n".join([HEADER, *PEOPLE]) + "\n")
    return Path()


def test_a_weighted_score_is_said_to_be_one_wherever_it_stands(amu: Amu, place: Path) -> None:
    said = amu("score", "answers.csv", *TOLD, "-o", "out.csv", "--json")
    assert said.json["weighted"] is True
    assert "Means and spreads are weighted" in said.err
    row = read()["Lab", "support"]
    weights, answers = [1 + at % 3 for at in range(30)], [1 + at % 4 for at in range(30)]
    mean = sum(w * x for w, x in zip(weights, answers, strict=True)) / sum(weights)
    assert float(row["mean"]) == pytest.approx(mean, abs=0.05)
    assert row["n"] == "30"
    assert float(row["effective_n"]) == round(sum(weights) ** 2 / sum(w * w for w in weights), 1)
    made = amu("new", "s", "--results", "out.csv", "--instrument", "ours.toml", "--unit", "Lab")
    assert made.code == 0, made.err
    assert "the means are weighted: n counts people" in made.err
    [support] = [
        theme
        for area in amu("show", "s", "--json").json["areas"]
        for theme in area["themes"]
        if theme["id"] == "support"
    ]
    assert (support["n"], support["effective_n"]) == (30, 25.7)
    assert "30 answers, weighted as 25.7" in amu("show", "s", "--sentences").out
    # Given out before: what is unchanged is shown again.
    again = amu("score", "answers.csv", *TOLD, "-o", "again.csv", "--published", "out.csv")
    assert again.code == 0, again.err
    assert Path("again.csv").read_text() == Path("out.csv").read_text()


@pytest.mark.parametrize("weight", ["", "NA", "0", "-1", "heavy", "1000001", "0.0000001"])
def test_a_weight_that_is_none_is_named_by_row_and_not_repeated(
    amu: Amu, place: Path, weight: str
) -> None:
    lines = [HEADER, *PEOPLE, f"Lab,{weight},1,1,1,1", f"Lab,{weight},,,,"]
    Path("answers.csv").write_text("\n".join(lines) + "\n")
    said = refused(amu("score", "answers.csv", *TOLD, "-o", "out.csv"), tree())
    assert said.splitlines()[0] == (
        "answers.csv:32: column “Weight”: the weight is no number above 0, up to 1000000"
    )
    assert "problem" not in said


def test_a_decimal_comma_in_weights(amu: Amu, place: Path) -> None:
    lines = [line.replace(",", ";").replace("Lab;1;", "Lab;0,75;") for line in [HEADER, *PEOPLE]]
    Path("answers.csv").write_text("\n".join(lines) + "\n")
    assert amu("score", "answers.csv", *TOLD, "-o", "out.csv").code == 0
    assert float(read()["Lab", "support"]["effective_n"]) == 24.4


@pytest.mark.parametrize(("cell", "wrong"), [("31", True), ("x", True), ("29.96", False)])
def test_an_effective_n_that_cannot_be(amu: Amu, cell: str, wrong: bool) -> None:
    Path("ours.toml").write_text(INSTRUMENT)
    Path("t.csv").write_text(f"Unit,Theme,n,mean,sd,Effektiv n\nLab,support,30,3,1,{cell}\n")
    said = amu("results", "t.csv", "--instrument", "ours.toml")
    assert ("is not between 0 and n" in said.err) is wrong
