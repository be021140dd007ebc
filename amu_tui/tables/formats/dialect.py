"""How separated text is written, and the errors of rows that are not, for every reader of it.

The separator is found by trying each and seeing which gives even rows, because decimal commas
and commas in names mislead a count of characters.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amu_tui.errors import AmuError
from amu_tui.model.survey.caveats import Caveat
from amu_tui.words import _

SAMPLE_CHARACTERS = 2**18
"""The beginning of a text, which tells how it is written."""

_SEPARATORS = ("\t", ";", ",", "|")
"""In the order in which they win where two split all rows evenly: a decimal comma looks like a
separator in every row, a semicolon or a tab inside a cell does not. `|` may part what is in a cell,
and wins where it makes more cells."""
_QUOTED = re.compile(r'(?:^|(?<=[\t;|,\r\n]))"(?:[^"]|"")*"(?=[\t;|,\r\n]|$)')
"""A cell in quotation marks, whichever of the separators is the one."""
_NO_CELLS = "".join(_SEPARATORS) + " "
_SAMPLE_ROWS = 200
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""The first line that tells Excel the separator."""


@dataclass(frozen=True)
class Dialect:
    """The separator, and whether the first row is no row of the table but Excel's `sep=`."""

    separator: str
    has_separator_line: bool = False

    def records(self, lines: Iterable[str], shown: str) -> Iterator[tuple[int, list[str]]]:
        """The rows in `lines`, which keep their ends, each with the number of its last line.

        A row that is none is an `AmuError` about the file `shown`.
        """
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        count = 0
        try:
            for row in reader:
                yield reader.line_num, [] if self.has_separator_line and not count else row
                count += 1
        except csv.Error as error:
            raise unreadable(shown, count + 1) from error


def dialect_of(text: str, shown: str) -> Dialect:
    """How `text`, or a text of which this is the beginning, is written.

    `AmuError` about the file `shown` where it has no columns.
    """
    line = _SEPARATOR_LINE.match(text)
    if line:
        return Dialect(line[1], has_separator_line=True)
    return Dialect(_separator(text, shown))


def _separator(text: str, shown: str) -> str:
    """The separator that splits the most rows into the same number of cells."""
    sample = _QUOTED.sub("_", text[:SAMPLE_CHARACTERS])
    lines = [line for line in re.split(r"[\r\n]+", sample) if line.strip(_NO_CELLS)]
    rows = lines[:_SAMPLE_ROWS]
    if len(text) > SAMPLE_CHARACTERS and 1 < len(rows) == len(lines):
        rows.pop()
    best, best_rank = "", (0, 0)
    for separator in _SEPARATORS:
        widths = Counter(row.count(separator) for row in rows if separator in row)
        # Titles above a table have any number of cells, the table has one.
        width, even = max(widths.items(), key=lambda found: found[1], default=(0, 0))
        rank = (even, width if separator in ",|" else len(text))
        if even and rank > best_rank:
            best, best_rank = separator, rank
    if not best:
        raise AmuError(
            _("no columns were found"),
            path=shown,
            line=1,
            hint=_("Separate the cells by comma, semicolon, tab or |."),
        )
    return best


def unreadable(shown: str, row: int | None) -> AmuError:
    """A row that is no row, as `csv` says."""
    return AmuError(
        _("the row cannot be read: a quotation mark is missing, or a cell is too long"),
        path=shown,
        line=row,
        hint=_("A quotation mark inside a quoted cell is written twice."),
    )


def too_long(cells: int, columns: int, separator: str) -> str:
    """The message about a row with more cells than the header."""
    message = _("{cells} cells, but the header has {columns}").format(cells=cells, columns=columns)
    if separator == ",":
        message += "; " + _("a decimal comma needs quotation marks round the cell")
    return message


def too_short(missing: int) -> Caveat:
    """A row has fewer cells than the header."""
    return Caveat(code="short-row", values={"n": missing})
