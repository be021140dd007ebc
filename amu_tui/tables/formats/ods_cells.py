"""What the sheets of an ods workbook hold beside their values, as `Marks`."""

from collections.abc import Callable, Mapping

from amu_tui.tables.formats.grid import MAX_CELLS, Merged, Place
from amu_tui.tables.formats.xlsx_cells import Listener, Marks, every_place, local, nobody, parse

_CELLS = ("table-cell", "covered-table-cell")


def ods_marks(text: bytes) -> dict[str, Marks]:
    """The marks of all sheets by name; an ods file keeps them in one part.

    Raises `ValueError` or `expat.ExpatError` for what is no such part.
    """
    content = _Content()
    parse(text, content)
    return content.sheets


class _Content:
    """Takes in the elements of the sheets; a cell or row may stand for many."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.listen: Callable[[Listener | None], object] = nobody
        self._marks = Marks()
        self._row, self._again, self._column = 1, 1, 0
        self._last = self._made = 0
        self._told: dict[str, str] | None = None
        self._shown: list[str] = []
        self._filled: list[tuple[int, int, dict[str, str], str]] = []

    def start(self, tag: str, told: Mapping[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        if name == "table":
            self._row = 1
            named = {local(key): value for key, value in told.items()}
            self._marks = self.sheets.setdefault(named.get("name", ""), Marks())
        elif name == "table-row":
            self._again = _times(told, "number-rows-repeated")
            self._column, self._last, self._filled = 0, 0, []
        elif name in _CELLS:
            # Calamine makes all cells before the last one of a row, empty or not.
            self._last = self._column
            self._told = {local(key): value for key, value in told.items()}
            self._shown = []
            self.listen(self._shown.append)
        elif self._told is not None and name == "s":
            # So many blanks.
            self._marks.characters += _times(told, "c") * self._again

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        if name in _CELLS and self._told is not None:
            self.listen(None)
            self._cell(self._told, "".join(self._shown).strip())
            self._told = None
        elif name == "table-row":
            for place in self._filled:
                self._note(*place)
            self._row += self._again
            self._made += self._last
            if self._made > 4 * MAX_CELLS:
                raise ValueError(self._row)

    def _cell(self, told: dict[str, str], shown: str) -> None:
        times = _times(told, "number-columns-repeated")
        holds = shown or "formula" in told or any(key.endswith("value") for key in told)
        spans = "number-rows-spanned" in told or "number-columns-spanned" in told
        if holds:
            rows, columns = self._marks.extent
            self._marks.extent = (
                max(rows, self._row + self._again - 1),
                max(columns, self._column + times),
            )
            longest = max(len(shown), *map(len, told.values())) if told else len(shown)
            self._marks.characters += longest * times * self._again
        if holds or spans:
            self._filled.append((self._column, times, told, shown))
        self._column += times

    def _note(self, column: int, times: int, told: dict[str, str], shown: str) -> None:
        """Note what a cell is, and all that it stands for."""
        marks, place = self._marks, (self._row, column)
        rows, columns = (_times(told, f"number-{kind}-spanned") for kind in ("rows", "columns"))
        if rows > 1 or columns > 1:
            marks.merged.append(_area(place, rows, columns))
        formula = told.get("formula")
        text = f"={formula.partition('=')[2]}" if formula is not None and not shown else ""
        if shown.startswith(("#", "Err:")) and (formula is not None or "error" in told.values()):
            text = shown
        if formula is None and not text:
            return
        every = list(every_place(_area(place, self._again, times)))
        if text:
            marks.instead.update(dict.fromkeys(every, text))
        if formula is not None:
            matrix = (_times(told, f"number-matrix-{kind}-spanned") for kind in ("rows", "columns"))
            marks.formulas.update(every, every_place(_area(place, *matrix)))
        if len(marks.formulas) + len(marks.instead) > 2 * MAX_CELLS:
            raise ValueError(place)


def _area(place: Place, rows: int, columns: int) -> Merged:
    row, column = place
    return Merged(row, column, row + rows - 1, column + columns - 1)


def _times(told: Mapping[str, str], name: str) -> int:
    """A number of cells; 1 where nothing is told, `ValueError` for anything else."""
    text = next((value for key, value in told.items() if local(key) == name), "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise ValueError(text)
    return max(1, int(text))
