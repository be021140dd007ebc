"""Which scores of a tree of units are hidden, and which need not be."""

from typing import Any

import pytest

from amu_tui.model.disclosure import secondary_suppression
from amu_tui.model.disclosure.audit import Leak, solved
from amu_tui.model.disclosure.secondary_suppression import published
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score

SCALE = Scale(min=1, max=5)
FACULTY: dict[str, str | None] = {"P": None, "A": "P", "B": "P", "C": "P"}
HIDDEN = Score(hidden="protected")


Answers = dict[tuple[str, str | None], Moments]


def people(n: int) -> Moments:
    """`n` people who do not all answer the same."""
    return pooled(Moments(1, 2.0 + number % 3) for number in range(n))


def alike(n: int, mean: float = 4.0) -> Moments:
    return Moments(n, mean)


def scored(*scores: float) -> Moments:
    return pooled(Moments(1, one, low=one, high=one) for one in scores)


def staff(**sizes: int) -> dict[tuple[str, str | None], Moments]:
    return {(unit, None): people(n) for unit, n in sizes.items()}


def reasons(scores: dict[str, Score]) -> dict[str, str]:
    return {unit: score.hidden or "" for unit, score in scores.items()}


def test_every_level_is_scored_from_its_persons() -> None:
    scores = published(FACULTY, staff(P=6, A=7, B=8, C=9), SCALE, 5)
    assert scores["P"] == pooled([people(6), people(7), people(8), people(9)]).score()
    assert scores["B"] == people(8).score()


def test_the_smallest_sibling_hides_the_one_that_is_too_small() -> None:
    scores = published(FACULTY, staff(A=3, B=8, C=50), SCALE, 5)
    assert scores["A"] == HIDDEN
    assert scores["B"] == HIDDEN
    assert scores["C"].n == 50
    assert scores["P"].n == 61


def test_the_level_above_gives_way_where_no_sibling_can() -> None:
    scores = published({"P": None, "A": "P"}, staff(P=3, A=8), SCALE, 5)
    assert reasons(scores) == {"P": "", "A": "protected"}


def test_small_units_that_hide_each_other_need_nobody_else() -> None:
    scores = published(FACULTY, staff(A=3, B=4, C=50), SCALE, 5)
    assert reasons(scores) == {"P": "", "A": "protected", "B": "protected", "C": ""}


def test_a_group_that_answered_alike_is_not_found_by_subtraction() -> None:
    answers = staff(B=8, C=50) | {("A", None): alike(10)}
    scores = published(FACULTY, answers, SCALE, 5)
    assert reasons(scores) == {"P": "", "A": "protected", "B": "protected", "C": ""}
    twenty = staff(B=8, C=50) | {("A", None): alike(20)}
    assert not any(reasons(published(FACULTY, twenty, SCALE, 5)).values())


def test_groups_that_answered_alike_do_not_hide_each_other() -> None:
    answers: Answers = {("A", None): alike(7), ("B", None): alike(9), ("C", None): people(30)}
    assert reasons(published(FACULTY, answers, SCALE, 5))["C"] == "protected"
    answers["B", None] = alike(9, 3.0)
    assert reasons(published(FACULTY, answers, SCALE, 5))["C"] == ""


def test_a_group_that_nearly_answered_alike_is_not_found_by_subtraction() -> None:
    answers: Answers = {
        ("A", None): scored(3, 3, 3, 3, 3, 4),
        ("B", None): scored(1, 2, 2, 3, 3, 4, 4, 5),
        ("C", None): scored(*[1, 2, 3, 4, 5] * 10),
    }
    scores = published(FACULTY, answers, SCALE, 5)
    assert reasons(scores) == {"P": "", "A": "protected", "B": "protected", "C": ""}


def test_nobody_is_nothing_to_hide() -> None:
    scores = published(FACULTY, staff(A=8, B=9), SCALE, 5)
    assert scores["C"] == Score(n=0)
    assert not any(reasons(scores).values())


def test_units_without_a_tree_stand_alone() -> None:
    scores = published({"A": None, "B": None}, staff(A=4, B=5), SCALE, 5)
    assert scores == {"A": HIDDEN, "B": people(5).score()}


def test_those_who_lead_are_counted_above_and_not_left_over() -> None:
    four: dict[str, str | None] = {f"U{number}": "P" for number in range(4)}
    answers: Answers = {(unit, None): people(10 + place) for place, unit in enumerate(four)}
    led: Answers = {(unit, unit): Moments(1, 3.0 + place) for place, unit in enumerate(four)}
    led |= answers
    scores = published(four | {"P": None}, led, SCALE, 5)
    assert scores["U1"] == people(11).score()
    assert scores["P"].n == 10 + 11 + 12 + 13 + 4
    assert [unit for unit, score in scores.items() if score.hidden] == ["U0"]
    five = four | {"P": None, "U4": "P"}
    led |= {("U4", None): people(20), ("U4", "U4"): Moments(1, 1.0)}
    assert not any(reasons(published(five, led, SCALE, 5)).values())


def test_units_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="cycle"):
        published({"A": "B", "B": "A"}, {}, SCALE, 5)


def test_a_leader_who_answers_further_down_is_not_left_over() -> None:
    answers = staff(A=8, B=9, C=50) | {("A", "P"): Moments(1, 3.0)}
    scores = published(FACULTY, answers, SCALE, 5)
    assert scores["A"] == Score(hidden="protected")
    assert scores["P"].n == 67
    with_staff = answers | staff(P=6)
    assert not any(reasons(published(FACULTY, with_staff, SCALE, 5)).values())


def test_leaders_from_further_down_need_few_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each faculty's leader answers in a department of it, so one unit must go for each."""
    tree: dict[str, str | None] = {"Top": None}
    answers: Answers = {}
    for at in range(10):
        faculty = f"F{at}"
        tree |= {faculty: "Top", **{f"{faculty}{letter}": faculty for letter in "ABCD"}}
        answers |= {(f"{faculty}{letter}", None): people(12 + at) for letter in "ABCD"}
        answers[f"{faculty}A", faculty] = people(1)
    searched = 0

    def counted(*told: Any) -> tuple[Leak, ...]:
        nonlocal searched
        searched += 1
        return solved(*told)

    monkeypatch.setattr(secondary_suppression, "solved", counted)
    scores = published(tree, answers, SCALE, 5)
    hidden = [unit for unit, score in scores.items() if score.hidden]
    assert len(hidden) >= 10
    assert searched <= 2 * len(hidden)
