"""Documents that papers are tried with, and what must be read in them again."""

import dataclasses
import datetime
import html
import io
import re
import shutil
import subprocess
import typing
from collections.abc import Iterator
from typing import Any

import page
import pikepdf
import pytest

from amu_tui.render.charts.svg import to_svg
from amu_tui.render.forms.blocks import (
    Block,
    Chart,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    List,
    Paragraph,
    SignatureLine,
    Signatures,
    Table,
)
from amu_tui.render.parts.charts import theme_chart
from amu_tui.render.report.document import document
from tests.render.samples import finished

TODAY = datetime.date(2017, 12, 15)


def chart() -> Chart:
    return theme_chart(finished(), "Chosen themes", ("autonomy", "pressure", "support"))


def each_block() -> tuple[Block, ...]:
    """A block of each kind, each with more than one line."""
    return (
        chart(),
        Facts((Fact("Review", "2018-12-01"), Fact("Body", "The safety committee"))),
        List(("one", "two")),
        Heading("Annex", new_page=True),
        Heading("Of the annex", 3),
        Paragraph("small", "remark"),
        Paragraph("large", "warning"),
        Table((Column("n", "figure"), Column("Said", "text")), (("4", "yes"), ("", "no"))),
        Signatures((SignatureLine("Leader", "Kari"), SignatureLine("Other", "", "signed"))),
    )


def every_block() -> Document:
    """A report with a block of each kind."""
    report = document(finished(), TODAY)
    return dataclasses.replace(report, blocks=(*report.blocks, *each_block()))


def spoken_charts() -> list[str]:
    """What is said of each chart of `every_block`."""
    return [block.spoken for block in every_block().blocks if isinstance(block, Chart)]


def with_text(value: Any, text: str) -> Any:
    """`value` with `text` before every text that it has, however deep; what is empty stays so."""
    if isinstance(value, str):
        return f"{text} {value}".strip() if value else value
    if type(value) is tuple:
        return tuple(with_text(one, text) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    types = typing.get_type_hints(type(value))
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    new = {
        name: with_text(old, text)
        for name, old in fields.items()
        if name != "language" and not (isinstance(old, str) and types[name] is not str)
    }
    return dataclasses.replace(value, **new)


def texts(value: Any) -> Iterator[str]:
    """Every text that a reader of the paper sees; of a chart what its drawing says."""
    if isinstance(value, Chart):
        yield value.title
        drawn = to_svg(value.drawing, value.title, value.spoken)
        yield from map(html.unescape, re.findall(r"<text[^>]*>([^<]+)</text>", drawn))
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Document):
        yield from (value.title, value.mark)
        yield from texts(value.blocks)
    elif isinstance(value, SignatureLine):
        yield from (value.role, value.signed or value.name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("kind", "level"):
                yield from texts(getattr(value, field.name))


def not_read(told: Document, read: str) -> set[str]:
    """The words of `told` that are not among what was read, whatever was parted or set apart."""
    flat = _flat(read)
    words = {word for text in texts(told) for word in text.split()}
    return {word for word in words if _flat(word) not in flat}


def _flat(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def pages(pdf: bytes) -> list[str]:
    """What poppler reads on each page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext of poppler-utils is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def refused(pdf: bytes) -> list[str]:
    """What a validator has against `pdf`, by either standard."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("3a", "ua1")]
    failures = [failure for report in reports for failure in report.failures]
    return [failure.message for failure in failures if not mistaken(pdf, failure)]


def mistaken(pdf: bytes, failure: page.ValidationFailure) -> bool:
    """Whether it is only that a stream ends in a CR, which is taken for an end of line."""
    if failure.rule_id != "PDFA3A-STREAM-LENGTH-001" or failure.object_id is None:
        return False
    with pikepdf.open(io.BytesIO(pdf)) as read:
        stream = read.get_object(failure.object_id.object_number, 0)
        return bool(stream.read_raw_bytes().endswith(b"\r"))
