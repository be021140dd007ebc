"""What the figures of one theme say, in words: the lines under a chart."""

from collections.abc import Iterator

from amu_tui.model.chance.beside import Beside, beside
from amu_tui.model.chance.disagreement import disagreed
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.spread import usual_in
from amu_tui.render.results.chance import (
    chance_text,
    changes_text,
    favourable_text,
    labelled_interval,
    size_text,
)
from amu_tui.render.results.figures import (
    count_text,
    difference,
    distance_text,
    mean_text,
    score_text,
    why_empty,
)
from amu_tui.render.results.preserved import fallen_lines
from amu_tui.render.results.rows import reference_names
from amu_tui.text import apart
from amu_tui.words import _, number

WIDE_SPREAD = 0.3
"""Share of the scale's length that a standard deviation is worth a talk above: 1.2 on 1–5."""


def score_line(session: Session, theme_id: str) -> str:
    """The unit's score: `37 answers · 3.6 ±0.9 · 95%: 3.3–3.9`, or why there is none."""
    score, scale = session.results.score(theme_id), session.instrument.scale
    if score.mean is None:
        return why_empty(score)
    texts = (
        count_text(score),
        score_text(score, scale),
        labelled_interval(score, scale),
        favourable_text(score, session.instrument.scoring.favourable),
    )
    return " · ".join(text for text in texts if text)


def score_lines(session: Session, theme_id: str) -> list[str]:
    """The unit's score, a line for each reference that has the theme, and what stands out."""
    beside_it = [f"{apart(name)} {said}" for name, said in comparisons(session, theme_id)]
    return [score_line(session, theme_id), *beside_it, *remarks(session, theme_id)]


def comparisons(session: Session, theme_id: str) -> Iterator[tuple[str, str]]:
    """The name of each reference that has the theme, and how it lies to the unit's score."""
    own, scale = session.results.score(theme_id), session.instrument.scale
    names = reference_names(session)
    for ref, reference in session.results.references.items():
        if theme_id in reference.themes:
            found = beside(session.results, reference, scale)[theme_id]
            said = compared(own, found, scale, session.results.shown_for)
            chance = chance_of(own, found, scale)
            # A sentence with a colon of its own stands apart.
            joint = " · " if ":" in chance else ": "
            yield names[ref], f"{said}{joint}{chance}" if chance else said


def remarks(session: Session, theme_id: str) -> list[str]:
    """With what it cannot be compared, whether it has fallen, whether answers differ widely."""
    fallen = fallen_lines(session, theme_id)
    return [*not_comparable(session, theme_id), *fallen, *spread_lines(session, theme_id)]


def chance_of(own: Score, found: Beside, scale: Scale) -> str:
    """What chance makes of the difference; empty where the two look the same or one is hidden."""
    other = found.compared
    if own.mean is None or other.mean is None:
        return ""
    apart = difference(own.mean, other.mean, scale)
    if not apart:
        return ""
    if found.before and found.verdict is not None:
        return changes_text(own, other, found.verdict, apart, scale)
    return chance_text(own, other, found.verdict)


def spread_lines(session: Session, theme_id: str) -> list[str]:
    """Whether the answers differ more than is usual, or so much that it is worth a talk.

    Of a theme of one question only the former is said: such spread widely everywhere.
    """
    results, scale = session.results, session.instrument.scale
    whose, sd = results.shown_for, results.score(theme_id).sd
    if sd is None:
        return []
    single = len(session.instrument.themes[theme_id].items) == 1
    spread, usual = f"±{number(sd, scale.digits)}", _usual(session, theme_id)
    if usual and not usual.endswith(spread) and theme_id in disagreed(results, scale):
        text = (
            _("The answers of {unit} differ more here than is usual ({spreads}): worth a talk")
            if whose
            else _("You disagree more here than is usual ({spreads}): worth a talk")
        )
    elif sd > WIDE_SPREAD * (scale.max - scale.min) and not single:
        text = (
            _("The answers of {unit} differ widely here ({spreads}): worth a talk")
            if whose
            else _("You disagree widely here ({spreads}): worth a talk")
        )
    else:
        return []
    return [text.format(unit=whose, spreads=", ".join(one for one in (spread, usual) if one))]


def _usual(session: Session, theme_id: str) -> str:
    """The spread that is usual on the theme, and where: `Faculty ±1.0`; empty if not known."""
    ref = usual_in(session.results)
    score = session.results.references[ref].themes.get(theme_id) if ref else None
    if score is None or score.sd is None:
        return ""
    return f"{reference_names(session)[ref]} ±{number(score.sd, session.instrument.scale.digits)}"


def compared(own: Score, found: Beside, scale: Scale, whose: str = "") -> str:
    """A reference's mean and how far it lies from the unit's: `3.8 · 0.2 above you`.

    Where it contains the unit, the distance is that of its other people; their mean is said where
    it is another figure: `3.8 · without you 3.9 · 0.3 above you`.
    `whose` names the unit that the results are of, where it is not the reader's own.
    """
    if found.other.mean is None:
        return why_empty(found.other)
    text = mean_text(found.other.mean, scale)
    if own.mean is None or found.compared.mean is None:
        return text
    others = mean_text(found.compared.mean, scale)
    if others != text:
        rest = _("without {unit} {mean}") if whose else _("without you {mean}")
        text = f"{text} · {rest.format(mean=others, unit=whose)}"
    apart = difference(own.mean, found.compared.mean, scale)
    away = distance_text(abs(apart), scale)
    if apart == 0:
        said = _("{mean} · the same as {unit}") if whose else _("{mean} · the same as you")
        return said.format(mean=text, unit=whose)
    if apart > 0:
        said = (
            _("{mean} · {difference} above {unit}")
            if whose
            else _("{mean} · {difference} above you")
        )
    else:
        said = (
            _("{mean} · {difference} below {unit}")
            if whose
            else _("{mean} · {difference} below you")
        )
    return said.format(mean=text, difference=away, unit=whose) + size_text(found.verdict)


def not_comparable(session: Session, theme_id: str) -> list[str]:
    """A line for each reference that the theme cannot be compared with."""
    names = reference_names(session)
    return [
        _("Not comparable with {name}").format(name=names[ref])
        for ref, reference in session.results.references.items()
        if theme_id in reference.not_comparable
    ]
