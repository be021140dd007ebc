"""The results as sentences, for listening: one a theme, nothing that must be seen."""

from collections.abc import Iterator

from amu_tui.model.session import Session
from amu_tui.render.detail import not_comparable
from amu_tui.render.figures import mean_text, spoken_score, why_empty
from amu_tui.render.own import block_sentence, own_blocks
from amu_tui.render.participation import participation_line
from amu_tui.render.plain import synthetic_line
from amu_tui.render.rows import ThemeRow, area_heading, areas, reference_names, theme_rows
from amu_tui.words import _, number


def sentences(session: Session, area: str | None = None) -> str:
    """All results of `session`, or of one area, a line for each theme and question.

    Raises `UsageError` where there is no such area.
    """
    return "".join(f"{line}\n" for line in _lines(session, area))


def _lines(session: Session, area: str | None) -> Iterator[str]:
    shown = areas(session, area)
    yield f"{session.info.title or session.info.unit}, {session.info.round}."
    if session.info.synthetic:
        yield f"{synthetic_line()}."
    asked = participation_line(session)
    if asked:
        yield f"{asked}."
    names = reference_names(session)
    for found in shown.values():
        yield f"{area_heading(found)}."
        for row in theme_rows(session, found.themes):
            text = theme_sentence(row, names)
            yield " ".join([text, *(f"{line}." for line in not_comparable(session, row.theme_id))])
    if area is None:
        for block in own_blocks(session):
            yield block_sentence(block)
    yield from session.results.warnings


def theme_sentence(row: ThemeRow, names: dict[str, str]) -> str:
    """`Theme 3, Empowering leadership: 3.6 of 5, standard deviation 0.9, 37 answers. Sector 3.8.`

    Args:
        row: the theme.
        names: what each reference is called, by id.
    """
    head = _("Theme {number}, {name}").format(number=row.number, name=row.name)
    score = row.score
    said = why_empty(score) if score.mean is None else spoken_score(score, row.scale)
    text = f"{head}: {said}."
    for ref, _symbol, other in row.references:
        mean = why_empty(other) if other.mean is None else mean_text(other.mean, row.scale)
        text += f" {names[ref]} {mean}."
    return text
