"""The lines at the edges of the screen: where we are, what was saved, which keys there are."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from amu_tui.text import cut, width
from amu_tui.tui.keys import EVERYWHERE, SPACE, Key
from amu_tui.words import _, language

KEY_GAP = "  "
JOINT = " · "
LEAST_NAME = 4
"""Cells below which what is left of a name says nothing."""

KeyText = tuple[str, str]
"""A key's sign and its label."""


class EdgeLine(Widget):
    """One line with a text at each end; where both do not fit, the left one is cut.

    The caveats, which nobody may overlook, stand after the left one and are cut last.
    """

    DEFAULT_CSS = "EdgeLine { height: 1; text-wrap: nowrap; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._texts = ("", "", "")

    def show(self, left: str, right: str = "", caveats: str = "") -> None:
        """Show the texts; nothing is sent where nothing changed."""
        if (left, right, caveats) != self._texts:
            self._texts = (left, right, caveats)
            self.refresh()

    def say(self, text: str) -> None:
        """Show `text` at the right, until the line is shown anew."""
        left, _right, caveats = self._texts
        self.show(left, text, caveats)

    def render(self) -> Content:
        """The line, a blank at both edges."""
        left, right, caveats = self._texts
        room = self.size.width - 2
        caveats = cut(caveats, room)
        right = cut(right, room - width(caveats) - 1 if caveats else room)
        rest = room - width(right) - (1 if right else 0)
        if caveats:
            name = cut(left, rest - width(caveats) - width(JOINT))
            left = f"{name}{JOINT}{caveats}" if width(name) >= LEAST_NAME else caveats
        else:
            left = cut(left, rest)
        gap = " " * (room - width(left) - width(right))
        return Content(f" {left}{gap}{right} ")


class KeyLine(Widget):
    """The keys that matter here; help and quit are always there, others as far as they fit."""

    DEFAULT_CSS = "KeyLine { height: 1; text-wrap: nowrap; }"

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Key, ...], str] = ((), "")

    def show(self, keys: Iterable[Key]) -> None:
        """Show `keys` before help and quit; nothing is sent where nothing changed."""
        shown = tuple(key for key in keys if key.label), language()
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """The line."""
        always = [(_sign(key), _(key.label)) for key in EVERYWHERE if key.label]
        room = self.size.width - 1 + len(KEY_GAP) - _cells(always)
        parts: list[Content | tuple[str, str]] = [Content(" ")]
        for sign, label in [*fitting(self._shown[0], room), *always]:
            parts += [(sign, "bold $accent"), Content(f" {label}".rstrip() + KEY_GAP)]
        return Content.assemble(*parts)


def fitting(keys: Iterable[Key], room: int) -> list[KeyText]:
    """Signs and labels of `keys` in `room` cells.

    Where they do not fit, they get their short labels, and those without one go. Then labels go,
    the last first, and then keys; an ellipsis says so.
    """
    keys = list(keys)
    texts = [(_sign(key), _(key.label)) for key in keys]
    if _cells(texts) <= room:
        return texts
    texts = [(_sign(key), _(key.shorter)) for key in keys if key.shorter]
    for i in reversed(range(len(texts))):
        if _cells(texts) <= room:
            return texts
        texts[i] = (texts[i][0], "")
    while texts and _cells(texts) > room:
        texts = [*texts[:-2], ("…", "")]
    return texts if _cells(texts) <= room else []


def _sign(key: Key) -> str:
    return _(key.sign) if key.sign == SPACE else key.sign


def _cells(texts: Iterable[KeyText]) -> int:
    return sum(width(f"{sign} {label}".rstrip() + KEY_GAP) for sign, label in texts)


class TooSmall(Widget):
    """One line that says so where the terminal is smaller than the program is made for."""

    DEFAULT_CSS = "TooSmall { height: 1; display: none; text-wrap: nowrap; color: $warning; }"

    def render(self) -> Content:
        """The line."""
        size = self.app.size
        text = _("too small: {width}×{height}, amu wants 80×24")
        text = text.format(width=size.width, height=size.height)
        return Content(cut(f" {text}", self.size.width))
