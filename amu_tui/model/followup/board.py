"""The board: one list of actions, in groups that answer one question at a time."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from amu_tui.messages import N_, Message
from amu_tui.model.followup.progress import (
    Load,
    by_deadline,
    heavy_weeks,
    is_mine,
    overdue,
    owners,
    silent_days,
)
from amu_tui.model.meeting.action import OPEN, STATUS_WORDS, STATUSES, Action

View = Literal["deadline", "status", "person", "mine", "silent"]
VIEWS: tuple[View, ...] = ("deadline", "status", "person", "mine", "silent")
VIEW_WORDS: dict[View, str] = {
    "deadline": N_("by deadline"),
    "status": N_("by status"),
    "person": N_("by person"),
    "mine": N_("mine"),
    "silent": N_("without news"),
}
SOON = 30
"""Days within which a deadline is soon."""


class Group(NamedTuple):
    """A heading and the actions under it; `weeks` are those in which a person has much to do."""

    heading: Message
    actions: Sequence[Action]
    weeks: Sequence[Load] = ()


class Board(NamedTuple):
    """What a board is made of, apart from the actions.

    `names` are those of whoever looks; `agreed` is the day of the plan, and `stalled_days` how long
    nobody may have said a word.
    """

    today: datetime.date
    names: Sequence[str] = ()
    agreed: datetime.date | None = None
    stalled_days: int = 60

    def groups(self, actions: Iterable[Action], view: View) -> list[Group]:
        """The groups that have anything in them, in order."""
        ordered = by_deadline(actions)
        found = {
            "deadline": self._by_deadline,
            "status": self._by_status,
            "person": self._by_person,
            "mine": self._mine,
            "silent": self._silent,
        }[view](ordered)
        return [group for group in found if group.actions]

    def _by_deadline(self, actions: list[Action]) -> list[Group]:
        parts: dict[str, list[Action]] = {
            name: [] for name in (_LATE, _SOON, _LATER, _NONE, _FINISHED)
        }
        for action in actions:
            parts[self._when(action)].append(action)
        return [Group(Message(name, days=SOON), part) for name, part in parts.items()]

    def _when(self, action: Action) -> str:
        if action.status not in OPEN:
            return _FINISHED
        if action.deadline is None:
            return _NONE
        if overdue(action, self.today):
            return _LATE
        return _SOON if (action.deadline - self.today).days <= SOON else _LATER

    def _by_status(self, actions: list[Action]) -> list[Group]:
        # What is under way is what one talks about.
        order = sorted(STATUSES, key=lambda status: status != "started")
        return [
            Group(Message(STATUS_WORDS[s]), [a for a in actions if a.status == s]) for s in order
        ]

    def _by_person(self, actions: list[Action]) -> list[Group]:
        left = [action for action in actions if action.status in OPEN]
        people: dict[str, tuple[str, list[Action]]] = {}
        for action in left:
            for name in owners(action):
                people.setdefault(name.casefold(), (name, []))[1].append(action)
        weeks = list(heavy_weeks(left))
        groups = [
            Group(
                Message("{name}", name=name),
                theirs,
                [load for load in weeks if load[0].casefold() == folded],
            )
            for folded, (name, theirs) in sorted(people.items())
        ]
        groups.append(Group(Message("nobody yet"), [a for a in left if not owners(a)]))
        finished = [action for action in actions if action.status not in OPEN]
        return [*groups, Group(Message(_FINISHED), finished)]

    def _mine(self, actions: list[Action]) -> list[Group]:
        mine = [action for action in actions if is_mine(action, self.names)]
        return [
            Group(Message("yours"), [a for a in mine if a.status in OPEN]),
            Group(Message(_FINISHED), [a for a in mine if a.status not in OPEN]),
        ]

    def _silent(self, actions: list[Action]) -> list[Group]:
        days = {action.id: silent_days(action, self.today, self.agreed) or 0 for action in actions}
        left = sorted(
            (action for action in actions if action.status in OPEN),
            key=lambda action: -days[action.id],
        )
        long = [action for action in left if days[action.id] >= self.stalled_days]
        return [
            Group(Message(_SILENT, days=self.stalled_days), long),
            Group(Message(_HEARD), [action for action in left if action not in long]),
        ]


_LATE = N_("the deadline has passed")
_SOON = N_("within {days} days")
_LATER = N_("later")
_NONE = N_("without a deadline")
_FINISHED = N_("finished")
_SILENT = N_("no news for {days} days or more: how does it go?")
_HEARD = N_("heard of since")
