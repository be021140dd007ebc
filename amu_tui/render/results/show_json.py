"""The results for a program: the document of `amu show --json`, null for what is hidden."""

from collections.abc import Mapping
from typing import Any

from amu_tui.model.chance.beside import Beside, beside
from amu_tui.model.chance.verdict import Verdict
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.precision import favourable_interval
from amu_tui.model.survey.results import Score
from amu_tui.render.results.rows import areas
from amu_tui.words import pick


def show_json(session: Session, area: str | None = None) -> dict[str, Any]:
    """All results of `session`, or of one area; names are in the user's language."""
    info, instrument, results = session.info, session.instrument, session.results
    said = _said(session)
    document: dict[str, Any] = {
        "session": info.id,
        "unit": info.unit,
        "round": info.round,
        "instrument": instrument.id,
        "scale": {"min": instrument.scale.min, "max": instrument.scale.max},
        "participation": participation_json(session),
        "areas": [
            {
                "id": area_id,
                "name": pick(shown.title),
                "themes": [_theme(session, theme_id, said) for theme_id in shown.themes],
            }
            for area_id, shown in areas(session, area).items()
        ],
    }
    if results.shown_for:
        document["results_of"] = results.shown_for
    if info.synthetic:
        document["synthetic"] = True
    return document


def participation_json(session: Session) -> dict[str, Any]:
    """How many were invited and answered, and the share."""
    asked = session.results.participation
    return {"invited": asked.invited, "responses": asked.responses, "rate": asked.share}


def theme_json(session: Session, theme_id: str) -> dict[str, Any]:
    """One theme as `show_json` has it."""
    return _theme(session, theme_id, _said(session))


def _said(session: Session) -> dict[str, Mapping[str, Beside]]:
    results, scale = session.results, session.instrument.scale
    return {ref: beside(results, one, scale) for ref, one in results.references.items()}


def _theme(
    session: Session, theme_id: str, said: Mapping[str, Mapping[str, Beside]]
) -> dict[str, Any]:
    score, point = session.results.score(theme_id), session.instrument.scoring.favourable
    return {
        "id": theme_id,
        "number": session.instrument.themes[theme_id].number,
        "name": pick(session.instrument.name(theme_id)),
        **_numbers(score),
        **({} if point is None else {"favourable": _favourable(score)}),
        "hidden": score.hidden,
        "references": {
            ref: _reference(found[theme_id]) for ref, found in said.items() if theme_id in found
        },
    }


def _reference(found: Beside) -> dict[str, Any]:
    """Its figures, those of its people outside the unit, and what is said of the difference."""
    rest = None if found.rest is None else {"n": found.rest.n, "mean": found.rest.mean}
    return {**_numbers(found.other), "rest": rest, **verdict_json(found.verdict)}


def verdict_json(verdict: Verdict | None) -> dict[str, Any]:
    """Whether chance can make a difference, how much of it, and how large it is.

    The `margin` is what chance alone can make: of two rounds `least` where the same people
    answered both times and `most` where others did; `chance` depends on that between the two.
    """
    if verdict is None:
        return dict.fromkeys(("chance", "margin", "d", "size"))
    return {
        "chance": verdict.chance,
        "margin": {"least": _two_decimals(verdict.least), "most": _two_decimals(verdict.most)},
        "d": None if verdict.d is None else _two_decimals(verdict.d),
        "size": verdict.size,
    }


def _two_decimals(figure: float) -> float:
    # Of a small negative figure is left −0.0, which plus 0.0 is 0.0.
    return round(figure, 2) + 0.0


def _favourable(score: Score) -> dict[str, float] | None:
    """The share of favourable answers and its interval, null where it is not shown."""
    ends = favourable_interval(score)
    if score.favourable is None or ends is None:
        return None
    return {"share": score.favourable, "low": ends.low, "high": ends.high}


def _numbers(score: Score) -> dict[str, float | int | None]:
    """`effective_n` is there where the answers have weights."""
    found: dict[str, float | int | None] = {"n": score.n, "mean": score.mean, "sd": score.sd}
    return found if score.effective_n is None else {**found, "effective_n": score.effective_n}
