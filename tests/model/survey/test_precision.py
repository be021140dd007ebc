"""Intervals of a mean, against R's own figures, and of a share, against published ones.

`precision/intervals.csv` is `t.test()` on two groups `m + s * scale(seq_len(n)^1.3)`, written by
`Rscript` with R 4.2.
"""

import math

import pytest

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.precision import Interval, mean_interval, share_interval
from amu_tui.model.survey.results import Score
from tests.model.survey.from_r import table

SCALE = Scale(min=1, max=5)
PERCENT = Scale(min=0, max=100, unit="percent")


@pytest.mark.parametrize("row", table("intervals.csv")[1:])
def test_intervals_are_those_of_r(row: list[str]) -> None:
    n, mean, sd, _n2, _mean2, _sd2, low, high, *_difference = map(float, row)
    assert mean_interval(Score(n=int(n), mean=mean, sd=sd), SCALE) == pytest.approx(
        (low, high), rel=1e-9
    )


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
    assert mean_interval(score, SCALE) is None


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_have_the_limits_that_are_published(
    yes: int, n: int, low: float, high: float
) -> None:
    """Newcombe, R. G. (1998), Statistics in Medicine 17, table I, method 3."""
    found = share_interval(yes / n, n)
    assert found == pytest.approx((low, high), abs=5e-5)
    assert mean_interval(Score(n=n, mean=100 * yes / n), PERCENT) == pytest.approx(
        (100 * found.low, 100 * found.high)
    )


def test_a_percentage_with_its_own_spread_uses_that() -> None:
    found = mean_interval(Score(n=25, mean=60, sd=10), PERCENT)
    assert found == pytest.approx((60 - 2 * 2.063899, 60 + 2 * 2.063899), abs=1e-5)


@pytest.mark.parametrize("n", [5, 12, 20, 37, 100])
def test_an_interval_of_a_share_holds_it_19_times_in_20(n: int) -> None:
    """Over all shares; for single ones the rate goes up and down a little around that."""
    rates = []
    for per_cent in range(5, 96):
        share = per_cent / 100
        held = 0.0
        for yes in range(n + 1):
            low, high = share_interval(yes / n, n)
            if low <= share <= high:
                held += math.comb(n, yes) * share**yes * (1 - share) ** (n - yes)
        rates.append(held)
    assert 0.945 <= sum(rates) / len(rates) <= 0.965
    assert min(rates) > 0.83


def test_limits_are_said_inside_the_scale() -> None:
    assert Interval(0.4, 5.2).within(SCALE) == (1, 5)
    assert Interval(3.3, 3.9).within(SCALE) == (3.3, 3.9)
