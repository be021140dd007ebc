"""Bars on one scale, before anything draws them: in cells on a screen, as SVG in a file."""

from dataclasses import dataclass

from amu_tui.render.results.bars import Bar
from amu_tui.render.results.signs import Symbol


@dataclass(frozen=True)
class ChartRow:
    """One bar, what it is called, and its figures: empty where the bar has a note instead."""

    label: str
    bar: Bar
    figures: str = ""


@dataclass(frozen=True)
class Tick:
    """A value of the axis: where it stands, as a share of the scale, and how it is written."""

    share: float
    text: str


@dataclass(frozen=True)
class Mark:
    """What the sign of a reference stands for."""

    symbol: Symbol
    name: str


@dataclass(frozen=True)
class BarChart:
    """Bars below each other, the axis over them, and what their marks stand for.

    `measured` and `around` say what a bar shows and what is drawn around its end: the mean, and
    one standard deviation; `ends` what the ends of the scale mean. Each may be empty.
    """

    rows: tuple[ChartRow, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...] = ()
    measured: str = ""
    around: str = ""
    ends: str = ""
