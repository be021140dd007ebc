"""Charts of a document: themes, and who answered, with the same in figures and in sentences."""

from collections.abc import Sequence

from amu_tui.model.meeting.session import Session
from amu_tui.render.charts.bar_chart import BarChart, ChartRow, Mark, Tick
from amu_tui.render.forms.blocks import Chart, Column, Table
from amu_tui.render.results.bars import tick
from amu_tui.render.results.figures import mean_text, score_text, why_empty
from amu_tui.render.results.participation import RateRow
from amu_tui.render.results.rows import ThemeRow, anchors, reference_names, symbols, theme_rows
from amu_tui.render.results.sentences import theme_sentences
from amu_tui.words import _, percent


def theme_chart(session: Session, title: str, themes: Sequence[str]) -> Chart:
    """The bars of `themes`, in that order, with their spread and the marks of the references.

    A reference that has none of them has no mark and no column.
    """
    rows = theme_rows(session, themes)
    scale, names = session.instrument.scale, reference_names(session)
    found = {one.reference for row in rows for one in row.references}
    marks = {ref: Mark(sign, names[ref]) for ref, sign in symbols(session).items() if ref in found}
    drawing = BarChart(
        rows=tuple(ChartRow(f"{row.number} {row.name}", row.bar, row.figures) for row in rows),
        ticks=tuple(Tick(scale.share(value), tick(value)) for value in scale.ticks()),
        marks=tuple(marks.values()),
        measured=_("mean"),
        around=_("one standard deviation to each side"),
        ends=anchors(session),
    )
    spoken = " ".join(theme_sentences(session, themes))
    return Chart(
        title, drawing, _table(rows, {ref: mark.name for ref, mark in marks.items()}), spoken
    )


def rates_chart(title: str, rows: Sequence[RateRow]) -> Chart:
    """The bars of `rows`, from 0 to 100 %."""
    drawing = BarChart(
        rows=tuple(
            ChartRow(row.label, row.bar, "" if row.share is None else row.text) for row in rows
        ),
        ticks=tuple(Tick(share, percent(share)) for share in (0, 0.25, 0.5, 0.75, 1)),
    )
    table = Table(
        (Column(_("Who"), "text"), Column(_("Response rate"), "figure")),
        tuple((row.label, row.text) for row in rows),
    )
    return Chart(title, drawing, table, " ".join(f"{row.label}: {row.text}." for row in rows))


def _table(rows: Sequence[ThemeRow], names: dict[str, str]) -> Table:
    """Mean and spread of each theme, its number of answers, and the mean of each reference."""
    columns = (
        Column(_("Theme"), "text"),
        Column(_("Mean ± standard deviation"), "figure"),
        Column(_("n"), "figure"),
        *(Column(name, "figure") for name in names.values()),
    )
    return Table(columns, tuple(_cells(row, names) for row in rows))


def _cells(row: ThemeRow, names: dict[str, str]) -> tuple[str, ...]:
    scores = {one.reference: one.score for one in row.references}
    others = []
    for ref in names:
        score = scores.get(ref)
        mean = None if score is None else score.mean
        shown = "" if score is None else why_empty(score)
        others.append(shown if mean is None else mean_text(mean, row.scale))
    own = score_text(row.score, row.scale) or why_empty(row.score)
    return (f"{row.number} {row.name}", own, row.count, *others)
