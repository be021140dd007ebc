"""A small residual group of a whole less its parts is found, however many parts there are."""

import random
from collections.abc import Iterable

import pytest

from amu_tui.model.disclosure.audit import solved
from amu_tui.model.disclosure.differencing import SideBySide
from amu_tui.model.disclosure.limits import protected
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import AtomMoments, respondents

SCALE = Scale(min=1, max=5)
THEMES = [f"t{number}" for number in range(12)]
People = dict[str, Moments]


def staff(rng: random.Random, n: int) -> People:
    """`n` people's answers to every theme."""
    return {
        theme: pooled(Moments(1, float(rng.randint(1, 5))) for _ in range(n)) for theme in THEMES
    }


def together(groups: list[People]) -> People:
    return {theme: pooled(group[theme] for group in groups) for theme in THEMES}


def written(people: People) -> dict[str, Score]:
    """The scores as tables have them, with two decimals."""
    return {
        theme: Score(n=one.n, mean=round(one.mean, 2), sd=round(one.sd or 0, 2))
        for theme, one in people.items()
    }


def exactly(people: People) -> dict[str, Score]:
    return {theme: Score(n=one.n, mean=one.mean, sd=one.sd) for theme, one in people.items()}


def shown(series: Iterable[dict[str, Score]], others: int = 0) -> SideBySide[Score]:
    """A unit, the faculty that it is part of, its other parts, and so many `others`."""
    named = {str(number): scores for number, scores in enumerate(series)}
    parents = dict.fromkeys(named, "1") | {"1": None}
    away = dict.fromkeys(list(named)[len(named) - others :]) if others else {}
    return SideBySide(named, parents | away, SCALE, 5)


def faculty(count: int, more: int, others: int = 0) -> SideBySide[Score]:
    rng = random.Random(f"{count} {more} {others}")
    parts = [staff(rng, rng.randint(8, 26)) for _ in range(count)]
    whole = together([*parts, staff(rng, more)])
    away = [staff(rng, rng.randint(8, 26)) for _ in range(others)]
    return shown((written(one) for one in (parts[0], whole, *parts[1:], *away)), others)


def hidden(units: SideBySide[Score]) -> list[int]:
    """How many scores of each unit are hidden."""
    return [
        sum(bool(one.hidden) for one in scores.values()) for scores in units.protected().values()
    ]


@pytest.mark.parametrize("count", [3, 13, 40])
def test_the_last_two_people_are_not_told(count: int) -> None:
    assert hidden(faculty(count, 2)) == [0, len(THEMES), *[0] * (count - 1)]
    assert not any(hidden(faculty(count, 5)))


def test_units_elsewhere_do_not_confuse() -> None:
    assert hidden(faculty(9, 2, others=4)) == [0, len(THEMES), *[0] * 12]
    assert not any(hidden(faculty(9, 7, others=4)))


@pytest.mark.parametrize(("n", "found"), [(5, 1), (19, 1), (20, 0)])
def test_a_residual_group_that_answered_alike_is_found_up_to_nineteen(n: int, found: int) -> None:
    rng = random.Random(7)
    parts = [staff(rng, size) for size in (9, 14)]
    agreed = staff(rng, n) | {THEMES[3]: Moments(n, 4.0)}
    units = shown(exactly(unit) for unit in (parts[0], together([*parts, agreed]), parts[1]))
    small = [theme for theme in THEMES if list(units.residual_groups(theme))]
    assert small == [THEMES[3]] * found
    assert hidden(units) == [0, found, 0]


def test_a_residual_group_that_differs_is_not_taken_for_alike() -> None:
    """Not even if the table divided its spread by n: that divisor would leave less than none."""
    rng = random.Random(3)
    parts = [staff(rng, size) for size in (9, 14, 12, 11)]
    near = dict.fromkeys(THEMES, pooled([Moments(5, 3.0), Moments(1, 4.0)]))
    whole = together([*parts, near])
    assert not any(hidden(shown(exactly(unit) for unit in (parts[0], whole, *parts[1:]))))


def test_a_table_that_divides_its_spread_by_n_is_held_to_the_same() -> None:
    """Many tables have the spread of a population, which is a little smaller."""
    rng = random.Random(9)
    parts = [staff(rng, n) for n in (9, 14, 23)]
    glad = dict.fromkeys(THEMES, Moments(6, 5.0))
    tables = (
        {
            theme: Score(
                n=one.n, mean=round(one.mean, 6), sd=round((one.squares / one.n) ** 0.5, 6)
            )
            for theme, one in people.items()
        }
        for people in (parts[0], together([*parts, glad]), *parts[1:])
    )
    assert hidden(shown(tables)) == [0, len(THEMES), 0, 0]


def test_one_leader_in_the_place_of_another_is_no_nobody() -> None:
    """The unit leaves out its leader and its part another: as many people, other answers."""
    rng = random.Random(5)
    rest, one, other = staff(rng, 8), staff(rng, 1), staff(rng, 1)

    def suppressed(upper: People, lower: People) -> list[int]:
        series = (written(together([rest, leader])) for leader in (lower, upper))
        return hidden(shown(series))

    differ = sum(one[theme].mean != other[theme].mean for theme in THEMES)
    assert 0 < differ < len(THEMES)
    assert suppressed(one, other) == [0, differ]
    assert suppressed(one, one) == [0, 0]


@pytest.mark.parametrize("seed", range(60))
def test_an_attacker_finds_nobody_in_any_units_of_a_tree(seed: int) -> None:
    """By the algebra of all published totals, whichever units are shown side by side."""
    rng = random.Random(seed)
    units = [f"U{number}" for number in range(rng.randint(2, 9))]
    parents = {unit: rng.choice(units[:at]) if at else None for at, unit in enumerate(units)}
    answers = {(unit, None): staff(rng, rng.randint(0, 12)) for unit in units}
    theme = THEMES[0]
    moments: AtomMoments = {atom: people[theme] for atom, people in answers.items()}
    sets = respondents(parents, moments).sets
    some = rng.sample(units, rng.randint(1, len(units)))
    series = {unit: {theme: protected(sets[unit].score(), SCALE, 5)} for unit in some}
    safe = SideBySide(series, parents, SCALE, 5).protected()
    assert safe[some[0]] == series[some[0]]
    shown = {unit: scores[theme] for unit, scores in safe.items()}
    assert not solved(parents, moments, shown, SCALE, 5)
