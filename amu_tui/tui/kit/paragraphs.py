"""Words that change with the cursor: only the lines that differ are sent to the terminal."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from amu_tui.text import fit, width, wrap

Paragraph = tuple[str, str]
"""A text and its style."""


class Paragraphs(Widget):
    """Paragraphs below each other, in a height that does not depend on them."""

    DEFAULT_CSS = "Paragraphs { text-wrap: nowrap; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._lines: list[Paragraph] = []

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show `paragraphs`, broken between words."""
        self._paragraphs = tuple(paragraphs)
        before, self._lines = self._lines, self._broken()
        pairs = enumerate(zip_longest(before, self._lines, fillvalue=("", "")))
        changed = [
            Region(0, y, 1 + max(width(old[0]), width(new[0])), 1)
            for y, (old, new) in pairs
            if old != new
        ]
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
        cells = self.size.width
        # One style from edge to edge: over a slow line each change of style costs 40 bytes.
        content = Content.styled(fit(f" {text}", cells), style)
        strips = Visual.to_strips(self, content, cells, 1, self.visual_style)
        return strips[0] if strips else Strip.blank(cells, self.rich_style)
