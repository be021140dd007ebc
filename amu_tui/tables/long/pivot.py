"""Answers in a row each as a row for each person, which is what can be scored."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import polars as pl

from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.formats.grid import MAX_COLUMNS
from amu_tui.tables.formats.parquet import FAILURES
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.scoring.bad_answers import LISTED, listed, refuse_formulas, refuse_rows
from amu_tui.tables.scoring.responses import Responses, text_column, unreadable_rows
from amu_tui.tables.scoring.rows import (
    AnswerColumns,
    Rows,
    RowsAsked,
    plan_rows,
    refuse_unknown_values,
)
from amu_tui.tables.table import ROW, TableProblem, column
from amu_tui.text import clean, cut, nearest
from amu_tui.words import _, ngettext, quoted, some

_PERSON, _QUESTION, _ANSWER = "person", "question", "answer"
_WHOLE = r"^\s*[0-9]{0,4}\s*$"


@dataclass(frozen=True)
class _Places:
    """Where the columns stand, from 0; `kept` are those that say whose answers they are."""

    person: int
    question: int
    answer: int
    rows: Rows

    @property
    def kept(self) -> list[int]:
        return sorted({*self.rows.places, *self.rows.levels})

    @property
    def read(self) -> set[int]:
        return {self.person, self.question, self.answer, *self.rows.places}


def a_row_each(
    responses: Responses, instrument: Instrument, asked: RowsAsked, named: AnswerColumns
) -> Responses:
    """The same answers with a row for each person and a column for each item of `instrument`.

    Raises `AmuError`, naming rows, where a column or an item is missing, where no person is named
    or one answers a question twice or stands in two units, and where a row cannot be read.
    """
    places = _places(responses.columns, asked, named)
    refuse_rows(responses)
    refuse_formulas(responses, places.read)
    read = _read(responses, places)
    if read.is_empty():
        refuse_unknown_values(responses, places.rows, (), none=True)
    items = _items(read[_QUESTION], responses, places, instrument)
    read = read.filter(pl.col(_QUESTION).is_in(list(items)))
    read = read.with_columns(pl.col(_QUESTION).replace_strict(items, return_dtype=pl.String))
    _refuse_nobody(read, responses, places)
    _refuse_twice(read, responses, places)
    _refuse_elsewhere(read, responses, places)
    return _pivoted(read, list(dict.fromkeys(items.values())), responses, places)


def _places(columns: TableColumns, asked: RowsAsked, named: AnswerColumns) -> _Places:
    wanted = [*named.columns(), *asked.columns()]
    for name, missing in wanted:
        found = columns.called(name)
        if len(found) > 1:
            raise columns.several(name, found)
        if not found:
            raise columns.error(missing.format(name=cut(clean(name), 60)), columns.suggestion(name))
    person, question, answer = (columns.called(name)[0] for name, _missing in named.columns())
    rows = plan_rows(asked, columns, (person, question, answer))
    return _Places(person, question, answer, rows)


def _read(responses: Responses, places: _Places) -> pl.DataFrame:
    """The rows that are chosen: `ROW`, person, question, answer, and the columns that are kept."""
    for reading in responses.readings[min(1, len(responses.readings) - 1) :]:
        lazy = places.rows.chosen(responses.numbered(reading(frozenset())))
        wanted = lazy.select(
            ROW,
            text_column(places.person).alias(_PERSON),
            text_column(places.question).alias(_QUESTION),
            pl.col(column(places.answer)).alias(_ANSWER),
            *(text_column(place).alias(column(place)) for place in places.kept),
        )
        with suppress(*FAILURES):
            return _with_numbers(wanted.collect(engine="streaming").sort(ROW))
    raise unreadable_rows(responses)


def _with_numbers(read: pl.DataFrame) -> pl.DataFrame:
    """`read` with the answers as whole numbers, as a wide table has them, where all are."""
    answers = read[_ANSWER]
    if answers.dtype == pl.String and answers.str.contains(_WHOLE).all():
        answers = answers.str.strip_chars().cast(pl.Int16, strict=False)
    return read.with_columns(answers)


def _items(
    questions: pl.Series, responses: Responses, places: _Places, instrument: Instrument
) -> dict[str, str]:
    """The items by what stands in the column of questions."""
    header = responses.header[places.question]
    met = questions.unique(maintain_order=True)
    if len(met) > MAX_COLUMNS:
        message = _("the column “{name}” has more than {n} different questions")
        raise responses.columns.error(message.format(name=cut(header, 60), n=MAX_COLUMNS))
    asked = TableColumns(list(map(clean, met)), responses.path, responses.header_row)
    found: dict[str, str] = {}
    missing = []
    for item in {item for theme in instrument.themes.values() for item in theme.items}:
        at = asked.exactly(item)
        if len({asked.header[place] for place in at}) > 1:
            names = some([quoted(cut(asked.header[place], 40)) for place in at], LISTED)
            message = _("several questions are “{item}”: {names}")
            raise responses.columns.error(message.format(item=cut(item, 60), names=names))
        missing += [] if at else [item]
        found |= {met[place]: item for place in at}
    if missing:
        first = min(missing)
        message = _("no row has the question “{item}” in the column “{name}”")
        near = nearest(clean(first), [name for name in asked.header if name])
        hint = (
            [_("Did you mean {names}?").format(names=", ".join(map(quoted, near)))] if near else []
        )
        if more := len(missing) - 1:
            text = ngettext("{count} more is missing.", "{count} more are missing.", more)
            hint.append(text.format(count=more))
        raise responses.columns.error(
            message.format(item=cut(clean(first), 60), name=cut(header, 60)), " ".join(hint)
        )
    return found


def _refuse_nobody(read: pl.DataFrame, responses: Responses, places: _Places) -> None:
    """Raise `AmuError` for answers of which no person is named."""
    nobody = pl.col(_PERSON).str.to_lowercase().is_in(list(MISSING)) & pl.col(_ANSWER).is_not_null()
    if read.schema[_ANSWER] == pl.String:
        nobody &= pl.col(_ANSWER) != ""
    rows = read.filter(nobody)[ROW]
    message = _("no person is named in this row")
    _refuse(responses, places.person, dict.fromkeys(rows[:LISTED], message), len(rows))


def _refuse_twice(read: pl.DataFrame, responses: Responses, places: _Places) -> None:
    """Raise `AmuError` where a person answers a question again."""
    pair = (_PERSON, _QUESTION)
    again = read.filter(~pl.struct(pair).is_first_distinct())
    message = _("the same person answers the same question in row {row} already")
    before = read.join(again.head(LISTED).select(pair), on=pair, how="semi")
    first = {(person, question): row for row, person, question in
             before.reverse().select(ROW, *pair).iter_rows()}  # fmt: skip
    rows = {
        row: message.format(row=first[person, question])
        for row, person, question in again.head(LISTED).select(ROW, *pair).iter_rows()
    }
    _refuse(responses, places.question, rows, again.height)


def _refuse_elsewhere(read: pl.DataFrame, responses: Responses, places: _Places) -> None:
    """Raise `AmuError` where a person's rows do not say the same of the person."""
    for place in sorted(places.rows.places):
        cell = pl.col(column(place))
        other = read.filter(cell != cell.first().over(_PERSON))
        message = _("the same person has something else here in other rows")
        rows = dict.fromkeys(other[ROW][:LISTED], message)
        _refuse(responses, place, rows, other.height)


