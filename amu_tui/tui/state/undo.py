"""Changes that can be taken back, and how the status line names them."""

from collections.abc import Callable
from typing import NamedTuple

from amu_tui.text import cut


class Undo(NamedTuple):
    """A change that can be taken back: what it was, how, and its action if it has one."""

    what: str
    back: Callable[[], None]
    action: str = ""


def short(name: str) -> str:
    """A name, cut to the cells that the status line has for it."""
    return cut(name, 40)
