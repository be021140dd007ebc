"""Where a bar falls on the cells of a row: the one geometry behind every drawing.

A value lies at the middle of a cell, the ends of the scale at the middle of the first and the
last one, so that the bar's end, the marks and the ticks of the axis agree to the cell.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.precision import mean_interval
from amu_tui.model.survey.results import Score
from amu_tui.render.results.signs import BLOCKS, SEVERAL, Signs, Symbol
from amu_tui.render.segments import Segment, Style, joined, plain
from amu_tui.words import number


class ReferenceMark(NamedTuple):
    """A reference's symbol, and its mean as a share of the scale."""

    symbol: Symbol
    share: float


class Span(NamedTuple):
    """The part of a whisker or band that lies on the scale, and at which ends the scale cuts it."""

    low: float
    high: float
    cut_low: bool
    cut_high: bool


class Bar(msgspec.Struct, frozen=True):
    """What one row draws, in shares of the scale: 0 at its lower end and 1 at its upper.

    `low` and `high` are mean ± sd and may lie outside 0–1, or, with `band`, the limits of the
    mean's interval inside it. A bar with a `note` has no numbers: the note is shown in its place.
    """

    mean: float | None = None
    low: float | None = None
    high: float | None = None
    marks: tuple[ReferenceMark, ...] = ()
    note: str = ""
    band: bool = False

    @property
    def span(self) -> Span | None:
        """What is drawn around the mean; None where nothing is."""
        if self.low is None or self.high is None:
            return None
        low, high = min(1.0, max(0.0, self.low)), min(1.0, max(0.0, self.high))
        return Span(low, high, self.low < 0, self.high > 1)


class Stroke(NamedTuple):
    """Cells `first` to `last` (inclusive) with one glyph; later strokes cover earlier ones."""

    first: int
    last: int
    glyph: str
    style: Style = ""


def bar_of(
    score: Score,
    scale: Scale,
    marks: tuple[ReferenceMark, ...],
    note: str,
    *,
    interval: bool = False,
) -> Bar:
    """The bar of `score`; one without a mean shows `note` and nothing else.

    Args:
        interval: draw the 95 % interval of the mean, where there is one, and not the spread.
    """
    if score.mean is None:
        return Bar(note=note)
    middle = scale.share(score.mean)
    if interval:
        limits = mean_interval(score, scale)
        if limits is None:
            return Bar(mean=middle, marks=marks)
        low, high = limits
        return Bar(middle, scale.share(low), scale.share(high), marks, band=True)
    if score.sd is None:
        return Bar(mean=middle, marks=marks)
    span = scale.max - scale.min
    low, high = score.mean - score.sd - scale.min, score.mean + score.sd - scale.min
    return Bar(mean=middle, low=low / span, high=high / span, marks=marks)


def cell(share: float, width: int) -> int:
    """The cell, counted from 0, that a share of the scale falls on; others fall on the ends."""
    return int(min(1.0, max(0.0, share)) * (width - 1) + 0.5)


def strokes(bar: Bar, width: int, signs: Signs) -> Iterator[Stroke]:
    """`bar` in the order of painting; nothing where it has no mean."""
    if bar.mean is None:
        return
    end = cell(bar.mean, width)
    if end:
        yield Stroke(0, end - 1, signs.full, "bar")
    if bar.span is not None:
        yield from (_band if bar.band else _whisker)(bar.span, end, width, signs)
    eighths = _eighths(bar.mean, width) - 8 * end
    yield Stroke(end, end, signs.part[eighths - 1], "bar")
    for at, sign in mark_cells(bar, width, signs).items():
        on_bar = at < end or (at == end and eighths >= 4)
        yield Stroke(at, at, sign, "on-bar" if on_bar else "mark")


def mark_cells(bar: Bar, width: int, signs: Signs) -> dict[int, str]:
    """The cells that the marks of `bar` fall on, with their signs."""
    taken: dict[int, Symbol] = {}
    for mark in bar.marks:
        at = cell(mark.share, width)
        taken[at] = SEVERAL if at in taken else mark.symbol
    return {at: signs.symbol(symbol) for at, symbol in taken.items()}


def _eighths(share: float, width: int) -> int:
    """Length of the bar in eighths of a cell, such that its end lies in `cell(share)`."""
    if share <= 0:
        return 1
    if share >= 1:
        return 8 * width
    end = cell(share, width)
    length = int((share * (width - 1) + 0.5) * 8 + 0.5)
    return min(8 * end + 8, max(8 * end + 1, length))


def _whisker(span: Span, end: int, width: int, signs: Signs) -> Iterator[Stroke]:
    """The line over `span`, its caps turned to arrows where the scale cuts it."""
    first, last = cell(span.low, width), cell(span.high, width)
    if first < end:
        yield Stroke(first, end - 1, signs.line, "on-bar")
        yield Stroke(first, first, signs.past_low if span.cut_low else signs.low, "on-bar")
    if last > end:
        yield Stroke(end + 1, last, signs.line)
        yield Stroke(last, last, signs.past_high if span.cut_high else signs.high)


def _band(span: Span, end: int, width: int, signs: Signs) -> Iterator[Stroke]:
    """The shaded cells of `span`; the mean's own cell is left to the bar."""
    first, last = cell(span.low, width), cell(span.high, width)
    if first < end:
        yield Stroke(first, end - 1, signs.band, "on-bar")
    if last > end:
        yield Stroke(end + 1, last, signs.band)


def segments(bar: Bar, width: int, signs: Signs = BLOCKS) -> list[Segment]:
    """`bar`, or its note, in exactly `width` cells."""
    if bar.note:
        return [Segment(note(bar, width, signs))]
    cells = [Segment(" ")] * width
    if width > 0:
        for stroke in strokes(bar, width, signs):
            run = [Segment(stroke.glyph, stroke.style)] * (stroke.last - stroke.first + 1)
            cells[stroke.first : stroke.last + 1] = run
    return joined(cells)


def draw(bar: Bar, width: int, signs: Signs = BLOCKS) -> str:
    """`bar`, or its note, in exactly `width` cells of plain characters."""
    return plain(segments(bar, width, signs))


def note(bar: Bar, width: int, signs: Signs = BLOCKS) -> str:
    """The row of a bar without numbers, exactly `width` cells: a sign and the note."""
    return signs.fit(f"{signs.hidden} {bar.note}", width)


def mini_bar(mean: float | None, width: int) -> str:
    """A bar without whisker or marks, exactly `width` cells; blank where there is no mean."""
    return draw(Bar(mean=mean), width)


def tick(value: float) -> str:
    """A value of the axis, with a decimal only where it has one."""
    return number(value, 0 if value == int(value) else 1)


def axis(scale: Scale, width: int) -> str:
    """The tick labels over a bar of `width` cells, each at the cell of its value.

    As many evenly spaced ticks as leave a blank between their labels, always with both ends;
    blank where not even the ends have room.
    """
    ticks = scale.ticks()
    steps = len(ticks) - 1
    for stride in range(1, steps + 1):
        if steps % stride == 0:
            line = _labelled(scale, ticks[::stride], width)
            if line:
                return line
    return " " * width


def _labelled(scale: Scale, ticks: tuple[float, ...], width: int) -> str:
    """The line with these ticks, or nothing where their labels would touch."""
    line = ""
    for value in ticks:
        label = tick(value)
        at = cell(scale.share(value), width) - len(label) // 2
        start = max(0, min(at, width - len(label)))
        if line and start <= len(line):
            return ""
        line += " " * (start - len(line)) + label
    return line.ljust(width) if len(line) <= width else ""
