"""What a document is made of: blocks that a writer for each form of it lays out.

A document is made once, by `render/report` or whoever has something to file. A writer knows blocks
and no session. Texts are in the document's language and as they were typed, which may be in several
lines; a writer escapes what its form needs. Nothing has an empty text but what says so.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from amu_tui.render.charts.bar_chart import BarChart


@dataclass(frozen=True)
class Heading:
    """A heading of a part (2) or of what is in it (3); the document's own title is level 1.

    An annex begins a page of its own, where there are pages.
    """

    text: str
    level: Literal[2, 3] = 2
    new_page: bool = False


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
class Fact:
    """What something is called, and what it is: `Deadline`, `15.06.2027`."""

    label: str
    text: str


@dataclass(frozen=True)
class Facts:
    """Facts below each other: what a form with named fields holds."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table, and what its cells are.

    A `rank` is a place in an order, a `figure` is set to the right; `text` takes the room that the
    others leave. A `detail` can stand below the rest of its row where a page is narrow.
    """

    title: str
    kind: Literal["rank", "text", "name", "date", "figure", "detail"]


@dataclass(frozen=True)
class Table:
    """Rows with a cell for each column, which may be empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """Bars, for forms that draw.

    `table` has the same figures, for a form that cannot draw and for who cannot see it; `spoken`
    says them in sentences, as the picture's alternative text.
    """

    title: str
    drawing: BarChart
    table: Table
    spoken: str


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


Block = Heading | Paragraph | List | Facts | Table | Chart | Signatures


@dataclass(frozen=True)
class Document:
    """A whole document.

    `title` is its first heading, `language` one of `words.LANGUAGES`, `author` the unit whose it
    is, `date` the day that it is dated. `mark` is empty, or what every page says of itself: that
    it is a draft.
    """

    title: str
    language: str
    author: str
    date: datetime.date
    blocks: tuple[Block, ...]
    mark: str = ""


BLANK_LINE = "____________________"
"""To sign on, in plain text; underscores between blanks mean nothing in Markdown."""


def signature_text(line: SignatureLine) -> str:
    """What stands after the role: who has signed, or a line to sign on and whose it is."""
    return line.signed or (f"{BLANK_LINE} ({line.name})" if line.name else BLANK_LINE)
