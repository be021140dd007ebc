"""From cells to answers: means by the checks of scores, shares and distributions by their own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from amu_tui.model.disclosure.response_rates import DIGITS
from amu_tui.model.survey.instrument import Question
from amu_tui.model.survey.results import Answers
from amu_tui.tables.figures.checks import (
    FRACTION,
    HIDDEN,
    MOST_PEOPLE,
    SHOWN,
    checked,
    no_count,
    no_number,
    no_word,
)
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.numbers import MISSING, with_number
from amu_tui.tables.table import ROW, Table, TableProblem
from amu_tui.tables.vocabulary.names import ColumnMeaning, ScorePart
from amu_tui.tables.vocabulary.question_names import NO, YES, QuestionFigure, QuestionNames
from amu_tui.text import cut
from amu_tui.words import _

ROUNDED = 0.005
"""The most that rounding changes a share, since nobody writes them in tenths."""

_PARTS: tuple[tuple[QuestionFigure, ScorePart], ...] = (("mean", "mean"), ("n", "n"), ("sd", "sd"))
_FIELDS: dict[QuestionFigure, ColumnMeaning] = {
    "mean": "mean",
    "n": "n",
    "sd": "sd",
    "hidden": "hidden",
}

Found = dict[str, dict[str, Answers]]
"""Answers by unit key and question id."""


@dataclass(frozen=True)
class Places:
    """Where the figures stand: one column for each in a long table; in a wide one a column for
    each question, option (or nothing) and figure."""

    table: Table
    long: Mapping[QuestionFigure, int] | None = None
    wide: Mapping[tuple[str, str], Mapping[QuestionFigure, int]] = field(default_factory=dict)

    def named(self, question: str, option: str, figure: QuestionFigure) -> str:
        """The header of a figure's column; nothing without one."""
        by_figure = self.wide.get((question, option), {}) if self.long is None else self.long
        return self.table.header[by_figure[figure]] if figure in by_figure else ""

    def layout(self) -> Layout:
        """The same for what is checked as a theme's score."""
        if self.long is not None:
            fields = {_FIELDS[one]: place for one, place in self.long.items() if one in _FIELDS}
            return Layout("long", self.table.header_row, self.table.header, fields)
        themes = {
            question: {part: by_figure[one] for one, part in _PARTS if one in by_figure}
            for (question, option), by_figure in self.wide.items()
            if not option
        }
        return Layout("wide", self.table.header_row, self.table.header, {}, themes)


class OptionRow(NamedTuple):
    """One row of a question: an option's, or the question's own where `option` is empty.

    `share` is 0–1, `half` the most that rounding can have changed in it.
    """

    row: int
    unit: str
    option: str
    share: float | None
    half: float
    n: int | None
    hidden: bool


def figures(
    frame: pl.DataFrame, places: Places, names: QuestionNames
) -> tuple[Found, list[TableProblem]]:
    """The answers of every unit, and the cells that could not be taken.

    Args:
        frame: `row`, `unit`, `key`, `question`, `option` (ids) and the texts of each figure.
    """
    found: Found = {}
    problems: list[TableProblem] = []
    for name in frame["question"].unique(maintain_order=True).to_list():
        question = names.questions[name]
        cells = frame.filter(pl.col("question") == name)
        if question.kind == "mean":
            answered, wrong = _means(name, question, cells, places, names)
        else:
            answered, wrong = _shares(name, question, cells, places)
        problems += wrong
        for key, answers in answered.items():
            found.setdefault(key, {})[name] = answers
    return found, problems


def _means(
    name: str, question: Question, cells: pl.DataFrame, places: Places, names: QuestionNames
) -> tuple[dict[str, Answers], list[TableProblem]]:
    cells = cells.filter(pl.col("option") == "").with_columns(
        pl.lit(name).alias("theme"), pl.lit("").alias("effective_n_raw")
    )
    if places.long is None:
        # Questions without a column of their own have no cell that could be wrong.
        cells = cells.filter(pl.lit((name, "") in places.wide))
    scale = question.scale or names.scale
    scores, problems = checked(cells, places.layout(), scale, None)
    rows = scores.select("key", "n", "mean", "sd", "hidden").iter_rows()
    found = {
        key: Answers(n=n, mean=mean, sd=sd, hidden=hidden)
        for key, n, mean, sd, hidden in rows
        if not n is mean is hidden is None
    }
    return found, problems


