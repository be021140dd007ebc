"""Answers as people have them: labels as text, codes for no answer, items on other scales."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.conftest import Amu, Said, tree
from tests.cli.tables.answers import refused

ASKED = """schema = 1
id = "ours"
title.en = "Ours"
[scale]
min = 1
max = 5
{scale}
[areas.work]
title.en = "Work"
themes = ["autonomy"]
[themes.autonomy]
number = 1
name.en = "Autonomy"
items = ["q1", "q2"]
reversed = {turned}
{more}
"""
LABELS = """[scale.labels]
"Svært uenig" = 1
"Uenig" = 2
"Verken eller" = 3
"Enig" = 4
"Svært enig" = 5
"""
WORDS = {1: "Svært uenig", 2: "Uenig", 3: "Verken eller", 4: "Enig", 5: "Svært enig"}
ANSWERS = [(1, 2), (2, 5), (3, 3), (4, 1), (5, 4), (2, 2), (4, 5), (5, 1)] * 2


def asked(scale: str = "", more: str = "", turned: str = "[]") -> None:
    text = ASKED.format(scale=scale, more=more, turned=turned)
    Path("ours.toml").write_text(text, encoding="utf-8")


def table(answers: Sequence[Sequence[object]], path: str = "answers.csv") -> None:
    """The answers of one unit, as each kind of file has them."""
    cells = [["A", *map(str, row)] for row in answers]
    frame = pl.DataFrame(cells, schema=["unit", "q1", "q2"], orient="row")
    match path.rpartition(".")[2]:
        case "parquet":
            frame.write_parquet(path)
        case "xlsx":
            frame.write_excel(path)
        case _:
            frame.write_csv(path, separator=";", quote_style="always")


def score(amu: Amu, path: str = "answers.csv", *more: object) -> Said:
    Path("out.csv").unlink(missing_ok=True)
    told = ("--instrument", "ours.toml", "--unit-column", "unit")
    return amu("score", path, *told, "-o", "out.csv", *more)


def figures(said: Said) -> tuple[int, float, float]:
    """n, mean and sd of the theme."""
    assert said.code == 0, said.err
    row = pl.read_csv("out.csv").row(0, named=True)
    return row["n"], row["mean"], row["sd"]


def expected(answers: Sequence[Sequence[float | None]]) -> tuple[int, Any, Any]:
    """The same of numbers: persons' means over what they answered, then over persons."""
    persons = [[one for one in row if one is not None] for row in answers]
    means = pl.Series([sum(row) / len(row) for row in persons if row])
    mean, sd = means.mean(), means.std()
    assert isinstance(mean, float)
    assert sd is not None
    # As they are kept: of fewer than ten without the spread.
    return (
        len(means),
        pytest.approx(mean, abs=0.05 + 1e-9),
        pytest.approx(sd, abs=0.05 + 1e-9) if len(means) >= 10 else None,
    )


@pytest.mark.parametrize(
    "spelling",
    ["{label}", "{n} - {label}", "{n} – {label}", "{n}. {label}", "({n}) {label}", "{n}: {label}",
     "{n}={label}", "{n} {label}", "{label} ({n})", "{label} - {n}", "{n}.0 - {label}",
     " {label} ", "{label}\u00a0"],
)  # fmt: skip
def test_labels_are_their_numbers_however_they_are_written(amu: Amu, spelling: str) -> None:
    asked(more=LABELS)
    spelt = [[spelling.format(n=one, label=WORDS[one]) for one in row] for row in ANSWERS]
    spelt[0][0] = spelt[0][0].upper()
    table(spelt)
    assert figures(score(amu)) == expected(ANSWERS)


@pytest.mark.parametrize("path", ["answers.xlsx", "answers.parquet"])
def test_labels_in_other_kinds_of_files(amu: Amu, path: str) -> None:
    asked(more=LABELS)
    table([(WORDS[one], f"{other} - {WORDS[other]}") for one, other in ANSWERS], path)
    assert figures(score(amu, path)) == expected(ANSWERS)


def test_a_label_far_below_numbers_and_answers_of_several_kinds(amu: Amu) -> None:
    asked(scale='missing = ["Vet ikke"]', more=LABELS)
    table([*ANSWERS * 60, ("Enig", "Vet ikke"), ("NA", 5)])
    assert figures(score(amu)) == expected([*ANSWERS * 60, (4, None), (None, 5)])


@pytest.mark.parametrize(
    "spelling", ["{n} - {label}", "{n}. {label}", "({n}) {label}", "{n}:{label}"]
)
def test_a_number_before_a_label_that_nobody_declared_is_read(amu: Amu, spelling: str) -> None:
    asked()
    table([[spelling.format(n=one, label=WORDS[one]) for one in row] for row in ANSWERS])
    assert figures(score(amu)) == expected(ANSWERS)


@pytest.mark.parametrize("text", ["2 ganger", "2-3 ganger", "7 - Enig", "2 – 3", "Enig - 7", "x2"])
def test_a_text_that_only_has_a_number_in_it_is_no_answer(amu: Amu, text: str) -> None:
    asked()
    table([*ANSWERS, *[(text, 3)] * 4])
    said = refused(score(amu), tree())
    assert said.startswith("answers.csv:18: column “q1”: 4 answers are neither numbers nor labels")
    assert f'"{text}" = ?  # 4' in said


