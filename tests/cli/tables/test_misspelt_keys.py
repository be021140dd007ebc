"""A key of an instrument file that has no effect is misspelt: it is named, never passed over."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu

FILE = """schema = 1
id = "ours"
title.en = "Ours"
[scale]
min = 1
max = 5
[areas.work]
title.en = "The work"
themes = ["autonomy"]
[themes.autonomy]
number = 1
name.en = "Autonomy"
items = ["q1", "q2"]
"""


@pytest.mark.parametrize(
    ("after", "typed", "said"),
    [
        ("max = 5", "favorable = 4", '7: "scale.favorable" is not a key that can stand here'),
        ("id =", 'language = "en"', '3: "language" is not a key that can stand here'),
        ("number = 1", 'reverse = ["q2"]', "did you mean reversed?"),
        ("number = 1", "unit = 3", '12: "themes.autonomy.unit" is not a key'),
        # The key that the model misses for it stands nowhere.
        ('items = ["q1"', "[items.q1]\nmin = 0\nmx = 10", '"items.q1.mx" is not a key'),
        ('items = ["q1"', "[items.q1]\nmin = 0\nmx = 10", "did you mean max?"),
        ('items = ["q1"', "[items.q1]\nmiss = [9]", '"items.q1.miss" is not a key'),
    ],
)
def test_it_is_refused_with_its_line(
    amu: Amu, tmp_path: Path, after: str, typed: str, said: str
) -> None:
    answers, instrument = tmp_path / "answers.csv", tmp_path / "ours.toml"
    answers.write_text("Unit,q1,q2\n" + "A,4,2\nA,3,3\nA,5,1\n" * 4)
    lines = FILE.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(after))
    instrument.write_text("\n".join([*lines[: at + 1], typed, *lines[at + 1 :]]))
    asked = ("--instrument", instrument, "--unit-column", "Unit", "-o", tmp_path / "t.csv")
    scored = amu("score", answers, *asked)
    assert scored.code == 1
    assert said in scored.err
    assert not (tmp_path / "t.csv").exists()
