"""A canvas that plotext draws on: bars, lines and signs on two axes, as lines of segments.

The styles of what is drawn go in as numbers of a palette and are read back from the ANSI text
that plotext makes, so that colours stay the screen's own. plotext has one figure for the whole
process: draw on one canvas at a time, from one thread. It is slow to import, so that happens
when the first canvas is made.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from amu_tui.render.results.signs import Signs
from amu_tui.render.segments import Segment, Style, joined

Axis = Literal["x", "y"]
Side = Literal["lower", "upper", "left", "right"]

PALETTE: tuple[Style, ...] = ("", "bar", "mark", "line", "old", "new", "quiet")
ON_BAR = PALETTE.index("bar")
"""The background of what runs over a bar."""
CODES = re.compile(r"\x1b\[([\d;]*)m")
TWINS = str.maketrans("─│┼└┊┈", "-|++:.")
"""What plotext draws axes and grids with, and what `--plain` prints instead."""


class Canvas:
    """`width` × `height` cells, axes included, over the values of `x` and of `y`."""

    def __init__(
        self,
        width: int,
        height: int,
        x: tuple[float, float],
        y: tuple[float, float],
        signs: Signs,
    ) -> None:
        import plotext

        self._plotext: Any = plotext
        self._signs = signs
        self._figure = plotext.figure
        # A chart may be wider or higher than the terminal that plotext measures.
        plotext.terminal.limit(False, False)
        self._figure.clear()
        self._figure.theme("colorless")
        self._figure.canvas("default")
        self._figure.plot_size(width, height)
        self._figure.axes(False)
        for axis, limits in (("x", x), ("y", y)):
            ruler = self._figure.ruler(axis)
            ruler.ticks([])
            ruler.lim(*limits)

    def axis(
        self, axis: Axis, side: Side, ticks: Sequence[float], labels: Sequence[str], *, grid: bool
    ) -> None:
        """Draw an axis with its labels, which are the program's own words and figures."""
        self._figure.axes(True, axis=axis, side=side, pixel=self._pixel("quiet"))
        ruler = self._figure.ruler(axis, side)
        ruler.ticks(list(ticks), labels=list(labels))
        ruler.pixel(self._pixel("quiet"))
        if grid:
            ruler.grid(True, style="dotted", pixel=self._pixel("quiet"))

    def edges(self, axis: Axis) -> None:
        """Let the limits of an axis lie at the edges of its end cells, not in their middle."""
        self._figure.ruler(axis).alignment(lim="edge")

    def box(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """A filled bar, to the half of a cell; to whole cells in ASCII."""
        symbol = self._signs.full if self._signs.ascii else "hd"
        self._draw(self._figure.rectangle(x, y, marker=self._marker(symbol, "bar")))

    def line(
        self, x: tuple[float, float], y: tuple[float, float], glyph: str, style: Style = ""
    ) -> None:
        """A line of one glyph between two points."""
        self._draw(self._figure.segment(x, y, marker=self._marker(glyph, style)))

    def sign(self, x: float, y: float, glyph: str, style: Style = "") -> None:
        """One glyph."""
        self._draw(self._figure.signal([x], [y], marker=self._marker(glyph, style)))

    def label(self, x: float, y: float, text: str) -> None:
        """The program's own words or figures, centred on `x`."""
        self._draw(self._figure.text(x, y, text, alignment="center"))

    def way(self, x: Sequence[float], y: Sequence[float], style: Style) -> None:
        """A line through points, finer than the cells."""
        marker = self._marker("." if self._signs.ascii else "braille", style)
        self._draw(self._figure.signal(list(x), list(y), marker=marker).lines(True))

    def lines(self) -> list[list[Segment]]:
        """What is drawn, from the top."""
        lines = self._figure.build().string().split("\n")
        return [joined(self._read(line)) for line in lines if line]

    def _draw(self, signal: Any) -> None:
        self._figure.draw(signal)

    def _marker(self, symbol: str, style: Style) -> Any:
        return self._plotext.marker(symbol, self._pixel(style))

    def _pixel(self, style: Style) -> Any:
        if style == "on-bar":
            return self._plotext.pixel(None, ON_BAR)
        return self._plotext.pixel(PALETTE.index(style) or None)

    def _read(self, line: str) -> Iterator[Segment]:
        """The runs of a line of ANSI text."""
        style: Style = ""
        for number, piece in enumerate(CODES.split(line)):
            if number % 2 == 0:
                text = piece.translate(TWINS) if self._signs.ascii else piece
                if text:
                    yield Segment(text, style)
            elif piece.startswith("38;5;"):
                style = PALETTE[int(piece.removeprefix("38;5;"))]
            elif piece == f"48;5;{ON_BAR}":
                style = "on-bar"
            elif not piece.startswith("48;5;"):  # which plotext gives an axis that has none
                style = ""
