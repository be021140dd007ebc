"""The two aims as signs and headings, and the names of what is chosen for them.

As words in a sentence the aims are the model's `AIM_WORDS`.
"""

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Aim
from amu_tui.words import N_, pick

AIM_SIGNS: dict[Aim, str] = {"preserve": "+", "improve": "\N{MINUS SIGN}"}
AIM_TITLES: dict[Aim, str] = {"preserve": N_("Preserve"), "improve": N_("Improve")}
AIM_HEADINGS: dict[Aim, str] = {"preserve": N_("To preserve"), "improve": N_("To improve")}
ACTION_HEADINGS: dict[Aim, str] = {
    "preserve": N_("Actions to preserve"),
    "improve": N_("Actions to improve"),
}
NOTE = "✎"
"""The sign of a private note without an aim."""


def theme_name(session: Session, theme: str) -> str:
    """A theme's name, or the id of what is gone."""
    known = theme in session.instrument.themes
    return pick(session.instrument.name(theme)) if known else theme


def item_name(session: Session, item: str) -> str:
    """A theme's number and name, an action's title, or the id of what is gone."""
    theme = session.instrument.themes.get(item)
    if theme is not None:
        return f"{theme.number} {pick(session.instrument.name(item))}"
    action = session.actions.get(item)
    return item if action is None else action.title
