"""The words on chance hold in made-up units: seeded, with bounds that a wrong method breaks."""

import random

import pytest

from tests.model.chance.worlds import marks, most, overlap, rounds


def test_a_unit_that_differs_from_its_rest_is_seen_and_one_that_does_not_is_not() -> None:
    """20 of 30, as they are kept; as two groups that share nobody, 0.6 sd was never seen."""
    alike = overlap(random.Random(1), 600, 20, 30, 0.0)
    differs = overlap(random.Random(1), 300, 20, 30, 0.6)
    far = overlap(random.Random(1), 100, 20, 30, 1.8)
    assert 0.03 <= alike.rest <= 0.075
    assert differs.rest >= 0.15
    assert differs.apart <= 0.01
    assert far.rest >= 0.85


@pytest.mark.parametrize("n", [12, 30])
def test_the_margins_of_two_rounds_hold_where_they_say(n: int) -> None:
    """The higher one whoever answered, the lower where the same people did, much as before."""
    others = rounds(random.Random(2), 600, n, same=0.0, alike=0.0)
    same = rounds(random.Random(2), 600, n, same=1.0, alike=0.5)
    assert 0.02 <= others.most <= 0.075
    assert others.least >= 0.07
    assert 0.01 <= same.least <= 0.075
    assert same.most <= 0.02


def test_of_many_marks_one_in_ten_is_false_at_most() -> None:
    nothing = marks(random.Random(3), 100, 37, 0.0, true=0)
    some = marks(random.Random(3), 60, 37, 0.5, true=9)
    assert nothing.any_false <= 0.16
    assert nothing.alone >= 0.45, "taken one by one, most units have a false mark"
    assert some.false <= 0.1
    assert some.found >= 0.6


@pytest.mark.parametrize("kind", ["middle", "high"])
def test_a_theme_of_one_question_is_not_the_one_most_disagreed_on(kind: str) -> None:
    """By spread alone it comes first half of the time; one theme in nine should."""
    found = most(random.Random(4), 150, 37, kind)
    assert found.spread >= 0.4
    assert found.first <= 0.2
    assert found.any_said <= 0.14
