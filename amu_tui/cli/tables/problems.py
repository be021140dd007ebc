"""The problems of a table as lines: one that stands in many rows is said once."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from amu_tui.words import ngettext

if TYPE_CHECKING:
    from amu_tui.tables.table import TableProblem

LINES = 40
"""Lines of one list on a terminal; a file or a pipe takes them all."""


def said_once(problems: Iterable["TableProblem"]) -> list[tuple["TableProblem", str]]:
    """The first of the problems that say the same of a column, and in how many more rows it is.

    They are in the order of `problems`; what is said of the other rows is a text in brackets
    that begins with a blank, or nothing.
    """
    alike: dict[tuple[str, str], list[TableProblem]] = {}
    for problem in problems:
        alike.setdefault((problem.column, problem.message), []).append(problem)
    return [(found[0], _others(len(found) - 1)) for found in alike.values()]


def _others(rows: int) -> str:
    if not rows:
        return ""
    text = ngettext("(and in {n} more row)", "(and in {n} more rows)", rows)
    return " " + text.format(n=rows)


def shortened(lines: Sequence[str], stream: TextIO | None = None) -> Iterator[str]:
    """`lines`, or where `stream` (stdout by default) is a terminal the first of them."""
    if len(lines) <= LINES or not (stream or sys.stdout).isatty():
        yield from lines
        return
    yield from lines[:LINES]
    more = len(lines) - LINES
    indent = " " * (len(lines[0]) - len(lines[0].lstrip()))
    yield indent + ngettext(
        "and {n} more; `--json` has them all", "and {n} more; `--json` has them all", more
    ).format(n=more)
