"""Footnote marks that a workbook shows by raising figures, as the signs that text has for them.

Calamine gives the letters of a cell without their looks: `3,9` with a small raised 1 would be
the figure 3,91.
"""

import re
from collections.abc import Iterable

_RUN = re.compile(rb"(</(?:\w{1,40}:)?r>)")
"""Where a piece of an xlsx text ends that looks the same throughout."""
_RAISED = re.compile(rb"""vertAlign\s[^<>]{0,100}["']superscript["']""")
_TEXT = re.compile(rb"(<(?:\w{1,40}:)?t(?:\s[^<>]{0,100})?>)([^<]*)(</(?:\w{1,40}:)?t>)\s*$")

_STYLE = re.compile(rb"""style:name\s*=\s*["']([^"'<>]{1,200})["']""")
_ODS_RAISED = re.compile(rb"""text-position\s*=\s*["']\s*(?:super|[1-9])""")
_SPAN = re.compile(
    rb"""(<text:span\s[^<>]{0,200}?style-name\s*=\s*["']([^"'<>]{1,200})["'][^<>]{0,200}>)([^<]*)"""
)

_MARK = re.compile(r"[\s(]*[0-9][0-9\s,()]*")
_SIGNS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", " \t\r\n,()")


def with_raised_signs(text: bytes) -> bytes:
    """A part of an xlsx or ods workbook in which raised figures are `¹`, `²` and so on.

    Raised letters and all that is not raised stay as they are.
    """
    if b"superscript" in text:
        text = b"".join(_runs(_RUN.split(text)))
    if b"text-position" in text:
        text = _spans(text)
    return text


def _runs(pieces: Iterable[bytes]) -> Iterable[bytes]:
    for piece in pieces:
        begin = max(piece.rfind(b"<r>"), piece.rfind(b":r>"), piece.rfind(b"<r "))
        if begin >= 0 and _RAISED.search(piece, begin):
            yield piece[:begin] + _TEXT.sub(_signs, piece[begin:])
        else:
            yield piece


def _signs(found: "re.Match[bytes]") -> bytes:
    return found[1] + _raised(found[2]) + found[3]


def _spans(text: bytes) -> bytes:
    styles = set()
    for style in text.split(b"</style:style>"):
        # What stands before a style's own beginning is another matter.
        own = style[max(0, style.rfind(b"<style:style ")) :]
        name = _STYLE.search(own)
        if name is not None and _ODS_RAISED.search(own):
            styles.add(name[1])
    return _SPAN.sub(
        lambda found: found[1] + (_raised(found[3]) if found[2] in styles else found[3]), text
    )


def _raised(text: bytes) -> bytes:
    shown = text.decode(errors="replace")
    return shown.translate(_SIGNS).encode() if _MARK.fullmatch(shown) else text
