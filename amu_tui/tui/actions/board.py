"""The rows of the board: one list of actions under headings, and how far each has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from amu_tui.model.followup.board import Board, Group, View
from amu_tui.model.followup.progress import overdue, silent_days
from amu_tui.model.meeting.action import STATUS_WORDS, Action
from amu_tui.model.meeting.session import Session
from amu_tui.render.aims import AIM_SIGNS, theme_name
from amu_tui.render.followup.board import group_heading
from amu_tui.render.followup.due import how_long
from amu_tui.text import cut, fit, right, width
from amu_tui.tui.kit.list_view import heading_row
from amu_tui.tui.kit.rows import ListRow
from amu_tui.tui.kit.styles import QUIET, STATUS_SIGNS, STATUS_STYLES
from amu_tui.words import _, day, ngettext

LATE = "bold $error"
THEME_FROM = 100
"""Cells of a row from which the theme has a column of its own."""
OWNER_COLUMN, THEME_COLUMN = 14, 22
AGAIN = "@"
"""Parts the key of a row from its number, where an action stands under several headings."""


def board_rows(
    session: Session, board: Board, groups: Sequence[Group], view: View, room: int
) -> list[ListRow]:
    """A line for what the columns are, and the groups with a heading each."""
    actions = list({a.id: a for group in groups for a in group.actions}.values())
    if not actions:
        return []
    lasts = {action.id: _last(action, board, view) for action in actions}
    title = _("No news for") if view == "silent" else _("Deadline")
    status_cells = 2 + max(width(_(word)) for word in STATUS_WORDS.values())
    last_cells = max(width(title), *map(width, lasts.values()))
    theme_cells = THEME_COLUMN if room >= THEME_FROM else 0
    rest = room - 5 - status_cells - OWNER_COLUMN - last_cells - 3
    rest -= theme_cells + 1 if theme_cells else 0
    cells = (4, status_cells, max(8, rest), theme_cells, OWNER_COLUMN)

    def line(*texts: str) -> str:
        columns = zip(texts, cells, strict=True)
        return "".join(f"{fit(text, column)} " for text, column in columns if column)

    head = line("", _("Status"), _("Action"), _("Theme"), _("Responsible"))
    rows = [ListRow(Content.styled(head + right(title, last_cells), QUIET))]
    shown: Counter[str] = Counter()
    for group in groups:
        rows.append(heading_row(cut(group_heading(group), room)))
        for action in group.actions:
            status = f"{STATUS_SIGNS[action.status]} {_(STATUS_WORDS[action.status])}"
            theme, who = theme_name(session, action.theme), "; ".join(action.owners)
            start = line(rank(session, action), status, action.title, theme, who)
            style = STATUS_STYLES[action.status]
            late = LATE if view != "silent" and overdue(action, board.today) else style
            content = Content.assemble((start, style), (right(lasts[action.id], last_cells), late))
            again = f"{AGAIN}{shown[action.id]}" if shown[action.id] else ""
            rows.append(ListRow(content, action.id + again))
            shown[action.id] += 1
    return rows


def _last(action: Action, board: Board, view: View) -> str:
    if view != "silent":
        return when(action, board.today)
    days = silent_days(action, board.today, board.agreed)
    return "" if days is None else ngettext("{n} day", "{n} days", days).format(n=days)


def rank(session: Session, action: Action) -> str:
    """The sign of the aim, and the priority if it has one; `→` where it is the leader's."""
    if action.basket == "leader":
        return "→"
    priority = session.priority(action.id)
    sign = AIM_SIGNS[action.aim]
    return f"{sign} {priority}." if priority else sign


def when(action: Action, now: date) -> str:
    """The deadline, or how long it is since it passed: `3 days overdue`."""
    if action.deadline is None:
        return ""
    return how_long(action.deadline, now) if overdue(action, now) else day(action.deadline)


def summary(actions: Iterable[Action], board: Board) -> str:
    """How many actions are done, under way, late, and not heard of, in one line."""
    every = list(actions)
    count = Counter(action.status for action in every)
    silent = [silent_days(action, board.today, board.agreed) for action in every]
    counts = (
        (count["started"], _("{n} started")),
        (count["planned"], _("{n} planned")),
        (count["stopped"], _("{n} stopped")),
        (sum(overdue(action, board.today) for action in every), _("{n} overdue")),
        (sum(days is not None and days >= board.stalled_days for days in silent),
         _("{n} without news")),
    )  # fmt: skip
    texts = [_("{n} of {all} done").format(n=count["done"], all=len(every))]
    texts += [text.format(n=n) for n, text in counts if n]
    return " · ".join(texts)
