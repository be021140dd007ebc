"""The action report for the screen: what is filed, with owners and deadlines in columns."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from textual.content import Content

from amu_tui.render.forms.blocks import (
    Block,
    Heading,
    List,
    Paragraph,
    Signatures,
    Table,
    signature_text,
)
from amu_tui.text import apart, fit, wrap
from amu_tui.tui.kit.styles import HEADING, QUIET

NAME, DATE, RANK = 18, 10, 2
LEAST_TEXT = 20
"""Cells that the text of a row needs for names and dates to stand beside it."""
ITEM_INDENT = 2
PARAGRAPH_STYLES = {"plain": "", "warning": "$warning", "remark": QUIET}


def report_lines(blocks: Sequence[Block], columns: int) -> list[Content]:
    """The whole report in lines of at most `columns` cells."""
    lines: list[Content] = []
    for block in blocks:
        if isinstance(block, Heading) and lines:
            lines.append(Content(""))
        lines += _lines(block, columns)
    return lines


def _lines(block: Block, columns: int) -> Iterator[Content]:
    match block:
        case Heading(text, level):
            yield from _wrapped(text, columns, "bold" if level == 1 else HEADING)
        case Paragraph(text, kind):
            yield from _wrapped(text, columns, PARAGRAPH_STYLES[kind])
        case List(items):
            for item in items:
                texts = wrap(item, columns - ITEM_INDENT)
                yield from (Content(" " * ITEM_INDENT + text) for text in texts)
        case Table():
            yield from _table(block, columns)
        case Signatures(lines):
            for line in lines:
                yield from _wrapped(f"{line.role}: {signature_text(line)}", columns)


def _wrapped(text: str, columns: int, style: str = "") -> Iterator[Content]:
    return (Content.styled(line, style) for line in wrap(text, columns))


def _table(table: Table, columns: int) -> Iterator[Content]:
    """Rows with their details below; names and dates in columns where they fit."""
    room = columns - RANK - NAME - DATE - 3
    wide = room >= LEAST_TEXT
    if wide:
        heads = {column.kind: column.title for column in table.columns}
        titles = _row_lines([heads["text"]], [heads["name"]], heads["date"], room)
        yield from _ranked("", titles, QUIET)
    for row in table.rows:
        cells = dict.fromkeys(("rank", "text", "name", "date"), "")
        details = []
        for column, cell in zip(table.columns, row, strict=True):
            if column.kind == "detail":
                details.append(cell)
            else:
                cells[column.kind] = cell
        if wide:
            names = wrap(cells["name"], NAME)
            lines = _row_lines(wrap(cells["text"], room), names, cells["date"], room)
        else:
            lines = wrap(cells["text"], columns - RANK - 1)
            details += [cells["name"], cells["date"]]
        yield from _ranked(f"{cells['rank']}." if cells["rank"] else "", lines)
        detail = " · ".join(map(apart, filter(None, details)))
        yield from _ranked("", wrap(detail, room if wide else columns - RANK - 1), QUIET)


def _ranked(rank: str, lines: Sequence[str], style: str = "") -> Iterator[Content]:
    """Lines indented by the column of ranks; the first of them shows the rank."""
    for number, line in enumerate(lines):
        yield Content.styled(f"{fit('' if number else rank, RANK)} {line}".rstrip(), style)


def _row_lines(titles: Sequence[str], owners: Sequence[str], deadline: str, room: int) -> list[str]:
    """A row of the table in as many lines as its longest cell takes."""
    cells = zip_longest(titles, owners, [deadline], fillvalue="")
    return [f"{fit(title, room)} {fit(owner, NAME)} {date}" for title, owner, date in cells]