def _refuse(responses: Responses, place: int, said: Mapping[int, str], count: int) -> None:
    header = responses.header[place]
    problems = [TableProblem(row, header, message) for row, message in said.items()]
    if problems:
        raise listed(responses, problems, count)


def _pivoted(
    read: pl.DataFrame, items: list[str], responses: Responses, places: _Places
) -> Responses:
    kept = places.kept
    persons = read.group_by(_PERSON).agg(
        pl.col(ROW).min(), *(pl.col(column(place)).first() for place in kept)
    )
    answers = read.pivot(_QUESTION, index=_PERSON, values=_ANSWER, aggregate_function="first")
    wide = persons.join(answers, on=_PERSON).sort(ROW)
    header = [responses.header[place] for place in kept] + items
    names = [column(place) for place in kept] + items
    frame = wide.select(
        ROW, *(pl.col(name).alias(column(at)) for at, name in enumerate(names))
    ).lazy()
    return replace(
        responses,
        header=tuple(header),
        readings=(lambda _numbers: frame,),
        decimal=lambda _numbers: responses.decimal(frozenset({places.answer})),
        rows=wide.height,
        dropped=lambda _numbers: (),
        taken_hidden=lambda _places: responses.taken_hidden(places.read),
        sample=tuple,
        placed=_in_the_file(read, wide, set(items), responses.header[places.answer]),
    )


def _in_the_file(
    read: pl.DataFrame, wide: pl.DataFrame, items: Iterable[str], header: str
) -> Callable[[TableProblem], TableProblem]:
    """Finds the row and the column of the file for a problem of a person's row."""

    def placed(problem: TableProblem) -> TableProblem:
        if problem.column not in items:
            return problem
        [person] = wide.filter(pl.col(ROW) == problem.row)[_PERSON]
        asked = (pl.col(_PERSON) == person) & (pl.col(_QUESTION) == problem.column)
        [row] = read.filter(asked)[ROW]
        return replace(problem, row=row, column=header)

    return placed
