"""Which scores may be shown: the smallest group, and groups that all answered alike."""

from amu_tui.model.instrument import Scale
from amu_tui.model.results import Hidden, Score
from amu_tui.words import _

MIN_N = 5
"""Smallest group shown unless the session raises it."""

LOWEST_MIN_N = 3
"""No session may go below this."""

UNIFORM_BELOW = 20
"""In a group smaller than this, a score that tells what everybody answered is hidden."""


def guarded(score: Score, scale: Scale, min_n: int = MIN_N) -> Score:
    """`score` as it may be kept: itself, or without any number where it must be hidden.

    Hidden are groups under `min_n`, and groups under `UNIFORM_BELOW` whose mean lies at an end
    of the scale or whose sd is 0, since everybody then answered the same. A score without n
    cannot be checked and is returned as it is.
    """
    if score.hidden or score.mean is None or score.n is None:
        return score
    if score.n < min_n:
        return Score(hidden="too-few")
    uniform = score.sd == 0 or score.mean in (scale.min, scale.max)
    if uniform and score.n < UNIFORM_BELOW:
        return Score(hidden="too-few")
    return score


def hidden_word(reason: Hidden) -> str:
    """Why a score is hidden, in the user's words."""
    return _("too few answers") if reason == "too-few" else _("protects another group")
