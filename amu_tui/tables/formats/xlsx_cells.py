"""What a sheet holds beside its values: how far it reaches, formulas, errors, merged cells.

Calamine gives values only: an error and a formula that was never worked out both look like an
empty cell, and a cell far out makes it fill the memory with all before it. So the sheet's own
text is looked through first: by a search that proves that all cells are plain and near, else by
an XML parser.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

import polars as pl

from amu_tui.tables.formats.grid import MAX_CELLS, Merged, Place

Listener = Callable[[str], object]

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:]+)["']""")

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


@dataclass
class Marks:
    """Cells of one sheet that are not what they seem, rows from 1 and columns from 0.

    `formulas` are all cells with a formula; `instead` what to show where there is no value:
    the formula itself, or the error. `extent` is the last row and the number of columns, or more
    where that is near enough; `characters` likewise how long all texts are together.
    """

    formulas: set[Place] = field(default_factory=set)
    instead: dict[Place, str] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    extent: tuple[int, int] = (0, 0)
    characters: int = 0

    def beyond(self, cells: int, columns: int) -> bool:
        """Whether the sheet reaches further out than so many cells or columns."""
        rows, width = self.extent
        return width > columns or rows * width > cells


def sheet_marks(text: bytes, strings: bytes, most: int) -> Marks:
    """The marks of a sheet of an xlsx workbook.

    Args:
        text: the sheet's part.
        strings: the part of the texts that its cells refer to by number.
        most: characters that its texts may have; beyond them they need not be counted.

    Raises `ValueError` or `expat.ExpatError` for what is no sheet.
    """
    return _plain(text, strings, most) or _parsed(text, strings)


def _plain(text: bytes, strings: bytes, most: int) -> Marks | None:
    """The marks where every cell is plain and near, at the cost of a search; else None."""
    end = text.rfind(b"sheetData")
    head = pl.Series([text[: end if end >= 0 else None].decode()])
    cells = _count(head, _CELL)
    longest = max(map(len, strings.split(b"</si>")))
    if cells * longest > most or _count(head, _FORMULA):
        return None
    for near in _NEAR:
        if _count(head, _PLAIN_CELL.format(near)) == cells:
            marks = Marks(characters=cells * longest)
            for reference in _MERGED.findall(text[max(0, end) :]):
                marks.merged.append(_merged(reference.decode("ascii")))
            return marks
    return None


def _count(text: pl.Series, pattern: str) -> int:
    return int(text.str.count_matches(pattern).item())


def _parsed(text: bytes, strings: bytes) -> Marks:
    sheet = _Sheet(_lengths(strings))
    parse(text, sheet)
    return sheet.marks


class _Sheet:
    """Takes in the elements of a sheet; counts rows and cells without a reference as calamine."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.marks = Marks()
        self.listen: Callable[[Listener | None], object] = nobody
        self._lengths = lengths
        self._row, self._column = 1, 0
        self._cell: Place | None = None
        self._kind = ""
        self._texts: dict[str, list[str]] = {}

    def start(self, tag: str, told: Mapping[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        if name == "c":
            self._begin(told)
        elif name == "row":
            if "r" in told:
                self._row = _row_number(told["r"])
        elif name == "mergeCell":
            self.marks.merged.append(_merged(told.get("ref", "")))
        elif self._cell is not None and name in ("f", "v"):
            if name == "f":
                self._array(told.get("ref", ""))
            # Most values are nobody's business here: what stands in them is listened to where
            # it is a formula's, an error or the number of a text.
            if name == "f" or "f" in self._texts or self._kind in ("e", "s"):
                self.listen(self._texts.setdefault(name, []).append)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        if name in ("f", "v"):
            self.listen(None)
        elif name == "c" and self._cell is not None:
            if self._texts or self._kind == "e":
                self._note(self._cell)
            self._cell = None
        elif name == "row":
            self._row, self._column = self._row + 1, 0

    def _begin(self, told: Mapping[str, str]) -> None:
        reference = told.get("r")
        place = (self._row, self._column) if reference is None else _place(reference)
        rows, columns = self.marks.extent
        self.marks.extent = max(rows, place[0]), max(columns, place[1] + 1)
        self._column = place[1] + 1
        self._cell, self._kind = place, told.get("t", "")
        self._texts = {}

    def _note(self, place: Place) -> None:
        formula, value = (self._texts.get(name) for name in ("f", "v"))
        text = "".join(value or ())
        if self._kind == "e":
            self.marks.instead[place] = text or "#?"
        if self._kind == "s" and text:
            self.marks.characters += self._lengths[int(text)]
        if formula is not None:
            self.marks.formulas.add(place)
            if not text and self._kind != "str":
                self.marks.instead[place] = f"={''.join(formula) or '?'}"

    def _array(self, reference: str) -> None:
        """All cells that a formula fills, of which only the first has it."""
        if reference:
            self.marks.formulas.update(every_place(_merged(reference)))


def nobody(_listener: object) -> None:
    """Nothing is heard before there is a parser."""


def _lengths(strings: bytes) -> list[int]:
    """How long each of the workbook's texts is, markup included."""
    found = [len(text) for text in re.split(rb"</(?:[^\s<>/:]*:)?si\s*>", strings)]
    # Whether an empty one is counted is not certain: then any of them may be meant.
    empty = re.search(rb"<(?:[^\s<>/:]*:)?si\s*/>", strings)
    return [max(found)] * strings.count(b"si") if empty else found


class Taker(Protocol):
    """What takes in the elements of a part."""

    listen: Callable[[Listener | None], object]

    def start(self, tag: str, told: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""


def parse(text: bytes, taker: Taker) -> None:
    """Tell `taker` of every element, and whom it names with `listen` of the text in between."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = taker.start
    parser.EndElementHandler = taker.end
    taker.listen = lambda listener: setattr(parser, "CharacterDataHandler", listener)
    parser.Parse(text, True)


def every_place(area: Merged) -> Iterator[Place]:
    """All cells of an area; `ValueError` where they are more than a table can have."""
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    if len(rows) * len(columns) > MAX_CELLS:
        raise ValueError(area)
    return itertools.product(rows, columns)


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def _row_number(text: str) -> int:
    if _ROW_NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    return int(text)


def _merged(reference: str) -> Merged:
    ends = [_place(end) for end in reference.split(":")]
    return Merged(*ends[0], *ends[-1])


def _place(reference: str) -> Place:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1
