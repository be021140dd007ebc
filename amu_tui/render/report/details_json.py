"""What is filled in of a report, for a program."""

from typing import Any

from amu_tui.model.meeting.details import STAGE_WORDS, FactorNote
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.factors import FACTOR_WORDS


def details_json(session: Session) -> dict[str, Any]:
    """Every key is there, whatever is filled in; a factor names the themes that touch it."""
    details, themes = session.details, session.instrument.factors
    factors = {name: details.factors.get(name, FactorNote()) for name in FACTOR_WORDS}
    return {
        "goals": details.goals,
        "took_part": {
            stage: [
                {"role": part.role, "name": part.name} for part in details.took_part.get(stage, ())
            ]
            for stage in STAGE_WORDS
        },
        "review": {"date": details.review.date, "body": details.review.body},
        "archive": {
            "case": details.archive.case,
            "process": details.archive.process,
            "access": details.archive.access,
        },
        "factors": {
            name: {
                "themes": themes.get(name, ()),
                "found": note.found,
                "otherwise": note.otherwise,
            }
            for name, note in factors.items()
        },
        "not_measured": details.not_measured,
        "whole": details.whole,
    }
