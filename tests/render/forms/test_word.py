"""The report as a file of Word, read by python-docx and by LibreOffice."""

import dataclasses
import io
import itertools
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from amu_tui.render.forms.blocks import Chart, Column, Document, Table
from amu_tui.render.forms.word import to_word
from amu_tui.text import clean
from tests.render.forms.papers import (
    TODAY,
    each_block,
    every_block,
    not_read,
    spoken_charts,
    with_text,
)
from tests.render.forms.test_inert import PAYLOADS

COLUMNS = (Column("Action", "text"), Column("Note", "text"))


@cache
def example() -> bytes:
    return to_word(every_block())


def read() -> docx.document.Document:
    return docx.Document(io.BytesIO(example()))


def test_headings_are_headings() -> None:
    styles = [(p.style.name if p.style else "", p.text) for p in read().paragraphs]
    heads = [(name, text) for name, text in styles if name and name.startswith("Heading")]
    assert heads[:2] == [("Heading 1", every_block().title), ("Heading 2", "Participation")]
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
    assert [shape._inline.docPr.get("descr") for shape in shapes] == spoken_charts()


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


def complaints(document: bytes, tmp_path: Path) -> list[str]:
    """What Word would have against the file."""
    path = tmp_path / "report.docx"
    path.write_bytes(document)
    return [error.description for error in OpenXmlValidator().validate(path).errors]


def test_word_opens_it_without_a_complaint(tmp_path: Path) -> None:
    assert not complaints(example(), tmp_path)
    draft = dataclasses.replace(every_block(), mark="DRAFT", language="nn")
    assert not complaints(to_word(draft), tmp_path)


def test_a_checker_complains_of_what_is_damaged(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(example())) as parts, zipfile.ZipFile(file, "w") as written:
        for part in parts.namelist():
            written.writestr(part, parts.read(part).replace(b"<w:tblGrid>", b"<w:grid>", 1))
    assert complaints(file.getvalue(), tmp_path)


def test_every_word_is_read_by_libreoffice(tmp_path: Path) -> None:
    """Of a report with all its blocks, with hostile text in each, and with 200 actions."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice of libreoffice-writer is not installed")
    hostile = (
        with_text(each_block(), clean(text, lines=True)) for text in PAYLOADS if len(text) < 1_000
    )
    note = "En setning om bråk i gangen 🙂, Sámi đŋŧž. " * 48
    rows = tuple((f"Tiltak {n}", note if n % 20 == 0 else "Møte") for n in range(200))
    told = {
        "every": every_block(),
        "typed": dataclasses.replace(every_block(), blocks=tuple(itertools.chain(*hostile))),
        "long": Document("Lang", "nb", "Blåskjell", TODAY, (Table(COLUMNS, rows),)),
    }
    for name, document in told.items():
        (tmp_path / f"{name}.docx").write_bytes(to_word(document))
    convert = ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    done = subprocess.run(
        [office, home, *convert, *map(str, tmp_path.glob("*.docx"))],
        capture_output=True,
        check=True,
    )
    assert not [line for line in done.stderr.decode().splitlines() if "rror" in line]
    for name, document in told.items():
        without = tuple(block for block in document.blocks if not isinstance(block, Chart))
        read = (tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig")
        assert not not_read(dataclasses.replace(document, blocks=without), read), name
