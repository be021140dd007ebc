"""Changes that can be taken back and done again, and how the status line names them."""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from amu_tui.text import cut


class Change(NamedTuple):
    """A change that can be taken back: what it was, where it was made, and how to go both ways.

    `put` makes things as they were, given `before`, or as they were made, given `after`. `step` is
    the step it was made in, `item` the row it is about, and `action` its action if it has one.
    """

    what: str
    put: Callable[[Any], None]
    before: Any
    after: Any
    step: str
    item: str = ""
    action: str = ""


class History:
    """The changes of this sitting: those that can be taken back, and those taken back last.

    `step` is where the user is, and so where the next change is made.
    """

    def __init__(self) -> None:
        self.step = ""
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def add(
        self,
        what: str,
        put: Callable[[Any], None],
        before: object,
        after: object,
        *,
        item: str = "",
        action: str = "",
    ) -> None:
        """Note a change from `before` to `after`; what was taken back is gone with it."""
        self._undone.clear()
        self._done.append(Change(what, put, before, after, self.step, item or action, action))

    def next(self, *, again: bool = False) -> Change | None:
        """The change that would be taken back now, or done again; None where there is none."""
        changes = self._undone if again else self._done
        return changes[-1] if changes else None

    def turn(self, *, again: bool = False) -> Change | None:
        """Take back the last change, or do it again; returns it, None where there is none."""
        change = self.next(again=again)
        if change is not None:
            change.put(change.after if again else change.before)
            of, to = (self._undone, self._done) if again else (self._done, self._undone)
            to.append(of.pop())
        return change

    def leave_alone(self, actions: Collection[str]) -> None:
        """Forget the changes of `actions`, which others have changed since."""
        self._done = [change for change in self._done if change.action not in actions]
        self._undone = [change for change in self._undone if change.action not in actions]

    def forget(self) -> None:
        """What is cast or closed cannot be taken back, and what led to it is not shown again."""
        self._done.clear()
        self._undone.clear()


def short(name: str) -> str:
    """A name, cut to the cells that the status line has for it."""
    return cut(name, 40)