def _shares(
    name: str, question: Question, cells: pl.DataFrame, places: Places
) -> tuple[dict[str, Answers], list[TableProblem]]:
    # A table that has means and no shares gives the share in the place of the mean.
    raw = pl.when(pl.col("share_raw") != "").then("share_raw").otherwise("mean_raw")
    cells = cells.with_columns(raw.alias("share_raw"))
    for figure in ("share", "n"):
        cells = with_number(cells, f"{figure}_raw", figure, thousands=figure == "n")
    problems = list(_wrong(name, cells, places))
    plain = cells.filter(~pl.col("share_percent"))["share"].drop_nulls()
    percentages = bool((plain > FRACTION).any())
    by_unit: dict[str, list[OptionRow]] = {}
    for cell, key in _cells(cells, percentages):
        by_unit.setdefault(key, []).append(cell)
    bad = {problem.unit for problem in problems}
    found: dict[str, Answers] = {}
    for key, rows in by_unit.items():
        if rows[0].unit in bad:
            continue
        wrong = [*_repeated(rows)]
        if not wrong:
            take = _distribution if question.kind == "distribution" else _yes
            answers, message = take(rows)
            if message:
                header = places.named(name, rows[-1].option, "share")
                wrong.append(TableProblem(rows[-1].row, header, message, unit=rows[-1].unit))
            elif answers is not None:
                found[key] = answers
        problems += wrong
    return found, problems


def _wrong(name: str, cells: pl.DataFrame, places: Places) -> Iterator[TableProblem]:
    columns = (ROW, "unit", "option", "share_raw", "share_state", "share", "n_raw", "n_state", "n")
    for row, unit, option, share_raw, share_state, share, n_raw, n_state, n in cells.select(
        *columns
    ).iter_rows():
        if share_state == "text" and share_raw.lower() not in HIDDEN:
            message = no_number(cut(share_raw, SHOWN))
            yield TableProblem(row, places.named(name, option, "share"), message, unit=unit)
        elif share is not None and not 0 <= share <= 100:
            message = _("“{cell}” is not a share; write 58% or 0.58").format(
                cell=cut(share_raw, SHOWN)
            )
            yield TableProblem(row, places.named(name, option, "share"), message, unit=unit)
        if n_state in ("text", "ambiguous") or (
            n is not None and (n != int(n) or not 0 <= n <= MOST_PEOPLE)
        ):
            message = no_count(cut(n_raw, SHOWN))
            yield TableProblem(row, places.named(name, option, "n"), message, unit=unit)
    words = cells.with_columns(pl.col("hidden_raw").str.to_lowercase().alias("word"))
    odd = words.filter(~pl.col("word").is_in([*MISSING, *HIDDEN]))
    for row, unit, option, word in odd.select(ROW, "unit", "option", "hidden_raw").iter_rows():
        header = places.named(name, option, "hidden")
        yield TableProblem(row, header, no_word(cut(word, SHOWN)), unit=unit)


def _cells(cells: pl.DataFrame, percentages: bool) -> Iterator[tuple[OptionRow, str]]:
    factor = pl.when(pl.col("share_percent") | pl.lit(percentages)).then(100.0).otherwise(1.0)
    words = [pl.col(f"{one}_raw").str.to_lowercase() for one in ("hidden", "share")]
    # `*` or `<5` in the place of a figure: whoever made the table hid it.
    states = [pl.col(f"{one}_state") == "withheld" for one in ("share", "n")]
    hidden = pl.any_horizontal(*(word.is_in(HIDDEN) for word in words), *states)
    for *values, key in cells.select(
        ROW, "unit", "option",
        (pl.col("share") / factor).round(9).alias("share"),
        (pl.col("share_half") / factor).alias("half"),
        pl.col("n").cast(pl.Int64, strict=False),
        hidden.alias("hidden"),
        "key",
    ).iter_rows():  # fmt: skip
        yield OptionRow(*values), key


