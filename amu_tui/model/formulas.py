"""Cells of separated text that no spreadsheet computes, whatever separator it goes by.

A spreadsheet takes a cell for a formula by its first sign. Where the language has a decimal comma
it goes by the semicolon, in a file with commas too: what stands after a semicolon, a tab or a line
end is then the beginning of a cell, also within quotation marks.
"""

import re

_BLANK = r"[\s\u00ad\u180e\u200b-\u200f\u2060\ufeff]*"
_SIGN = "[-=+@|%\t\r\n\0'＝＋－＠｜％−]"


def _patterns(separators: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    begins = rf"(?:^|(?<=[{separators}\t\r\n]))"
    computed = re.compile(rf"{begins}(?={_BLANK}{_SIGN})")
    return computed, re.compile(rf"{begins}'(?={_BLANK}{_SIGN})")


_SEMICOLON, _EITHER = _patterns(";"), _patterns(";,")


def safe_cell(text: str, *, commas: bool = False) -> str:
    """`text` with an apostrophe before what a spreadsheet could compute.

    There is one too before a text that begins with an apostrophe, so that `typed_cell` always
    gives the text back.

    Args:
        text: what stands in the cell.
        commas: what stands after a comma too. It stands in no quotation marks where cells are
            separated by semicolons, and begins a cell where a language goes by the comma.
    """
    computed, _safe = _EITHER if commas else _SEMICOLON
    return computed.sub("'", text)


def typed_cell(cell: str, *, commas: bool = False) -> str:
    """The text that `safe_cell` made `cell` of."""
    _computed, safe = _EITHER if commas else _SEMICOLON
    return safe.sub("", cell) if "'" in cell else cell
