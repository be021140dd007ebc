"""A bar chart as SVG: one drawing for a page, for paper and for a word processor.

It can stand alone, in dark figures on white. Its parts have classes, by which a page gives them
other colours. Nothing is told by colour alone, and no text is measured by a font that the reader
may not have.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement, tostring

from amu_tui import text
from amu_tui.render.charts.bar_chart import BarChart, ChartRow, Mark
from amu_tui.render.results.bars import Bar, ReferenceMark, Span
from amu_tui.render.results.signs import Symbol
from amu_tui.words import _

WIDTH = 720
"""Units across; a unit is about a pixel, and a letter 13 of them high."""
LEFT, RIGHT, FIGURES = 236.0, 596.0, 612.0
"""Where the plot begins and ends, and where the figures begin."""
FONT, LINE, CELL = 13, 17, 6.4
"""Height of a letter, of a line, and what a cell of text takes in any usual font."""
THICK = 14
HEAD, GAP = 24, 10
ROW, BARE_ROW = 32, 26
"""Height of a row that has room for marks beside each other, and of one without any."""
LABEL_CELLS, LEGEND_CELLS = 30, 100
APART = 12
"""How far the middles of two marks lie apart at least."""

DARK, BAR, GREY, WHITE = "#1a1a1a", "#5b8dbf", "#c8ccd0", "#ffffff"
QUIET = "#555555"

_SHAPES = {
    "◆": "M0-6 6 0 0 6-6 0Z",
    "◇": "M0-6 6 0 0 6-6 0Z",
    "△": "M0-6 6 5H-6Z",
    "▲": "M0-6 6 5H-6Z",
    "□": "M-5-5H5V5H-5Z",
    "■": "M-5-5H5V5H-5Z",
    "○": "M-5.5 0A5.5 5.5 0 0 1 5.5 0A5.5 5.5 0 0 1-5.5 0Z",
    "●": "M-5.5 0A5.5 5.5 0 0 1 5.5 0A5.5 5.5 0 0 1-5.5 0Z",
}
"""The signs of references as outlines around their middle; other signs are letters."""
_HOLLOW = "◇○△□"


def to_svg(chart: BarChart, title: str, spoken: str, *, name: str = "chart") -> str:
    """`chart` as one `svg` element.

    Args:
        chart: what is drawn.
        title: what the chart is called.
        spoken: the same in sentences, for who does not see it.
        name: unique in the page that it stands in; its ids begin with it.
    """
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.set("class", "chart")
    svg.set("aria-labelledby", f"{name}-title {name}-text")
    svg.set("font-family", "sans-serif")
    svg.set("font-size", str(FONT))
    SubElement(svg, "title", id=f"{name}-title").text = title
    SubElement(svg, "desc", id=f"{name}-text").text = spoken
    labels = [text.wrap(row.label, LABEL_CELLS) for row in chart.rows]
    least = ROW if chart.marks else BARE_ROW
    heights = [max(least, len(label) * LINE + GAP) for label in labels]
    foot = HEAD + sum(heights)
    _grid(svg, chart, foot)
    top = float(HEAD)
    for row, label, height in zip(chart.rows, labels, heights, strict=True):
        _row(svg, row, label, top + height / 2)
        top += height
    bottom = _legend(svg, chart, foot + GAP)
    svg.set("width", str(WIDTH))
    svg.set("height", _n(bottom))
    svg.set("viewBox", f"0 0 {WIDTH} {_n(bottom)}")
    return tostring(svg, encoding="unicode")


def _n(value: float) -> str:
    """A length, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _text(
    parent: Element, x: float, y: float, words: str, kind: str = "", anchor: str = "start"
) -> None:
    """A line of text around the height `y`."""
    made = SubElement(parent, "text", x=_n(x), y=_n(y + FONT * 0.35))
    made.set("class", kind or "text")
    made.set("fill", QUIET if kind == "quiet" else DARK)
    if anchor != "start":
        made.set("text-anchor", anchor)
    made.text = words


def _grid(svg: Element, chart: BarChart, foot: float) -> None:
    """A line from each tick down through the rows, and its value over it."""
    for tick in chart.ticks:
        x = _x(tick.share)
        _path(svg, f"M{_n(x)} {HEAD - 6}V{_n(foot)}", "grid", GREY, 1)
        _text(svg, x, HEAD - 15, tick.text, "quiet", "middle")


def _path(parent: Element, points: str, kind: str, colour: str, width: float) -> None:
    line = SubElement(parent, "path", d=points, fill="none", stroke=colour)
    line.set("class", kind)
    line.set("stroke-width", _n(width))


def _row(svg: Element, row: ChartRow, label: Sequence[str], y: float) -> None:
    for number, line in enumerate(label):
        _text(svg, 0, y + (number - (len(label) - 1) / 2) * LINE, line)
    if row.bar.note:
        box = f"M{_n(LEFT)} {_n(y - 5)}h10v10h-10Z"
        _path(svg, box, "withheld", QUIET, 1)
        svg[-1].set("stroke-dasharray", "2 2")
        _text(svg, LEFT + 18, y, row.bar.note, "quiet")
        return
    _bar(svg, row.bar, y)
    _text(svg, FIGURES, y, row.figures)


