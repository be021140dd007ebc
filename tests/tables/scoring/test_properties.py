"""What holds for every table of answers."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.scoring.making import People, csv_of, instrument, worked_out

ITEMS = ("a", "b", "c", "d")
LOW, HIGH = -2, 4
ANSWERS = st.one_of(st.none(), st.integers(LOW, HIGH), st.sampled_from([0.5, 2.25]))
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["U", "V", "W"]), st.tuples(*[ANSWERS] * len(ITEMS))),
    min_size=1,
    max_size=120,
).filter(lambda people: any(answer is not None for _, own in people for answer in own))
TREE = "unit,parent\nTop,\nX,Top\nU,X\nV,X\nW,Top\n"

PLAIN = instrument({"t": ITEMS}, LOW, HIGH)
TURNED = instrument({"t": [f"-{item}" for item in ITEMS]}, LOW, HIGH)
ONE_TURNED = instrument({"t": ("a", "-b", "c", "d")}, LOW, HIGH)

Figures = dict[tuple[str, str], tuple[int, float, float | None]]


def of(people: People, asked: Any = PLAIN, tree: bool = True) -> Figures:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "answers.csv").write_text(csv_of(people, ITEMS))
        (folder / "tree.csv").write_text(TREE)
        tree_path = folder / "tree.csv" if tree else None
        return worked_out(folder / "answers.csv", asked, tree_path, min_n=3)


def same(one: Figures, other: Figures) -> None:
    assert one.keys() == other.keys()
    for key, figure in one.items():
        assert figure == pytest.approx(other[key], rel=0, abs=1e-9)


def turned(people: People) -> People:
    return [
        (unit, [None if answer is None else LOW + HIGH - answer for answer in answers])
        for unit, answers in people
    ]


@given(PEOPLE)
@settings(max_examples=15)
def test_reversing_twice_is_nothing(people: People) -> None:
    same(of(turned(people), TURNED), of(people, PLAIN))


@given(PEOPLE)
@settings(max_examples=15)
def test_reversal_turns_the_mean_and_leaves_the_spread(people: People) -> None:
    before, after = of(people, PLAIN), of(people, TURNED)
    assert before.keys() == after.keys()
    for key, (n, mean, sd) in before.items():
        expected = (n, LOW + HIGH - mean, sd)
        assert after[key] == pytest.approx(expected, rel=0, abs=1e-9)


@given(PEOPLE, st.randoms())
@settings(max_examples=15)
def test_the_order_of_rows_does_not_matter(people: People, chance: random.Random) -> None:
    mixed = list(people)
    chance.shuffle(mixed)
    same(of(mixed, ONE_TURNED), of(people, ONE_TURNED))
    same(of(mixed, ONE_TURNED, tree=False), of(people, ONE_TURNED, tree=False))


@given(PEOPLE)
@settings(max_examples=15)
def test_a_mean_lies_between_those_of_the_parts(people: People) -> None:
    found = of(people)
    for parent, parts in (("X", ("U", "V")), ("Top", ("X", "W"))):
        shown = [found[part, "t"] for part in parts if (part, "t") in found]
        if (parent, "t") not in found or len(shown) < len(parts):
            continue
        n, mean, _sd = found[parent, "t"]
        assert n == sum(part[0] for part in shown)
        means = [part[1] for part in shown]
        assert min(means) - 1e-9 <= mean <= max(means) + 1e-9


@given(PEOPLE)
@settings(max_examples=15)
def test_every_level_is_scored_from_persons(people: People) -> None:
    as_one = [("Top", answers) for _unit, answers in people]
    whole = of(people).get(("Top", "t"))
    if whole is not None:
        assert whole == pytest.approx(of(as_one)["Top", "t"], rel=0, abs=1e-9)


def test_reading_in_parts_does_not_matter(tmp_path: Path) -> None:
    chance = random.Random(7)
    people = [
        (chance.choice("UVW"), [chance.choice([None, -2, -1, 0, 1, 2, 3, 4]) for _ in ITEMS])
        for _ in range(20_000)
    ]
    path = tmp_path / "answers.csv"
    path.write_text(csv_of(people, ITEMS))
    whole = worked_out(path, ONE_TURNED)
    table = pl.read_csv(path)
    for rows in (37, 5_000):
        parts = tmp_path / f"{rows}.parquet"
        table.write_parquet(parts, row_group_size=rows)
        same(worked_out(parts, ONE_TURNED), whole)
