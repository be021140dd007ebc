"""How the actions go: what is overdue, what nobody has said a word about, and whose it is."""

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

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


def last_word(action: Action, agreed: datetime.date | None = None) -> datetime.date | None:
    """The last day on which something was said of it: a note, or any saved change.

    `agreed` is the day of the plan that it stands in, for actions of files that do not say when
    they were changed. None where nothing tells.
    """
    days = [note.date for note in action.notes.values()]
    days += [day for day in (action.saved_on, action.done_on) if day is not None]
    if not days and agreed is not None:
        return agreed
    return max(days, default=None)


def silent_days(
    action: Action, today: datetime.date, agreed: datetime.date | None = None
) -> int | None:
    """Days since the last word on an unfinished action; None where it is finished or unknown."""
    word = last_word(action, agreed)
    if action.status not in OPEN or word is None:
        return None
    return (today - word).days


def stalled(action: Action, today: datetime.date, agreed: datetime.date | None, days: int) -> bool:
    """Whether an unfinished action has had no word for `days` days or more."""
    silent = silent_days(action, today, agreed)
    return silent is not None and silent >= days


def owners(action: Action) -> tuple[str, ...]:
    """Everybody who is responsible, the first one first; names in one line are taken apart."""
    parts = (re.split(r"\s*[,;/&+]\s*|\s+(?:og|and)\s+", name) for name in _named(action))
    return tuple(dict.fromkeys(part for names in parts for part in names if part))


def _named(action: Action) -> tuple[str, ...]:
    return (action.owner, *action.co_owners)


def is_mine(action: Action, names: Iterable[str]) -> bool:
    """Whether one of the `names` of a person is among those who are responsible."""
    return is_in(owners(action), names)


def is_in(people: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of the `names` of a person is among `people`.

    `Kari` and `Kari Nordmann` are the same for this: better one action too many than one missed.
    """
    mine = [set(name.casefold().split()) for name in names if name.strip()]
    theirs = [set(name.casefold().split()) for name in people]
    return any(one <= other or other <= one for one in mine for other in theirs)


Load = tuple[str, tuple[int, int], int]
"""Who, which ISO year and week, and how many actions of theirs are due then."""


def heavy_weeks(actions: Iterable[Action], most: int = 2) -> Iterator[Load]:
    """The weeks in which one person has more than `most` unfinished actions due, in order."""
    due = [
        (name, (action.deadline.isocalendar()[0], action.deadline.isocalendar()[1]))
        for action in actions
        if action.status in OPEN and action.deadline is not None
        for name in owners(action)
    ]
    for (week, folded), group in groupby(
        sorted(due, key=lambda item: (item[1], item[0].casefold())),
        key=lambda item: (item[1], item[0].casefold()),
    ):
        names = [name for name, _week in group]
        if folded and len(names) > most:
            yield names[0], week, len(names)
