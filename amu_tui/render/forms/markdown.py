"""A document as Markdown, which is read as it is, and by any renderer.

Everything that somebody typed is escaped, so that it is read as text by any renderer.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from amu_tui.render.forms.blocks import (
    Block,
    Chart,
    Document,
    Facts,
    Heading,
    List,
    Paragraph,
    SignatureLine,
    Signatures,
    Table,
    signature_text,
)

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(
    r"""(?<![\]\[!^\\])(?!\[toc\]) \[ (\w[\w .,;/–-]+) \] (?!\ ?[\[({:])
    | [\\`*_\[\]|~$&<>]""",
    re.IGNORECASE | re.VERBOSE,
)
"""Brackets (group 1 in them) that make no link, footnote, checkbox or table of contents in any
renderer; or one sign that may mean something."""
_LINK = re.compile(r"(?i)(?<=[a-z0-9])(?=://)|(?<=\bwww)(?=\.)")
_BLOCK = re.compile(r"^(?=[#=:])|^(?=[+-](?![^\W_]))|^(\d{1,9})(?=[.)](?: |$))")
"""What begins a heading, a list, a rule or a definition where it begins a line."""


def markdown(text: str) -> str:
    """`text` on one line such that Markdown shows it as it was typed.

    What means nothing to any renderer stays as it is, since people read the source too.
    """
    line = _SPECIAL.sub(_escaped, " ".join(text.split()))
    line = _LINK.sub(r"\\", line)
    return _BLOCK.sub(lambda m: f"{m[1] or ''}\\", line)


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return "[" + match[1].replace("_", r"\_") + "]"
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def to_markdown(document: Document) -> str:
    """A document as Markdown text."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: Document) -> Iterator[str]:
    if document.mark:
        yield _bold(document.mark)
    yield f"# {markdown(document.title)}"
    yield from map(_written, document.blocks)


def _bold(text: str) -> str:
    return f"**{markdown(text)}**"


def _written(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {markdown(text)}"
        case Paragraph(text, kind):
            return _bold(text) if kind == "warning" else markdown(text)
        case List(items):
            return "\n".join(f"- {markdown(item)}" for item in items)
        case Facts(facts):
            return "\n".join(f"- {markdown(f'{fact.label}: {fact.text}')}" for fact in facts)
        case Chart(title, table=table):
            return f"{markdown(title)}\n\n{_written(table)}"
        case Table(columns, rows):
            heads = tuple(markdown(column.title) for column in columns)
            lines = (heads, ("---",) * len(heads), *(tuple(map(markdown, row)) for row in rows))
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case Signatures(lines):
            return "\n\n".join(map(_signature, lines))


def _signature(line: SignatureLine) -> str:
    escaped = replace(line, name=markdown(line.name), signed=markdown(line.signed))
    return f"{line.role}: {signature_text(escaped)}"
