"""The results as text, for `amu show`: in block characters, or in ASCII for any printer.

Drawn without plotext, so that it starts at once and works in a pipe.
"""

from collections.abc import Iterator

from amu_tui import text
from amu_tui.model.session import Session
from amu_tui.render.own import block_lines, own_blocks
from amu_tui.render.participation import participation_line
from amu_tui.render.rows import (
    anchors,
    area_heading,
    areas,
    axis_text,
    columns,
    legend_items,
    row_text,
    theme_rows,
)
from amu_tui.render.signs import ASCII, BLOCKS, Signs
from amu_tui.words import _, pick

LEAST = 50
"""Cells that a row needs to say anything; narrower output is drawn as wide as this."""


def synthetic_line() -> str:
    """What stands wherever made-up figures are shown."""
    return _("SYNTHETIC: these figures are made up")


def show_text(
    session: Session, *, area: str | None = None, width: int = 80, ascii_only: bool = False
) -> str:
    """The results of `session`, or of one area, in lines of at most `width` cells.

    With `ascii_only` everything is ASCII but the letters of names and of the user's language.
    Raises `UsageError` where there is no such area.
    """
    signs = ASCII if ascii_only else BLOCKS
    width = max(width, LEAST)
    shown = areas(session, area)
    layout = columns(width, theme_rows(session, session.instrument.order()), signs)
    lines = [*_head(session, width)]
    for found in shown.values():
        lines += ["", *text.wrap(area_heading(found), width)]
        lines.append(axis_text(session.instrument.scale, layout, width, signs))
        rows = theme_rows(session, found.themes)
        lines += [row_text(row, layout, width, signs) for row in rows]
    lines += ["", *_key(session, width, signs)]
    if area is None:
        lines += _own_lines(session, width, signs)
    lines += _warnings(session, width)
    return "".join(f"{signs.text(line).rstrip()}\n" for line in lines)


def _head(session: Session, width: int) -> Iterator[str]:
    told = [session.name, pick(session.instrument.title)]
    if session.info.synthetic:
        told.append(synthetic_line())
    told.append(participation_line(session))
    for line in told:
        if line:
            yield from text.wrap(line, width)


def _key(session: Session, width: int, signs: Signs) -> Iterator[str]:
    """What the signs mean, so far as they are used, and what the ends of the scale are called."""
    said = [_("{sign} mean").format(sign=signs.full * 3)]
    if any(score.sd is not None for score in session.results.themes.values()):
        whisker = signs.low + signs.line + signs.high
        said.append(_("{sign} spread (standard deviation)").format(sign=whisker))
        past = f"{signs.past_low} {signs.past_high}"
        said.append(_("{sign} beyond the end of the scale").format(sign=past))
    yield from _flow(said, width)
    yield from _flow(legend_items(session, signs), width)
    ends = anchors(session)
    if ends:
        yield from text.wrap(ends, width)


def _flow(items: list[str], width: int) -> Iterator[str]:
    """`items` side by side, as many on a line as fit; one that is too long is wrapped."""
    line = ""
    for item in items:
        if line and text.width(line) + 3 + text.width(item) <= width:
            line += f"   {item}"
            continue
        if line:
            yield line
        *full, line = text.wrap(item, width)
        yield from full
    if line:
        yield line


def _own_lines(session: Session, width: int, signs: Signs) -> Iterator[str]:
    for block in own_blocks(session):
        yield ""
        title = f"{block.title} ({block.count})" if block.count else block.title
        yield from text.wrap(title, width)
        if block.question:
            yield from text.wrap(block.question, width)
        yield from block_lines(block, width, signs)


def _warnings(session: Session, width: int) -> Iterator[str]:
    """What the reader must know about where the figures come from, and damaged files."""
    told = [*session.results.warnings, *(f"{p.path}: {p.message}" for p in session.problems)]
    if told:
        yield ""
        yield _("Warnings")
    for warning in told:
        first, *rest = text.wrap(warning, width - 2)
        yield f"! {first}"
        yield from (f"  {line}" for line in rest)
