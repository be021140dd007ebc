"""The one door for text from outside, and the measuring of text by display cell.

Terminals obey control characters wherever they come from, and neither Textual nor Rich removes
them, so every text from a file, an argument or a keyboard goes through `clean` before anything
else sees it. What is taken out leaves a visible mark, so that `An<zero width space>na` cannot
pass for `Anna`.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Shown in the place of what was taken out."""

MAX_LENGTH = 2_000
"""Characters kept of one text; survey and action texts are far shorter."""

MAX_COMBINING = 4
"""Combining marks kept on one letter; no living script needs more."""

_PLAIN = re.compile("[ -~¡-¬®-ſ–—‘’“”•…−]*")
"""Text that needs nothing but trimming, as nearly every cell of a table does."""

_KEYCAP = re.compile("(?<=[0-9#*])[\ufe0f\u20e3]+")
_BLANKS = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_PLAINER = dict.fromkeys(_BLANKS, " ") | {0x1F1E6 + i: chr(ord("A") + i) for i in range(26)}
"""Every blank becomes the same blank, and a flag the letters it is spelt with."""

_BAD_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Zl", "Zp"})
_INVISIBLE = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))) | frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""What joins, colours or varies the sign before it. Terminals do not agree on the width of
the result, so they are left out where they belong, and marked anywhere else."""


def clean(raw: str, *, lines: bool = False, limit: int = MAX_LENGTH) -> str:
    """Return `raw` as text that is safe to show anywhere, NFC-normalised and trimmed.

    Args:
        raw: any text, surrogates included.
        lines: keep line feeds (as LF); otherwise every line end becomes a blank.
        limit: characters kept; a cut ends in an ellipsis.

    Control, bidirectional, unassigned, private and zero-width characters each become `REPLACEMENT`.
    Emoji are put in the plain form whose width every terminal agrees on: without joiners, skin
    tone and variation, a flag as its two letters.
    `clean(clean(x)) == clean(x)` for every x.
    """
    if len(raw) <= limit and _PLAIN.fullmatch(raw):
        return raw.strip()
    text = _cleaned(raw[: limit * 8], lines=lines)
    if len(text) > limit or len(raw) > limit * 8:
        text = text[: limit - 1].rstrip() + "…"
    return text


def whole(raw: str, limit: int = MAX_LENGTH) -> str | None:
    """`clean(raw)` of a text that may not be cut; None where it is longer than `limit`."""
    text = None if len(raw) > limit * 8 else _cleaned(raw, lines=False)
    return None if text is None or len(text) > limit else text


def _cleaned(raw: str, *, lines: bool) -> str:
    if _PLAIN.fullmatch(raw):
        return raw.strip()
    text = unicodedata.normalize("NFC", raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAINER)
    if not lines:
        text = text.replace("\n", " ")
    text = "".join(_keep(_KEYCAP.sub("", text.strip(" \n"))))
    # What was left out can leave letters that compose now.
    return unicodedata.normalize("NFC", text)


def _keep(text: str) -> Iterator[str]:
    before = ""
    marks = MAX_COMBINING  # a mark with no letter to stand on is one too many
    for char in text:
        if char in _JOINERS and _joins(before):
            continue
        if unicodedata.category(char) == "Mn" and char not in _INVISIBLE:
            marks += 1
            if marks > MAX_COMBINING + 1:
                continue
            before = char if marks <= MAX_COMBINING else REPLACEMENT
        else:
            before = char if _visible(char) else REPLACEMENT
            marks = MAX_COMBINING if char == "\n" else 0
        yield before


def _joins(char: str) -> bool:
    """Whether a joiner or variation belongs after `char`: an emoji, a virama, an Arabic letter."""
    if not char or char == REPLACEMENT:
        return False
    category = unicodedata.category(char)
    emoji = category == "So" or (category in ("Sm", "Po", "Pd") and char >= "‼")
    return emoji or unicodedata.combining(char) == 9 or unicodedata.bidirectional(char) == "AL"


def _visible(char: str) -> bool:
    if char == "\n":
        return True
    bad = char in _INVISIBLE or char in _JOINERS
    return not bad and unicodedata.category(char) not in _BAD_CATEGORIES


_OBEYED = re.compile(
    "\x1b(?!\\[[0-9;]*m)|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


def inert(text: str) -> str:
    """Return `text` of our own making without what a terminal obeys, apart from colours.

    All that it quotes has been cleaned. Where one door should ever be forgotten, this one is not.
    """
    return _OBEYED.sub(REPLACEMENT, text)


def width(text: str) -> int:
    """Cells that `text` takes in a terminal, as Textual counts them."""
    from rich.cells import cell_len  # a command that shows nothing does without

    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells; what is cut leaves an ellipsis as its sign."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    from rich.cells import set_cell_size

    return set_cell_size(text, cells - 1).rstrip() + "…"


_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_WALL = "\N{BRAILLE PATTERN BLANK}"
"""A blank that counts as a letter written from the left. `clean` lets none in."""


def apart(name: str) -> str:
    """`name` as it stands before figures on a line.

    Some terminals write Arabic and Hebrew from the right, and with the last such word all figures
    that follow it (Unicode annex 9, rules W2, W7 and N1): columns would change places. The signs
    that keep them apart elsewhere are none that a terminal is sent, so that a blank does.
    """
    if not _RIGHT_TO_LEFT.search(name):
        return name
    strong = (unicodedata.bidirectional(char) for char in reversed(name))
    last = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return name if last == "L" else name + _WALL


def fit(text: str, cells: int) -> str:
    """`text` cut or padded with blanks to exactly `cells` cells, `apart` from what follows."""
    short = apart(cut(text, cells))
    if width(short) > cells:
        short = apart(cut(text, cells - 1)) if cells > 1 else "…"
    return short + " " * (cells - width(short))


def right(text: str, cells: int) -> str:
    """`text` cut or padded on the left to exactly `cells` cells."""
    short = cut(text, cells)
    return " " * (cells - width(short)) + short


def centred(text: str, cells: int) -> str:
    """`text` in the middle of exactly `cells` cells, cut with an ellipsis where it is longer."""
    return fit(" " * max(0, (cells - width(text)) // 2) + text, cells)


def wrap(text: str, cells: int) -> list[str]:
    """`text` broken between words into lines of at most `cells` cells; at least one line.

    Where `cells` is 1, a letter that is two cells wide still has a line of its own.
    """
    from rich.cells import chop_cells

    cells = max(1, cells)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width(line) + 1 + width(word) <= cells:
                line += " " + word
                continue
            if line:
                lines.append(line)
            *full, line = chop_cells(word, cells) if width(word) > cells else [word]
            lines.extend(part for part in full if part)
        lines.append(line)
    return lines


_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK"})
"""Those with letters that look alike: the first letter of Anna is one in each."""


def of_two_alphabets(text: str) -> str:
    """The first word of `text` whose letters are of two alphabets that look alike, or nothing.

    Nobody writes so, but whoever wants to be taken for somebody else.
    """
    if text.isascii():
        return ""
    for word in re.findall(r"[^\W\d_]+", text):
        kinds = {unicodedata.name(char, "").partition(" ")[0] for char in word}
        if len(kinds & _ALPHABETS) > 1:
            return str(word)
    return ""


def nearest(word: str, known: Sequence[str], count: int = 3) -> list[str]:
    """Up to `count` of the `known` words that look most like `word`, best first.

    A name that has `word` in it as the beginning of a word comes before all that are only
    spelt much like it.
    """
    folded = {name.casefold(): name for name in known}
    typed = word.casefold()
    part = re.compile(rf"\b{re.escape(typed)}")
    # Two letters begin too many words.
    within = [name for name in folded if len(typed) > 2 and part.search(name)]
    close = difflib.get_close_matches(typed, list(folded), n=count, cutoff=0.6)
    return [folded[name] for name in dict.fromkeys([*within, *close])][:count]
