"""The two aims as signs and headings; as words in a sentence they are the model's `AIM_WORDS`."""

from amu_tui.model.survey.instrument import Aim
from amu_tui.words import N_

AIM_SIGNS: dict[Aim, str] = {"preserve": "+", "improve": "\N{MINUS SIGN}"}
AIM_TITLES: dict[Aim, str] = {"preserve": N_("Preserve"), "improve": N_("Improve")}
AIM_HEADINGS: dict[Aim, str] = {"preserve": N_("To preserve"), "improve": N_("To improve")}
ACTION_HEADINGS: dict[Aim, str] = {
    "preserve": N_("Actions to preserve"),
    "improve": N_("Actions to improve"),
}
