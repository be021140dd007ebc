"""When two names mean the same: units and rounds, as people and published tables write them."""

import re
from functools import lru_cache

from amu_tui.model.formulas import typed_cell

_FOOTNOTES = re.compile(r"(?: ?\[(?:note )?[0-9]{1,3}\]| ?\[[a-z]\]|[¹²³⁰⁴⁵⁶⁷⁸⁹]+| ?[*†‡§]{1,3})+$")

_WHOLE = re.compile(r"([+-]?[0-9]+)[.,]00?")


def bare(name: str) -> str:
    """`name` without the footnote marks at its end, such as `[1]`, `[note 2]`, `¹` and `*`."""
    return _FOOTNOTES.sub("", name) or name


def as_typed(name: str) -> str:
    """`name`, or the whole number that a program has written as a fraction: `101.0` is `101`."""
    whole = _WHOLE.fullmatch(name)
    return whole[1] if whole else name


@lru_cache(2**16)
def unit_key(name: str) -> str:
    """`name` as units are looked up: without case and footnote marks, with one blank for many.

    A number written as a fraction is the number, and an apostrophe that keeps a spreadsheet from
    computing a name is none of it. Two units of one table may have the same key; who makes them
    one must say so.
    """
    return " ".join(as_typed(bare(typed_cell(name))).casefold().split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are those of the same unit, or of the same round."""
    return unit_key(one) == unit_key(other)
