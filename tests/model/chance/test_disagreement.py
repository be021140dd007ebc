"""Where people disagree more than is usual: never because a theme has few questions."""

import pytest

from amu_tui.model.chance.disagreement import disagreed
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.ordering import Order, ordered
from amu_tui.model.survey.results import Reference, Results, Score
from amu_tui.model.survey.spread import disagreement, usual_in

SCALE = Scale(min=1, max=5)


def results(own: dict[str, float], usual: dict[str, float], mean: float = 3.4) -> Results:
    """40 people's spreads beside those of 400."""
    other = {theme: Score(n=400, mean=mean, sd=sd) for theme, sd in usual.items()}
    return Results(
        unit="U",
        themes={theme: Score(n=40, mean=mean, sd=sd) for theme, sd in own.items()},
        references={"faculty": Reference(title="F", themes=other)},
    )


def test_a_theme_of_one_question_is_compared_with_itself() -> None:
    found = results({"single": 1.15, "scale": 1.0}, {"single": 1.15, "scale": 0.7})
    assert disagreed(found, SCALE) == {"scale"}
    assert ordered(found, ("single", "scale"), Order("disagreement")) == ("scale", "single")


def test_nothing_is_usual_without_a_reference_that_has_spreads() -> None:
    alone = Results(unit="U", themes={"a": Score(n=40, mean=3, sd=1.5), "b": Score(n=9, mean=3)})
    assert usual_in(alone) == ""
    assert disagreed(alone, SCALE) == frozenset()
    assert disagreement(alone) == {"a": 1.5}


def test_the_reference_of_most_people_says_what_is_usual_and_never_the_round_before() -> None:
    score = {"a": Score(n=40, mean=3, sd=0.8)}
    many = {"a": Score(n=4000, mean=3, sd=0.8)}
    found = Results(
        unit="U",
        themes=score,
        references={
            "before": Reference(title="2014", kind="previous", themes=many),
            "faculty": Reference(title="F", themes=score),
            "all": Reference(title="All", themes=many),
            "bare": Reference(title="No spread", themes={"a": Score(n=9000, mean=3)}),
        },
    )
    assert usual_in(found) == "all"


@pytest.mark.parametrize("own", [Score(), Score(hidden="protected"), Score(n=8, mean=3.0)])
def test_a_theme_without_a_spread_is_left_out(own: Score) -> None:
    other = {"a": Score(n=400, mean=3, sd=0.8)}
    found = Results(
        unit="U", themes={"a": own}, references={"f": Reference(title="F", themes=other)}
    )
    assert disagreed(found, SCALE) == frozenset()
    assert disagreement(found) == {}


def test_near_the_end_of_the_scale_more_spread_is_needed() -> None:
    """There a few who answer low make the spread, and it moves more from unit to unit."""
    spreads = {"a": 0.75}, {"a": 0.58}
    assert disagreed(results(*spreads, mean=3.4), SCALE) == {"a"}
    assert disagreed(results(*spreads, mean=4.7), SCALE) == frozenset()
