"""Separated text as a `Source`.

It is read as whole numbers where a look at its beginning allows it, since that is twice as fast
as text; a later cell that is none stops that reading, and a more patient one begins from the
start. The header is split by the standard library, whose count of rows is the one shown.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.decode import decode, read_bytes
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.scoring_source import Numbers, Source
from amu_tui.tables.separated import _SEP_LINE, _separator
from amu_tui.tables.table import column
from amu_tui.text import clean
from amu_tui.words import _

MAX_IN_MEMORY = 2**30
"""Bytes of a text that is not UTF-8, which is turned into it in memory."""

_SAMPLE = 2**18
_SAMPLE_ROWS = 400
_WHOLE = re.compile(r"[+-]?[0-9]{1,4}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Text:
    """How the text is built, as a look at its beginning tells.

    `lines` are the lines to the end of the header, which is the row `header_row`; `width` the
    cells of the header, of which `header` leaves out empty ones at the end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = clean(str(path))
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
        self.plain = _is_utf8(start, whole=len(start) < _SAMPLE)
        text = start.decode("utf-8-sig", "ignore") if self.plain else self.text
        if _old_line_ends(text):
            self.plain = False
            text = self.text
        if not text.strip():
            raise AmuError(_("the file is empty"), path=self.shown)
        lines = start.count(b"\n")
        self.rows = round(path.stat().st_size * lines / len(start)) if lines else None
        told = _SEP_LINE.match(text)
        self.separator = told[1] if told else _separator(text, self.shown)
        self._look(text[:_SAMPLE], told is not None)

    def _look(self, text: str, told: bool) -> None:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator, strict=True)
        raw: list[str] = []
        sample: list[list[str]] = []
        self.header_row = self.lines = 0
        try:
            for number, row in enumerate(reader, start=1):
                if raw:
                    sample.append(row)
                elif any(row) and not (told and number == 1):
                    raw, self.header_row, self.lines = row, number, reader.line_num
                if len(sample) > _SAMPLE_ROWS:
                    break
        except csv.Error as error:
            if not raw:
                raise _unreadable(self.shown, 1) from error
        if not any(any(row) for row in sample):
            raise AmuError(
                _("the table has a header and no rows"),
                path=self.shown,
                line=self.header_row or None,
            )
        self.width = len(raw)
        names = [clean(name) for name in raw]
        while names and not names[-1]:
            names.pop()
        self.header = tuple(names)
        # The last row of a sample may be cut in the middle.
        self.sample = sample[:-1] or sample

    @cached_property
    def text(self) -> str:
        """The whole text with plain line ends; what is no text is an `AmuError`."""
        text, _encoding = decode(read_bytes(self.path, MAX_IN_MEMORY), self.shown)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def scan(
        self,
        kinds: Mapping[int, type[pl.DataType]],
        *,
        nothing: Sequence[str] = (),
        decimal_comma: bool = False,
        tolerant: bool = False,
    ) -> pl.LazyFrame:
        """The rows; columns are text but for the `kinds`.

        `tolerant` drops what a row has beyond the header, which must have been looked at.
        """
        every = {column(place): kinds.get(place, pl.String) for place in range(self.width)}
        return pl.scan_csv(
            self.path if self.plain else io.BytesIO(self.text.encode()),
            separator=self.separator,
            has_header=False,
            skip_lines=self.lines,
            schema=every,
            null_values=list(nothing) or None,
            decimal_comma=decimal_comma and self.separator != ",",
            truncate_ragged_lines=tolerant,
            glob=False,
        )

    def records(self) -> Iterator[list[str]]:
        """All rows of the file, from the first one."""
        if self.plain:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                yield from csv.reader(file, delimiter=self.separator, strict=True)
        else:
            text = io.StringIO(self.text, newline="")
            yield from csv.reader(text, delimiter=self.separator, strict=True)


