"""When two names mean the same: units and rounds, as people and published tables write them."""

import re

_FOOTNOTES = re.compile(r"(?: ?\[(?:note )?[0-9]{1,3}\]| ?\[[a-z]\]|[¹²³⁰⁴⁵⁶⁷⁸⁹]+| ?[*†‡§]{1,3})+$")


def bare(name: str) -> str:
    """`name` without the footnote marks at its end, such as `[1]`, `[note 2]`, `¹` and `*`."""
    return _FOOTNOTES.sub("", name) or name


def unit_key(name: str) -> str:
    """`name` as units are compared: without case and footnote marks, with one blank for many."""
    return " ".join(bare(name).casefold().split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are those of the same unit, or of the same round."""
    return unit_key(one) == unit_key(other)
