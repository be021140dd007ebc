"""The details of the sheets of an ods workbook, which are all in one part.

odfpy keeps every cell of every sheet as objects and does not unfold repeated cells, so that all of
this counting would be needed with it, too.
"""

from collections.abc import Mapping

from amu_tui.tables.formats.grid import MAX_CELLS, MOST_SHEETS, MergedCells, Position
from amu_tui.tables.formats.number_formats import percentage, shown_text
from amu_tui.tables.formats.sheet_details import (
    ElementReader,
    Inflated,
    ManySheets,
    SheetDetails,
    local_name,
    positions,
)

_CELLS = ("table-cell", "covered-table-cell")
_UNSEEN = ("collapse", "filter")

_REPEATED = 200
"""Cells with something in them that each one written stands for, on average, where they are many;
a few hundred blank rows or equal rows are usual."""
_MANY = 100_000
_BLANKS = 2**24
"""Blanks that are written as their number alone."""

Attributes = Mapping[str, str]


def sheets_details(part: bytes) -> dict[str, SheetDetails]:
    """The details of all sheets by name.

    Raises `ValueError` or `expat.ExpatError` for what is no such part.
    """
    content = _Content()
    content.read(part)
    return content.sheets


class _Content(ElementReader):
    """A cell or row may stand for many."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, SheetDetails] = {}
        self._details = SheetDetails()
        self._row, self._rows, self._column = 1, 1, 0
        self._hidden = False
        self._last = self._made = 0
        self._cell: Attributes | None = None
        self._texts: list[str] = []
        self._has_text = False
        self._filled: list[tuple[int, Attributes, str]] = []
        self._written = self._cells = self._blanks = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        plain = {local_name(key): value for key, value in attributes.items()}
        if name == "table":
            self._row, self._column = 1, 0
            self._details = self.sheets.setdefault(plain.get("name", ""), SheetDetails())
            if len(self.sheets) > MOST_SHEETS:
                raise ManySheets(len(self.sheets))
        elif name == "table-column":
            columns = _number(plain, "number-columns-repeated")
            if plain.get("visibility") in _UNSEEN:
                self._details.hide_columns(self._column, columns)
            self._column += columns
        elif name == "table-row":
            self._rows = _number(plain, "number-rows-repeated")
            self._hidden = plain.get("visibility") in _UNSEEN
            self._column, self._last, self._filled = 0, 0, []
        elif name in _CELLS:
            # Calamine makes all cells before the last one of a row, empty or not.
            self._last = self._column
            self._cell, self._texts, self._has_text = plain, [], False
            self.listen(self._texts)
        elif self._cell is not None and name == "annotation":
            self.listen(None)
        elif self._cell is not None and name == "p":
            self._has_text = True
        elif self._cell is not None and name == "s":
            blanks = _number(plain, "c") * self._rows
            self._details.characters += blanks
            self._blanks += blanks
            if self._blanks > _BLANKS:
                raise Inflated(self._blanks)

    def end(self, name: str) -> None:
        if name in _CELLS and self._cell is not None:
            self.listen(None)
            self._end_cell(self._cell, "".join(self._texts).strip())
            self._cell = None
        elif name == "annotation" and self._cell is not None:
            self._has_text = False
            self.listen(self._texts)
        elif name == "table-row":
            if self._cells > max(_MANY, _REPEATED * self._written):
                raise Inflated(self._cells)
            for column, attributes, text in self._filled:
                self._add(column, attributes, text)
            if self._hidden and self._filled and self._rows <= MAX_CELLS:
                self._details.hidden_rows.update(range(self._row, self._row + self._rows))
            self._row += self._rows
            self._made += self._last
            if self._made > 4 * MAX_CELLS:
                raise ValueError(self._row)

    def _end_cell(self, cell: Attributes, text: str) -> None:
        columns = _number(cell, "number-columns-repeated")
        if text or "formula" in cell or any(key.endswith("value") for key in cell):
            self._details.include(self._row + self._rows - 1, self._column + columns)
            self._written += 1
            self._cells += columns * self._rows
            longest = max(len(text), *map(len, cell.values())) if cell else len(text)
            self._details.characters += longest * columns * self._rows
            if self._has_text and "value" in cell:
                cell = {**cell, "said": _said(cell, text)}
            self._filled.append((self._column, cell, text))
        elif "number-rows-spanned" in cell or "number-columns-spanned" in cell:
            self._filled.append((self._column, cell, text))
        self._column += columns

    def _add(self, column: int, cell: Attributes, text: str) -> None:
        """Add what a cell is to the details, for all the cells that it stands for."""
        details, position = self._details, (self._row, column)
        rows, columns = _size(cell, "number-{}-spanned")
        if rows > 1 or columns > 1:
            details.merged.append(_area(position, rows, columns))
        formula = cell.get("formula")
        is_error = text.startswith(("#", "Err:")) and (
            formula is not None or "error" in cell.values()
        )
        shown = text if is_error or cell.get("value-type") == "time" else ""
        if formula is not None and not text:
            shown = f"={formula.partition('=')[2]}"
        if cell.get("said", cell.get("value")) != cell.get("value"):
            shown = cell["said"]
        if formula is None and not shown:
            return
        columns = _number(cell, "number-columns-repeated")
        area = _area(position, self._rows, columns)
        if shown:
            details.shown.update(dict.fromkeys(positions(area), shown))
        if formula is not None:
            matrix = _area(position, *_size(cell, "number-matrix-{}-spanned"))
            details.add_formulas(area, matrix)
        if len(details.formulas) + len(details.shown) > 2 * MAX_CELLS:
            raise ValueError(position)


def _said(cell: Attributes, text: str) -> str:
    """What a number says that is shown as `text`."""
    value = cell["value"]
    return percentage(value) if cell.get("value-type") == "percentage" else shown_text(value, text)


def _area(position: Position, rows: int, columns: int) -> MergedCells:
    row, column = position
    return MergedCells(row, column, row + rows - 1, column + columns - 1)


def _size(attributes: Attributes, name: str) -> tuple[int, int]:
    """How many rows and columns an attribute and its like state."""
    return _number(attributes, name.format("rows")), _number(attributes, name.format("columns"))


def _number(attributes: Attributes, name: str) -> int:
    """A number of cells; 1 where none is stated, `ValueError` for anything else."""
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise ValueError(text)
    return max(1, int(text))