def text_source(path: Path) -> Source:
    """The separated text at `path`: comma, semicolon or tab, in any encoding that offices use."""
    text = _Text(path)
    _refuse_cut_off(text)
    return Source(
        path=text.shown,
        header=text.header,
        header_row=text.header_row,
        readings=(partial(_typed, text), partial(_untyped, text), partial(_tolerant, text)),
        explain=partial(_first_bad_row, text),
        rows=text.rows,
    )


def _is_utf8(start: bytes, *, whole: bool) -> bool:
    """Whether the beginning of a file is UTF-8, a letter cut at its end set aside."""
    if start.startswith(_OTHER_MARKS) or b"\0" in start:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _old_line_ends(text: str) -> bool:
    """Whether lines end in a carriage return alone, which Polars does not take."""
    return "\r" in text[:-1].replace("\r\n", "\n")


def _refuse_cut_off(text: _Text) -> None:
    """Raise `AmuError` where the file ends within a row, as a broken transfer leaves it."""
    with text.path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - _SAMPLE))
        end = file.read()
    last = end.rsplit(b"\n", 1)[-1]
    even = all(len(row) == text.width for row in text.sample if any(row))
    if text.plain and last.strip() and even and b'"' not in last:
        cells = last.count(text.separator.encode()) + 1
        if b"\n" in end and cells < text.width:
            raise AmuError(
                _("the file ends in the middle of a row: {cells} of {columns} cells").format(
                    cells=cells, columns=text.width
                ),
                path=text.shown,
                hint=_("Fetch the file again, or write it anew."),
            )


def _typed(text: _Text, numbers: Numbers) -> pl.LazyFrame:
    """The answers as the numbers that they are in the sample; text where they are no numbers."""
    cells = {row[place].strip() for row in text.sample for place in numbers if place < len(row)}
    nothing = sorted(cell for cell in cells if cell and cell.lower() in MISSING)
    figures = cells - {"", *nothing}
    comma = any("," in cell for cell in figures)
    kind: type[pl.DataType] = pl.String
    if all(_WHOLE.fullmatch(cell) for cell in figures):
        kind = pl.Int16
    elif all(_DECIMAL.fullmatch(cell) for cell in figures) and not (
        comma and text.separator == ","
    ):
        kind = pl.Float64
    return text.scan(dict.fromkeys(numbers, kind), nothing=nothing, decimal_comma=comma)


def _untyped(text: _Text, _numbers: Numbers) -> pl.LazyFrame:
    return text.scan({})


def _tolerant(text: _Text, _numbers: Numbers) -> pl.LazyFrame:
    """All that can be read: what is neither this nor told as an error is a defect."""
    error = _first_bad_row(text)
    if error is not None:
        raise error
    return text.scan({}, tolerant=True)


def _first_bad_row(text: _Text) -> AmuError | None:
    """The first row with too many cells, or that is no row at all."""
    number = 0
    try:
        for number, row in enumerate(text.records(), start=1):
            if number > text.header_row and any(row[text.width :]):
                return _too_long(text, number, len(row))
    except csv.Error:
        return _unreadable(text.shown, number + 1)
    except UnicodeDecodeError:
        # A letter of cp1252 further down: from now on the text is what memory holds.
        text.plain = False
        return _first_bad_row(text)
    return None


def _too_long(text: _Text, row: int, cells: int) -> AmuError:
    hint = ""
    if text.separator == ",":
        hint = _("A cell with a comma in it needs quotation marks round it.")
    return AmuError(
        _("{cells} cells, but the header has {columns}").format(cells=cells, columns=text.width),
        path=text.shown,
        line=row,
        hint=hint,
    )


def _unreadable(shown: str, row: int) -> AmuError:
    return AmuError(
        _("the row cannot be read: a quotation mark is missing, or a cell is too long"),
        path=shown,
        line=row,
        hint=_("A quotation mark inside a quoted cell is written twice."),
    )
