"""Two rounds for a program: the document of `amu compare --json`, null for what is hidden."""

from typing import Any

from amu_tui.model.meeting.previous import Answer
from amu_tui.model.rounds.comparison import ComparedRound, Comparison, ThemeChange
from amu_tui.model.survey.results import Score
from amu_tui.render.results.show_json import verdict_json
from amu_tui.words import pick


def compare_json(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison; names are in the user's language, themes in the deck's order.

    An action names the theme that it was written for then; `themes` say which of now it is.
    """
    scale = comparison.new.instrument.scale
    document: dict[str, Any] = {
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "scale": {"min": scale.min, "max": scale.max},
        "themes": [theme_json(comparison, theme) for theme in comparison.themes],
        "actions": [_action(comparison, key) for key in comparison.actions],
    }
    if comparison.old.synthetic or comparison.new.synthetic:
        document["synthetic"] = True
    return document


def _side(side: ComparedRound) -> dict[str, Any]:
    document: dict[str, Any] = {
        "session": side.session or None,
        "unit": side.unit,
        "round": side.round or None,
    }
    if side.how:
        document |= {"units": side.units, "how": side.how}
    return {**document, "results_of": side.shown_for} if side.shown_for else document


def theme_json(comparison: Comparison, theme: ThemeChange) -> dict[str, Any]:
    """One theme of the comparison."""
    instrument = comparison.new.instrument
    return {
        "id": theme.id,
        "number": instrument.themes[theme.id].number,
        "name": pick(instrument.name(theme.id)),
        "comparable": theme.comparable,
        "old": _score(theme.old),
        "new": _score(theme.new),
        "change": None if theme.change is None else round(theme.change, 2),
        **verdict_json(theme.verdict),
        "chosen": theme.chosen,
        "preserved_fell": theme.fell,
        "actions": theme.actions,
    }


def _score(score: Score) -> dict[str, Any]:
    return {"n": score.n, "mean": score.mean, "sd": score.sd, "hidden": score.hidden}


def answer_json(answer: Answer | None) -> dict[str, Any] | None:
    """What the room says of an action of the round before."""
    if answer is None:
        return None
    return {"helped": answer.helped, "felt": answer.felt, "said": answer.said}


def _action(comparison: Comparison, key: str) -> dict[str, Any]:
    action = comparison.actions[key]
    note = action.last_note
    return {
        "id": key,
        "theme": action.theme,
        "title": action.title,
        "owner": action.owner,
        "deadline": action.deadline,
        "status": action.status,
        "priority": action.priority,
        "note": None if note is None else {"date": note.date, "text": note.text},
        "answer": answer_json(comparison.new.answers.get(key)),
    }