def _bar(svg: Element, bar: Bar, y: float) -> None:
    """The bar, what is drawn around its end, and the marks over both."""
    if bar.mean is None:
        return
    _box(svg, LEFT, _x(min(1.0, max(0.0, bar.mean))), y, THICK)
    if bar.span is not None:
        _around(svg, Span(_x(bar.span.low), _x(bar.span.high), *bar.span[2:]), y, bar.band)
    for mark, lift in _apart(bar.marks):
        _mark(svg, mark.symbol, _x(mark.share), y + lift)


def _around(svg: Element, span: Span, y: float, band: bool) -> None:
    """A whisker with its ends, or the outline of a band, over `span`, here in units."""
    low, high = _n(span.low), _n(span.high)
    if band:
        points = f"M{low} {_n(y - 4)}H{high}V{_n(y + 4)}H{low}Z"
    else:
        points = f"M{low} {_n(y)}H{high}"
        points += _cap(span.low, y, 1 if span.cut_low else 0)
        points += _cap(span.high, y, -1 if span.cut_high else 0)
    _path(svg, points, "line", DARK, 2)


def _box(svg: Element, left: float, right: float, y: float, height: float) -> None:
    box = SubElement(svg, "rect", x=_n(left), y=_n(y - height / 2), fill=BAR)
    box.set("class", "bar")
    box.set("width", _n(max(1.0, right - left)))
    box.set("height", _n(height))


def _cap(x: float, y: float, inwards: int) -> str:
    """The end of a whisker: an upright line, or an arrow where the scale cuts it."""
    if not inwards:
        return f"M{_n(x)} {_n(y - 5)}v10"
    return f"M{_n(x + inwards * 7)} {_n(y - 5)}L{_n(x)} {_n(y)}l{_n(inwards * 7)} 5"


def _apart(marks: Sequence[ReferenceMark]) -> Iterator[tuple[ReferenceMark, int]]:
    """The marks, each with how much lower than the middle it stands to cover no other."""
    placed: list[tuple[float, int]] = []
    for mark in marks:
        x = _x(mark.share)
        taken = {lift for other, lift in placed if abs(other - x) < APART}
        lifts = (side * step * APART for step in range(len(marks)) for side in (1, -1))
        lift = next(lift for lift in lifts if lift not in taken)
        placed.append((x, lift))
        yield mark, lift


def _mark(svg: Element, symbol: Symbol, x: float, y: float) -> None:
    outline = _SHAPES.get(symbol.sign)
    if outline is None:
        _text(svg, x, y, symbol.sign, "letter", "middle")
        svg[-1].set("font-weight", "bold")
        return
    hollow = symbol.sign in _HOLLOW
    shape = SubElement(svg, "path", d=outline, transform=f"translate({_n(x)} {_n(y)})")
    shape.set("class", "hollow" if hollow else "mark")
    shape.set("fill", WHITE if hollow else DARK)
    shape.set("stroke", DARK if hollow else WHITE)
    shape.set("stroke-width", "1.6" if hollow else "3")
    shape.set("paint-order", "stroke")


def _legend(svg: Element, chart: BarChart, top: float) -> float:
    """What the signs mean, side by side where they have room; the height that it ends at."""
    x, y = 0.0, top + LINE / 2
    for draw, meant in _signs(chart):
        words = text.cut(meant, LEGEND_CELLS)
        across = text.width(words) * CELL + 44
        if x and x + across > WIDTH:
            x, y = 0.0, y + LINE + 4
        draw(svg, x, y)
        _text(svg, x + 26, y, words, "quiet")
        x += across
    for line in text.wrap(chart.ends, int(WIDTH / CELL)) if chart.ends else ():
        y += (LINE + 4) if x else 0
        x = 1
        _text(svg, 0, y, line, "quiet")
    return y + LINE if x else top


def _signs(chart: BarChart) -> Iterator[tuple[Callable[[Element, float, float], None], str]]:
    """What draws each sign of the chart to the right of a place, and what the sign means."""
    bars = [row.bar for row in chart.rows]
    spans = [bar.span for bar in bars if bar.span is not None]
    band = any(bar.band for bar in bars)

    def box(svg: Element, x: float, y: float) -> None:
        _box(svg, x, x + 20, y, 10)

    def around(cut: bool, svg: Element, x: float, y: float) -> None:
        _around(svg, Span(x, x + 20, False, cut), y, band)

    def sign(mark: Mark, svg: Element, x: float, y: float) -> None:
        _mark(svg, mark.symbol, x + 10, y)

    if chart.measured:
        yield box, chart.measured
    if chart.around and spans:
        yield partial(around, False), chart.around
    if any(span.cut_low or span.cut_high for span in spans):
        yield partial(around, True), _("goes on past the end of the scale")
    for mark in chart.marks:
        yield partial(sign, mark), mark.name
