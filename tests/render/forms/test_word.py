"""The report as a file of Word, read by python-docx and by LibreOffice."""

import io
import zipfile
from functools import cache

import docx
from docx.oxml.ns import qn

from amu_tui.render.forms.word import to_word
from tests.render.forms.papers import TODAY, chart, every_block


@cache
def example() -> bytes:
    return to_word(every_block())


def read() -> docx.document.Document:
    return docx.Document(io.BytesIO(example()))


def test_headings_are_headings() -> None:
    styles = [(p.style.name if p.style else "", p.text) for p in read().paragraphs]
    heads = [(name, text) for name, text in styles if name and name.startswith("Heading")]
    assert heads[:2] == [("Heading 1", every_block().title), ("Heading 2", "Chosen themes")]
    assert heads[-2:] == [("Heading 2", "Annex"), ("Heading 3", "Of the annex")]


def test_the_first_row_of_each_table_stands_on_every_page() -> None:
    tables = read().tables
    assert tables
    for table in tables:
        first, *others = [row._tr.find(f".//{qn('w:tblHeader')}") for row in table.rows]
        assert first is not None
        assert not any(other is not None for other in others)


def test_a_chart_is_a_picture_that_can_be_heard() -> None:
    shapes = read().inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [chart().spoken]


def test_the_same_report_is_the_same_bytes() -> None:
    assert to_word(every_block()) == example()
    with zipfile.ZipFile(io.BytesIO(example())) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
    about = read().core_properties
    assert (about.author, about.created.date(), about.language) == (
        "Institutt for blåskjell",
        TODAY,
        "en",
    )
