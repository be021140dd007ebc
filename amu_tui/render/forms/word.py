"""A document for Word, through python-docx: real headings, tables whose header rows repeat.

Charts are pictures with an alternative text. The same document is the same bytes.
"""

import io
import zipfile
from typing import TYPE_CHECKING

from amu_tui.errors import AmuError
from amu_tui.render.charts.svg import to_svg
from amu_tui.render.forms.blocks import (
    Block,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    List,
    Paragraph,
    Signatures,
    Table,
)
from amu_tui.render.forms.typesetter import png
from amu_tui.words import _

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_TEXT_WIDTH = 16.4
"""Centimetres between the margins."""

_WIDTHS = {"rank": 1.7, "date": 2.2, "figure": 2.2, "name": 3.2, "detail": 2.8}
"""Centimetres of a column; those with text share what is left."""

_MOST_TOGETHER = 1500
"""Characters of a row that stays on one page."""

_PARAGRAPHS = {"plain": "Normal", "warning": "Warning", "remark": "Remark"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file knows."""


def to_word(document: Document) -> bytes:
    """A document as a file of Word, the same bytes for the same document.

    Raises `AmuError` where python-docx, or typst for its charts, is not installed.
    """
    try:
        from amu_tui.render.forms.word_styles import empty
    except ImportError as error:
        raise AmuError(
            _("a Word document cannot be written here: the package python-docx is not installed"),
            hint=_('Install it: pip install "amu-tui[{extra}]"').format(extra="word"),
        ) from error
    word = empty(document)
    word.add_heading(document.title, 1)
    for block in document.blocks:
        _add(word, block)
    file = io.BytesIO()
    word.save(file)
    return _without_times(file.getvalue())


def _add(word: "WordDocument", block: Block) -> None:
    match block:
        case Heading(text, level, new_page):
            word.add_heading(text, level).paragraph_format.page_break_before = new_page or None
        case Paragraph(text, kind):
            word.add_paragraph(text, _PARAGRAPHS[kind])
        case List(items):
            for item in items:
                word.add_paragraph(item, "List Bullet")
        case Facts(facts):
            for fact in facts:
                said = word.add_paragraph(style="Fact")
                said.add_run(fact.label).bold = True
                said.add_run(f"\t{fact.text}")
                said.paragraph_format.keep_with_next = fact is not facts[-1] or None
        case Table():
            _add_table(word, block)
        case Chart():
            _add_chart(word, block)
        case Signatures(lines):
            for line in lines:
                word.add_paragraph(line.role, "Label")
                word.add_paragraph(line.signed or "\t", None if line.signed else "Sign here")
                if line.name and not line.signed:
                    word.add_paragraph(line.name, "Remark")


def _add_chart(word: "WordDocument", chart: Chart) -> None:
    from docx.shared import Cm

    word.add_paragraph(chart.title, "Label")
    drawn = to_svg(chart.drawing, chart.title, chart.spoken)
    shape = word.add_picture(io.BytesIO(png(drawn)), Cm(_TEXT_WIDTH))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # LibreOffice has a margin of its own where none is said
    about = shape._inline.docPr
    about.set("title", chart.title)
    about.set("descr", chart.spoken)


def _add_table(word: "WordDocument", table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    rows = (tuple(column.title for column in table.columns), *table.rows)
    made = word.add_table(len(rows), len(table.columns), "Ruled")
    made.autofit = False
    widths = [Cm(width) for width in _widths(table.columns)]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text, width, column in zip(row.cells, texts, widths, table.columns, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(text)
            if column.kind == "figure":
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if sum(map(len, texts)) <= _MOST_TOGETHER:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    word.add_paragraph().paragraph_format.space_after = Cm(0)


def _widths(columns: tuple[Column, ...]) -> list[float]:
    """Centimetres of each column, all together the width of the text."""
    fixed = sum(_WIDTHS.get(column.kind, 0) for column in columns)
    texts = sum(column.kind == "text" for column in columns)
    share = max(3.0, (_TEXT_WIDTH - fixed) / max(1, texts))
    widths = [_WIDTHS.get(column.kind, share) for column in columns]
    return [width * _TEXT_WIDTH / sum(widths) for width in widths]


def _without_times(document: bytes) -> bytes:
    """The same ZIP file without the moment at which each of its parts was written."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as parts,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, parts.read(part))
    return file.getvalue()
