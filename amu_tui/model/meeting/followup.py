"""What became of the actions: what is due, overdue, unfinished."""

import datetime
from collections.abc import Iterable

from amu_tui.model.meeting.action import OPEN, Action


def overdue(action: Action, today: datetime.date) -> bool:
    """Whether the deadline has passed and the action is not finished."""
    return action.status in OPEN and action.deadline is not None and action.deadline < today


def set_in_the_past(before: Action | None, after: Action, today: datetime.date) -> bool:
    """Whether a change, or a new action, gives a deadline that has passed already."""
    given = after.deadline is not None and (before is None or before.deadline != after.deadline)
    return given and overdue(after, today)


def by_deadline(actions: Iterable[Action]) -> list[Action]:
    """Unfinished ones first, by deadline, those without one last; then the finished ones."""
    return sorted(
        actions,
        key=lambda a: (
            a.status not in OPEN,
            a.deadline or datetime.date.max,
            a.title.casefold(),
            a.id,
        ),
    )