def test_a_number_that_contradicts_its_label_is_named(amu: Amu) -> None:
    asked(more=LABELS)
    table([*[(f"{6 - one} - {WORDS[one]}", 1) for one, _other in ANSWERS], ("Enig", "5 - Uenig")])
    said = refused(score(amu), tree())
    assert "12 answers begin with other numbers than their labels have: “1 - Svært enig” 4" in said
    assert "row 18, column “q2”: the answer begins with another number than its label has" in said
    assert "Verken" not in said


def test_labels_in_several_languages_and_at_the_ends_of_the_scale(amu: Amu) -> None:
    asked(
        scale='anchors.nb = { min = "Svært uenig", max = "Svært enig" }',
        more='[scale.labels]\n"Uenig" = 2\n"Disagree" = 2\n"Verken eller" = 3\n"Enig" = 4',
    )
    words = WORDS | {2: "disagree"}
    table([(words[one], WORDS[other]) for one, other in ANSWERS])
    assert figures(score(amu)) == expected(ANSWERS)


def test_unknown_labels_are_said_once_each_with_what_to_write(amu: Amu) -> None:
    asked(scale="missing = [9]")
    signs = {"Vet ikke": 9, "8 - Ikke relevant": 5}
    rows = [(WORDS[one], WORDS[other]) for one, other in ANSWERS * 5]
    table([*rows, *[(sign, "Enig") for sign, n in signs.items() for _again in range(n)]])
    said = refused(score(amu), tree()).splitlines()
    assert said[0] == (
        "answers.csv:2: column “q1”: 188 answers are neither numbers nor labels in the "
        "instrument file"
    )
    told = said.index('missing = [9, "Vet ikke", "8 - Ikke relevant"]  # 9, 5')
    assert said[told - 1] == (
        "Where it says that there is no answer, write below [scale] in the instrument file:"
    )
    assert said[told + 1].startswith("Write in the instrument file which number, 1–5, each label")
    assert said[told + 2 : told + 5] == [
        "[scale.labels]", '"Enig" = ?  # 44', '"Svært enig" = ?  # 40',
    ]  # fmt: skip
    assert sum(" = ?  # " in line for line in said) == 5
    # What is said is enough, with the numbers filled in.
    filled = [line.replace("?", str(n)) for line in said for n, word in WORDS.items()
              if line.startswith(f'"{word}"')]  # fmt: skip
    asked(scale=said[told], more="\n".join(["[scale.labels]", *filled]))
    n, mean, _sd = figures(score(amu))
    assert (n, mean) == expected([*ANSWERS * 5, *[(None, 4)] * 14])[:2]


def test_what_few_people_wrote_is_not_repeated(amu: Amu) -> None:
    asked(more=LABELS)
    own = "My leader has a secret"
    table([*[(WORDS[one], WORDS[other]) for one, other in ANSWERS], (own, own), (own, "Enig")])
    said = refused(score(amu), tree())
    assert said.startswith("answers.csv:18: column “q1”: the answer is not a number")
    assert "row 19, column “q1”" in said
    assert own not in said


def test_many_unknown_texts_are_few_lines(amu: Amu) -> None:
    asked()
    table([(f"text {row}", f"label {row % 40}") for row in range(400)])
    said = refused(score(amu), tree()).splitlines()
    assert len(said) < 30
    assert "395 more problems" in said
    assert "# + 25" in said


CODES = [(1, 8), (2, 3), (99, 4), (3, 5), (8, 99), (4, 4), (5, 2), (8, 3)] * 2
TAKEN = [[None if one in (8, 99) else float(one) for one in row] for row in CODES]


@pytest.mark.parametrize(
    ("path", "form"),
    [("answers.csv", "{}"), ("answers.csv", "{}.0"), ("answers.csv", "{},0"),
     ("answers.xlsx", "{}"), ("answers.parquet", "{}.0")],
)  # fmt: skip
def test_codes_for_no_answer_are_none(amu: Amu, path: str, form: str) -> None:
    asked(scale='missing = [8, "99", "Vet ikke"]')
    table([[form.format(one) for one in row] for row in CODES], path)
    said = score(amu, path)
    assert figures(said) == expected(TAKEN)
    assert "10 cells were taken as not answered: “8” 6, “99” 4" in said.err


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt8, pl.Int64, pl.Float64, pl.UInt64])
def test_codes_in_every_kind_of_column(amu: Amu, kind: type[pl.DataType]) -> None:
    asked(scale="missing = [8, 99, -1, 999, 0.5]")
    frame = pl.DataFrame(CODES, schema=["q1", "q2"], orient="row").cast(kind)
    frame.with_columns(unit=pl.lit("A")).write_parquet("answers.parquet")
    assert figures(score(amu, "answers.parquet")) == expected(TAKEN)


