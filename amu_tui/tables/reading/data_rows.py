"""Rows of names against rows of data: names are text over figures, and stand in a column once.

A row of data must neither be taken for a header nor be shown as one: it is somebody's.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from functools import cache

from amu_tui.tables.numbers import MISSING, is_figure, is_withheld

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,4}")
_NUMBERED = 3
"""Whole numbers in ascending order that are hardly figures."""
_AGAIN = 2
"""Cells of a row that stand in their columns again, where the row is one of data."""

Cells = Sequence[str]


class Rows:
    """The first rows of a table, by place from 0; `knows` says which names mean something."""

    def __init__(self, rows: Sequence[Cells], knows: Callable[[str], bool]) -> None:
        self._rows = rows
        self._knows = knows
        self._kind = cache(self._kind_of)

    def lowest(self, names: Cells, last: int) -> Cells:
        """What the row `last` says of the `names` that end in it; the name where it is empty."""
        return [cell or name for cell, name in zip(self._rows[last], names, strict=False)]

    def over_figures(self, names: Cells, last: int) -> int:
        """How many of the `names`, which end in the row `last`, are text over figures."""
        below = self._rows[last + 1 :]
        kinds = ("text", "figure") if numbered(names) else ("text",)
        return sum(
            self._kind(name) in kinds and self._holds_figures(place, below)
            for place, name in enumerate(names)
        )

    def figures(self, names: Cells) -> int:
        """How many of the `names` are figures that name nothing."""
        return 0 if numbered(names) else sum(self._kind(name) == "figure" for name in names)

    def is_data(self, row: int) -> bool:
        """Whether its figures stand below names or figures, or its cells in other rows too."""
        cells = self._rows[row]
        figures = [at for at, cell in enumerate(cells) if self._kind(cell) in ("figure", "sign")]
        if figures and not numbered(cells, _NUMBERED):
            for above in self._rows[:row]:
                if all(at < len(above) and self._kind(above[at]) for at in figures):
                    return True
        return row > 0 and repeats(cells, self._rows[row + 1 :])

    def _holds_figures(self, place: int, below: Sequence[Cells]) -> bool:
        kinds = [self._kind(cells[place]) for cells in below if place < len(cells)]
        # The texts of a second line of names stand among them.
        return kinds.count("figure") >= max(1, kinds.count("text"))

    def _kind_of(self, cell: str) -> str:
        if not cell:
            return ""
        if is_figure(cell):
            return "figure"
        sign = cell.lower() in MISSING or is_withheld(cell)
        return "sign" if sign and not self._knows(cell) else "text"


def shows_data(names: Cells, below: Sequence[Cells]) -> bool:
    """Whether `names` may be somebody's row: figures that are no numbers, or what is said again.

    `below` are some of the rows under them.
    """
    figures = [place for place, name in enumerate(names) if name and is_figure(name)]
    odd = [place for place in figures if not _YEAR.fullmatch(names[place])]
    if odd and not numbered(names, _NUMBERED):
        return True
    return repeats(names, below)


def has_decimals(names: Cells) -> bool:
    """Whether one of `names` is a figure, and can be no number of a theme and no year."""
    return any(name and is_figure(name) and not _WHOLE.fullmatch(name) for name in names)


def numbered(names: Cells, least: int = 1) -> bool:
    """Whether the figures among `names` can be numbers of themes, or years.

    They ascend, and are `least` at least or count from 1.
    """
    figures = [name for name in names if name and is_figure(name)]
    if not all(map(_WHOLE.fullmatch, figures)):
        return False
    numbers = list(map(int, figures))
    ascending = all(one < other for one, other in itertools.pairwise(numbers))
    from_one = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return ascending and (len(numbers) >= least or from_one)


def repeats(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether two of the cells, or half of them, stand in their columns again.

    A row below that says the same in all columns is a header that is repeated.
    """
    others = [row for row in below if list(row) != list(cells)]
    filled = [place for place, cell in enumerate(cells) if cell]
    again = sum(any(place < len(row) and row[place] == cells[place] for row in others)
                for place in filled)  # fmt: skip
    return again > 0 and again >= min(_AGAIN, (len(filled) + 1) // 2)
