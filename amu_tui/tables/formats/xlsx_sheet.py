"""The details of a sheet of an xlsx workbook.

A search proves of most sheets that all cells are plain and near; the others are parsed.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import polars as pl

from amu_tui.tables.formats.grid import MergedCells, Position
from amu_tui.tables.formats.sheet_details import ElementReader, SheetDetails

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_ROW_ITSELF = re.compile(rb'r="([0-9]{1,7})"')
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:]+)["']""")

_HIDDEN_ROW = re.compile(rb"""[<:]row\s[^>]*?hidden\s*=\s*["'](?:1|true)["'][^>]*""")
_HIDDEN_COLUMN = re.compile(rb"""[<:]col\s[^>]*?hidden\s*=\s*["'](?:1|true)["'][^>]*""")
_STYLED = rb'<c r="([A-Z0-9]+)"((?: t="[a-zA-Z]+")?) s="(%b)"([^>]*)>'
_TEXTS = re.compile(rb' t="(?!n")')
"""Cells of some styles, and those of them that are no numbers."""
_ATTRIBUTE = re.compile(rb"""\s(r|min|max)\s*=\s*["']([0-9]{1,7})["']""")

_LONGEST_ROW = 2**22
"""Bytes kept of what has no row in it: a piece more would be copied with every next one."""

_TRUE = ("1", "true")
_CELL = r"[<:]c[\s/>]"
_FORMULA = r"[<:]f[\s/>]"
"""How a cell and a formula begin, however they are written, and now and then something else."""
_PLAIN_CELL = r'<c r="{}"(?: s="[0-9]+")?(?: t="(?:s|n|str|inlineStr|b|d)")?(?: s="[0-9]+")?\s?/?>'
_NEAR = (
    r"[A-Z](?:[0-9]{1,5}|[1-5][0-9]{5})",
    r"[A-D]?[A-Z][0-9]{1,5}",
    r"[A-Z]{1,2}[0-9]{1,4}",
)
"""References of which all together are no more cells than calamine may make: a tall sheet, one
of middling width, a wide one."""


def surely_beyond(pieces: Iterable[bytes], cells: int) -> bool:
    """Whether a sheet has more cells than so many, as the first of its `pieces` that tells says.

    The sheet is as wide as one of its first rows has values, and as long as its last row with a
    value; where the values do not tell, it may still be beyond.
    """
    width, rest = 0, b""
    for piece in pieces:
        *rows, rest = (rest[-_LONGEST_ROW:] + piece).split(b"<row ")
        width = width or max((row.count(b"<v>") + row.count(b"<is>") for row in rows), default=0)
        last = next((row for row in reversed(rows) if b"<v>" in row or b"<is>" in row), b"")
        number = _ROW_ITSELF.match(last)
        if number is not None and int(number[1]) * width > cells:
            return True
    return False


def sheet_details(
    part: bytes, strings: bytes, most: int, styles: Collection[str] = ()
) -> SheetDetails:
    """The details of a sheet of an xlsx workbook.

    Args:
        part: the sheet's XML.
        strings: the part of the texts that its cells refer to by number.
        most: characters that its texts may have; beyond them they need not be counted.
        styles: of which the cells are looked for.

    Raises `ValueError` or `expat.ExpatError` for what is no sheet.
    """
    plain = _plain_sheet(part, strings, most, styles)
    if plain is not None:
        return plain
    sheet = _Sheet(_lengths(strings), styles)
    sheet.read(part)
    return sheet.details


def _plain_sheet(
    part: bytes, strings: bytes, most: int, styles: Collection[str]
) -> SheetDetails | None:
    """The details where every cell is plain and near, at the cost of a search; else None."""
    end = part.rfind(b"sheetData")
    text = part[: end if end >= 0 else None]
    head = pl.Series([text.decode()])
    cells = _count(head, _CELL)
    longest = _longest(strings)
    if cells * longest > most or _count(head, _FORMULA):
        return None
    if not any(_count(head, _PLAIN_CELL.format(near)) == cells for near in _NEAR):
        return None
    merged = _MERGED.findall(part[max(0, end) :])
    details = SheetDetails(
        merged=[_area(reference.decode("ascii")) for reference in merged],
        characters=cells * longest,
    )
    if not _hidden(text, details):
        return None
    if styles:
        of_them = "|".join(map(re.escape, styles)).encode()
        for reference, before, style, after in re.findall(_STYLED % of_them, text):
            if _TEXTS.search(before + after) is None:
                of_style = details.styled.setdefault(style.decode(), [])
                of_style.append(_position(reference.decode()))
    return details


