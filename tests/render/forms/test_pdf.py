"""The report as PDF, read by programs that did not write it."""

import dataclasses
import io
import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.errors import AmuError
from amu_tui.render.forms.attached import attached_json
from amu_tui.render.forms.blocks import Column, Document, Fact, Facts, Heading, Paragraph, Table
from amu_tui.render.forms.pdf import to_pdf
from amu_tui.text import clean
from tests.render.forms.papers import (
    TODAY,
    chart,
    each_block,
    every_block,
    not_read,
    pages,
    refused,
    spoken_charts,
    with_text,
)
from tests.render.forms.test_inert import PAYLOADS

DATA = '{"unit": "Blåskjell, Sámi đŋŧž 🙂"}'.encode()


@cache
def example() -> bytes:
    return to_pdf(every_block(), DATA)


def parts(element: Any) -> Iterator[Any]:
    """The elements of a structure tree below `element`, in the order that they are heard."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from parts(kid)


def test_a_report_is_for_the_archive_and_for_who_listens() -> None:
    assert refused(example()) == []


def test_a_validator_refuses_what_is_neither() -> None:
    with pikepdf.open(io.BytesIO(example())) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.Metadata
        file = io.BytesIO()
        pdf.save(file)
    assert refused(file.getvalue())


def test_the_same_report_is_the_same_bytes() -> None:
    assert to_pdf(every_block(), DATA) == example()


def test_it_says_whose_it_is_and_of_when() -> None:
    with pikepdf.open(io.BytesIO(example())) as pdf:
        about = pdf.open_metadata()
        assert about["dc:title"] == every_block().title
        assert about["dc:creator"] == ["Institutt for blåskjell"]
        assert about["xmp:CreateDate"].startswith("2017-12-15")
        assert (about["pdfaid:part"], about["pdfuaid:part"]) == ("3", "1")
        assert pdf.Root.Lang == "en"


def test_all_is_read_in_its_order() -> None:
    read = "".join(pages(example()))
    assert not not_read(every_block(), read)
    assert read.index("Chosen themes") < read.index("Signatures") < read.index("Annex")


def test_headings_tables_and_pictures_are_what_they_are() -> None:
    with pikepdf.open(io.BytesIO(example())) as pdf:
        found = [*parts(pdf.Root.StructTreeRoot)]
        kinds = [str(part.S) for part in found]
        alternatives = [str(part.Alt) for part in found if part.S == "/Figure"]
    heads = [kind for kind in kinds if kind in ("/H1", "/H2", "/H3")]
    assert heads[:2] == ["/H1", "/H2"]
    assert heads.count("/H1") == 1
    assert heads[-1] == "/H3"
    assert {"/TH", "/TD", "/LI", "/P"} <= set(kinds)
    assert alternatives == spoken_charts()


def test_a_long_table_has_its_header_on_every_page() -> None:
    columns = (Column("Tiltak", "text"), Column("Ansvarlig", "name"))
    rows = tuple((f"Nummer {n}: åpen dør, Sámi đŋŧž", "Kari Nordmann") for n in range(200))
    long = Document("Tiltaksrapport", "nb", "Blåskjell", TODAY, (Table(columns, rows),))
    pdf = to_pdf(long)
    read = pages(pdf)
    assert len(read) > 4
    assert all("Ansvarlig" in text for text in read)
    assert not not_read(long, "".join(read))
    assert refused(pdf) == []


def test_a_row_and_what_is_known_of_a_thing_stay_on_one_page() -> None:
    begins = Paragraph("Innledning\n" * 46)
    row = Table((Column("Hva", "text"),), (("Først " + "ord " * 120 + "sist",),))
    facts = Facts(tuple(Fact(f"Nummer {n}", "ja") for n in range(10)))
    for block, first, last in ((row, "Først", "sist"), (facts, "Nummer 0", "Nummer 9")):
        read = pages(to_pdf(Document("Kort", "nb", "Blåskjell", TODAY, (begins, block))))
        assert len(read) == 2
        assert [first in text for text in read] == [last in text for text in read] == [False, True]


def test_every_page_has_its_number_in_the_language_of_the_report() -> None:
    words.use("nn")
    read = pages(to_pdf(every_block()))
    assert [f"Side {n} av {len(read)}" in text for n, text in enumerate(read, 1)] == [True] * len(
        read
    )


def test_a_draft_is_marked_on_every_page() -> None:
    pdf = to_pdf(dataclasses.replace(every_block(), mark="DRAFT: nothing is chosen yet"))
    assert all("DRAFT" in text for text in pages(pdf))
    assert refused(pdf) == []


def test_a_long_note_goes_on_over_the_page() -> None:
    note = "En setning om bråk i gangen. " * 70
    address = "https://intranett.example/" + "arbeidsmiljo/" * 30
    rows = ((address, "x" * 200), *[(note, "kari.nordmann@institutt.universitet.example")] * 3)
    columns = (Column("Notat", "text"), Column("Hvem", "detail"))
    long = Document("Notater", "nb", "Blåskjell", TODAY, (Table(columns, rows),))
    pdf = to_pdf(long)
    assert not not_read(long, "".join(pages(pdf)))
    assert refused(pdf) == []


def test_a_sign_that_no_font_has_is_named() -> None:
    blocks = (Heading("Møte 🙂"), Paragraph("王 and 🙂 and ❤"))
    pdf = to_pdf(Document("Tiltak 🙂", "en", "🙂", TODAY, blocks))
    assert refused(pdf) == []
    read = " ".join("".join(pages(pdf)).split())
    assert "Møte □" in read
    assert "U+1F642 slightly smiling face" in read


def test_whatever_is_typed_is_text() -> None:
    blocks = [
        with_text(each_block(), clean(text, lines=True)) for text in PAYLOADS if len(text) < 1_000
    ]
    told = dataclasses.replace(every_block(), blocks=tuple(itertools.chain(*blocks)))
    assert refused(to_pdf(told)) == []


@settings(max_examples=10)
@given(typed=st.text(max_size=40))
def test_any_text_can_be_set(typed: str) -> None:
    text = clean(typed, lines=True) or "x"
    assert refused(to_pdf(Document(text, "nb", text, TODAY, (Paragraph(text), chart())))) == []


def test_typed_code_is_read_as_it_was_typed() -> None:
    typed = (
        '#panic("x") #set page(fill: red) $x^2$ <a> @b *c* _d_ `e` = f\\ [g] #read("/etc/passwd")'
    )
    told = with_text(dataclasses.replace(every_block(), blocks=each_block()[1:]), typed)
    assert not not_read(told, "".join(pages(to_pdf(told))))


def test_the_data_comes_out_as_it_went_in() -> None:
    assert attached_json(example()) == DATA
    with pikepdf.open(io.BytesIO(example())) as read:
        file = read.attachments["report.json"]
        assert file.get_file().read_bytes() == DATA
        assert file.obj.AFRelationship == "/Source"


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"\x00" * 100, b"hello"], ids=repr)
def test_what_is_no_pdf_is_refused(pdf: bytes) -> None:
    with pytest.raises(AmuError, match="damaged"):
        attached_json(pdf)


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(AmuError, match="damaged"):
        attached_json(example()[:-1000])


def test_a_pdf_of_another_program_is_refused() -> None:
    foreign = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(foreign)
    with pytest.raises(AmuError, match="not written by amu report"):
        attached_json(foreign.getvalue())
