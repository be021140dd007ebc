"""Figures as they are kept: what can be one, and what a hidden one may carry."""

import math
from typing import Any

import msgspec
import pytest

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import (
    Answers,
    GroupRate,
    Participation,
    Reference,
    Results,
    Score,
)

SCALE = Scale(min=1, max=5)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_figure_is_finite(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Score(n=9, mean=value)
    with pytest.raises(ValueError, match="finite"):
        Score(n=9, mean=3.0, sd=value)
    with pytest.raises(ValueError, match="finite"):
        Participation(rate=value)
    with pytest.raises(ValueError, match="finite"):
        GroupRate(title={"en": "Women"}, rate=value)
    with pytest.raises(ValueError, match="finite"):
        Answers(n=9, shares={"yes": value})
    with pytest.raises(ValueError, match="finite"):
        Answers(n=9, mean=value)


def test_what_is_hidden_has_no_figure() -> None:
    assert Score(hidden="protected").mean is None
    for former in ("too-few", "protects-another"):
        assert msgspec.convert({"hidden": former}, Score) == Score(hidden="protected")
        assert msgspec.convert({"hidden": former}, Answers).hidden == "protected"
    for figures in ({"n": 4}, {"mean": 3.0}, {"sd": 0.0}, {"n": 0}):
        with pytest.raises(ValueError, match="hidden"):
            Score(hidden="protected", **figures)
    with pytest.raises(ValueError, match="hidden"):
        GroupRate(title={"en": "Men"}, rate=0.5, hidden="protected")
    with pytest.raises(ValueError, match="hidden"):
        Answers(shares={"yes": 0.5}, hidden="protected")


@pytest.mark.parametrize(
    "table",
    [
        {"unit": "U", "min_n": 2},
        {"unit": "U", "themes": {"../x": {"n": 9, "mean": 3.0}}},
        {"unit": "U", "themes": {"a": {"n": -1}}},
        {"unit": "U", "themes": {"a": {"n": 9, "mean": 3.0, "sd": -0.1}}},
        {"unit": "U", "themes": {"a": {"hidden": "secret"}}},
        {"unit": "U", "themes": {"a": {"hidden": "protected", "n": 3}}},
        {"unit": "U", "questions": {"q": {"n": 9, "share": 1.2}}},
        {"unit": "U", "questions": {"q": {"n": 9, "shares": {"a": -0.5}}}},
        {"unit": "U", "participation": {"rate": math.inf}},
        {"unit": "U", "participation": {"invited": -3}},
        {},
    ],
)
def test_a_file_with_impossible_figures_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, Results)


def test_the_response_rate_is_counted_where_it_can_be() -> None:
    assert Participation(invited=45, responses=37, rate=0.5).share == 37 / 45
    assert Participation(rate=0.5).share == 0.5
    assert Participation(invited=0, responses=0).share is None
    assert Participation(invited=45).share is None
    assert Participation(invited=45, responses=0).share == 0
    assert Participation(invited=50, responses=51).share == 1.02


def test_a_mean_outside_the_scale_is_known() -> None:
    assert Score(mean=5.1).outside(SCALE)
    assert Score(mean=0.9).outside(SCALE)
    assert not Score(mean=5.0).outside(SCALE)
    assert not Score(hidden="protected").outside(SCALE)


def test_a_theme_that_the_source_had_not_is_an_empty_score() -> None:
    results = Results(unit="U", themes={"autonomy": Score(n=9, mean=4.0, sd=0.5)})
    assert results.score("autonomy").mean == 4.0
    assert results.score("justice") == Score()


def test_results_survive_a_file() -> None:
    results = Results(
        unit="Institutt for blåskjell",
        participation=Participation(invited=45, responses=37),
        themes={"a": Score(n=37, mean=3.94, sd=0.71), "b": Score(hidden="protected")},
        questions={"hours": Answers(n=37, shares={"none": 0.25, "some": 0.75})},
        references={"faculty": Reference(title="Fakultetet", themes={"a": Score(mean=3.8)})},
    )
    assert msgspec.convert(msgspec.to_builtins(results), Results) == results
