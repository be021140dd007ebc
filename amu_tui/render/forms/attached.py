"""The data that a report in PDF carries with it, for whoever checks what was filed."""

import io
import logging

from amu_tui.errors import AmuError
from amu_tui.words import _

ATTACHED = "report.json"
"""The name of the attachment: the report as data."""


def attached_json(pdf: bytes) -> bytes:
    """The JSON attached to a report that `to_pdf` wrote.

    Only the attachment is read: what the pages say is not compared with it.

    Raises `AmuError` for what is no PDF or damaged, for a PDF with a password, for one without this
    attachment, which was written by another program, and where pypdf is not installed.
    """
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
        found = PdfReader(io.BytesIO(pdf)).attachments.get(ATTACHED, [])
        data = found[0] if found else None
    except Exception as error:  # a damaged file ends its reader in many ways
        raise AmuError(
            _("not a PDF that can be read: it is damaged, or has a password"),
            hint=_("Take the file from where it was filed once more."),
        ) from error
    if data is None:
        raise AmuError(
            _("no report is attached to this PDF: it was not written by amu report"),
        )
    return data
