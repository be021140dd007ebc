"""Changes that can be taken back, and how the status line names them."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from amu_tui.text import cut


class Undo(NamedTuple):
    """A change that can be taken back: what it was, how, and its action if it has one."""

    what: str
    back: Callable[[], None]
    action: str = ""


class History:
    """The changes of this sitting that can be taken back, the last one first."""

    def __init__(self) -> None:
        self._done: list[Undo] = []

    def add(self, what: str, back: Callable[[], None], action: str = "") -> None:
        """Note a change that `back` takes back."""
        self._done.append(Undo(what, back, action))

    def undo(self) -> str | None:
        """Take back the last change; says what it was, None where there is none."""
        if not self._done:
            return None
        self._done[-1].back()
        return self._done.pop().what

    def leave_alone(self, actions: Collection[str]) -> None:
        """Forget the changes of `actions`, which others have changed since."""
        self._done = [undo for undo in self._done if undo.action not in actions]

    def forget(self) -> None:
        """What is cast or closed cannot be taken back, and what led to it is not shown again."""
        self._done.clear()


def short(name: str) -> str:
    """A name, cut to the cells that the status line has for it."""
    return cut(name, 40)
