"""No group of fewer than ten has figures that only one set of answers makes."""

import random
from itertools import pairwise

import pytest

from amu_tui.model.disclosure.limits import kept as kept_of_table
from amu_tui.model.disclosure.limits import protected, protected_answers, small
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Answers, Score
from amu_tui.model.survey.rounding import coarse
from tests.bench.multisets import exact, groups, kept, shares
from tests.promises import proves

SCALE = Scale(min=1, max=5)
HIDDEN = Score(hidden="protected")


def of(*answers: float) -> Moments:
    return pooled(Moments(1, answer, low=answer, high=answer) for answer in answers)


@proves(
    "In groups under 20 no score where all, or all but one or two, may have answered "
    "alike, and no other question of which an option is that of one or two; figures of "
    "the smallest groups are so coarse that nobody's answers follow from them.",
)
@pytest.mark.parametrize("items", [1, 2, 3])
def test_several_sets_of_answers_make_the_same_figures(items: int, full: bool) -> None:
    most = {1: 9, 2: 8, 3: 9 if full else 6}[items]
    for n in range(5, most + 1):
        assert shares(n, items, kept)[0] == 0, n
    assert shares(5, items, exact)[0] > 0.1  # with all decimals


@proves("Under ten people a theme of one or two items has no spread.")
def test_no_spread_is_kept_of_few_answers_to_a_short_theme() -> None:
    score = Score(n=9, mean=3.44, sd=0.88)
    assert coarse(score, SCALE, items=2) == Score(n=9, mean=3.4)
    assert coarse(score, SCALE, items=3) == Score(n=9, mean=3.4, sd=0.9)
    assert coarse(Score(n=10, mean=3.44, sd=0.88), SCALE, items=1).sd == 0.9
    assert coarse(Score(n=20, mean=3.444, sd=0.888), SCALE) == Score(n=20, mean=3.44, sd=0.9)
    assert coarse(Score(n=100, mean=3.444, sd=0.888), SCALE) == Score(n=100, mean=3.44, sd=0.89)


@proves(
    (
        "In groups under 20 no score where all, or all but one or two, may have answered "
        "alike, and no other question of which an option is that of one or two; figures of "
        "the smallest groups are so coarse that nobody's answers follow from them."
    ),
    (
        "In a group under 20 a score is hidden where everybody, or all but one or two, may "
        "have answered alike; answers to the other questions also where an option is that of "
        "one or two people."
    ),
)
@pytest.mark.parametrize(
    "answers",
    [
        (5, 5, 5, 5, 5, 1),
        (5, 5, 5, 5, 1, 2),
        (3, 3, 3, 3, 1, 5),
        (4, 4, 4, 4, 5, 5),
        (1, 5, 5, 5),
        (*[4] * 11, 5),
        (*[4] * 17, 1, 2),
    ],
)
def test_all_but_one_or_two_alike_are_hidden(answers: tuple[float, ...]) -> None:
    assert small(of(*answers), SCALE, 4)


@pytest.mark.parametrize(
    "answers", [(5, 5, 5, 1, 2, 3), (1, 2, 5), (1, 1, 5, 5), (*[4] * 18, 1, 2), (*[4] * 9, 1, 2, 3)]
)
def test_others_are_shown(answers: tuple[float, ...]) -> None:
    assert not small(of(*answers), SCALE, 3)


def test_it_is_found_however_the_group_is_put_together() -> None:
    rng = random.Random(5)
    for _ in range(400):
        answers = [rng.choice([1, 3, 4, 4, 4, 4, 5]) for _ in range(rng.randint(4, 19))]
        rng.shuffle(answers)
        cuts = sorted({0, len(answers), *(rng.randint(0, len(answers)) for _ in range(3))})
        people = pooled(of(*answers[a:b]) for a, b in pairwise(cuts))
        most = max(answers.count(answer) for answer in answers)
        expected = most >= (3 if len(answers) == 4 else len(answers) - 2)
        assert small(people, SCALE, 3) == expected, answers


@pytest.mark.parametrize(
    "score",
    [
        Score(n=6, mean=4.33, sd=1.63),  # 5 5 5 5 5 1
        Score(n=6, mean=4.3, sd=1.6),
        Score(n=12, mean=4.92, sd=0.29),  # eleven answered 5, one 4
        Score(n=12, mean=4.67, sd=1.15),  # eleven answered 5, one 1
        Score(n=15, mean=4.07, sd=0.26),  # fourteen answered 4, one 5
        Score(n=8, mean=1.38, sd=0.74),  # six answered 1, one 2, one 3
        Score(n=5, mean=4.8),  # four answered 5, one 4
    ],
)
def test_so_are_figures_of_a_table_that_tell_it(score: Score) -> None:
    assert protected(score, SCALE) == HIDDEN


@pytest.mark.parametrize(
    "score",
    [
        Score(n=8, mean=3.75, sd=0.89),
        Score(n=12, mean=4.5, sd=0.7),
        Score(n=9, mean=3.4),
        Score(n=20, mean=4.95, sd=0.22),
    ],
)
def test_others_of_a_table_are_not(score: Score) -> None:
    assert protected(score, SCALE) == score


@proves(
    "Figures are as coarse as they are shown; means of 20 people or more, and spreads of a "
    "hundred, have a decimal more."
)
@pytest.mark.parametrize(
    ("n", "mean", "sd"), [(19, 3.5, 0.8), (20, 3.46, 0.8), (99, 3.46, 0.8), (100, 3.46, 0.83)]
)
def test_figures_are_kept_with_few_decimals(n: int, mean: float, sd: float) -> None:
    assert coarse(Score(n=n, mean=3.4583, sd=0.8327), SCALE, 3) == Score(n=n, mean=mean, sd=sd)


def test_what_was_kept_once_is_kept_again() -> None:
    """A table that was made is read as it stands, and a session too."""
    for items in (1, 2, 3):
        for people in groups(6, items):
            told = kept(people, items)
            if told is not None:
                score = Score(n=6, mean=told[0], sd=told[1])
                assert kept_of_table(score, SCALE, 5, items) == score


@proves(
    "In groups under 20 no score where all, or all but one or two, may have answered "
    "alike, and no other question of which an option is that of one or two; figures of "
    "the smallest groups are so coarse that nobody's answers follow from them.",
)
def test_a_question_of_its_own_is_as_a_theme_of_one_item() -> None:
    told = Answers(n=6, mean=4.33, sd=1.63)
    assert protected_answers(told, 5, SCALE) == Answers(hidden="protected")
