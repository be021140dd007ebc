"""Words that change with the cursor: only the lines that differ are sent to the terminal."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from amu_tui.text import fit, wrap

Paragraph = tuple[str, str]
"""A text and its style."""


class Paragraphs(Widget):
    """Paragraphs below each other in a place whose height does not depend on them."""

    DEFAULT_CSS = "Paragraphs { text-wrap: nowrap; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._lines: list[Paragraph] = []

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show `paragraphs`, broken between words."""
        self._paragraphs = tuple(paragraphs)
        before, self._lines = self._lines, self._broken()
        differ = (old != new for old, new in zip_longest(before, self._lines))
        changed = [Region(0, y, self.size.width, 1) for y, other in enumerate(differ) if other]
        if changed:
            self.refresh(*changed)

    def _broken(self) -> list[Paragraph]:
        room = max(1, self.size.width - 2)
        lines = [(line, style) for text, style in self._paragraphs for line in wrap(text, room)]
        if len(lines) > self.size.height > 0:
            lines = [*lines[: self.size.height - 1], ("…", "")]
        return lines

    def on_resize(self) -> None:
        self._lines = self._broken()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        text, style = self._lines[y] if y < len(self._lines) else ("", "")
        width = self.size.width
        # One style from edge to edge: over a slow line each change of style costs 40 bytes.
        content = Content.styled(fit(f" {text}", width), style)
        strips = Visual.to_strips(self, content, width, 1, self.visual_style)
        return strips[0] if strips else Strip.blank(width, self.rich_style)
