"""All themes on one screen, area by area in the order of presentation, in columns."""

from collections.abc import Sequence
from itertools import islice

import msgspec

from amu_tui import text
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.ordering import DECK, Order, ordered
from amu_tui.render.results import bars
from amu_tui.render.results.figures import DASH, mean_text, why_empty
from amu_tui.render.results.rows import ThemeRow, theme_rows
from amu_tui.render.results.signs import BLOCKS
from amu_tui.words import _, number, pick

GAP = 2
"""Cells between two columns."""

LEAST_COLUMN = 38
"""Cells below which a column says too little."""


class OverviewLine(msgspec.Struct, frozen=True):
    """One line of a column, exactly the column's width: an area's title, a theme, or a blank.

    `theme_id` is empty but for a theme. `number`, `name`, `bar` and `figure` are the padded
    parts of a theme's line, in that order with a blank between them; without a figure, `bar`
    holds the words that say why, instead of both.
    """

    text: str
    theme_id: str = ""
    number: str = ""
    name: str = ""
    bar: str = ""
    figure: str = ""


def overview(
    session: Session, width: int, height: int, order: Order = DECK
) -> list[list[OverviewLine]]:
    """The columns, left to right: as few as fit `height` lines, else as many as fit `width`.

    An area is kept whole in a column as far as that is possible; a blank line stands between
    two areas where there is room. In another order than the deck's the themes stand without
    their areas, one column after the other, with the figure that they are ordered by.
    """
    if order != DECK:
        return _ranked(session, width, height, order)
    sizes = [1 + len(area.themes) for area in session.instrument.areas.values()]
    if not sizes:
        return [[]]
    most = max(1, (width + GAP) // (LEAST_COLUMN + GAP))
    for count in range(1, most + 1):
        for blank in (1, 0):
            groups = _split(sizes, count, blank, height)
            if groups:
                return _columns(session, groups, blank, _cells(width, len(groups)))
    (flat,) = _columns(session, [len(sizes)], 0, _cells(width, most))
    tall = max(height, -(-len(flat) // most))
    return [flat[start : start + tall] for start in range(0, len(flat), tall)]


def _ranked(session: Session, width: int, height: int, order: Order) -> list[list[OverviewLine]]:
    themes = ordered(session.results, session.instrument.order(), order)
    most = max(1, (width + GAP) // (LEAST_COLUMN + GAP))
    count = min(most, -(-len(themes) // max(1, height))) or 1
    tall = -(-len(themes) // count) or 1
    lines = _lines(session, themes, _cells(width, count), order)
    return [lines[start : start + tall] for start in range(0, len(lines), tall)] or [[]]


def _cells(width: int, count: int) -> int:
    return (width - GAP * (count - 1)) // count


def _split(sizes: Sequence[int], count: int, blank: int, height: int) -> list[int]:
    """How many areas each of at most `count` columns takes, such that the tallest is lowest;
    nothing where one would be higher than `height`."""
    for limit in range(max(sizes), height + 1):
        groups = _fill(sizes, limit, blank)
        if len(groups) <= count:
            return groups
    return []


def _fill(sizes: Sequence[int], limit: int, blank: int) -> list[int]:
    """How many areas each column takes when each is filled up to `limit` lines."""
    groups: list[int] = []
    used = limit
    for size in sizes:
        if groups and used + blank + size <= limit:
            groups[-1] += 1
            used += blank + size
        else:
            groups.append(1)
            used = size
    return groups


def _columns(
    session: Session, groups: Sequence[int], blank: int, width: int
) -> list[list[OverviewLine]]:
    areas = list(session.instrument.areas.values())
    lines = iter(_lines(session, session.instrument.order(), width))
    columns: list[list[OverviewLine]] = []
    for group in groups:
        column: list[OverviewLine] = []
        for area in areas[:group]:
            if column and blank:
                column.append(OverviewLine(" " * width))
            column.append(OverviewLine(BLOCKS.fit(pick(area.title), width)))
            column.extend(islice(lines, len(area.themes)))
        columns.append(column)
        areas = areas[group:]
    return columns


def _lines(
    session: Session, themes: Sequence[str], width: int, order: Order = DECK
) -> list[OverviewLine]:
    """The lines of `themes`, which are all of the session's: their columns are made for them."""
    rows = theme_rows(session, themes)
    figures = [_figure(row, order) for row in rows]
    figure = max([3, *(text.width(shown) for shown in figures)])
    longest = max([12, *(text.width(row.name) for row in rows)])
    return [
        _line(row, width, BLOCKS.right(said, figure), longest)
        for row, said in zip(rows, figures, strict=True)
    ]


def _line(row: ThemeRow, width: int, said: str, longest: int) -> OverviewLine:
    figure = text.width(said)
    label = min(longest, max(24, width - figure - 45))
    bar = max(5, min(81, width - label - figure - 5))
    number = BLOCKS.right(str(row.number), 2)
    if row.score.mean is None:
        words = _("hidden") if row.hidden else why_empty(row.score)
        drawn, said = BLOCKS.right(words, max(bar + 1 + figure, text.width(words))), ""
    else:
        drawn = bars.mini_bar(row.scale.share(row.score.mean), bar)
    tail = f"{drawn} {said}" if said else drawn
    name = BLOCKS.fit(row.name, max(1, width - text.width(tail) - 4))
    line = BLOCKS.fit(f"{number} {name} {tail}", width)
    return OverviewLine(line, row.theme_id, number, name, drawn, said)


def _figure(row: ThemeRow, order: Order) -> str:
    """What the theme is ordered by: the mean, or its spread, or how far it lies from another."""
    mean, digits = row.score.mean, row.scale.digits
    if mean is None:
        return ""
    if order.by == "disagreement":
        return DASH if row.score.sd is None else f"±{number(row.score.sd, digits)}"
    if order.by == "distance":
        means = {reference.reference: reference.score.mean for reference in row.references}
        other = means.get(order.reference)
        if other is None:
            return DASH
        # Not of the figures as they are shown elsewhere: those would not stand in order here.
        apart = number(mean - other, digits)
        return f"+{apart}" if mean > other and apart != number(0, digits) else apart
    return mean_text(mean, row.scale)
