"""Footnote marks that a workbook shows by raising figures, as the signs that text has for them.

Calamine gives the letters of a cell without their looks: `3,9` with a small raised 1 would be
the figure 3,91.
"""

import re
from xml.etree.ElementTree import fromstring, tostring

from amu_tui.tables.formats.grid import MAX_CELLS

_RAISED_RUN = "{*}rPr/{*}vertAlign[@val='superscript']"

_STYLE = re.compile(rb"""style:name\s*=\s*["']([^"'<>]{1,200})["']""")
_ODS_RAISED = re.compile(rb"""text-position\s*=\s*["']\s*(?:super|[1-9])""")
_SPAN = re.compile(
    rb"""(<text:span\s[^<>]{0,200}?style-name\s*=\s*["']([^"'<>]{1,200})["'][^<>]{0,200}>)([^<]*)"""
)

_MARK = re.compile(r"[\s(]*[0-9][0-9\s,()]*")
_SIGNS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", " \t\r\n,()")


def with_raised_signs(part: bytes) -> bytes:
    """A part of an xlsx or ods workbook in which raised figures are `¹`, `²` and so on.

    Raised letters and all that is not raised stay as they are. `ParseError` or `ValueError`
    for what is no part of an xlsx workbook.
    """
    if b"superscript" in part:
        part = _xlsx_runs(part)
    if b"text-position" in part:
        part = _ods_spans(part)
    return part


def _xlsx_runs(part: bytes) -> bytes:
    if part.count(b"<") > MAX_CELLS:
        raise ValueError("elements")  # they would fill the memory
    root = fromstring(part)
    for run in root.iterfind(".//{*}r"):
        if run.find(_RAISED_RUN) is not None:
            for text in run.iterfind("{*}t"):
                text.text = _raised(text.text or "")
    return bytes(tostring(root, "utf-8"))


def _ods_spans(part: bytes) -> bytes:
    styles = set()
    for style in part.split(b"</style:style>"):
        # What stands before a style's own beginning is another matter.
        own = style[max(0, style.rfind(b"<style:style ")) :]
        name = _STYLE.search(own)
        if name is not None and _ODS_RAISED.search(own):
            styles.add(name[1])

    def with_signs(span: "re.Match[bytes]") -> bytes:
        raised = span[2] in styles
        return span[1] + (_raised(span[3].decode(errors="replace")).encode() if raised else span[3])

    return _SPAN.sub(with_signs, part)


def _raised(text: str) -> str:
    return text.translate(_SIGNS) if _MARK.fullmatch(text) else text
