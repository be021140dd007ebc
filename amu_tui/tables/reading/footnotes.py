"""Rows below the header that are none of the table: footnotes, and the header repeated."""

import re
from collections.abc import Iterator, Sequence

import polars as pl

from amu_tui.model.survey.caveats import Caveat
from amu_tui.tables.formats.dialect import too_long, too_short
from amu_tui.tables.formats.grid import Grid
from amu_tui.tables.numbers import is_figure
from amu_tui.tables.reading.header import Header
from amu_tui.tables.table import ROW, TableProblem, column
from amu_tui.text import cut

_FOOTNOTE = re.compile(
    r"(?:source|kilde|kjelde|notes?|merknad(?:er|ar)?|merk|fotnoter?)\b.*"
    r"|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+.*|\[?(?:note )?[0-9]{1,2}[\].:)].*|\[[a-z]{1,4}\].*",
    re.IGNORECASE,
)
"""How a line below a table begins when it is a note: a source, or the mark it explains."""

_LONG = 60
"""Characters of a sentence: no unit's name is that long."""

Problems = list[TableProblem]


def without_footnotes(
    rows: pl.DataFrame, grid: Grid, header: Header, names: Sequence[str]
) -> tuple[pl.DataFrame, Problems, Problems]:
    """The rows of the table alone, problems of single rows, and notes on what was left out.

    A footnote is a row without a figure, below all rows that are none, that begins as footnotes
    do or is one sentence. A table of one column has none. A name alone in its row is none
    either: it may be the unit at the top of a tree.
    """
    cells = [name for name in rows.columns if name != ROW]
    repeated = _repeated_header(rows, grid, header)
    rows = rows.filter(~pl.col(ROW).is_in(repeated))
    footnotes = list(_footnotes(rows, cells)) if len(names) > 1 else []
    rows = rows.filter(~pl.col(ROW).is_in([row for row, _text in footnotes]))
    caveats = [(row, "", Caveat(code="header-again")) for row in repeated]
    caveats += [
        (row, "", Caveat(code="note", values={"text": cut(text, 60)})) for row, text in footnotes
    ]
    caveats += [(header.last, name, Caveat(code="column-left-out")) for name in grid.left_out]
    notes = [TableProblem(*caveat) for caveat in caveats]
    return rows, list(_uneven(rows, grid, len(names))), notes


def _repeated_header(rows: pl.DataFrame, grid: Grid, header: Header) -> list[int]:
    """Rows that say what the last line of the header says, as at the top of printed pages."""
    if header.last == 0:
        return []
    line = grid.frame.filter(pl.col(ROW) == header.last)
    same = [
        pl.col(name).str.to_lowercase() == line[name].str.to_lowercase().item()
        for name in line.columns
        if name != ROW
    ]
    return rows.filter(pl.all_horizontal(same))[ROW].to_list() if same else []


def _footnotes(rows: pl.DataFrame, cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Footnotes at the end of the rows, from the first to the last."""
    footnotes: list[tuple[int, str]] = []
    step = 64
    for end in range(rows.height, 0, -step):
        part = rows.slice(max(0, end - step), min(step, end))
        for number, *texts in reversed(part.select(ROW, *cells).rows()):
            filled = [text for text in texts if text]
            if not _is_footnote(filled):
                yield from reversed(footnotes)
                return
            footnotes.append((number, " ".join(filled)))
    # Nothing but such lines: they are rows of which something else is wrong.


def _is_footnote(filled: Sequence[str]) -> bool:
    if any(map(is_figure, filled)):
        return False
    first = filled[0]
    sentence = len(filled) == 1 and (len(first) > _LONG or first.endswith("."))
    return sentence or _FOOTNOTE.fullmatch(first) is not None


def _uneven(rows: pl.DataFrame, grid: Grid, width: int) -> Iterator[TableProblem]:
    """Rows with too many cells, which cannot be taken, and with too few, which are filled up."""
    beyond = [column(place) for place in range(width, grid.width)]
    if beyond:
        filled = pl.concat_list(pl.col(name) != "" for name in beyond).list.any()
        for row in rows.filter(filled)[ROW]:
            message = too_long(_cells(grid, row), width, grid.separator)
            yield TableProblem(row, "", message)
    if grid.widths is None:
        return
    written = pl.DataFrame({ROW: grid.frame[ROW], "width": grid.widths})
    short = rows.select(ROW).join(written.filter(pl.col("width") < width), on=ROW)
    for row, cells in short.sort(ROW).rows():
        yield TableProblem(row, "", too_short(width - cells))


def _cells(grid: Grid, row: int) -> int:
    """Cells of a row, as they are written or up to the last with any text."""
    place = grid.frame[ROW].index_of(row)
    assert place is not None
    if grid.widths is not None:
        return int(grid.widths[place])
    texts = grid.frame.row(place)[1:]
    return max(number for number, text in enumerate(texts, start=1) if text)