def _repeated(cells: Sequence[OptionRow]) -> Iterator[TableProblem]:
    first: dict[str, int] = {}
    for cell in cells:
        before = first.setdefault(cell.option, cell.row)
        if before != cell.row:
            message = _("the same unit, question and option stand in row {row} already")
            yield TableProblem(cell.row, "", message.format(row=before), unit=cell.unit)


def _distribution(cells: Sequence[OptionRow]) -> tuple[Answers | None, str]:
    """The answers, or what is wrong with them; neither where there is no figure."""
    options = [cell for cell in cells if cell.option]
    if any(cell.hidden for cell in cells):
        return Answers(hidden="protected"), ""
    shares = [(cell.option, cell.share, cell.half) for cell in options if cell.share is not None]
    counts = [cell.n for cell in options if cell.n is not None]
    own = next((cell.n for cell in cells if not cell.option and cell.n is not None), None)
    if not shares:
        if not counts:
            return (None, "") if own is None else (Answers(n=own), "")
        if own is not None and own != sum(counts):
            return None, _("the numbers of the options are not the number of answers together")
        every = sum(counts)
        made = {c.option: c.n / every for c in options if c.n is not None and every}
        return Answers(n=every, shares=_rounded(made)), ""
    total = sum(share for _option, share, _half in shares)
    if abs(total - 1) > sum(min(half, ROUNDED) for _option, _share, half in shares) + 1e-6:
        return None, _("the shares of the options do not make 100 % together")
    n, message = _answers(shares, counts, own)
    return Answers(n=n, shares=_rounded({one: share for one, share, _half in shares})), message


def _answers(
    shares: Sequence[tuple[str, float, float]], counts: Sequence[int], own: int | None
) -> tuple[int | None, str]:
    """How many answered: each option's row may have its own number, or that of the question."""
    if not counts:
        return own, ""
    total = sum(counts)
    if len(counts) == len(shares) and total and (own is None or own == total):
        fits = all(
            abs(count / total - share) <= half + 1e-6
            for count, (_option, share, half) in zip(counts, shares, strict=True)
        )
        if fits:
            return total, ""
    if len(set(counts)) == 1 and own in (None, counts[0]):
        return counts[0], ""
    return None, _("the numbers of the options do not make their shares")


def _yes(cells: Sequence[OptionRow]) -> tuple[Answers | None, str]:
    """The share that answered yes, or what is wrong with it."""
    by = {cell.option: cell for cell in cells}
    if any(cell.hidden for cell in cells):
        return Answers(hidden="protected"), ""
    yes, no, own = by.get(YES), by.get(NO), by.get("")
    share = next((c.share for c in (yes, own) if c is not None and c.share is not None), None)
    if share is None and no is not None and no.share is not None:
        share = 1 - no.share
    n = own.n if own is not None else None
    numbers = [cell.n for cell in (yes, no) if cell is not None and cell.n is not None]
    if share is None:
        if yes is None or yes.n is None or (len(numbers) < 2 and n is None):
            return (None if n is None else Answers(n=n)), ""
        n = sum(numbers) if len(numbers) == 2 else n
        if not n or yes.n > n:
            return None, _("the numbers of the options do not make their shares")
        share = yes.n / n
    elif n is None and numbers:
        n = numbers[0] if len(set(numbers)) == 1 else sum(numbers)
    if share > 1 + 1e-6:
        return None, _("the share is more than 100 %")
    return Answers(n=n, share=round(min(share, 1.0), DIGITS)), ""


def _rounded(shares: dict[str, float]) -> dict[str, float]:
    return {option: min(1.0, round(share, DIGITS)) for option, share in shares.items()}
