"""What the figures of one theme say, in words: the lines under a chart."""

from amu_tui.model.instrument import Scale
from amu_tui.model.results import Score
from amu_tui.model.session import Session
from amu_tui.render.figures import (
    answers_text,
    difference,
    distance_text,
    mean_text,
    score_text,
    why_empty,
)
from amu_tui.render.rows import reference_names
from amu_tui.words import _


def score_line(session: Session, theme_id: str) -> str:
    """The unit's score: `37 answers · 3.6 ±0.9`, or why there is none."""
    score = session.results.score(theme_id)
    if score.mean is None:
        return why_empty(score)
    figures = score_text(score, session.instrument.scale)
    return figures if score.n is None else f"{answers_text(score.n)} · {figures}"


def score_lines(session: Session, theme_id: str) -> list[str]:
    """The unit's score, a line for each reference that has the theme, and what stands out."""
    lines = [score_line(session, theme_id)]
    own = session.results.score(theme_id)
    names = reference_names(session)
    for ref, reference in session.results.references.items():
        if theme_id in reference.themes:
            said = beside(own, reference.themes[theme_id], session.instrument.scale)
            lines.append(f"{names[ref]} {said}")
    lines += not_comparable(session, theme_id)
    if most_disagreed(session) == theme_id:
        lines.append(_("You disagree more here than on any other theme"))
    return lines


def beside(own: Score, other: Score, scale: Scale) -> str:
    """A reference's mean and how far it lies from the unit's: `3.8 · 0.2 above you`."""
    if other.mean is None:
        return why_empty(other)
    text = mean_text(other.mean, scale)
    if own.mean is None:
        return text
    apart = difference(own.mean, other.mean, scale)
    away = distance_text(abs(apart), scale)
    if apart == 0:
        return _("{mean} · the same as you").format(mean=text)
    if apart > 0:
        return _("{mean} · {difference} above you").format(mean=text, difference=away)
    return _("{mean} · {difference} below you").format(mean=text, difference=away)


def not_comparable(session: Session, theme_id: str) -> list[str]:
    """A line for each reference that the theme cannot be set beside."""
    names = reference_names(session)
    return [
        _("Not comparable with {name}").format(name=names[ref])
        for ref, reference in session.results.references.items()
        if theme_id in reference.not_comparable
    ]


def most_disagreed(session: Session) -> str:
    """The theme with the highest spread of those shown; empty where no single one has it."""
    spread = {
        theme: score.sd
        for theme in session.instrument.order()
        if (score := session.results.score(theme)).sd is not None
    }
    if len(spread) < 2:
        return ""
    first, second = sorted(spread.values(), reverse=True)[:2]
    return max(spread, key=lambda theme: spread[theme]) if first > second else ""