def _hidden(text: bytes, details: SheetDetails) -> bool:
    """Take up what is hidden; False where a row does not say which it is."""
    if b"hidden" not in text:
        return True
    for row in _HIDDEN_ROW.findall(text):
        named = dict(_ATTRIBUTE.findall(row))
        if b"r" not in named:
            return False
        details.hidden_rows.add(int(named[b"r"]))
    for column in _HIDDEN_COLUMN.findall(text[: text.find(b"sheetData")]):
        named = dict(_ATTRIBUTE.findall(column))
        _hide_columns(details, named.get(b"min", b""), named.get(b"max", b""))
    return True


def _hide_columns(details: SheetDetails, first: str | bytes, last: str | bytes) -> None:
    details.hide_columns(int(first) - 1, int(last) - int(first) + 1)


def _count(text: pl.Series, pattern: str) -> int:
    return int(text.str.count_matches(pattern).item())


class _Sheet(ElementReader):
    """Counts rows and cells without a reference as calamine does."""

    def __init__(self, lengths: Sequence[int], styles: Collection[str]) -> None:
        super().__init__()
        self._styles = styles
        self.details = SheetDetails()
        self._lengths = lengths
        self._row, self._column = 1, 0
        self._cell: Position | None = None
        self._kind = ""
        self._texts: dict[str, list[str]] = {}
        self._arrays: list[MergedCells] = []

    def read(self, part: bytes) -> None:
        super().read(part)
        rows, columns = self.details.extent
        for area in self._arrays:
            inside = replace(
                area, bottom=min(area.bottom, rows), right=min(area.right, columns - 1)
            )
            self.details.add_formulas(inside)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes.get("r"), attributes.get("t", ""))
            style = attributes.get("s", "")
            if style in self._styles and self._kind in ("", "n") and self._cell:
                self.details.styled.setdefault(style, []).append(self._cell)
        elif name == "row":
            if "r" in attributes:
                self._row = _row_number(attributes["r"])
            if attributes.get("hidden") in _TRUE:
                self.details.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            _hide_columns(self.details, attributes.get("min", ""), attributes.get("max", ""))
        elif name == "mergeCell":
            self.details.merged.append(_area(attributes.get("ref", "")))
        elif self._cell is not None and name in ("f", "v"):
            if name == "f" and attributes.get("ref"):
                # Of the cells that an array formula fills only the first has it.
                self._arrays.append(_area(attributes["ref"]))
            # Of values only a formula's, an error's and the number of a text are looked at.
            if name == "f" or "f" in self._texts or self._kind in ("e", "s"):
                self.listen(self._texts.setdefault(name, []))

    def end(self, name: str) -> None:
        if name in ("f", "v"):
            self.listen(None)
        elif name == "c" and self._cell is not None:
            if self._texts or self._kind == "e":
                self._end_cell(self._cell)
            self._cell = None
        elif name == "row":
            self._row, self._column = self._row + 1, 0

    def _start_cell(self, reference: str | None, kind: str) -> None:
        row, column = (self._row, self._column) if reference is None else _position(reference)
        self.details.include(row, column + 1)
        self._column = column + 1
        self._cell, self._kind, self._texts = (row, column), kind, {}

    def _end_cell(self, cell: Position) -> None:
        value = "".join(self._texts.get("v", ()))
        if self._kind == "e":
            self.details.shown[cell] = value or "#?"
        if self._kind == "s" and value:
            self.details.characters += self._lengths[int(value)]
        if "f" in self._texts:
            self.details.formulas.add(cell)
            if not value and self._kind != "str":
                self.details.shown[cell] = f"={''.join(self._texts['f']) or '?'}"


@lru_cache(1)
def _longest(strings: bytes) -> int:
    """How long the longest of the workbook's texts is, markup included."""
    return max(map(len, strings.split(b"</si>")))


@lru_cache(1)
def _lengths(strings: bytes) -> list[int]:
    """How long each of the workbook's texts is, markup included."""
    lengths = [len(text) for text in re.split(rb"</(?:[^\s<>/:]*:)?si\s*>", strings)]
    # Whether an empty one is counted is not certain: then any of them may be meant.
    empty = re.search(rb"<(?:[^\s<>/:]*:)?si\s*/>", strings)
    return [max(lengths)] * strings.count(b"si") if empty else lengths


def _row_number(text: str) -> int:
    if _ROW_NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    return int(text)


def _area(reference: str) -> MergedCells:
    ends = [_position(end) for end in reference.split(":")]
    return MergedCells(*ends[0], *ends[-1])


def _position(reference: str) -> Position:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1
