"""Student's t and the intervals, against R's own figures.

`precision/quantiles.csv` is `qt(p, df)` and `precision/intervals.csv` is `t.test()` on two groups
`m + s * scale(seq_len(n)^1.3)`, both written by `Rscript` with R 4.2.
"""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.precision import Difference, Interval, difference, mean_interval, quantile
from amu_tui.model.survey.results import Score

R = Path(__file__).parent / "precision"
SCALE = Scale(min=1, max=5)


def table(name: str) -> list[list[str]]:
    """The rows of one of R's tables, its comment left out; the first row is the header."""
    lines = (R / name).read_text(encoding="utf-8").splitlines()
    return [line.split(",") for line in lines if not line.startswith("#")]


def from_r() -> Iterator[tuple[float, float, float]]:
    """Share, degrees of freedom and R's quantile."""
    (_df, *shares), *rows = table("quantiles.csv")
    for df, *values in rows:
        for share, value in zip(shares, values, strict=True):
            yield float(share), float(df), float(value)


def test_quantiles_are_those_of_r() -> None:
    found = list(from_r())
    assert len(found) > 300
    for p, df, value in found:
        assert quantile(p, df) == pytest.approx(value, rel=1e-9), (p, df)
        assert quantile(1 - p, df) == pytest.approx(-value, rel=1e-9), (p, df)


def test_the_middle_is_nothing() -> None:
    assert quantile(0.5, 7) == 0


def test_cauchys_far_tail() -> None:
    """With one degree of freedom the quantile has a closed form."""
    assert quantile(1e-12, 1) == pytest.approx(-1 / math.tan(math.pi * 1e-12), rel=1e-9)


@pytest.mark.parametrize(
    ("p", "df"), [(0, 5), (1, 5), (-0.1, 5), (0.9, 0.5), (math.nan, 5), (0.9, math.nan)]
)
def test_what_has_no_quantile(p: float, df: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        quantile(p, df)


@given(st.floats(0.5001, 0.9999), st.floats(1, 1e7), st.floats(1.001, 3))
def test_more_people_are_never_less_precise(p: float, df: float, times: float) -> None:
    assert 0 < quantile(p, df * times) <= quantile(p, df) * (1 + 1e-9)


@pytest.mark.parametrize("row", table("intervals.csv")[1:])
def test_intervals_are_those_of_r(row: list[str]) -> None:
    n1, mean1, sd1, n2, mean2, sd2, *told = map(float, row)
    first, second = Score(n=int(n1), mean=mean1, sd=sd1), Score(n=int(n2), mean=mean2, sd=sd2)
    own, apart = mean_interval(first), difference(first, second)
    assert own is not None
    assert apart is not None
    assert [*own, apart.change, apart.low, apart.high] == pytest.approx(told, rel=1e-9)
    assert apart.noise is (told[3] <= 0 <= told[4])
    assert apart.margin == pytest.approx((told[4] - told[3]) / 2)


@pytest.mark.parametrize(
    "score",
    [
        Score(),
        Score(mean=3.6),
        Score(n=37, mean=3.6),
        Score(mean=3.6, sd=0.9),
        Score(n=1, mean=3.6, sd=0.9),
        Score(n=37, mean=3.6, sd=0),
        Score(hidden="protected"),
    ],
)
def test_no_interval_without_figures_for_it(score: Score) -> None:
    assert mean_interval(score) is None


def test_nothing_follows_from_what_is_hidden() -> None:
    shown = Score(n=37, mean=3.6, sd=0.9)
    assert difference(shown, Score(hidden="protected")) is None
    assert difference(Score(hidden="protected"), shown) is None


def test_a_group_that_all_agree_beside_one_that_does_not() -> None:
    """Its own chance cannot be told, that of the difference is the other group's."""
    agreed, other = Score(n=25, mean=4, sd=0), Score(n=10, mean=3, sd=0.5)
    found = difference(agreed, other)
    alone = mean_interval(other)
    assert found is not None
    assert alone is not None
    assert found.margin == pytest.approx((alone.high - alone.low) / 2)
    assert difference(agreed, Score(n=30, mean=3, sd=0)) is None


def test_figures_that_no_computer_can_square() -> None:
    assert difference(Score(n=5, mean=3, sd=1e200), Score(n=5, mean=3, sd=1)) is None


def test_no_difference_at_all_belongs_to_the_interval_with_its_ends() -> None:
    assert Difference(0.25, 0.0, 0.5).noise
    assert Difference(-0.25, -0.5, 0.0).noise
    assert not Difference(0.25, 1e-9, 0.5).noise


def test_limits_are_said_inside_the_scale() -> None:
    assert Interval(0.4, 5.2).within(SCALE) == (1, 5)
    assert Interval(3.3, 3.9).within(SCALE) == (3.3, 3.9)


scores = st.builds(Score, n=st.integers(2, 5000), mean=st.floats(1, 5), sd=st.floats(0.01, 2))


@given(scores, scores)
def test_a_difference_turned_round(new: Score, old: Score) -> None:
    there, back = difference(new, old), difference(old, new)
    assert there is not None
    assert back is not None
    assert (back.change, back.low, back.high) == pytest.approx(
        (-there.change, -there.high, -there.low)
    )
    assert there.low <= there.change <= there.high
