"""All themes on one screen, area by area in the order of presentation, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from amu_tui import text
from amu_tui.model.session import Session
from amu_tui.render import bars
from amu_tui.render.figures import mean_text, why_empty
from amu_tui.render.rows import ThemeRow, theme_rows
from amu_tui.render.signs import BLOCKS
from amu_tui.words import _, pick

GAP = 2
"""Cells between two columns."""

LEAST = 38
"""Cells below which a column says too little."""


@dataclass(frozen=True)
class OverviewLine:
    """One line of a column, exactly the column's width: an area's title, a theme, or a blank.

    `theme_id` is empty but for a theme. `number`, `name`, `bar` and `figure` are the padded
    parts of a theme's line, in that order with a blank between them; without a figure, `bar`
    holds the words that say why, in the place of both.
    """

    text: str
    theme_id: str = ""
    number: str = ""
    name: str = ""
    bar: str = ""
    figure: str = ""


def overview(session: Session, width: int, height: int) -> list[list[OverviewLine]]:
    """The columns, left to right: as few as fit `height` lines, else as many as fit `width`.

    An area is kept whole in a column as far as that is possible; a blank line stands between
    two areas where there is room.
    """
    sizes = [1 + len(area.themes) for area in session.instrument.areas.values()]
    if not sizes:
        return [[]]
    most = max(1, (width + GAP) // (LEAST + GAP))
    for count in range(1, most + 1):
        for blank in (1, 0):
            groups = _split(sizes, count, blank, height)
            if groups:
                return _columns(session, groups, blank, _cells(width, len(groups)))
    (flat,) = _columns(session, [len(sizes)], 0, _cells(width, most))
    tall = max(height, -(-len(flat) // most))
    return [flat[start : start + tall] for start in range(0, len(flat), tall)]


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
    every = theme_rows(session, session.instrument.order())
    figure = max([3, *(len(_figure(row)) for row in every)])
    longest = max([12, *(text.width(row.name) for row in every)])
    columns: list[list[OverviewLine]] = []
    for group in groups:
        column: list[OverviewLine] = []
        for area in areas[:group]:
            if column and blank:
                column.append(OverviewLine(" " * width))
            column.append(OverviewLine(BLOCKS.fit(pick(area.title), width)))
            rows = theme_rows(session, area.themes)
            column.extend(_line(row, width, figure, longest) for row in rows)
        columns.append(column)
        areas = areas[group:]
    return columns


def _line(row: ThemeRow, width: int, figure: int, longest: int) -> OverviewLine:
    label = min(longest, max(24, width - figure - 45))
    bar = max(5, min(81, width - label - figure - 5))
    number = BLOCKS.right(str(row.number), 2)
    if row.score.mean is None:
        words = _("hidden") if row.hidden else why_empty(row.score)
        drawn, said = BLOCKS.right(words, max(bar + 1 + figure, text.width(words))), ""
    else:
        drawn = bars.mini_bar(row.scale.share(row.score.mean), bar)
        said = BLOCKS.right(_figure(row), figure)
    told = f"{drawn} {said}" if said else drawn
    name = BLOCKS.fit(row.name, max(1, width - text.width(told) - 4))
    line = BLOCKS.fit(f"{number} {name} {told}", width)
    return OverviewLine(line, row.theme_id, number, name, drawn, said)


def _figure(row: ThemeRow) -> str:
    return "" if row.score.mean is None else mean_text(row.score.mean, row.scale)
