"""The example of raw answers in the README is taken as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Amu
from tests.cli.tables.answers import read
from tests.test_readme import part


def test_the_example_makes_the_table_that_it_says(amu: Amu) -> None:
    text = part("score")
    instrument, shell = re.findall(r"```(?:toml|sh)\n(.*?)```", text, re.S)
    Path("ours.toml").write_text(instrument, "utf-8")
    Path("units.csv").write_text("unit,parent\nFaculty,\nMussels,Faculty\nSeaweed,Faculty\n")
    people = [
        f"{unit},,4,1,{1 + n % 5},{1 + n % 4}," for unit in ("Mussels", "Seaweed") for n in range(9)
    ]
    leader = ["Mussels,yes,1,5,1,5,5"]
    Path("answers.csv").write_text(
        "\n".join(["Unit,Leads,q1,q2,q3,q4,q5", *people, *leader]) + "\n"
    )
    lines = shell.replace("\\\n", " ").splitlines()
    said = [amu(*shlex.split(line)[1:]) for line in lines]
    assert [one.code for one in said] == [0, 0], said
    found = read("table.csv")
    # q2 is turned: 1 counts as 5; whoever leads Mussels is counted in the faculty only.
    persons = [(4 + 5 + 1 + n % 5) / 3 for n in range(9)]
    mussels = found["Mussels", "autonomy"]
    assert mussels["n"] == "9"
    assert float(mussels["mean"]) == pytest.approx(sum(persons) / 9)
    whole = found["Faculty", "autonomy"]
    everybody = [*persons, *persons, 1.0]
    assert whole["n"] == "19"
    assert float(whole["mean"]) == pytest.approx(sum(everybody) / 19)
    assert found["Mussels", "pressure"]["n"] == "9"  # one of two items is enough
    assert "Themes: 2 of 2" in said[1].out
