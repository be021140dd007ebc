"""Instruments with items and tables of raw answers, for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from amu_tui.model.survey.instrument import Area, Instrument, Scale, Scoring, Theme
from amu_tui.model.survey.moments import Moments
from amu_tui.model.survey.units import respondents
from amu_tui.tables.results.unit_tree import read_tree
from amu_tui.tables.scoring.persons import groups
from amu_tui.tables.scoring.plan import make_plan
from amu_tui.tables.scoring.results_rows import answers_to
from amu_tui.tables.scoring.rows import RowsAsked
from amu_tui.tables.scoring.score import Scored, ScoringRequest, open_responses, score
from amu_tui.tables.scoring.units import assign_units

Answer = float | None
People = Sequence[tuple[str, Sequence[Answer]]]
"""A unit and the answers to each item, a person each."""


def instrument(
    keys: Mapping[str, Sequence[str]],
    low: float = 1,
    high: float = 5,
    answered: float = 0.5,
) -> Instrument:
    """Themes by their items; a minus sign before an item turns it round."""
    return Instrument(
        id="made",
        title={"en": "Made"},
        scale=Scale(min=low, max=high),
        scoring=Scoring(answered=answered),
        areas={"all": Area(title={"en": "All"}, themes=tuple(keys))},
        themes={
            theme: Theme(
                number=number,
                name={"en": theme},
                items=tuple(item.removeprefix("-") for item in items),
                reversed=tuple(item[1:] for item in items if item.startswith("-")),
            )
            for number, (theme, items) in enumerate(keys.items(), start=1)
        },
    )


def csv_of(people: People, items: Sequence[str]) -> str:
    """The table as an office exports it."""
    lines = [
        ",".join([unit, *("" if answer is None else f"{answer:g}" for answer in answers)])
        for unit, answers in people
    ]
    return "\n".join([",".join(["unit", *items]), *lines]) + "\n"


def scored(path: Path, of: Instrument, **asked: Any) -> Scored:
    """The scores of the table at `path`."""
    wanted = ScoringRequest(rows=RowsAsked(("unit",)), **asked)
    return score(open_responses(path, of, wanted), of, wanted)


def worked_out(
    path: Path, of: Instrument, tree: Path | None = None, min_n: int = 1
) -> dict[tuple[str, str], tuple[int, float, float | None]]:
    """n, mean and sd by unit and theme as they are worked out, before any is hidden or rounded.

    Those of fewer than `min_n` are left out.
    """
    asked = ScoringRequest(rows=RowsAsked(("unit",)), tree=tree)
    return {
        key: (people.n, people.mean, people.sd)
        for key, people in moments(path, of, asked).items()
        if people.n >= min_n
    }


def moments(path: Path, of: Instrument, asked: ScoringRequest) -> dict[tuple[str, str], Moments]:
    """Those who answered by unit and theme, before any is hidden or rounded."""
    responses = open_responses(path, of, asked)
    plan = make_plan(responses.columns, of, asked.rows)
    found, _reading = groups(responses, plan)
    units = assign_units(found, None if asked.tree is None else read_tree(asked.tree))
    return {
        (unit, theme.id): people
        for at, theme in enumerate(plan.themes)
        for unit, people in respondents(units.parents, answers_to(found, units, at)).sets.items()
    }


def figures(found: Scored) -> dict[tuple[str, str], tuple[int, float, float]]:
    """n, mean and sd by unit and theme, where there are any."""
    rows = found.rows.filter(found.rows["n"] > 0)
    return {
        (unit, theme): (n, mean, sd)
        for unit, theme, n, mean, sd in rows.select("unit", "theme", "n", "mean", "sd").iter_rows()
    }
