"""Separated text as `Responses`.

It is read as numbers where a look at its beginning allows it, since that is twice as fast as
text; a later cell that is none stops that reading, and a more patient one begins from the start.
The header is split by the standard library, whose count of rows is the one shown.
"""

import io
import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.formats.dialect import SAMPLE_CHARACTERS, dialect_of, too_long
from amu_tui.tables.formats.separated import text_grid
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.reading.header import LINES, SEARCHED, Header, header_rows, require_header
from amu_tui.tables.scoring.line_survey import Survey, survey
from amu_tui.tables.scoring.responses import AnswerPlaces, Responses
from amu_tui.tables.scoring.stream import Stream
from amu_tui.tables.table import TableProblem, column
from amu_tui.tables.vocabulary.known_columns import NamedColumns
from amu_tui.tables.vocabulary.platforms import import_row
from amu_tui.text import clean
from amu_tui.words import _

_SAMPLE_ROWS = 400
_QUOTED = re.compile(r'"[^"]*"')
_WHOLE = re.compile(r"[+-]?[0-9]{1,4}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_MARK = re.compile(r"[+-]?[0-9]*([.,])(?:[0-9]{1,2}|[0-9]{4,})")
"""A figure whose mark parts decimals and cannot part thousands."""


def _searched(header: str) -> int:
    """Rows in which the header is looked for."""
    return max(SEARCHED, header_rows(header)[1] if header else 0)


class _Text:
    """How the text is built, as a look at its beginning tells.

    `header_row` is the last row of the header; `width` the cells that it is written with, of
    which `header` leaves out empty ones at the end; `sample` some rows below it.
    """

    _broken: AmuError | None = None
    """Why not all of the beginning could be split."""

    def __init__(self, path: Path, told: str, words: NamedColumns) -> None:
        self.shown = clean(str(path))
        self.stream = Stream(path)
        start = self.stream.start(SAMPLE_CHARACTERS)
        if not start.strip():
            raise AmuError(_("the file is empty"), path=self.shown)
        self.dialect = dialect_of(start, self.shown)
        self._rows, self._lines = self._beginning(start, told)
        self._take(self._find_header(told, words))
        # The last row of a sample may be cut in the middle.
        below = self._rows[self.header_row :]
        self.sample = below[:-1] or below
        self._cells: dict[AnswerPlaces, set[str]] = {}
        if not any(any(row) for row in below):
            raise self._broken or AmuError(
                _("the table has a header and no rows"), path=self.shown, line=self.header_row
            )

    def _beginning(self, start: str, told: str) -> tuple[list[list[str]], list[int]]:
        """The first rows, and how many lines each of them and those above it take."""
        most = _SAMPLE_ROWS + _searched(told)
        rows: list[list[str]] = []
        ends: list[int] = []
        lines = io.StringIO(start, newline="")
        try:
            for end, row in itertools.islice(self.dialect.records(lines, self.shown), most):
                rows.append(row)
                ends.append(end)
        except AmuError as error:
            # A sample may end within a row; what is wrong further down is found below.
            if len(rows) <= self.dialect.has_separator_line:
                raise
            self._broken = error
        return rows, ends

    def _find_header(self, told: str, words: NamedColumns) -> Header:
        first, row = next(((at, row) for at, row in enumerate(self._rows, 1) if any(row)), (0, []))
        names = tuple(map(clean, row))
        below = self._rows[first : first + LINES]
        if not told and first and words.all_in(names) and import_row(below) is None:
            return Header(first, first, names, known=len(names))
        grid = text_grid(self._rows[: _searched(told)], self.dialect)
        return require_header(grid, words, told, self.shown)

    def _take(self, header: Header) -> None:
        self.header_row = header.last
        self.lines = self._lines[header.last - 1]
        self.width = len(self._rows[header.last - 1])
        names = list(header.names[: self.width])
        while names and not names[-1]:
            names.pop()
        self.header = tuple(names)

    def cells(self, places: AnswerPlaces) -> set[str]:
        """What stands in these columns of the sample."""
        if places not in self._cells:
            found = {row[place] for row in self.sample for place in places if place < len(row)}
            self._cells[places] = {cell.strip() for cell in found}
        return self._cells[places]

    @cached_property
    def survey(self) -> Survey:
        """What stands below the header, as all of the file tells; bad rows are an `AmuError`."""
        columns = range(len(self.header), self.width + 1)
        found = survey(self.stream, self.dialect, self.header_row, self.lines, columns)
        if found.long and (error := _first_bad_row(self)) is not None:
            raise error
        return found

    def scan(
        self,
        kinds: Mapping[int, type[pl.DataType]],
        *,
        nothing: Mapping[int, str] | None = None,
        decimal_comma: bool = False,
        tolerant: bool = False,
    ) -> pl.LazyFrame:
        """The rows; columns are text but for the `kinds`.

        `tolerant` drops what a row has beyond the header, which must have been looked at.
        """
        quoted = self.survey.quoted
        return self.stream.scan(
            {column(place): kinds.get(place, pl.String) for place in range(self.width)},
            self.lines,
            separator=self.dialect.separator,
            quote_char='"' if quoted else None,
            null_values={column(place): sign for place, sign in (nothing or {}).items()} or None,
            decimal_comma=decimal_comma,
            truncate_ragged_lines=tolerant,
        )

    def warnings(self) -> tuple[int, Sequence[TableProblem]]:
        return self.survey.short, self.survey.problems


def text_source(path: Path, told: str, words: NamedColumns) -> Responses:
    """The separated text at `path`, packed or not, in any dialect and encoding of offices.

    The header is in the rows `told` (`4` or `4-5`), or where most of `words` stand.
    """
    text = _Text(path, told, words)
    _refuse_cut_off(text)
    return Responses(
        path=text.shown,
        header=text.header,
        header_row=text.header_row,
        readings=(partial(_typed, text), partial(_untyped, text), partial(_tolerant, text)),
        decimal=partial(_decimal_mark, text),
        explain=partial(_first_bad_row, text),
        rows=text.stream.about(),
        dropped=partial(_signs, text),
        warnings=text.warnings,
        sample=lambda: [list(map(clean, row)) for row in text.sample],
    )


def _refuse_cut_off(text: _Text) -> None:
    """Raise `AmuError` where the file ends within a row, as a broken transfer leaves it."""
    last = text.stream.last_line()
    even = all(len(row) == text.width for row in text.sample if any(row))
    if not last.strip() or not even or last.count('"') % 2:
        return
    cells = _QUOTED.sub("", last).count(text.dialect.separator) + 1
    if cells < text.width:
        raise AmuError(
            _("the file ends in the middle of a row: {cells} of {columns} cells").format(
                cells=cells, columns=text.width
            ),
            path=text.shown,
            hint=_("Fetch the file again, or write it anew."),
        )


def _decimal_mark(text: _Text, numbers: AnswerPlaces) -> str:
    """The mark that decimals have in the sample, nothing where that cannot be seen."""
    marks = {found[1] for cell in text.cells(numbers) if (found := _MARK.fullmatch(cell))}
    if len(marks) == 1:
        return marks.pop()
    # Where the comma parts cells, whoever wrote the file writes decimals with a point.
    return "" if marks or text.dialect.separator != "," else "."


def _typed(text: _Text, numbers: AnswerPlaces) -> pl.LazyFrame:
    """The answers as the numbers that they are in the sample; text where they are no numbers."""
    nothing = _signs(text, numbers)
    figures = text.cells(numbers) - {"", *nothing}
    kind: type[pl.DataType] = pl.String
    mark = _decimal_mark(text, numbers)
    if len(nothing) > 1:
        # Polars takes one sign for a column, or the same ones everywhere: but `NA` may be a unit.
        kind = pl.String
    elif all(_WHOLE.fullmatch(cell) for cell in figures):
        kind = pl.Int16
    elif mark and all(_DECIMAL.fullmatch(cell) for cell in figures):
        # Where decimals have a comma, Polars takes a point for one of them too.
        other = text.survey.points if mark == "," else any("," in cell for cell in figures)
        kind = pl.String if other else pl.Float64
    comma = kind is pl.Float64 and mark == ","
    signs = {place: sign for place in numbers for sign in nothing if kind is not pl.String}
    return text.scan(dict.fromkeys(numbers, kind), nothing=signs, decimal_comma=comma)


def _signs(text: _Text, numbers: AnswerPlaces) -> Sequence[str]:
    """What stands in the sample where there is no answer."""
    return sorted(cell for cell in text.cells(numbers) if cell and cell.lower() in MISSING)


def _untyped(text: _Text, _numbers: AnswerPlaces) -> pl.LazyFrame:
    return text.scan({})


def _tolerant(text: _Text, _numbers: AnswerPlaces) -> pl.LazyFrame:
    """All that can be read: what is neither this nor told as an error is a defect."""
    error = _first_bad_row(text)
    if error is not None:
        raise error
    return text.scan({}, tolerant=True)


def _first_bad_row(text: _Text) -> AmuError | None:
    """The first row with too many cells, or that is no row at all."""
    try:
        records = text.dialect.records(text.stream.lines(), text.shown)
        for number, (_line, row) in enumerate(records, start=1):
            if number > text.header_row and any(map(str.strip, row[text.width :])):
                message = too_long(len(row), text.width, text.dialect.separator)
                return AmuError(message, path=text.shown, line=number)
    except AmuError as error:
        return error
    return None
