"""Bars in colour, drawn by plotext: one text row a theme, to the cell.

plotext is used as a canvas only, and nowhere else. A background for each cell lets the whisker
run over the bar without cutting it. It has one figure for the whole process: call these
functions from one thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amu_tui.render.results.bars import Bar, Span, note, spans
from amu_tui.render.results.signs import BLOCKS

Colour = tuple[int, int, int] | int | None
"""Red, green and blue 0–255, a number of the terminal's palette, or none."""

__all__ = ["Bar", "Colour", "Colours", "draw_bars"]


@dataclass(frozen=True)
class Colours:
    """What the parts are painted with; none at all where colour is not wanted.

    `over` is the whisker where it runs over the bar, `whisker` where it runs beyond. Without a
    colour for the bar, what runs over it is shown reversed, which is no colour.
    """

    bar: Colour = None
    over: Colour = None
    whisker: Colour = None
    mark: Colour = None
    mark_over: Colour = None


def draw_bars(bars: Sequence[Bar], width: int, colours: Colours) -> list[str]:
    """One ANSI string for each bar, exactly `width` cells wide; the glyphs are `block_bar`'s."""
    if not bars or width < 1:
        return ["" for _ in bars]
    if all(bar.note for bar in bars):
        return [note(bar, width) for bar in bars]
    figure = _figure(width, len(bars))
    for place, bar in enumerate(bars):
        if not bar.note:
            for span in spans(bar, width, BLOCKS):
                _paint(figure, span, len(bars) - place - 0.5, colours)
    rows = figure.build().string().split("\n")
    return [
        note(bar, width) if bar.note else row
        for bar, row in zip(bars, rows[: len(bars)], strict=True)
    ]


def _figure(width: int, rows: int) -> Any:
    """plotext's figure, emptied, with one cell for each unit of x and y and no decoration."""
    import plotext

    # A session may be wider or higher than the terminal that plotext measures.
    plotext.terminal.limit(False, False)
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    figure.plot_size(width, rows)
    figure.axes(False)
    for ruler, end in ((figure.ruler(0), width), (figure.ruler(1), rows)):
        ruler.ticks([])
        ruler.lim(0, end)
        ruler.alignment(lim="edge")
    return figure


def _paint(figure: Any, span: Span, y: float, colours: Colours) -> None:
    """Add one span to the figure, in the row whose middle is at `y`."""
    import plotext

    marker = plotext.marker(span.glyph, plotext.pixel(*_pixel(span, colours)))
    figure.draw(figure.segment((span.first + 0.5, span.last + 0.5), (y, y), marker=marker))


def _pixel(span: Span, colours: Colours) -> tuple[Colour, Colour, str | None]:
    """Foreground, background and style of a span."""
    if span.layer == "bar":
        return colours.bar, None, None
    fore = colours.whisker if span.layer == "whisker" else colours.mark
    if not span.on_bar:
        return fore, None, None
    if colours.bar is None:
        return None, None, "inverted"
    over = colours.over if span.layer == "whisker" else colours.mark_over or colours.mark
    return over, colours.bar, None
