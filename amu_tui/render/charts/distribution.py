"""How answers are spread over the options of a question: a column for each."""

import math

from amu_tui import text
from amu_tui.render.charts.canvas import Canvas
from amu_tui.render.results.extra_questions import QuestionBlock
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.render.segments import Segment
from amu_tui.words import percent

MOST_OPTION = 24
"""Cells of an option at most, its column and the air around it."""
LEAST_LINES = 8
"""Lines of columns below which rows say more."""
MOST_LINES = 16
MOST_LABEL = 3
"""Lines of an option's name."""


def distribution_chart(
    block: QuestionBlock, width: int, height: int, signs: Signs = BLOCKS
) -> list[list[Segment]]:
    """The columns of `block` with shares over them and names below, in `width` × `height` cells.

    Nothing where it is no distribution, where it is hidden, or where there is too little room.
    """
    shares = [row.bar.mean or 0.0 for row in block.rows]
    if block.kind != "distribution" or not shares:
        return []
    step = 0.25 if max(shares) > 0.5 else 0.1
    top = max(step, math.ceil(max(shares) / step - 1e-9) * step)
    ticks = [number * step for number in range(round(top / step) + 1)]
    marks = [text.right(percent(tick), 5) for tick in ticks]
    margin = max(text.width(mark) for mark in marks) + 1
    column = min(MOST_OPTION, (width - margin) // len(shares))
    words = [word for row in block.rows for word in row.label.split()]
    if any(text.width(word) > column - 2 for word in words):
        return []
    names = [text.wrap(row.label, column - 2) for row in block.rows]
    below = max(len(name) for name in names)
    lines = min(MOST_LINES, height - below - 1)
    if below > MOST_LABEL or lines < LEAST_LINES:
        return []
    cells = column * len(shares)
    # The figure over the highest column has a line of its own.
    high = top * lines / (lines - 1.5)
    canvas = Canvas(margin + cells, lines + 1, (0, cells), (0, high), signs)
    canvas.edges("x")
    canvas.edges("y")
    canvas.axis("y", "left", ticks, marks, grid=True)
    canvas.axis("x", "lower", [], [], grid=False)
    for number, row in enumerate(block.rows):
        share, left = shares[number], number * column
        if share:
            canvas.box((left + column * 0.2, left + column * 0.8), (0, share))
        canvas.label(left + column / 2, share + high / lines, row.text)
    drawn = canvas.lines()
    for at in range(below):
        line = " " * margin
        line += "".join(text.centred(name[at] if at < len(name) else "", column) for name in names)
        drawn.append([Segment(signs.text(line))])
    return drawn
