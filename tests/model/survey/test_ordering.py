"""Themes by value: the highest first, what is hidden never placed by what it would have been."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.survey.ordering import DECK, By, Order, ordered, orders
from amu_tui.model.survey.results import Reference, Results, Score

THEMES = ("a", "b", "c", "d", "e")


def made(
    own: dict[str, Score], faculty: dict[str, Score] | None = None, **more: Reference
) -> Results:
    references = {} if faculty is None else {"faculty": Reference(title="F", themes=faculty)}
    return Results(unit="U", themes=own, references=references | more)


RESULTS = made(
    {
        "a": Score(n=9, mean=3.0, sd=0.9),
        "b": Score(hidden="protected"),
        "c": Score(n=9, mean=4.0, sd=0.9),
        "e": Score(mean=3.5),
    },
    {
        "a": Score(mean=2.5),
        "b": Score(mean=4.9),
        "c": Score(mean=4.8),
        "e": Score(hidden="protected"),
    },
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (DECK, "abcde"),
        (Order("score"), "ceabd"),
        (Order("disagreement"), "acbde"),
        (Order("distance", "faculty"), "cabde"),
    ],
)
def test_the_order_of_themes(order: Order, expected: str) -> None:
    assert "".join(ordered(RESULTS, THEMES, order)) == expected


def test_only_orders_that_say_something_are_there() -> None:
    assert orders(RESULTS, THEMES) == (
        DECK,
        Order("score"),
        Order("disagreement"),
        Order("distance", "faculty"),
    )
    assert orders(RESULTS, ("e",)) == (DECK, Order("score"))
    assert orders(RESULTS, ("b", "d")) == (DECK,)


scores = st.sampled_from([Score(), Score(hidden="protected")]) | (
    st.builds(Score, n=st.just(9), mean=st.floats(1, 5), sd=st.none() | st.floats(0, 2))
)
tables = st.fixed_dictionaries(dict.fromkeys(THEMES, scores))


def shown(by: str, own: Score, other: Score, usual: bool) -> bool:
    """Whether a theme has what it is placed by; `usual`: whether something tells what is usual."""
    return {
        "score": own.mean is not None,
        "disagreement": own.sd is not None and (bool(other.sd) or not usual),
        "distance": own.mean is not None and other.mean is not None,
    }[by]


@given(tables, tables, st.sampled_from(["score", "disagreement", "distance"]))
def test_what_is_hidden_stands_last_in_the_order_of_the_deck(
    own: dict[str, Score], other: dict[str, Score], by: By
) -> None:
    found = ordered(made(own, other), THEMES, Order(by, "faculty" if by == "distance" else ""))
    assert sorted(found) == sorted(THEMES)
    usual = any(score.sd for score in other.values())
    without = [theme for theme in THEMES if not shown(by, own[theme], other[theme], usual)]
    assert list(found[len(THEMES) - len(without) :]) == without
