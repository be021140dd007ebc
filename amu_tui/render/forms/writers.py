"""The forms of a document: one table, by the ending of the file that it is written to."""

from importlib import import_module
from typing import NamedTuple

from amu_tui.render.forms.blocks import Document


class Writer(NamedTuple):
    """The function of a module beside this one that writes a form.

    `text` is False where the form is no text that a terminal could show.
    """

    module: str
    function: str
    text: bool = True


WRITERS: dict[str, Writer] = {
    "md": Writer("markdown", "to_markdown"),
    "html": Writer("html", "to_html"),
    "pdf": Writer("pdf", "to_pdf", text=False),
    "docx": Writer("word", "to_word", text=False),
}
"""By ending; the first is what is written where nobody says which."""


def written(document: Document, form: str, attached: bytes = b"") -> bytes:
    """`document` in a form of `WRITERS`: the same bytes for the same document.

    Args:
        document: what is written.
        form: a key of `WRITERS`.
        attached: the same as JSON, which a form that can carry a file carries.

    Raises `AmuError` where the package that the form needs is not installed.
    """
    writer = WRITERS[form]
    write = getattr(import_module(f"{__package__}.{writer.module}"), writer.function)
    made: str | bytes = write(document, attached) if form == "pdf" else write(document)
    return made.encode() if isinstance(made, str) else made
