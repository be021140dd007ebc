"""Persons counted in groups give the figures of the persons."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score

ANSWERS = st.lists(st.lists(st.floats(min_value=1, max_value=5), max_size=6), max_size=6)


def counted(answers: list[float]) -> Moments:
    return pooled(Moments(1, answer) for answer in answers)


@given(ANSWERS)
def test_groups_put_together_are_their_persons(groups: list[list[float]]) -> None:
    everybody = [answer for group in groups for answer in group]
    found = pooled(counted(group) for group in groups)
    assert found.n == len(everybody)
    if everybody:
        assert math.isclose(found.mean, statistics.fmean(everybody), abs_tol=1e-12)
    if len(everybody) > 1:
        assert found.sd == pytest.approx(statistics.stdev(everybody), abs=1e-7)


def test_large_means_lose_no_digits() -> None:
    answers = [1e9 + value for value in (4.0, 7.0, 13.0, 16.0)]
    assert counted(answers).sd == pytest.approx(math.sqrt(30), abs=1e-9)


def test_one_person_has_no_spread_and_nobody_no_mean() -> None:
    assert Moments(1, 3.5).score() == Score(n=1, mean=3.5)
    assert Moments().score() == Score(n=0)
    assert pooled([]) == pooled([Moments(), Moments()]) == Moments()


def test_people_who_answer_alike_have_no_spread() -> None:
    assert counted([10 / 3] * 7).score() == Score(n=7, mean=10 / 3, sd=0.0)
