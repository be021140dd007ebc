"""The report as PDF, read by programs that did not write it."""

import datetime
import io
import shutil
import subprocess
from functools import cache

import page
import pikepdf
import pytest

from amu_tui.errors import AmuError
from amu_tui.render.forms.attached import attached_json
from amu_tui.render.forms.blocks import Document, Heading, Paragraph
from amu_tui.render.forms.pdf import to_pdf
from amu_tui.render.report.document import document
from tests.render.samples import finished

TODAY = datetime.date(2017, 12, 15)
DATA = '{"unit": "Blåskjell, Sámi đŋŧž 🙂"}'.encode()


@cache
def example() -> bytes:
    return to_pdf(document(finished(), TODAY), DATA)


def text_of(pdf: bytes) -> str:
    """What poppler reads on the pages, on one line."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext of poppler-utils is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def refused(pdf: bytes) -> list[str]:
    """What a validator has against `pdf`, by either standard."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("3a", "ua1")]
    return [failure.message for report in reports for failure in report.failures]


def test_a_report_is_for_the_archive_and_for_who_listens() -> None:
    assert refused(example()) == []


def test_the_same_report_is_the_same_bytes() -> None:
    assert to_pdf(document(finished(), TODAY), DATA) == example()


def test_the_data_comes_out_as_it_went_in() -> None:
    assert attached_json(example()) == DATA
    with pikepdf.open(io.BytesIO(example())) as read:
        assert read.attachments["report.json"].get_file().read_bytes() == DATA


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


def test_a_sign_that_no_font_has_is_named() -> None:
    blocks = (Heading("Møte 🙂"), Paragraph("王 and 🙂 and ❤"))
    pdf = to_pdf(Document("Tiltak 🙂", "nb", "🙂", TODAY, blocks))
    assert refused(pdf) == []
    assert "U+1F642 slightly smiling face" in text_of(pdf)
