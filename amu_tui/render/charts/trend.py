"""A theme over rounds: its mean in each, with the spread, on the scale."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from amu_tui import text
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.render.charts.canvas import Canvas
from amu_tui.render.compare.track import NEW, OLD
from amu_tui.render.results.bars import tick
from amu_tui.render.results.figures import answers_text, score_text, why_empty
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.render.segments import Segment

MOST_ROUND = 30
"""Cells of a round at most."""


class RoundScore(NamedTuple):
    """What a round is called, and the theme's score in it."""

    name: str
    score: Score


def trend_chart(
    rounds: Sequence[RoundScore], scale: Scale, width: int, height: int, signs: Signs = BLOCKS
) -> list[list[Segment]]:
    """`rounds` from the oldest to the newest, in at most `width` × `height` cells.

    A round whose score is hidden or missing has words for it and no point, and the line between
    points stops there.
    """
    marks = [signs.text(tick(value)) for value in scale.ticks()]
    margin = max(text.width(mark) for mark in marks) + 1
    column = min(MOST_ROUND, (width - margin) // len(rounds))
    under = [_under(point, scale, column - 2, signs) for point in rounds]
    below = max(len(lines) for lines in under)
    cells, lines = column * len(rounds), max(5, height - below - 1)
    canvas = Canvas(margin + cells, lines + 1, (0, cells), (scale.min, scale.max), signs)
    canvas.edges("x")
    canvas.axis("y", "left", scale.ticks(), marks, grid=True)
    canvas.axis("x", "lower", [], [], grid=False)
    middles = [column * (number + 0.5) for number in range(len(rounds))]
    points = [(x, point.score) for x, point in zip(middles, rounds, strict=True)]
    for (x, score), (other_x, other) in pairwise(points):
        if score.mean is not None and other.mean is not None:
            canvas.way((x, other_x), (score.mean, other.mean), "line")
    for x, score in points:
        _whisker(canvas, x, score, scale, signs)
    for x, score in points:
        if score.mean is not None:
            new = x == middles[-1]
            canvas.sign(x, score.mean, signs.symbol(NEW if new else OLD), "new" if new else "old")
    drawn = canvas.lines()
    for at in range(below):
        words = [said[at] if at < len(said) else "" for said in under]
        line = " " * margin + "".join(text.centred(word, column) for word in words)
        drawn.append([Segment(line)])
    return drawn


def _under(point: RoundScore, scale: Scale, cells: int, signs: Signs) -> list[str]:
    """What is written under a round: its name, its figures, how many answered."""
    score = point.score
    if score.mean is None:
        texts = [why_empty(score)]
    else:
        texts = [score_text(score, scale), "" if score.n is None else answers_text(score.n)]
    return [line for said in (point.name, *texts) for line in text.wrap(signs.text(said), cells)]


def _whisker(canvas: Canvas, x: float, score: Score, scale: Scale, signs: Signs) -> None:
    """The spread, up to the ends of the scale."""
    if score.mean is None or score.sd is None:
        return
    low, high = max(scale.min, score.mean - score.sd), min(scale.max, score.mean + score.sd)
    canvas.line((x, x), (low, high), signs.upright)
    if score.mean - score.sd >= scale.min:
        canvas.sign(x, low, signs.foot)
    if score.mean + score.sd <= scale.max:
        canvas.sign(x, high, signs.top)
