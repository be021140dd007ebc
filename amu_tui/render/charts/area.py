"""An area as a chart: a bar of several cells for each theme, with air, an axis and a grid.

The columns are those of the rows, and so is the geometry: a value is at the same cell in both.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from amu_tui import text
from amu_tui.render.charts.canvas import Canvas
from amu_tui.render.results.bars import mark_cells, strokes, tick
from amu_tui.render.results.rows import Columns, ThemeRow, row_texts
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.render.segments import Segment
from amu_tui.words import _

AXIS = 2
"""Lines of the axis: its labels and its line."""


class Slot(NamedTuple):
    """How the lines of one theme are used, counted from 0."""

    thickness: float
    """Lines that the bar is high."""
    middle: int
    """The line in the middle of the bar, with the whisker, the name and the figures."""
    marks: int
    """The line with the references' marks: the middle one, or one below the bar."""


SLOTS = {2: Slot(1, 0, 0), 3: Slot(2, 1, 1), 4: Slot(2, 1, 3), 5: Slot(3, 1, 3), 6: Slot(4, 2, 5)}


class ChartLine(msgspec.Struct, frozen=True):
    """One line: number and name, after two blanks the drawing, and the figures."""

    name: str
    drawing: list[Segment]
    figures: str = ""
    row: ThemeRow | None = None
    """The theme, on the line in the middle of its bar."""
    below: int = 0
    """How many of the next lines belong to it."""


def area_chart(
    rows: Sequence[ThemeRow], layout: Columns, height: int, signs: Signs = BLOCKS
) -> list[ChartLine]:
    """`rows` as a chart: the axis, then the themes, each as high as fits `height` lines.

    Where they do not fit, it is higher: a bar and a line of air for each.
    """
    size = max(min(SLOTS), min(max(SLOTS), (height - AXIS) // max(1, len(rows))))
    drawn = _drawing(rows, layout, size, signs)
    margin = " " * (layout.bar_at - 2)
    head = " " * (layout.figures + 4) + signs.right(_("n"), layout.count) if layout.count else ""
    lines = [ChartLine(margin, drawn[0], head), ChartLine(margin, drawn[1])]
    for number, row in enumerate(rows):
        first = AXIS + number * size
        lines += _theme(row, drawn[first : first + size], layout, signs)
    return lines


def _theme(
    row: ThemeRow, drawn: Sequence[list[Segment]], layout: Columns, signs: Signs
) -> list[ChartLine]:
    """The lines of one theme: its name is whole, on as many of them as it takes."""
    middle = SLOTS[len(drawn)].middle
    names = text.wrap(row.name, layout.name)
    if len(names) > len(drawn):
        names = [*names[: len(drawn) - 1], " ".join(names[len(drawn) - 1 :])]
    above = min(middle, (len(names) - 1) // 2)
    padded = row_texts(row, layout, signs)
    lines = []
    for at, drawing in enumerate(drawn):
        part = names[at - middle + above] if 0 <= at - middle + above < len(names) else ""
        name = f"{' ' * layout.number} {signs.fit(part, layout.name)}"
        if at != middle:
            lines.append(ChartLine(name, drawing))
            continue
        name = padded.number + name[layout.number :]
        figures = f"  {padded.figures}  {padded.count}".rstrip()
        if row.bar.note:
            note = f"{signs.hidden} {row.bar.note}"
            room = max(text.width(note), layout.bar)
            drawing, figures = [Segment(signs.fit(note, room), "quiet")], ""
        lines.append(ChartLine(name, drawing, figures, row, len(drawn) - 1 - middle))
    return lines


def _drawing(
    rows: Sequence[ThemeRow], layout: Columns, size: int, signs: Signs
) -> list[list[Segment]]:
    """Axis, grid and bars, in cells: x from the middle of the first, y from the lower edge."""
    width, height = layout.bar, size * len(rows)
    canvas = Canvas(width, AXIS + height, (0, width - 1), (0, height), signs)
    canvas.edges("y")
    if rows:
        scale = rows[0].scale
        ticks = [scale.share(value) * (width - 1) for value in scale.ticks()]
        canvas.axis("x", "upper", ticks, [tick(value) for value in scale.ticks()], grid=True)
    for number, row in enumerate(rows):
        if row.bar.mean is not None:
            _bar(canvas, row, height - number * size, SLOTS[size], signs, width)
    return canvas.lines()


def _bar(canvas: Canvas, row: ThemeRow, top: int, slot: Slot, signs: Signs, width: int) -> None:
    bar = row.bar
    assert bar.mean is not None
    middle, half = top - slot.middle - 0.5, slot.thickness / 2 - 0.01
    canvas.box((-0.5, bar.mean * (width - 1)), (middle - half, middle + half))
    apart = slot.marks != slot.middle
    for stroke in strokes(replace(bar, marks=()) if apart else bar, width, signs):
        if stroke.style != "bar":
            ends = (stroke.first, stroke.last)
            canvas.line(ends, (middle, middle), stroke.glyph, stroke.style)
    if apart:
        for at, sign in mark_cells(bar, width, signs).items():
            canvas.sign(at, top - slot.marks - 0.5, sign, "mark")
