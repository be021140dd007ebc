"""The four psychosocial factors that the working environment act names as examples."""

from typing import Literal

from amu_tui.messages import N_

FactorName = Literal["demands", "emotional", "workload", "support"]
FACTOR_WORDS: dict[FactorName, str] = {
    "demands": N_("Unclear or conflicting demands"),
    "emotional": N_("Emotional demands in work with people"),
    "workload": N_("Workload and time that do not fit"),
    "support": N_("Support and help"),
}
"""In the order of the act. They are examples there, neither forbidden nor all there is."""
