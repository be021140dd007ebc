"""Which scores may be kept and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.disclosure.limits import (
    LOWEST_MIN_N,
    MIN_N,
    UNIFORM_BELOW,
    protected,
    protected_answers,
)
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Answers, Score

SCALE = Scale(min=1, max=5)
HIDDEN = Score(hidden="protected")


def test_the_limits() -> None:
    assert (LOWEST_MIN_N, MIN_N, UNIFORM_BELOW) == (3, 5, 20)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_a_small_group_keeps_no_number(n: int) -> None:
    assert protected(Score(n=n, mean=3.2, sd=0.8), SCALE) == HIDDEN
    assert protected(Score(n=n), SCALE) == HIDDEN
    assert protected(Score(n=n, sd=0.8), SCALE) == HIDDEN


def test_the_limit_itself_is_enough() -> None:
    score = Score(n=5, mean=3.2, sd=0.8)
    assert protected(score, SCALE) == score
    assert protected(score, SCALE, min_n=6) == HIDDEN


@pytest.mark.parametrize(
    "score",
    [
        Score(n=19, mean=5.0, sd=0.1),
        Score(n=19, mean=1.0),
        Score(n=8, mean=3.0, sd=0.0),
        Score(n=8, mean=10 / 3, sd=4.4e-16),
        Score(n=8, mean=5 - 1e-12, sd=0.3),
    ],
)
def test_a_small_group_that_answered_alike_is_hidden(score: Score) -> None:
    assert protected(score, SCALE) == HIDDEN


def test_in_a_large_group_answering_alike_tells_on_nobody() -> None:
    score = Score(n=20, mean=5.0, sd=0.0)
    assert protected(score, SCALE) == score


def test_nobody_is_not_a_small_group() -> None:
    assert protected(Score(n=0), SCALE) == Score(n=0)
    assert protected(Score(n=0, mean=3.0), SCALE) == HIDDEN


def test_without_n_there_is_nothing_to_check() -> None:
    score = Score(mean=5.0, sd=0.0)
    assert protected(score, SCALE) == score
    assert protected(Score(), SCALE) == Score()


@given(
    n=st.none() | st.integers(0, 40),
    mean=st.none() | st.floats(1, 5),
    sd=st.none() | st.floats(0, 2),
    min_n=st.integers(3, 20),
)
def test_what_is_shown_is_large_enough(
    n: int | None, mean: float | None, sd: float | None, min_n: int
) -> None:
    score = Score(n=n, mean=mean, sd=sd)
    shown = protected(score, SCALE, min_n)
    assert shown in (score, HIDDEN)
    assert protected(shown, SCALE, min_n) == shown
    if shown.n:
        assert shown.n >= min_n


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        (Answers(n=19, share=0.5), False),
        (Answers(n=19, share=2 / 19), True),
        (Answers(n=19, share=17 / 19), True),
        (Answers(n=19, share=1.0), True),
        (Answers(n=20, share=1.0), False),
        (Answers(n=12, shares={"none": 0.5, "some": 0.5}), False),
        (Answers(n=12, shares={"none": 11 / 12, "some": 1 / 12}), True),
        (Answers(n=12, shares={"none": 0.75, "some": 0.25, "many": 0.0}), False),
        (Answers(n=12, mean=3.0, sd=0.0), True),
        (Answers(n=12, mean=5.0), True),
        (Answers(n=20, mean=5.0), False),
        (Answers(mean=5.0), False),
    ],
)
def test_answers_that_tell_what_one_or_two_answered_are_hidden(
    answers: Answers, hidden: bool
) -> None:
    kept = protected_answers(answers, 5, SCALE)
    assert kept == (Answers(hidden="protected") if hidden else answers)
