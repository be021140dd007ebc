"""From how many chose each point of a scale to a mean, its spread, its n and the share favourable.

How the answers of a group are spread tells more than its mean does, so no more than these is
made of it, and it goes no further.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from amu_tui.model.disclosure.limits import MIN_N, share_limit
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.figures.answer_columns import AnswerColumns, Kind, points_of
from amu_tui.tables.figures.checks import FRACTION, MOST_PEOPLE, SHOWN, no_number
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.numbers import with_number
from amu_tui.tables.table import ROW, TableProblem, text_of
from amu_tui.text import cut
from amu_tui.words import _

ANSWERS = "answers_raw"
"""The column of the texts for each point of the scale."""

_DIGITS = 12
_MADE = ("mean", "sd", "n", "favourable", "hidden")


@dataclass(frozen=True)
class Cell:
    """One figure: its number if it has one, what it is otherwise, what rounding can have changed.

    `value` is None where there is no number; a percentage is a share of 1.
    """

    text: str
    value: float | None
    state: str
    half: float


@dataclass(frozen=True)
class Spread:
    """Mean, sample standard deviation and number of answers; nothing where it is not known.

    `shares` are those of the points of the scale.
    """

    mean: float | None = None
    sd: float | None = None
    n: float | None = None
    shares: Sequence[tuple[int, float]] = ()

    def favourable(self, least: float | None) -> float | None:
        """The share 0–1 of the answers from `least` on, in whole per cents as rates are.

        A small group has none: whoever chose an option chose it as the one answer of theirs.
        """
        few = self.n is not None and self.n < share_limit(items=1, min_n=MIN_N)
        if least is None or not self.shares or few:
            return None
        return round(math.fsum(share for point, share in self.shares if point >= least), 2)


def answer_texts(answers: AnswerColumns | None) -> pl.Expr:
    """The texts of the columns as a list, empty where there are none."""
    places = () if answers is None else answers.places
    if not places:
        return pl.lit(pl.Series([[]], dtype=pl.List(pl.String))).first().alias(ANSWERS)
    return pl.concat_list(text_of(place) for place in places).alias(ANSWERS)


def scored_answers(
    cells: pl.DataFrame, layout: Layout, instrument: Instrument
) -> tuple[pl.DataFrame, list[TableProblem]]:
    """`cells` with the texts of a score made from `answers_raw`, and what went wrong.

    Rows with a problem, and those without any answer, get no figure at all.
    """
    if not layout.answers:
        return cells.drop(ANSWERS), []
    figures = _figures(cells)
    problems: list[TableProblem] = []
    points = points_of(instrument.scale)
    least = instrument.scoring.favourable
    columns: dict[str, list[str]] = {f"{part}_raw": [] for part in _MADE}
    for row, unit, theme, texts, *old in cells.select(
        ROW, "unit", "theme", ANSWERS, *columns
    ).iter_rows():
        answers = layout.answers.get("" if layout.kind == "long" else theme)
        if answers is None:
            new = old
        else:
            read = [figures[text] for text in texts]
            found, wrong, place = _spread(answers.kind, read, figures[old[2]], points)
            made = (found.mean, found.sd, found.n, found.favourable(least))
            new = [*map(_plain, made), old[-1]]
            if any(cell.state == "withheld" for cell in (*read, figures[old[2]])):
                new[-1] = old[-1] or "protected"
            if wrong:
                header = layout.header[answers.places[place]]
                problems.append(TableProblem(row, header, wrong, unit=unit))
        for name, text in zip(columns, new, strict=True):
            columns[name].append(text)
    series = [pl.Series(name, texts, dtype=pl.String) for name, texts in columns.items()]
    return cells.drop(ANSWERS).with_columns(series), problems


def _figures(cells: pl.DataFrame) -> dict[str, Cell]:
    """Every text of answers, and of their number, as a figure."""
    answers, numbers = cells[ANSWERS].explode().drop_nulls(), cells["n_raw"]
    texts = pl.concat([answers, numbers]).unique().alias("raw").to_frame()
    read = with_number(texts, "raw", "value", thousands=False)
    columns = ("raw", "value", "value_state", "value_half", "value_percent")
    found = {}
    for text, value, state, half, percent in read.select(columns).iter_rows():
        share = 0.01 if percent else 1.0
        found[text] = Cell(text, None if value is None else value * share, state, half * share)
    return found


def _spread(
    kind: Kind, cells: Sequence[Cell], of: Cell, points: Sequence[int]
) -> tuple[Spread, str, int]:
    """What the answers make; or what is wrong, and of which of them."""
    if any(cell.state == "withheld" for cell in (*cells, of)):
        return Spread(), "", 0
    for at, cell in enumerate(cells):
        if cell.state == "text":
            return Spread(), no_number(cut(cell.text, SHOWN)), at
    values = [cell.value for cell in cells]
    given = [value for value in values if value is not None]
    if not given:
        return Spread(n=of.value), "", 0
    if len(given) < len(values):
        return Spread(), _("a cell is empty; write 0 where nobody chose it"), values.index(None)
    make = _of_counts if kind == "counts" else _of_shares
    return make(given, [cell.half for cell in cells], of.value, points)


def _of_counts(
    counts: Sequence[float], _halves: Sequence[float], n: float | None, points: Sequence[int]
) -> tuple[Spread, str, int]:
    for at, count in enumerate(counts):
        if count != int(count) or not 0 <= count <= MOST_PEOPLE:
            return Spread(), _("is not a number of people; a whole number belongs here"), at
    every = sum(counts)
    if n is not None and every > n:
        message = _("the numbers of the options are not the number of answers together")
        return Spread(), message, 0
    if not every:
        return Spread(n=0), "", 0
    return _made([count / every for count in counts], every, points), "", 0


def _of_shares(
    shares: Sequence[float], halves: Sequence[float], n: float | None, points: Sequence[int]
) -> tuple[Spread, str, int]:
    factor = 100.0 if max(shares) > FRACTION else 1.0
    total, slack = sum(shares) / factor, sum(halves) / factor
    if min(shares) < 0 or abs(total - 1) > slack + 1e-6:
        return Spread(), _("the shares of the options do not make 100 % together"), 0
    return _made([share / factor / total for share in shares], n, points), "", 0


def _made(shares: Sequence[float], n: float | None, points: Sequence[int]) -> Spread:
    """The mean of the shares, and the sample's sd where n is known: √(Σ p (x − m)² · n/(n − 1))."""
    pairs = [*zip(points, shares, strict=True)]
    mean = math.fsum(share * point for point, share in pairs)
    square = math.fsum(share * (point - mean) ** 2 for point, share in pairs)
    sd = None if n is None or n < 2 else math.sqrt(square * n / (n - 1))
    return Spread(mean, sd, n, pairs)


def _plain(value: float | None) -> str:
    """A figure as a cell holds it."""
    if value is None:
        return ""
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")
