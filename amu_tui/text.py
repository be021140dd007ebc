"""The one door for text from outside, and the measuring of text by display cell.

Terminals obey control characters wherever they come from, and neither Textual nor Rich removes
them, so every text from a file, an argument or a keyboard goes through `clean` before anything
else sees it. What is taken out leaves a visible mark, so that `An<zero width space>na` cannot
pass for `Anna`.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

MARK = "\N{REPLACEMENT CHARACTER}"
"""Shown in the place of what was taken out."""

MAX_LENGTH = 2_000
"""Characters kept of one text; survey and action texts are far shorter."""

MAX_MARKS = 4
"""Combining marks kept on one letter; no living script needs more."""

_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f"), " ")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u200e\u200f"
    "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067"
    "\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
_BAD_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Co"})
_JOINERS = "\u200d\ufe0f"
"""Zero-width joiner and emoji variation: they hold emoji and some names together."""


def clean(raw: str, *, lines: bool = False, limit: int = MAX_LENGTH) -> str:
    """Return `raw` as text that is safe to show anywhere, NFC-normalised and trimmed.

    Args:
        raw: any text, surrogates included.
        lines: keep line feeds (as LF); otherwise every line end becomes a blank.
        limit: characters kept; a cut ends in an ellipsis.

    Control, bidirectional, unassigned, private and zero-width characters each become `MARK`.
    `clean(clean(x)) == clean(x)` for every x.
    """
    text = unicodedata.normalize("NFC", raw[: limit * 8])
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)
    if not lines:
        text = text.replace("\n", " ")
    text = "".join(_keep(text)).strip()
    # What was taken out can leave letters that compose now.
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit or len(raw) > limit * 8:
        text = text[: limit - 1].rstrip() + "…"
    return text


def _keep(text: str) -> Iterable[str]:
    marks = 0
    for char in text:
        if char == "\n" or char in _JOINERS:
            yield char
            continue
        category = unicodedata.category(char)
        if category in _BAD_CATEGORIES or char in _INVISIBLE or 0xE0000 <= ord(char) <= 0xE0FFF:
            marks = 0
            yield MARK
        elif category in ("Mn", "Me"):
            marks += 1
            if marks <= MAX_MARKS:
                yield char
        else:
            marks = 0
            yield char


def width(text: str) -> int:
    """Cells that `text` takes in a terminal, as Textual counts them."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells; what is cut leaves an ellipsis as its sign."""
    if cell_len(text) <= cells:
        return text
    if cells <= 0:
        return ""
    return set_cell_size(text, cells - 1).rstrip() + "…"


def fit(text: str, cells: int) -> str:
    """`text` cut or padded with blanks to exactly `cells` cells."""
    short = cut(text, cells)
    return short + " " * (cells - cell_len(short))


def right(text: str, cells: int) -> str:
    """`text` cut or padded on the left to exactly `cells` cells."""
    short = cut(text, cells)
    return " " * (cells - cell_len(short)) + short


def wrap(text: str, cells: int) -> list[str]:
    """`text` broken between words into lines of at most `cells` cells; at least one line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and cell_len(line) + 1 + cell_len(word) <= cells:
                line += " " + word
                continue
            if line:
                lines.append(line)
            *full, line = chop_cells(word, cells) if cell_len(word) > cells else [word]
            lines.extend(full)
        lines.append(line)
    return lines


def nearest(word: str, known: Sequence[str], count: int = 3) -> list[str]:
    """Up to `count` of the `known` words that look most like `word`, best first."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=count, cutoff=0.5)
    return [folded[name] for name in close]
