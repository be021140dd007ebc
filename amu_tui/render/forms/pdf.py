"""A document as PDF: for the archive (PDF/A-3a) and for whoever listens (PDF/UA-1) in one file.

typst lays it out by `page.typ`, with the fonts of its own package, so that the same document is the
same bytes on every machine. What was typed goes to it as data and is never read as markup.
"""

import dataclasses
import datetime
import json
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from amu_tui import words
from amu_tui.render.charts.svg import to_svg
from amu_tui.render.forms.attached import ATTACHED
from amu_tui.render.forms.blocks import Block, Chart, Document, Paragraph
from amu_tui.render.forms.typesetter import made, typesetter
from amu_tui.words import _

if TYPE_CHECKING:
    import typst

STANDARDS: "tuple[typst.PDFStandard, ...]" = ("a-3a", "ua-1")
UNDRAWN = "□"
"""Stands for a sign that the fonts do not have."""

_MOST_NAMED = 8


def to_pdf(document: Document, attached: bytes = b"") -> bytes:
    """A document as PDF, the same bytes for the same document.

    Args:
        attached: the document as JSON, which `attached_json` takes out again.

    Raises `AmuError` where typst is not installed.
    """
    compiler = typesetter("pdf")
    paper = _paper(document)
    undrawn = sorted(_undrawn(compiler, "".join(sorted(set(paper)))))
    if undrawn:
        remark = Paragraph(_said_of(undrawn), "remark")
        paper = _paper(dataclasses.replace(document, blocks=(*document.blocks, remark)))
        paper = paper.translate(dict.fromkeys(map(ord, undrawn), UNDRAWN))
    return made(
        compiler,
        _template(),
        {"paper": paper, "attached": attached.decode()},
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=datetime.datetime.combine(document.date, datetime.time(), datetime.UTC),
    )


def _paper(document: Document) -> str:
    """What `page.typ` reads: the document, each block with its kind, and what each page says."""
    paper = {
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "mark": document.mark,
        "page-of": _("Page {page} of {pages}"),
        "attached-name": ATTACHED,
        "attached-about": _("The report as data"),
        "blocks": [_block(block) for block in document.blocks],
    }
    return json.dumps(paper, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Chart):
        drawn = to_svg(block.drawing, block.title, block.spoken)
        return {"block": "Chart", "title": block.title, "svg": drawn, "spoken": block.spoken}
    return {"block": type(block).__name__, **dataclasses.asdict(block)}


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("page.typ").read_bytes()


_PROBE = b"""#set document(title: "signs")
#set text(font: "Libertinus Serif")
#for sign in sys.inputs.signs.codepoints() [#sign ]
"""


@lru_cache(64)
def _undrawn(compiler: "typst.Compiler", signs: str) -> frozenset[str]:
    """Which of `signs` no font has; PDF/A refuses a file with one of them.

    Found by trying: nearly always all can be drawn.
    """
    import typst

    try:
        compiler.compile(
            _PROBE, format="pdf", sys_inputs={"signs": signs}, pdf_standards=list(STANDARDS)
        )
    except typst.TypstError as error:
        named = frozenset(s for s in signs if not s.isascii() and s in error.diagnostic)
        if named:
            return named | _undrawn(compiler, "".join(s for s in signs if s not in named))
        # One that is not named, as it shows nothing by itself: found by halves.
        if len(signs) == 1:
            return frozenset(signs)
        half = len(signs) // 2
        return _undrawn(compiler, signs[:half]) | _undrawn(compiler, signs[half:])
    return frozenset()


def _said_of(undrawn: list[str]) -> str:
    """A remark on what stands as `UNDRAWN`, with the signs by name."""
    names = [f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip() for sign in undrawn]
    return _(
        "{box} stands for a sign that the fonts of this file do not have: {signs}. "
        "The attached data has the text as it was typed."
    ).format(box=UNDRAWN, signs=words.some(names, _MOST_NAMED))
