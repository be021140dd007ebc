"""The results as sentences, for listening: one a theme, nothing that must be seen."""

from collections.abc import Iterable, Iterator

from amu_tui.model.chance.beside import Beside, beside
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.ordering import DECK, Order
from amu_tui.render.results.chance import favourable_text, spoken_interval
from amu_tui.render.results.detail import chance_of, compared, not_comparable, spread_lines
from amu_tui.render.results.extra_questions import question_blocks, question_sentence
from amu_tui.render.results.figures import spoken_score, why_empty
from amu_tui.render.results.orders import sections
from amu_tui.render.results.participation import participation_line, rate_sentences, results_of_line
from amu_tui.render.results.plain import synthetic_line
from amu_tui.render.results.rows import ThemeRow, reference_names, theme_rows
from amu_tui.render.results.warnings import as_sentence, warnings
from amu_tui.words import _


def sentences(session: Session, area: str | None = None, order: Order = DECK) -> str:
    """All results of `session`, or of one area, a line for each theme and question.

    In another order than the deck's the themes of all areas stand together. Raises `UsageError`
    where there is no such area.
    """
    return "".join(f"{line}\n" for line in _lines(session, area, order))


def _lines(session: Session, area: str | None, order: Order) -> Iterator[str]:
    yield f"{session.info.title or session.info.unit}, {session.info.round}."
    if session.info.synthetic:
        yield f"{synthetic_line()}."
    if session.results.shown_for:
        yield f"{results_of_line(session)}."
    asked = participation_line(session)
    if asked:
        yield f"{asked}."
    for heading, themes in sections(session, area, order):
        yield f"{heading}."
        yield from theme_sentences(session, themes)
    if area is None:
        yield from rate_sentences(session)
        for block in question_blocks(session):
            yield question_sentence(block)
    yield from map(as_sentence, warnings(session))


def theme_sentences(session: Session, themes: Iterable[str]) -> Iterator[str]:
    """All that the figures of each theme say, on a line each."""
    results, scale = session.results, session.instrument.scale
    said = [
        (name, beside(results, results.references[ref], scale))
        for ref, name in reference_names(session).items()
    ]
    for row in theme_rows(session, themes):
        theme = row.theme_id
        found = [(name, by_theme[theme]) for name, by_theme in said if theme in by_theme]
        share = favourable_text(row.score, session.instrument.scoring.favourable)
        more = (share, *not_comparable(session, theme), *spread_lines(session, theme))
        sentence = theme_sentence(row, found, results.shown_for)
        yield " ".join([sentence, *(f"{line}." for line in more if line)])


def theme_sentence(row: ThemeRow, found: Iterable[tuple[str, Beside]], whose: str = "") -> str:
    """`Theme 3, Empowering leadership: 3.6 of 5, standard deviation 0.9, 37 answers, 95% interval
    3.3 to 3.9. Sector 3.8, 0.2 above you (noticeable), within chance for 37 answers.`

    Args:
        row: the theme.
        found: what it is set beside, with the name of each.
        whose: the unit that the results are of, where it is not the reader's own.
    """
    head = _("Theme {number}, {name}").format(number=row.number, name=row.name)
    score = row.score
    said = why_empty(score) if score.mean is None else spoken_score(score, row.scale)
    interval = spoken_interval(score, row.scale)
    text = f"{head}: {said}, {interval}." if interval else f"{head}: {said}."
    for name, one in found:
        parts = compared(score, one, row.scale, whose).replace(" · ", ", ")
        chance = chance_of(score, one, row.scale)
        text += f" {name} {parts}, {chance}." if chance else f" {name} {parts}."
    return text
