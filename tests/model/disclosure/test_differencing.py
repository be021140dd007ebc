"""A small group left of a whole by its parts is found, however many parts there are."""

import random

import pytest

from amu_tui.model.disclosure.differencing import Beside
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, joined
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import Parents

SCALE = Scale(min=1, max=5)
THEMES = [f"t{number}" for number in range(12)]
People = dict[str, Moments]


def staff(rng: random.Random, n: int) -> People:
    """`n` people's answers to every theme."""
    return {
        theme: joined(Moments(1, float(rng.randint(1, 5))) for _ in range(n)) for theme in THEMES
    }


def together(groups: list[People]) -> People:
    return {theme: joined(group[theme] for group in groups) for theme in THEMES}


def written(people: People) -> dict[str, Score]:
    """The scores as tables have them, with two decimals."""
    return {
        theme: Score(n=one.n, mean=round(one.mean, 2), sd=round(one.sd or 0, 2))
        for theme, one in people.items()
    }


def faculty(count: int, more: int, others: int = 0) -> list[dict[str, Score]]:
    """A unit, the faculty that it is part of, its other parts, and parts of something else."""
    rng = random.Random(f"{count} {more} {others}")
    parts = [staff(rng, rng.randint(8, 26)) for _ in range(count)]
    whole = together([*parts, staff(rng, more)])
    away = [staff(rng, rng.randint(8, 26)) for _ in range(others)]
    return [written(one) for one in (parts[0], whole, *parts[1:], *away)]


def hidden(beside: Beside) -> list[int]:
    """How many scores of each unit are hidden."""
    return [sum(bool(one.hidden) for one in scores.values()) for scores in beside.protected()]


@pytest.mark.parametrize("count", [3, 12, 13, 20, 40])
def test_the_last_two_people_are_not_left_over(count: int) -> None:
    assert hidden(Beside(faculty(count, 2), SCALE, 5)) == [0, len(THEMES), *[0] * (count - 1)]
    assert not any(hidden(Beside(faculty(count, 5), SCALE, 5)))


@pytest.mark.parametrize(("n", "found"), [(5, 1), (19, 1), (20, 0)])
def test_those_left_over_who_all_answered_alike_are_found_up_to_nineteen(
    n: int, found: int
) -> None:
    """Nothing says which is part of which, and they are no small group."""
    rng = random.Random(7)
    parts = [staff(rng, size) for size in (9, 14)]
    agreed = staff(rng, n) | {THEMES[3]: Moments(n, 4.0)}
    units = [parts[0], together([*parts, agreed]), parts[1]]
    exact = [
        {theme: Score(n=one.n, mean=one.mean, sd=one.sd) for theme, one in unit.items()}
        for unit in units
    ]
    beside = Beside(exact, SCALE, 5)
    assert [leftover.themes for leftover in beside.leftovers(set())] == [(THEMES[3],)] * found
    assert hidden(beside) == [0, found, 0]


@pytest.mark.parametrize("parents", [None, {"A": "F", "F": None, "B": "F", "C": "F", "D": "F"}])
def test_those_left_over_who_differ_are_not_taken_for_alike(parents: Parents | None) -> None:
    """Not even if the table divided its spread by n: that divisor would leave less than none."""
    rng = random.Random(3)
    parts = [staff(rng, size) for size in (9, 14, 12, 11)]
    near = dict.fromkeys(THEMES, joined([Moments(5, 3.0), Moments(1, 4.0)]))
    whole = together([*parts, near])
    exact = [
        {theme: Score(n=one.n, mean=one.mean, sd=one.sd) for theme, one in unit.items()}
        for unit in (parts[0], whole, *parts[1:])
    ]
    assert not any(hidden(Beside(exact, SCALE, 5, tuple("AFBCD"), parents)))


def test_a_table_that_divides_its_spread_by_n_is_held_to_the_same() -> None:
    """Many tables have the spread of a population, which is a little smaller."""
    rng = random.Random(9)
    parts = [staff(rng, n) for n in (9, 14, 23)]
    glad = dict.fromkeys(THEMES, joined([Moments(1, 5.0), Moments(1, 5.0)]))
    tables = [
        {
            theme: Score(
                n=one.n, mean=round(one.mean, 4), sd=round((one.squares / one.n) ** 0.5, 4)
            )
            for theme, one in people.items()
        }
        for people in (parts[0], together([*parts, glad]), *parts[1:])
    ]
    assert hidden(Beside(tables, SCALE, 5)) == [0, len(THEMES), 0, 0]


def test_one_leader_in_the_place_of_another_is_no_nobody() -> None:
    """The unit leaves out its leader and its part another: as many people, other answers."""
    rng = random.Random(5)
    rest, one, other = staff(rng, 8), staff(rng, 1), staff(rng, 1)
    parents = {"A": None, "B": "A"}

    def shown(upper: People, lower: People) -> list[int]:
        series = [written(together([rest, lower])), written(together([rest, upper]))]
        return hidden(Beside(series, SCALE, 5, ("B", "A"), parents))

    differ = sum(one[theme].mean != other[theme].mean for theme in THEMES)
    assert 0 < differ < len(THEMES)
    assert shown(one, other) == [0, differ]
    assert shown(one, one) == [0, 0]


def test_parts_of_something_else_do_not_confuse() -> None:
    found = hidden(Beside(faculty(9, 2, others=4), SCALE, 5))
    assert found == [0, len(THEMES), *[0] * 12]
    assert not any(hidden(Beside(faculty(9, 7, others=4), SCALE, 5)))


def test_a_faculty_with_too_many_sets_of_parts_is_hidden() -> None:
    assert hidden(Beside(faculty(30, 7, others=20), SCALE, 5))[1] == len(THEMES)


def test_of_the_unit_itself_so_many_parts_give_way_that_the_rest_can_be_tried() -> None:
    unit, whole, *others = faculty(30, 7, others=20)
    shown = Beside([whole, unit, *others], SCALE, 5).protected()
    assert shown[0] == whole
    assert not list(Beside(shown, SCALE, 5).leftovers(set()))
