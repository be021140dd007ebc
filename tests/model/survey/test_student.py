"""Student's t against R's own figures, and Fisher's F where it has a closed form.

`precision/quantiles.csv` is `qt(p, df)`, written by `Rscript` with R 4.2.
"""

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.survey.student import f_above, quantile, two_tails
from tests.model.survey.from_r import table


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


def test_shares_beyond_r_quantiles() -> None:
    for p, df, value in from_r():
        assert two_tails(value, df) == pytest.approx(2 * min(p, 1 - p), rel=2e-4), (p, df)
        assert two_tails(-value, df) == two_tails(value, df)


@given(st.floats(0, 50), st.floats(1, 500))
def test_f_of_two_degrees_of_freedom_has_a_closed_form(ratio: float, df: float) -> None:
    told = (1 + 2 * ratio / df) ** (-df / 2)
    assert f_above(ratio, 2, df) == pytest.approx(told, rel=1e-9, abs=1e-12)


@given(st.floats(0.01, 8), st.floats(1, 500))
def test_f_of_one_degree_of_freedom_is_t_squared(value: float, df: float) -> None:
    assert f_above(value * value, 1, df) == pytest.approx(two_tails(value, df), rel=1e-9)


@given(st.floats(0.01, 50), st.floats(1, 300), st.floats(1, 300))
def test_f_turned_round(ratio: float, df: float, below: float) -> None:
    assert f_above(ratio, df, below) + f_above(1 / ratio, below, df) == pytest.approx(1)
