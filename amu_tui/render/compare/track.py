"""A theme's way from one round to the next, drawn on one line: `◇┄┄┄●`.

The line between the marks says by its character, not by colour, whether chance can make the change:
dotted where it can, heavy where it hardly can, both where that depends on who answered, thin where
it is not known.
"""

from amu_tui.model.chance.verdict import Chance, Size
from amu_tui.model.rounds.comparison import ThemeChange
from amu_tui.model.survey.instrument import Scale
from amu_tui.render.results.bars import cell
from amu_tui.render.results.signs import BLOCKS, Signs, Symbol
from amu_tui.render.segments import Segment, joined

OLD = Symbol("◇", "o")
NEW = Symbol("●", "@")
BOTH = Symbol("◉", "&")
"""Both rounds on one cell."""

TRACK_LINES: dict[Chance | None, Symbol] = {
    "within": Symbol("┄", "-"),
    "depends": Symbol("┅", "+"),
    "beyond": Symbol("━", "="),
    None: Symbol("─", "~"),
}
"""By whether chance alone can make the change."""

SIZE_SIGNS: dict[Size, Symbol] = {"noticeable": Symbol("▪", "o"), "large": Symbol("■", "O")}
"""Behind a change, by how large it is."""

AXIS_TICK = Symbol("·", ".")


def track(theme: ThemeChange, scale: Scale, width: int, signs: Signs = BLOCKS) -> list[Segment]:
    """The line of `theme` in exactly `width` cells; a score that is not shown leaves no mark."""
    cells = [Segment(" ")] * width
    if width < 1:
        return []
    for value in scale.ticks():
        cells[cell(scale.share(value), width)] = Segment(signs.symbol(AXIS_TICK))
    old, new = _column(theme.old.mean, scale, width), _column(theme.new.mean, scale, width)
    if old is not None and new is not None and theme.change is not None:
        between = TRACK_LINES[theme.chance]
        for column in range(min(old, new) + 1, max(old, new)):
            cells[column] = Segment(signs.symbol(between), "line")
    if old is not None:
        cells[old] = Segment(signs.symbol(OLD), "old")
    if new is not None:
        cells[new] = Segment(signs.symbol(BOTH if new == old else NEW), "new")
    return joined(cells)


def _column(mean: float | None, scale: Scale, width: int) -> int | None:
    return None if mean is None else cell(scale.share(mean), width)
