"""How far means lie apart: against R, against the persons themselves, and in limits."""

import math
import statistics

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amu_tui.model.chance.contrast import from_rest, independent, rest_of, same_people
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from tests.model.survey.from_r import table

SCALE = Scale(min=1, max=5)
PERCENT = Scale(min=0, max=100, unit="percent")

scores = st.builds(Score, n=st.integers(2, 5000), mean=st.floats(1, 5), sd=st.floats(0.01, 2))
answers = st.lists(st.integers(1, 5).map(float), min_size=3, max_size=30)


def score(people: list[float]) -> Score:
    return Score(n=len(people), mean=statistics.fmean(people), sd=statistics.stdev(people))


@pytest.mark.parametrize("row", table("intervals.csv")[1:])
def test_differences_are_those_of_r(row: list[str]) -> None:
    n1, mean1, sd1, n2, mean2, sd2, _low, _high, change, low, high = map(float, row)
    first, second = Score(n=int(n1), mean=mean1, sd=sd1), Score(n=int(n2), mean=mean2, sd=sd2)
    found = independent(first, second, SCALE)
    assert found is not None
    assert found.change == pytest.approx(change)
    assert found.margin(0.05) == pytest.approx((high - low) / 2, rel=1e-9)
    assert (found.p <= 0.05) is not (low <= 0 <= high)


def test_nothing_follows_from_what_is_hidden() -> None:
    shown, kept = Score(n=37, mean=3.6, sd=0.9), Score(hidden="protected")
    for compare in (independent, same_people, from_rest):
        assert compare(shown, kept, SCALE) is None
        assert compare(kept, shown, SCALE) is None


@pytest.mark.parametrize("missing", [Score(n=37, mean=3.6), Score(mean=3.6, sd=0.9)])
def test_nothing_is_said_without_n_or_spread(missing: Score) -> None:
    shown = Score(n=300, mean=3.9, sd=0.9)
    for compare in (independent, same_people, from_rest):
        assert compare(missing, shown, SCALE) is None


def test_a_group_that_all_agree_beside_one_that_does_not() -> None:
    agreed, other = Score(n=25, mean=4, sd=0), Score(n=10, mean=3, sd=0.5)
    found = independent(agreed, other, SCALE)
    assert found is not None
    assert found.error == pytest.approx(0.5 / math.sqrt(10))
    assert found.df == pytest.approx(9)
    assert independent(agreed, Score(n=30, mean=3, sd=0), SCALE) is None


def test_figures_that_no_computer_can_square() -> None:
    assert independent(Score(n=5, mean=3, sd=1e200), Score(n=5, mean=3, sd=1), SCALE) is None


@given(scores, scores)
def test_a_difference_turned_round(new: Score, old: Score) -> None:
    for compare in (independent, same_people):
        there, back = compare(new, old, SCALE), compare(old, new, SCALE)
        assert there is not None
        assert back is not None
        assert back == pytest.approx((-there.change, there.error, there.df, -(there.d or 0), 0))


@given(answers, answers)
def test_the_rest_is_the_people_who_are_left(part: list[float], rest: list[float]) -> None:
    found = rest_of(score(part + rest), score(part))
    assert found is not None
    assert found.n == len(rest)
    assert found.mean == pytest.approx(statistics.fmean(rest))
    assert (found.sd or 0) == pytest.approx(statistics.stdev(rest), abs=1e-5)


@given(answers, answers)
def test_a_unit_is_compared_with_its_rest(part: list[float], rest: list[float]) -> None:
    assume(len({*part}) > 1 and len({*rest}) > 1)
    told = independent(score(part), score(rest), SCALE)
    found = from_rest(score(part), score(part + rest), SCALE)
    assert told is not None
    assert found is not None
    assert found == pytest.approx(told, rel=1e-6, abs=1e-9)


@given(answers, answers)
def test_the_overlap_says_the_same(part: list[float], rest: list[float]) -> None:
    """Of the difference from the whole: Var = s²/n + S²/N − 2s²/N, but for what groups differ."""
    assume(len({*part}) > 1 and len({*rest}) > 1)
    own, whole = score(part), score(part + rest)
    found = from_rest(own, whole, SCALE)
    assert found is not None
    assert own.n
    assert whole.n
    share = 1 - own.n / whole.n
    scaled = found.times(share)
    assert scaled.change == pytest.approx((own.mean or 0) - (whole.mean or 0))
    assert scaled.p == pytest.approx(found.p)
    assert scaled.d == found.d


def test_nobody_or_one_left_is_no_group_to_compare_with() -> None:
    own = Score(n=20, mean=3.5, sd=0.9)
    for n in (19, 20, 21):
        assert from_rest(own, Score(n=n, mean=3.6, sd=0.9), SCALE) is None


def test_rounding_moves_a_small_rest_far() -> None:
    own, whole = Score(n=180, mean=3.5, sd=0.9), Score(n=200, mean=3.6, sd=0.9)
    exact, rounded = from_rest(own, whole, SCALE), from_rest(own, whole, SCALE, (0.05, 0.05))
    assert exact is not None
    assert rounded is not None
    assert rounded.change == exact.change == pytest.approx(-1)
    assert rounded.error == pytest.approx(math.hypot(exact.error, 0.05 * math.sqrt(2 / 3) * 10))


def test_the_same_people_as_one_group() -> None:
    """All answered twice, with a correlation of a half: the error of paired differences."""
    then, now = Score(n=30, mean=3.4, sd=0.8), Score(n=30, mean=3.6, sd=0.8)
    found = same_people(now, then, SCALE)
    assert found is not None
    assert found.error == pytest.approx(math.sqrt(2 * (1 - 0.5)) * 0.8 / math.sqrt(30))
    assert found.df == pytest.approx(29)


@given(scores, scores)
def test_the_same_people_never_leave_more_to_chance(new: Score, old: Score) -> None:
    apart, alike = independent(new, old, SCALE), same_people(new, old, SCALE)
    assert apart is not None
    assert alike is not None
    assert 0 < alike.error < apart.error
    assert alike.df >= 1


def test_percentages_without_a_spread_are_compared_as_shares() -> None:
    """One more who said yes and one who said no, so that nobody at all has an error too."""
    found = independent(Score(n=70, mean=80), Score(n=80, mean=60), PERCENT)
    assert found is not None
    assert found.change == pytest.approx(20)
    first, second = 57 / 72 * 15 / 72 / 72, 49 / 82 * 33 / 82 / 82
    assert found.error == pytest.approx(100 * math.sqrt(first + second))
    assert found.d is None
    assert independent(Score(n=70, mean=100), Score(n=80, mean=100), PERCENT) is not None


def test_d_is_in_standard_deviations_of_a_person() -> None:
    found = independent(Score(n=10, mean=3.8, sd=0.8), Score(n=30, mean=3.4, sd=0.8), SCALE)
    assert found is not None
    assert found.d == pytest.approx(0.5)
