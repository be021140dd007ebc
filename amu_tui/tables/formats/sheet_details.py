"""What a sheet holds besides the values that calamine gives, whatever kind of workbook it is in.

Calamine shows an error, and a formula that was never worked out, as an empty cell, and a cell far
out makes it fill the memory with all cells before it. So each sheet's XML is looked through first.

openpyxl gives as much, but takes ten times as long for large sheets, gives the formula or the
value of a cell and never both, reads nothing of a Strict workbook, gives up at styles that Excel
forgives, and fills the memory for one merge over a whole sheet.
"""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from amu_tui.tables.formats.grid import MAX_CELLS, MAX_COLUMNS, MergedCells, Position


class Inflated(ValueError):
    """A few cells stand for far more than any table repeats."""


class ManySheets(ValueError):
    """There are more than `MOST_SHEETS`."""


@dataclass
class SheetDetails:
    """Cells of one sheet that are not what their values say.

    Args:
        formulas: all cells with a formula.
        shown: texts for cells without a value: the formula itself, or the error.
        merged: cells joined into one.
        styled: cells with a number, by the style that they name; of the styles asked for.
        hidden_rows: rows with cells that the spreadsheet program does not show.
        extent: the last row and the number of columns, or more where that is near enough.
        characters: how long all texts are together, likewise.
    """

    formulas: set[Position] = field(default_factory=set)
    shown: dict[Position, str] = field(default_factory=dict)
    merged: list[MergedCells] = field(default_factory=list)
    styled: dict[str, list[Position]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    extent: tuple[int, int] = (0, 0)
    characters: int = 0
    _in_formulas: int = 0
    _hidden_columns: int = 0

    @property
    def hidden_columns(self) -> frozenset[int]:
        """Columns that the spreadsheet program does not show."""
        hidden = self._hidden_columns
        return frozenset(column for column in range(hidden.bit_length()) if hidden >> column & 1)

    def add_formulas(self, *areas: MergedCells) -> None:
        """Take up areas all of whose cells are filled by a formula.

        Raises `ValueError` where they are more cells than a sheet can have, counted each time.
        """
        for area in areas:
            cells = positions(area)
            rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
            self._in_formulas += max(0, rows) * max(0, columns)
            if self._in_formulas > 2 * MAX_CELLS:
                raise ValueError(area)
            self.formulas.update(cells)

    def beyond(self, cells: int, columns: int) -> bool:
        """Whether the sheet reaches further out than so many cells or columns."""
        rows, width = self.extent
        return width > columns or rows * width > cells

    def hide_columns(self, first: int, count: int) -> None:
        """Hide so many columns from `first`; those beyond all tables are of no interest."""
        last = min(first + count, MAX_COLUMNS)
        self._hidden_columns |= (1 << max(0, last)) - (1 << max(0, min(first, last)))

    def include(self, row: int, columns: int) -> None:
        """Extend the sheet to this row and so many columns."""
        rows, width = self.extent
        self.extent = max(rows, row), max(width, columns)


class ElementReader(ABC):
    """Reads the elements of a part one by one, without keeping them.

    Names come without their prefixes.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda tag, attributes: self.start(
            local_name(tag), attributes
        )
        self._parser.EndElementHandler = lambda tag: self.end(local_name(tag))

    def read(self, part: bytes) -> None:
        """Read a whole part; `expat.ExpatError` where it is no XML, `ValueError` as it may be."""
        self._parser.Parse(part, True)

    def listen(self, texts: list[str] | None) -> None:
        """Add the text from here on to `texts`; with None leave it out, which saves much time."""
        self._parser.CharacterDataHandler = None if texts is None else texts.append

    @abstractmethod
    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    @abstractmethod
    def end(self, name: str) -> None:
        """An element ends."""


def positions(area: MergedCells) -> Iterator[Position]:
    """All cells of an area; `ValueError` where they are more than a table can have."""
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    if len(rows) * len(columns) > MAX_CELLS:
        raise ValueError(area)
    return itertools.product(rows, columns)


def local_name(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]
