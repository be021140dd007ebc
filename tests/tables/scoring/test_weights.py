"""Persons with weights: the figures by exact fractions, and by the formulas of others."""

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.model.chance.contrast import independent, rest_of, same_people
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.moments import Moments, moments_of, pooled
from amu_tui.model.survey.precision import mean_interval
from amu_tui.model.survey.results import Score
from amu_tui.tables.scoring.rows import RowsAsked
from amu_tui.tables.scoring.score import ScoringRequest, open_responses, score
from tests.tables.scoring.making import instrument, moments

WEIGHTS = st.integers(1, 5_000_000).map(lambda millionths: Fraction(millionths, 1_000_000))
PERSON = st.tuples(st.sampled_from("UVW"), WEIGHTS, st.integers(1, 5), st.integers(1, 5))
People = Sequence[tuple[str, Fraction, int, int]]
Figures = dict[str, tuple[int, float, float, float]]
Hidden = set[tuple[str, str]]
PLAIN = instrument({"t": ("a", "b")})


def scored(people: People, asked: Instrument = PLAIN, tree: bool = False) -> Figures:
    """The units that are shown, with their figures as they are worked out."""
    with TemporaryDirectory() as name:
        answers, units = Path(name, "answers.csv"), Path(name, "tree.csv")
        lines = [f"{unit},{float(weight):.6f},{a},{b}" for unit, weight, a, b in people]
        answers.write_text("\n".join(["unit,w,a,b", *lines]) + "\n")
        units.write_text("unit,parent\nTop,\nU,Top\nV,Top\nW,Top\n")
        rows = RowsAsked(("unit",), weight="w")
        wanted = ScoringRequest(rows=rows, min_n=3, tree=units if tree else None)
        found = score(open_responses(answers, asked, wanted), asked, wanted).rows
        by_unit = moments(answers, asked, wanted)
    shown = found.filter(found["n"] > 0)
    return {
        unit: (n, by_unit[unit, "t"].mean, by_unit[unit, "t"].sd or 0.0, effective)
        for unit, n, effective in shown.select("unit", "n", "effective_n").iter_rows()
    }


def exact(people: People) -> tuple[int, float, float, float]:
    scores = [(weight, Fraction(a + b, 2)) for _unit, weight, a, b in people]
    total = sum(weight for weight, _score in scores)
    squared = sum(weight * weight for weight, _score in scores)
    mean = sum(weight * score for weight, score in scores) / total
    spread = sum(weight * (score - mean) ** 2 for weight, score in scores)
    sd = math.sqrt(spread / (total - squared / total))
    return len(scores), float(mean), sd, round(float(total * total / squared), 1)


@given(st.lists(PERSON, min_size=3, max_size=80))
@settings(deadline=None, max_examples=40)
def test_every_level_has_the_figures_of_exact_fractions(people: People) -> None:
    found = scored(people, tree=True)
    for unit, figures in found.items():
        own = [one for one in people if unit in (one[0], "Top")]
        assert figures[0] == len(own)
        assert figures[1:3] == pytest.approx(exact(own)[1:3], rel=0, abs=1e-9)
        assert figures[3] == pytest.approx(exact(own)[3], abs=0.11)


def test_figures_known_from_elsewhere() -> None:
    # R: cov.wt(matrix(c(2, 3, 5, 4)), wt = c(1, 2, 3, 4) / 10, method = "unbiased") gives the
    # centre 3.9 and the covariance 0.89 / 0.7.
    people = [("U", Fraction(w), x, x) for w, x in ((1, 2), (2, 3), (3, 5), (4, 4))]
    [(n, mean, sd, effective)] = scored(people).values()
    assert (n, mean, effective) == (4, 3.9, 3.3)
    assert sd == pytest.approx(math.sqrt(0.89 / 0.7))


def test_equal_weights_are_none() -> None:
    people = [("U", Fraction(7, 4), 1 + n % 5, 1 + n % 3) for n in range(30)]
    [(n, mean, sd, effective)] = scored(people).values()
    plain = [(a + b) / 2 for _unit, _weight, a, b in people]
    average = sum(plain) / 30
    assert (n, effective) == (30, 30.0)
    assert mean == pytest.approx(average, abs=1e-12)
    assert sd == pytest.approx(math.sqrt(sum((x - average) ** 2 for x in plain) / 29), abs=1e-12)


def test_the_order_of_rows_changes_no_digit() -> None:
    people = [("UVW"[n % 3], Fraction(3 + n * 7919 % 100_003, 1_000), 1 + n % 5, 1 + n % 4)
              for n in range(400)]  # fmt: skip
    wide = instrument({"t": ("a", "b")}, low=-2, high=9_000_000)
    for asked in (PLAIN, wide):
        assert scored(people, asked) == scored(people[::-1], asked)