def test_codes_and_labels_together(amu: Amu) -> None:
    asked(scale='missing = [8, "Vet ikke"]', more=LABELS)
    signs = [("Vet ikke", "Enig"), ("8 - Husker ikke", "Uenig"), ("8", "Enig"), ("8.0", "NA")]
    table([*[(WORDS[one], WORDS[other]) for one, other in ANSWERS], *signs])
    said = score(amu)
    assert figures(said) == expected([*ANSWERS, (None, 4), (None, 2), (None, 4), (None, None)])
    assert "“vet ikke” 1" in said.err


def test_codes_outside_the_scale_are_met_with_what_to_write(amu: Amu) -> None:
    asked()
    table([[form if form != 99 else "99.0" for form in row] for row in CODES])
    said = refused(score(amu), tree()).splitlines()
    assert said[0] == (
        "answers.csv:2: column “q2”: 10 answers are outside the scale 1–5: “8” 6, “99” 4"
    )
    assert said[-1] == "missing = [8, 99]"


OTHER = """[items.q2]
min = 0
max = 10
{more}
"""


@pytest.mark.parametrize("kind", [pl.Int16, pl.Float64, pl.String])
def test_an_item_on_another_scale_is_moved_in_a_straight_line(
    amu: Amu, kind: type[pl.DataType]
) -> None:
    asked(scale="missing = [99]", more=OTHER.format(more="missing = [98]"), turned='"all"')
    rows = [(1, 8), (99, 10), (5, 0), (2, 98), (3, 5), (4, 7)] * 2
    frame = pl.DataFrame(rows, schema=["q1", "q2"], orient="row").cast(kind)
    frame.with_columns(unit=pl.lit("A")).write_parquet("answers.parquet")
    turned = [
        (None if one == 99 else 6 - one, None if other == 98 else 6 - (1 + other / 10 * 4))
        for one, other in rows
    ]
    assert figures(score(amu, "answers.parquet")) == expected(turned)


def test_an_item_has_labels_of_its_own(amu: Amu) -> None:
    own = OTHER.format(more='[items.q2.labels]\n"Aldri" = 0\n"Av og til" = 5\n"Alltid" = 10')
    asked(scale='missing = ["Vet ikke"]', more=LABELS + own)
    often = {1: "Aldri", 3: "Av og til", 5: "Alltid"}
    rows = [(one, other) for one, other in ANSWERS if other in often]
    table([*[(WORDS[one], often[other]) for one, other in rows], ("Enig", "Vet ikke")])
    assert figures(score(amu)) == expected([*rows, (4, None)])
    table([("Aldri", "Alltid"), *[("Enig", "Enig")] * 6])
    said = refused(score(amu), tree())
    assert '[items."q2".labels]\n"Enig" = ?  # 6' in said


def test_many_answers_outside_are_another_scale(amu: Amu) -> None:
    asked()
    table([(1 + at % 5, at % 11) for at in range(66)])
    said = refused(score(amu), tree())
    assert '[items."q2"]\nmin = ?\nmax = ?' in said
    assert "missing" not in said


@pytest.mark.parametrize("turned", ['"all"', '["q1", "q2"]'])
def test_all_items_are_turned_by_one_word(amu: Amu, turned: str) -> None:
    asked(turned=turned)
    table(ANSWERS)
    assert figures(score(amu)) == expected([[6 - one for one in row] for row in ANSWERS])


@pytest.mark.parametrize(
    ("scale", "more", "what"),
    [
        ("", '[scale.labels]\n"Enig" = 6', 'the label "Enig" is 6, outside the scale'),
        ("", '[scale.labels]\n"Enig" = 4\n"enig " = 5', 'the label "enig" has two numbers, 4 and'),
        ("", '[scale.labels]\n"1" = 5', 'the label "1" is a number; say what the scale is by min'),
        ('missing = ["Enig"]', '[scale.labels]\n"enig" = 4', '"enig" is both a label and a code'),
        ("", "[items.q3]\nmissing = [8]", 'items.q3: no theme has the item "q3"'),
        ("", "[items.q1]\nmin = 0", "an item has both min and max, or neither"),
        ("", "[items.q1]\nmin = 5\nmax = 1", "an item's min must be below its max"),
        ("missing = [8]", "[items.q1]\nmin = 0\nmax = 10", "items.q1: 8 is an answer on this"),
        ("", '[items.q1.labels]\n"x" = 9', 'items.q1: the label "x" is 9, outside the scale'),
    ],
)  # fmt: skip
def test_an_instrument_that_contradicts_itself_is_refused(
    amu: Amu, scale: str, more: str, what: str
) -> None:
    asked(scale=scale, more=more)
    table(ANSWERS)
    said = refused(score(amu), tree())
    assert said.startswith("ours.toml")
    assert what in said


def test_a_code_of_a_thousand_makes_no_decimals_doubtful(amu: Amu) -> None:
    asked(scale="missing = [9999]")
    table([("3,333", "9999"), ("2.667", "2,333"), ("4,000", "1")] * 4)
    n, mean, _sd = figures(score(amu))
    assert n == 12
    assert mean == pytest.approx((3.333 + (2.667 + 2.333) / 2 + 2.5) / 3, abs=0.06)
