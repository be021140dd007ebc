"""Cells of separated text that no spreadsheet computes, whatever separator it goes by.

A spreadsheet takes a cell for a formula by its first sign. Where the language has a decimal comma
it goes by the semicolon, in a file with commas too: what stands after a semicolon, a tab or a line
end is then the beginning of a cell, also within quotation marks.
"""

import re

_BLANK = r"[\s\u00ad\u180e\u200b-\u200f\u2060\ufeff]*"
_SIGN = "[-=+@|%\t\r\n\0'＝＋－＠｜％−]"
_BEGINS = r"(?:^|(?<=[;\t\r\n]))"
_COMPUTED = re.compile(rf"{_BEGINS}(?={_BLANK}{_SIGN})")
_SAFE = re.compile(rf"{_BEGINS}'(?={_BLANK}{_SIGN})")


def safe_cell(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet could compute.

    There is one too before a text that begins with an apostrophe, so that `typed_cell` always
    gives the text back.
    """
    return _COMPUTED.sub("'", text)


def typed_cell(cell: str) -> str:
    """The text that `safe_cell` made `cell` of."""
    return _SAFE.sub("", cell) if "'" in cell else cell