def test_the_smallest_group_is_counted_in_persons_and_nobody_has_nearly_all_the_say() -> None:
    two = [("U", Fraction(5_000), 1 + n, 2) for n in range(2)]
    many = [("V", Fraction(1, 1_000), 1 + n % 5, 2) for n in range(9)]
    assert list(scored([*two, *many])) == ["V"]
    alone = [("U", Fraction(5_000 if n == 0 else 1), 1 + n % 5, 2) for n in range(9)]
    assert list(scored([*alone, *many])) == ["V"]


MOMENTS = st.lists(
    st.tuples(st.integers(1, 9), st.floats(1, 5), st.floats(0.1, 3), st.floats(1, 50)),
    min_size=1,
    max_size=9,
)


@given(MOMENTS)
def test_weights_of_one_are_persons(parts: list[tuple[int, float, float, float]]) -> None:
    plain = [moments_of(n, mean, variance) for n, mean, variance, _weight in parts]
    weighted = [moments_of(n, mean, variance, n, n) for n, mean, variance, _weight in parts]
    one, other = pooled(plain), pooled(weighted)
    assert other.n == one.n
    assert other.effective_n == pytest.approx(one.n)
    assert other.mean == pytest.approx(one.mean)
    assert other.squares == pytest.approx(one.squares)
    assert one.sd == (None if one.n < 2 else pytest.approx(other.sd))
    assert one.effective_n is None
    assert Moments().weights is None


def test_chance_is_that_of_the_effective_n() -> None:
    scale = PLAIN.scale
    weighted = Score(n=40, mean=3.2, sd=0.9, effective_n=25.0)
    plain = Score(n=25, mean=3.2, sd=0.9)
    other = Score(n=30, mean=2.9, sd=1.1)
    assert mean_interval(weighted, scale) == mean_interval(plain, scale)
    for compared in (independent, same_people):
        one, two = compared(weighted, other, scale), compared(plain, other, scale)
        assert one is not None
        assert two is not None
        assert one[:3] == two[:3]
    # Nobody knows the weights of those who are in the whole and not in the part.
    assert rest_of(Score(n=90, mean=3.0, sd=1.0, effective_n=70.0), weighted) is None
    assert rest_of(Score(n=90, mean=3.0, sd=1.0), plain) is not None


ANSWER = st.one_of(st.just(4), st.just(4), st.integers(1, 5))
ALIKE = st.lists(
    st.tuples(st.sampled_from("UVW"), WEIGHTS, ANSWER, ANSWER), min_size=3, max_size=60
)


def hidden(people: People, tree: bool, weight: str | None) -> Hidden:
    """The scores that are hidden."""
    with TemporaryDirectory() as name:
        answers, units = Path(name, "answers.csv"), Path(name, "tree.csv")
        lines = [f"{unit},1,{float(weight):.6f},{a},{b}" for unit, weight, a, b in people]
        answers.write_text("\n".join(["unit,one,w,a,b", *lines]) + "\n")
        units.write_text("unit,parent\nTop,\nU,Top\nV,Top\nW,Top\n")
        rows = RowsAsked(("unit",), weight=weight)
        wanted = ScoringRequest(rows=rows, min_n=3, tree=units if tree else None)
        found = score(open_responses(answers, PLAIN, wanted), PLAIN, wanted).rows
    gone = found.filter(found["hidden"].is_not_null())
    return set(gone.select("unit", "theme").iter_rows())


@pytest.mark.parametrize("tree", [False, True])
@given(people=ALIKE)
@settings(deadline=None, max_examples=40)
def test_weights_show_nothing_that_is_hidden_without_them(people: People, tree: bool) -> None:
    alone = hidden(people, tree, None)
    assert hidden(people, tree, "one") == alone
    assert hidden(people, tree, "w") >= alone


@pytest.mark.parametrize("tree", [False, True])
def test_all_but_two_alike_are_hidden_with_any_weights(tree: bool) -> None:
    # The mean and the spread are far from telling it: only the persons do.
    alike = [("U", Fraction(3 + n % 5, 2), a, a) for n, a in enumerate([4] * 14 + [1, 5])]
    mixed = [(unit, Fraction(1), 1 + n % 5, 2) for unit in "VW" for n in range(30)]
    for weight in (None, "one", "w"):
        assert ("U", "t") in hidden([*alike, *mixed], tree, weight)


def test_persons_pooled_with_weights_are_judged_without_them() -> None:
    ones = [Moments(1, x, low=x, high=x) for x in (4.0, 4.0, 4.0, 4.0, 4.0, 1.0, 2.0)]
    weights = [(2.0 + at, (2.0 + at) ** 2) for at in range(7)]
    weighted = [
        Moments(1, one.mean, weights=weight, unweighted=one)
        for one, weight in zip(ones, weights, strict=True)
    ]
    assert pooled(weighted).nearly_alike
    assert pooled(weighted).unweighted == pooled(ones)
    assert not pooled([*weighted, *weighted]).nearly_alike
