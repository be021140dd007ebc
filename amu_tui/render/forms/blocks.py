"""What a report is made of: one list of blocks, which a writer for each form of it lays out.

Texts are in the reader's language and as they were typed; a writer escapes what its form needs.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """A heading: of the whole report (1) or of a part (2)."""

    text: str
    level: Literal[1, 2] = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: plain, a warning that nobody must miss, or a remark in small print."""

    text: str
    kind: Literal["plain", "warning", "remark"] = "plain"


@dataclass(frozen=True)
class List:
    """Items of a line each."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table, and what its cells are.

    `detail` can stand below the rest of its row where a page is narrow.
    """

    title: str
    kind: Literal["rank", "text", "name", "date", "detail"]


@dataclass(frozen=True)
class Table:
    """Rows with a cell for each column, which may be empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SignatureLine:
    """Who signs as what; `signed` is what to write instead of a line to sign on."""

    role: str
    name: str
    signed: str = ""


@dataclass(frozen=True)
class Signatures:
    """The lines to sign on."""

    lines: tuple[SignatureLine, ...]


Block = Heading | Paragraph | List | Table | Signatures

BLANK_LINE = "____________________"
"""To sign on, in plain text; underscores between blanks mean nothing in Markdown."""


def signature_text(line: SignatureLine) -> str:
    """What stands after the role: who has signed, or a line to sign on and whose it is."""
    return line.signed or (f"{BLANK_LINE} ({line.name})" if line.name else BLANK_LINE)
