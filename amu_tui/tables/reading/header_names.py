"""What the columns are called where a header has several lines."""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence

from amu_tui.tables.formats.grid import MergedCells
from amu_tui.tables.numbers import is_figure
from amu_tui.tables.vocabulary.names import meaning_of
from amu_tui.tables.vocabulary.platforms import import_id, import_row

_PARTS = ("n", "mean", "sd", "hidden")

GridRow = tuple[int, list[str]]
Knows = Callable[[str], bool]


def names_in(
    rows: Sequence[GridRow], merged: Sequence[MergedCells], knows: Knows
) -> tuple[str, ...]:
    """One name of each column of the header `rows`: its lines joined by a blank.

    Lines that are not known are left out where a name that `knows` remains. Where the lines are
    names, texts of questions and Qualtrics' ids, an unknown column is called by the first.
    """
    if len(rows) == 1:
        return tuple(rows[0][1])
    last = rows[-1][1]
    lines = [*(_spread(number, cells, last, merged) for number, cells in rows[:-1]), last]
    single = [_once(cells) for _number, cells in rows]
    with_ids = import_row([last]) is not None
    return tuple(
        _name(list(map(_plain, column)), list(map(_plain, own)), knows)
        or (column[0] if with_ids else _joined(column))
        for column, own in zip(zip(*lines, strict=True), zip(*single, strict=True), strict=True)
    )


def _plain(cell: str) -> str:
    return import_id(cell) or cell


def _once(cells: Sequence[str]) -> list[str]:
    """The cells of a line, but not those that stand in several columns."""
    counts = Counter(cells)
    return [cell if counts[cell] == 1 else "" for cell in cells]


def _spread(
    number: int, cells: Sequence[str], last: Sequence[str], merged: Sequence[MergedCells]
) -> list[str]:
    """A heading line with each heading over all the columns it stands above."""
    spread = list(cells)
    merged_here = [cell for cell in merged if cell.top <= number <= cell.bottom]
    if merged_here:
        for cell in merged_here:
            for column in range(cell.left, min(cell.right + 1, len(spread))):
                spread[column] = cells[cell.left] if cell.top == number else ""
        return spread
    heading = ""
    for column, text in enumerate(cells):
        heading = text or heading
        # Text files do not say what was merged; a column that only has a heading is one name.
        if last[column]:
            spread[column] = heading
        elif text:
            heading = ""
    return spread


def _name(lines: Sequence[str], own: Sequence[str], knows: Knows) -> str:
    """A known name of a column's lines; headings that only group columns are left out of it.

    `own` are the lines that no other column has: each of them may be the name by itself.
    """
    filled = [text for text, _same in itertools.groupby(lines) if text]
    for start in range(len(filled)):
        name = " ".join(filled[start:])
        # `n` below a heading nobody knows is not the n of the unit.
        alone = start > 0 and (meaning_of(name) in _PARTS or is_figure(name))
        if knows(name) and not alone:
            return name
    return next((text for text in own if text and knows(text)), "")


def _joined(lines: Sequence[str]) -> str:
    return " ".join(text for text, _same in itertools.groupby(lines) if text)
