"""Two rounds as rows, one a theme; the same columns on the screen and on paper.

A row is: sign of what was chosen then, number, name, the track if there is one, both scores if
there is room, the change with the mark of its size, and whether it can be chance.
"""

from collections.abc import Sequence

import msgspec

from amu_tui import text
from amu_tui.model.rounds.comparison import Comparison, ThemeChange
from amu_tui.model.survey.instrument import Scale
from amu_tui.render.aims import AIM_SIGNS
from amu_tui.render.compare.words import (
    MOST_ROUND_NAME,
    chance_cell,
    change_cell,
    no_change_cell,
    round_name,
    score_cell,
)
from amu_tui.render.results import bars
from amu_tui.render.results.rows import MOST_NAME
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.words import _, pick

SCORES_FROM = 96
"""From this width on, a row with a track has both scores in figures too."""

MOST_TRACK = 61
LEAST_TRACK = 13
COLUMN_GAP = 2


class CompareColumns(msgspec.Struct, frozen=True):
    """Cells of each column, the gap before it included; 0 where there is no room for it."""

    number: int
    name: int
    track: int
    score: int
    change: int
    chance: int


class RowText(msgspec.Struct, frozen=True):
    """The texts of a row before and after its track, each padded to its columns."""

    head: str
    tail: str


def labels(comparison: Comparison) -> tuple[str, str]:
    """What the two rounds are called, short enough for a column."""
    names = (round_name(comparison.old), round_name(comparison.new))
    return text.cut(names[0], MOST_ROUND_NAME), text.cut(names[1], MOST_ROUND_NAME)


def columns(comparison: Comparison, width: int, *, tracks: bool = False) -> CompareColumns:
    """The layout of all rows in `width` cells, with a track or without."""
    instrument, themes = comparison.new.instrument, comparison.themes
    scale = instrument.scale
    score = 0
    if not tracks or width >= SCORES_FROM:
        scores = [score_cell(score, scale) for theme in themes for score in (theme.old, theme.new)]
        score = _widest([*labels(comparison), *scores])
    change = _widest([f"{_('Change')}  ", *(change_cell(theme, scale) for theme in themes)])
    chances = [_chance_title(comparison), *(chance_cell(theme, scale) for theme in themes)]
    chance = _widest(chances) if any(chances) else 0
    # Why there is no change runs on over both columns.
    chance = max(chance, _widest([no_change_cell(comparison, theme) for theme in themes]) - change)
    digits = max([2, *(len(str(instrument.themes[theme.id].number)) for theme in themes)])
    room = width - 3 - digits - 2 * score - change - chance
    longest = max([8, *(text.width(pick(instrument.name(theme.id))) for theme in themes)])
    track = 0
    if tracks:
        track = _track(room - 1 - min(longest, MOST_NAME, room // 2), scale)
        room -= track + 1
    name = max(8, min(longest, MOST_NAME, room))
    return CompareColumns(digits, name, track, score, change, chance)


def _chance_title(comparison: Comparison) -> str:
    """The heading over what can be chance; empty where that is known of no theme."""
    return _("Chance?") if any(theme.verdict for theme in comparison.themes) else ""


def _widest(texts: Sequence[str]) -> int:
    return COLUMN_GAP + max([0, *map(text.width, texts)])


def _track(room: int, scale: Scale) -> int:
    """A width on which the ticks of the axis stand evenly."""
    width = max(LEAST_TRACK, min(room, MOST_TRACK))
    spare = (width - 1) % max(1, len(scale.ticks()) - 1)
    return width - spare if width - spare >= LEAST_TRACK else width


def header(comparison: Comparison, layout: CompareColumns, title: str = "") -> str:
    """The line over the rows: a title over the names, the axis over the tracks."""
    line = text.fit(title, 3 + layout.number + layout.name)
    if layout.track:
        line += " " + bars.axis(comparison.new.instrument.scale, layout.track)
    if layout.score:
        line += "".join(text.right(name, layout.score) for name in labels(comparison))
    line += text.right(f"{_('Change')}  ", layout.change)
    if layout.chance > COLUMN_GAP:
        line += " " * COLUMN_GAP + text.fit(_chance_title(comparison), layout.chance - COLUMN_GAP)
    return line


def row_text(
    comparison: Comparison, theme: ThemeChange, layout: CompareColumns, signs: Signs = BLOCKS
) -> RowText:
    """The texts of a theme's row around its track."""
    instrument = comparison.new.instrument
    scale = instrument.scale
    sign = AIM_SIGNS[theme.chosen] if theme.chosen else " "
    head = f"{sign} {text.right(str(instrument.themes[theme.id].number), layout.number)} "
    head += text.fit(pick(instrument.name(theme.id)), layout.name)
    tail = ""
    if layout.score:
        tail = "".join(
            text.right(score_cell(score, scale), layout.score) for score in (theme.old, theme.new)
        )
    why = no_change_cell(comparison, theme)
    if why:
        return RowText(
            head,
            tail + " " * COLUMN_GAP + text.fit(why, layout.change + layout.chance - COLUMN_GAP),
        )
    tail += text.right(change_cell(theme, scale, signs), layout.change)
    if layout.chance > COLUMN_GAP:
        tail += " " * COLUMN_GAP + text.fit(chance_cell(theme, scale), layout.chance - COLUMN_GAP)
    return RowText(head, tail)
