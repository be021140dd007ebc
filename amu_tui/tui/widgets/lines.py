"""The lines at the edges of the screen: where we are, what was saved, which keys there are."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from amu_tui.text import cut, width
from amu_tui.tui.keys import EVERYWHERE, SPACE, Key
from amu_tui.words import _

GAP = "  "


class Ends(Widget):
    """One line with a text at each end; where both do not fit, the left one is cut."""

    DEFAULT_CSS = "Ends { height: 1; text-wrap: nowrap; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left = self._right = ""

    def show(self, left: str, right: str = "") -> None:
        """Show `left` and `right`; nothing is sent where nothing changed."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """The line, a blank at both edges."""
        room = self.size.width - 2
        right = cut(self._right, room)
        left = cut(self._left, room - width(right) - (1 if right else 0))
        gap = " " * (room - width(left) - width(right))
        return Content(f" {left}{gap}{right} ")


class KeyLine(Widget):
    """The keys that matter here; help and quit are always there, others as far as they fit."""

    DEFAULT_CSS = "KeyLine { height: 1; text-wrap: nowrap; }"

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()

    def show(self, keys: Iterable[Key]) -> None:
        """Show `keys` before help and quit."""
        self._keys = tuple(key for key in keys if key.label)
        self.refresh()

    def render(self) -> Content:
        """The line."""
        always = [key for key in EVERYWHERE if key.label]
        room = self.size.width - 1 + len(GAP) - sum(_taken(key) for key in always)
        shown: list[Key] = []
        for key in self._keys:
            room -= _taken(key)
            if room < 0:
                break
            shown.append(key)
        parts: list[Content | tuple[str, str]] = [Content(" ")]
        for key in [*shown, *always]:
            parts.extend([(_sign(key), "bold $accent"), Content(f" {_(key.label)}{GAP}")])
        return Content.assemble(*parts)


def _sign(key: Key) -> str:
    return _(key.sign) if key.sign == SPACE else key.sign


def _taken(key: Key) -> int:
    return width(_sign(key)) + 1 + width(_(key.label)) + len(GAP)
