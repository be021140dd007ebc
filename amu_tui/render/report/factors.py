"""The psychosocial factors of the law, with what this survey measured of each."""

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.factors import FactorName
from amu_tui.model.survey.results import Score
from amu_tui.render.aims import item_name
from amu_tui.render.results.figures import score_text, why_empty
from amu_tui.words import _


def factor_themes(session: Session, factor: FactorName) -> list[str]:
    """The themes that touch `factor`, each with the unit's score or why it has none."""
    texts = []
    for theme in session.instrument.factors.get(factor, ()):
        score = session.results.themes.get(theme, Score())
        figure = score_text(score, session.instrument.scale) or why_empty(score)
        texts.append(f"{item_name(session, theme)}: {figure}")
    return texts


def factor_lead(session: Session, factor: FactorName) -> str:
    """Which themes touch `factor`, or that this survey has none."""
    none = _("No theme of this survey is about it: assess it in another way.")
    return "; ".join(factor_themes(session, factor)) or none
