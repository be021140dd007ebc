"""Text drawn in large letters, for a room to read from the back row.

The letters are fonts of pyfiglet, and the largest that fits the place is used. A text that no
font fits, or that has a letter the fonts lack, is shown in bold instead: never cut, never with
a letter left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from amu_tui.text import width, wrap

Rows = list[str]


class Face(NamedTuple):
    """A font and the cells of its narrowest letter."""

    name: str
    narrowest: int


FACES = (Face("smmono12", 5), Face("smmono9", 4), Face("smblock", 2))
"""From large to small; all have æ, ø and å in both cases."""


Letters = dict[str, Rows]
"""Letters of a font as rows of signs, all as many."""


def large(texts: Sequence[str], columns: int, lines: int) -> list[Rows] | None:
    """Each text in the largest letters in which all fit `columns` × `lines`; None where none do.

    The rows of a text are as long as each other, so that they can be centred as a block.
    """
    for face in FACES:
        longest = max((width(word) for text in texts for word in text.split()), default=0)
        if longest * face.narrowest > columns:
            continue
        letters = _letters(face.name)
        if not {char for text in texts for char in text} <= letters.keys():
            continue
        drawn = [_drawn(text, columns, letters) for text in texts]
        if all(rows is not None and len(rows) <= lines for rows in drawn):
            return [rows for rows in drawn if rows is not None]
    return None


def spaced(text: str, columns: int) -> Rows:
    """`text` wrapped, with blanks between the letters where that leaves every word whole."""
    room = (columns + 1) // 2
    if any(width(word) > room for word in text.split()):
        return wrap(text, columns)
    return [" ".join(line) for line in wrap(text, room)]


def _drawn(text: str, columns: int, letters: Letters) -> Rows | None:
    """`text` in lines of letters with a blank row between them; None where a word is too long."""
    rows: Rows = []
    for line in _lines(text, columns, letters):
        if _cells(line, letters) > columns:
            return None
        signs = zip(*(letters[char] for char in line), strict=True)
        drawn = ["".join(row).rstrip() for row in signs]
        used = [i for i, row in enumerate(drawn) if row]
        rows += [""] if rows else []
        rows += drawn[used[0] : used[-1] + 1]
    most = max(map(len, rows), default=0)
    return [row.ljust(most) for row in rows]


def _lines(text: str, columns: int, letters: Letters) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _cells(f"{lines[-1]} {word}", letters) <= columns:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cells(text: str, letters: Letters) -> int:
    return sum(len(letters[char][0]) for char in text)


@cache
def _letters(name: str) -> Letters:
    from pyfiglet import FigletFont

    font = FigletFont(font=name)
    # A hard blank is a blank that FIGlet keeps when it moves letters together.
    return {
        chr(code): [row.replace(font.hardBlank, " ") for row in letter]
        for code, letter in font.chars.items()
        if letter[0]
    }
