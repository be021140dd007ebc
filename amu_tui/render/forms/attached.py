"""The data that a report in PDF carries with it, for whoever checks what was filed."""

import io
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from amu_tui.errors import AmuError
from amu_tui.words import _

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

T = TypeVar("T")

ATTACHED = "report.json"
"""The name of the attachment: the report as data."""


def attached_json(pdf: bytes) -> bytes:
    """The JSON attached to a report that `to_pdf` wrote.

    Only the attachment is read: what the pages say is not compared with it.

    Raises `AmuError` for what is no PDF or damaged, for a PDF with a password, for one without this
    attachment, which was written by another program, and where pypdf is not installed.
    """
    found = _read(pdf, lambda reader: reader.attachments.get(ATTACHED, []))
    if not found:
        raise AmuError(
            _("no report is attached to this PDF: it was not written by amu report"),
        )
    return found[0]


def page_texts(pdf: bytes) -> list[str]:
    """What each page of a PDF says, as far as it is text; errors are those of `attached_json`.

    What is laid over a page, such as a note or a field, is no part of its text: it is told as text.
    """
    return _read(pdf, lambda reader: [_page_text(page) for page in reader.pages])


def _page_text(page: "PageObject") -> str:
    laid = [note.get_object() for note in page.get("/Annots") or ()]
    over = [str(note.get("/Subtype")) for note in laid if note.get("/Subtype") != "/Link"]
    return "\n".join([page.extract_text(), *over])


def _read(pdf: bytes, part: "Callable[[PdfReader], T]") -> T:
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise AmuError(
            _("a PDF cannot be read here: the package pypdf is not installed"),
            hint=_('Install it: pip install "amu-tui[{extra}]"').format(extra="pdf"),
        ) from error
    # It warns of what is odd on stderr, where nobody has set up its log.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        return part(PdfReader(io.BytesIO(pdf)))
    except Exception as error:  # a damaged file ends its reader in many ways
        raise AmuError(
            _("not a PDF that can be read: it is damaged, or has a password"),
            hint=_("Take the file from where it was filed once more."),
        ) from error
