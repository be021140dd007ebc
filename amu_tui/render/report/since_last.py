"""What became of the last round's actions, as the report tells it."""

from collections.abc import Iterator
from typing import Any

from amu_tui.model.meeting.session import Session
from amu_tui.model.rounds.since_last import compared, since_last
from amu_tui.render.compare.since_last import (
    answer_text,
    item_json,
    item_theme,
    next_text,
    short_change,
)
from amu_tui.render.compare.words import status_word
from amu_tui.render.forms.blocks import Block, Column, Heading, Paragraph, Table
from amu_tui.render.results.preserved import fallen_lines
from amu_tui.words import _


def since_last_blocks(session: Session) -> Iterator[Block]:
    """The actions of the round before with what the room says of each; nothing where none are."""
    past, fallen = session.previous, fallen_lines(session)
    if past is None or not (past.actions or fallen):
        return
    yield Heading(_("What became of the actions of {round}").format(round=past.round))
    yield from map(Paragraph, fallen)
    if not past.actions:
        return
    comparison = compared(session)
    columns = (
        Column(_("Action"), "text"),
        Column(_("Status"), "detail"),
        Column(_("Did it help?"), "detail"),
        Column(_("Theme"), "detail"),
        Column(_("What now"), "detail"),
    )
    rows = []
    for item in since_last(session, comparison):
        theme = item_theme(comparison, item)
        change = short_change(comparison, item)
        said = answer_text(item.answer) or _("not answered yet")
        told = f"{theme}: {change}" if change else theme
        rows.append((item.action.title, status_word(item.action), said, told, next_text(item)))
    yield Table(columns, tuple(rows))


def since_last_json(session: Session) -> list[dict[str, Any]]:
    """The same for programs."""
    comparison = compared(session)
    return [item_json(comparison, item) for item in since_last(session, comparison)]
