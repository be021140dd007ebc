"""A document for the screen, with owners and deadlines in columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from textual.content import Content

from amu_tui.render.charts.bar_chart import BarChart
from amu_tui.render.forms.blocks import (
    Block,
    Chart,
    Document,
    Facts,
    Heading,
    List,
    Paragraph,
    Signatures,
    Table,
    signature_text,
)
from amu_tui.render.results.bars import cell, segments
from amu_tui.render.results.plain import flow
from amu_tui.render.results.signs import BLOCKS, SEVERAL
from amu_tui.render.segments import Segment, plain
from amu_tui.text import apart, fit, right, width, wrap
from amu_tui.tui.kit.styles import HEADING, QUIET
from amu_tui.words import _

WIDTHS = {"name": 18, "date": 10}
"""Cells of the columns whose width does not depend on what stands in them."""
RANK = 2
LEAST_TEXT = 20
"""Cells that a column of text needs for others to stand beside it."""
ITEM_INDENT = 2
MOST_UNNAMED = 2
MOST_LABEL, LEAST_BAR, MOST_BAR = 32, 11, 49
PARAGRAPH_STYLES = {"plain": "", "warning": "$warning", "remark": QUIET}

Paint = Callable[[Iterable[Segment]], Content]


def _uncoloured(drawn: Iterable[Segment]) -> Content:
    return Content(plain(drawn))


def report_lines(document: Document, columns: int, paint: Paint = _uncoloured) -> list[Content]:
    """The whole document in lines of at most `columns` cells.

    `paint` gives the parts of a drawing their colours.
    """
    lines = [*_wrapped(document.mark, columns, "$warning")] if document.mark else []
    lines += _wrapped(document.title, columns, "bold")
    for block in document.blocks:
        if isinstance(block, Heading | Chart):
            lines.append(Content(""))
        lines += (
            _chart(block, columns, paint) if isinstance(block, Chart) else _lines(block, columns)
        )
    return lines


def _lines(block: Block, columns: int) -> Iterator[Content]:
    match block:
        case Heading(text, level):
            yield from _wrapped(text, columns, HEADING if level == 2 else "bold")
        case Paragraph(text, kind):
            yield from _wrapped(text, columns, PARAGRAPH_STYLES[kind])
        case List(items):
            for item in items:
                yield from _indented(item, columns)
        case Facts(facts):
            for fact in facts:
                first, *rest = wrap(f"{fact.label}: {fact.text}", columns - 2 * ITEM_INDENT)
                yield Content(" " * ITEM_INDENT + first)
                yield from (Content(" " * 2 * ITEM_INDENT + line) for line in rest)
        case Table():
            yield from _table(block, columns)
        case Signatures(lines):
            for line in lines:
                yield from _wrapped(f"{line.role}: {signature_text(line)}", columns)


def _wrapped(text: str, columns: int, style: str = "") -> Iterator[Content]:
    return (Content.styled(line, style) for line in wrap(text, columns))


def _indented(text: str, columns: int) -> Iterator[Content]:
    return (Content(" " * ITEM_INDENT + line) for line in wrap(text, columns - ITEM_INDENT))


def _chart(chart: Chart, columns: int, paint: Paint) -> Iterator[Content]:
    """The title, the axis, the bars with their names, and what the marks stand for."""
    drawing = chart.drawing
    yield from _wrapped(chart.title, columns, "bold")
    figures = max((width(row.figures) for row in drawing.rows), default=0)
    longest = max((width(row.label) for row in drawing.rows), default=0)
    room = columns - ITEM_INDENT - figures - 3
    label = max(1, min(longest, MOST_LABEL, room - LEAST_BAR))
    bar = max(LEAST_BAR, min(MOST_BAR, room - label))
    bar -= (bar - 1) % max(1, len(drawing.ticks) - 1)
    yield Content.styled(" " * (ITEM_INDENT + label + 1) + _axis(drawing, bar), QUIET)
    for row in drawing.rows:
        if row.bar.note:
            hidden = f"{BLOCKS.hidden} {row.bar.note}"
            room = max(1, columns - ITEM_INDENT - label - 1)
            drawn = [Content.styled(line, QUIET) for line in wrap(hidden, room)]
        else:
            drawn = [Content.assemble(paint(segments(row.bar, bar)), f"  {row.figures}")]
        for name, cells in zip_longest(wrap(row.label, label), drawn, fillvalue=None):
            yield Content.assemble(" " * ITEM_INDENT, fit(name or "", label), " ", cells or "")
    legend = [f"{mark.symbol.sign} {mark.name}" for mark in drawing.marks]
    if len(legend) > 1:
        legend.append(_("{sign} several on one spot").format(sign=SEVERAL.sign))
    for line in (*flow(legend, columns), *(wrap(drawing.ends, columns) if drawing.ends else ())):
        yield Content.styled(line, QUIET)


def _axis(drawing: BarChart, bar: int) -> str:
    """The ticks that have room, each at the cell of its value."""
    line = ""
    for tick in drawing.ticks:
        start = max(0, min(cell(tick.share, bar) - len(tick.text) // 2, bar - len(tick.text)))
        if not line or start > len(line):
            line += " " * (start - len(line)) + tick.text
    return line


def _table(table: Table, columns: int) -> Iterator[Content]:
    """Rows with their details below; the other columns beside each other where they fit."""
    room = columns - RANK - 1
    kinds = [column.kind for column in table.columns]
    beside = [place for place, kind in enumerate(kinds) if kind not in ("rank", "detail")]
    below = [place for place, kind in enumerate(kinds) if kind == "detail"]
    widths = _widths(table, beside, room)
    if widths:
        titles = [wrap(table.columns[place].title, widths[place]) for place in beside]
        yield from _ranked("", _row_lines(table, titles, widths), QUIET)
    for row in table.rows:
        rank = next((row[place] for place, kind in enumerate(kinds) if kind == "rank"), "")
        details = [_detail(table, place, row[place]) for place in below if row[place]]
        if widths:
            lines = _row_lines(table, [wrap(row[p], widths[p]) for p in beside], widths)
        else:
            first = next((place for place in beside if kinds[place] == "text"), beside[0])
            lines = iter(wrap(row[first], room))
            details += [row[place] for place in beside if place != first]
        yield from _ranked(f"{rank}." if rank else "", lines)
        detail = " · ".join(map(apart, filter(None, details)))
        least = next(iter(widths.values())) if widths else room
        yield from _ranked("", wrap(detail, least) if detail else [], QUIET)


def _detail(table: Table, place: int, cell: str) -> str:
    """A cell below its row: named, where there are more of them than speak for themselves."""
    title = table.columns[place].title
    if sum(column.kind == "detail" for column in table.columns) <= MOST_UNNAMED:
        return cell
    return f"{title} {cell}" if title.endswith("?") else f"{title}: {cell}"


def _widths(table: Table, beside: Sequence[int], room: int) -> dict[int, int]:
    """Cells of each column by its place; nothing where they do not fit beside each other."""
    widths = {}
    for place in beside:
        column = table.columns[place]
        if column.kind != "text":
            cells = [column.title, *(row[place] for row in table.rows)]
            widths[place] = WIDTHS.get(column.kind) or min(LEAST_TEXT, max(map(width, cells)))
    texts = [place for place in beside if place not in widths]
    left = room - sum(widths.values()) - len(beside) + 1
    each = left // len(texts) if texts else left
    if each < (LEAST_TEXT if texts else 0):
        return {}
    widths |= dict.fromkeys(texts, each)
    return {place: widths[place] for place in beside}


def _ranked(rank: str, lines: Iterable[str], style: str = "") -> Iterator[Content]:
    """Lines indented by the column of ranks; the first of them shows the rank."""
    for number, line in enumerate(lines):
        yield Content.styled(f"{fit('' if number else rank, RANK)} {line}".rstrip(), style)


def _row_lines(
    table: Table, cells: Sequence[Sequence[str]], widths: dict[int, int]
) -> Iterator[str]:
    """A row of the table in as many lines as its longest cell takes."""
    for line in zip_longest(*cells, fillvalue=""):
        parts = zip(line, widths.items(), strict=True)
        yield " ".join(
            (right if table.columns[place].kind == "figure" else fit)(part, cells)
            for part, (place, cells) in parts
        ).rstrip()
