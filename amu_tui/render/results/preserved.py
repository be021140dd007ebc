"""What was to be preserved and has fallen, in words: calm, and without a verdict."""

from amu_tui.model.chance.preserved import fallen
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Scale
from amu_tui.render.aims import item_name
from amu_tui.render.results.figures import mean_text
from amu_tui.words import _


def fallen_lines(session: Session, theme: str = "") -> list[str]:
    """A sentence for each such theme, or for `theme` alone where it is one."""
    past, results = session.previous, session.results
    lines = []
    for key, beside in fallen(session).items() if past else ():
        then, now = beside.other.mean, results.score(key).mean
        if theme in ("", key) and past is not None and then is not None and now is not None:
            name, scale = item_name(session, key), session.instrument.scale
            lines.append(fallen_text(name, past.round, then, now, scale))
    return lines


def fallen_text(theme: str, old: str, then: float, now: float, scale: Scale) -> str:
    """That a theme was to be preserved in `old`, and is lower now than chance usually makes."""
    text = _(
        "{theme} was to be preserved in {old}, and is lower now than chance usually makes: "
        "from {then} to {now}."
    )
    return text.format(theme=theme, old=old, then=mean_text(then, scale), now=mean_text(now, scale))
