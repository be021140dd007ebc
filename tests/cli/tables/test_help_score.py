"""The example of raw answers in the help is taken as it stands there, in each language."""

import re
import shlex
from pathlib import Path

import pytest

from amu_tui import words
from tests.cli.conftest import Amu
from tests.cli.tables.answers import read


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_example_makes_the_table_that_it_says(amu: Amu, language: str) -> None:
    text = amu("help", "scoring", "--lang", language).out
    instrument, shell, *_more = re.findall(r"```(?:toml|sh)\n(.*?)```", text, re.S)
    Path("ours.toml").write_text(instrument, "utf-8")
    lines = shell.replace("\\\n", " ").splitlines()
    answers, tree, table = re.findall(r"amu score (\S+) .*--tree (\S+) .*-o (\S+)", lines[0])[0]
    Path(tree).write_text("unit,parent\nFaculty,\nMussels,Faculty\nSeaweed,Faculty\n")
    people = [
        f"{unit},,4,1,{1 + n % 5},{1 + n % 4}," for unit in ("Mussels", "Seaweed") for n in range(9)
    ]
    leader = ["Mussels,yes,1,5,1,5,5"]
    Path(answers).write_text("\n".join(["Unit,Leads,q1,q2,q3,q4,q5", *people, *leader]) + "\n")
    said = [amu(*shlex.split(line)[1:], "--lang", "en") for line in lines]
    assert [one.code for one in said] == [0, 0], said
    found = read(table)
    # q2 is turned: 1 counts as 5; whoever leads Mussels is counted in the faculty only.
    persons = [(4 + 5 + 1 + n % 5) / 3 for n in range(9)]
    mussels = found["Mussels", "autonomy"]
    assert mussels["n"] == "9"
    assert float(mussels["mean"]) == pytest.approx(sum(persons) / 9, abs=0.05)
    whole = found["Faculty", "autonomy"]
    everybody = [*persons, *persons, 1.0]
    assert whole["n"] == "19"
    assert float(whole["mean"]) == pytest.approx(sum(everybody) / 19, abs=0.05)
    assert found["Mussels", "pressure"]["n"] == "9"  # one of two items is enough
    assert "Themes: 2 of 2" in said[1].out


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_labels_codes_and_scales_are_taken_as_they_stand_there(amu: Amu, language: str) -> None:
    text = amu("help", "scoring", "--lang", language).out
    blocks = re.findall(r"```toml\n(.*?)```", text, re.S)
    instrument, labels, codes, item = (
        next(block for block in blocks if block.startswith(start))
        for start in ("schema", "[scale.labels]", "[scale]\n", "[items.")
    )
    instrument = instrument.replace("[scale]\n", codes).replace('["q2"]', '"all"')
    Path("ours.toml").write_text(f"{instrument}\n{labels}\n{item}", "utf-8")
    two, *_others = re.findall(r'"(.*)" = 2', labels)
    unknown = re.findall(r'99, "(.*)"', codes)[0]
    never, _always = re.findall(r'"(\w+)" = \d+', item)
    people = [f"A,{two},2 - {two},{unknown},3 - Mhm,{never}", "A,4,99,5,1,8"] * 5
    Path("answers.csv").write_text("\n".join(["Unit,q1,q2,q3,q4,q5", *people]) + "\n", "utf-8")
    told = ("--instrument", "ours.toml", "--unit-column", "Unit")
    said = amu("score", "answers.csv", *told, "-o", "out.csv")
    assert said.code == 0, said.err
    found = read("out.csv")
    assert float(found["A", "autonomy"]["mean"]) == round((4 + (2 + 1) / 2) / 2 + 1e-9, 1)
    assert float(found["A", "pressure"]["mean"]) == round(
        ((3 + 1) / 2 + (1 + (1 + 8 / 10 * 4)) / 2) / 2, 1
    )
