"""A theme's way from one round to the next, drawn on one line: `◇┄┄┄●`.

The line between the marks says in characters what chance can make of the change, so that it
needs no colour: dotted inside it, heavy outside, thin where that is not known.
"""

from typing import Literal, NamedTuple

from amu_tui.model.rounds.comparison import ThemeChange
from amu_tui.model.survey.instrument import Scale
from amu_tui.render.results.bars import cell
from amu_tui.render.results.signs import BLOCKS, Signs, Symbol

Part = Literal["ground", "line", "old", "new"]

OLD = Symbol("◇", "o")
NEW = Symbol("●", "@")
BOTH = Symbol("◉", "&")
"""Both rounds on one cell."""

INSIDE = Symbol("┄", "-")
OUTSIDE = Symbol("━", "=")
UNKNOWN = Symbol("─", "~")
LINES: dict[bool | None, Symbol] = {True: INSIDE, False: OUTSIDE, None: UNKNOWN}
"""By whether chance alone can make the change."""

TICK = Symbol("·", ".")


class Piece(NamedTuple):
    """A run of cells that are of one kind."""

    text: str
    part: Part


def track(one: ThemeChange, scale: Scale, width: int, signs: Signs = BLOCKS) -> list[Piece]:
    """The line of `one` in exactly `width` cells; a score that is not shown leaves no mark."""
    cells: list[tuple[str, Part]] = [(" ", "ground")] * width
    if width < 1:
        return []
    for value in scale.ticks():
        cells[cell(scale.share(value), width)] = (signs.symbol(TICK), "ground")
    old, new = _place(one.old.mean, scale, width), _place(one.new.mean, scale, width)
    if old is not None and new is not None and one.change is not None:
        between = LINES[one.noise]
        for place in range(min(old, new) + 1, max(old, new)):
            cells[place] = (signs.symbol(between), "line")
    if old is not None:
        cells[old] = (signs.symbol(OLD), "old")
    if new is not None:
        cells[new] = (signs.symbol(BOTH if new == old else NEW), "new")
    return _joined(cells)


def _place(mean: float | None, scale: Scale, width: int) -> int | None:
    return None if mean is None else cell(scale.share(mean), width)


def _joined(cells: list[tuple[str, Part]]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    pieces: list[Piece] = []
    for sign, part in cells:
        if pieces and pieces[-1].part == part:
            pieces[-1] = Piece(pieces[-1].text + sign, part)
        else:
            pieces.append(Piece(sign, part))
    return pieces
