"""A list of one-line rows with a cursor.

One widget draws all its lines, so that a cursor move repaints two lines and nothing else: over
a slow line that is the difference between a list that follows the key and one that does not.
The cursor is a sign and a colour, never a colour alone.
"""

from collections.abc import Sequence

import msgspec
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from amu_tui.tui.keys import bindings

GUTTER = 2
"""Cells before each row's content: the cursor's sign and a blank."""


class ListRow(msgspec.Struct, frozen=True):
    """One line; a row without a key is a heading, which the cursor passes over."""

    content: Content
    key: str = ""
    number: int = 0
    """Typing it goes to the row; 0 where it has none."""
    below: int = 0
    """How many of the next lines belong to the row, and are kept in view with it."""


class RowList(ScrollView, can_focus=True):
    """Rows, of which those with a key can be stood on."""

    BINDINGS = bindings("list")
    COMPONENT_CLASSES = {"rows--cursor"}
    DEFAULT_CSS = """
    RowList {
        height: 1fr; text-wrap: nowrap; text-overflow: ellipsis;
        overflow-x: hidden; scrollbar-size-vertical: 1;
    }
    RowList > .rows--cursor { background: $panel; text-style: bold; }
    RowList:nocolor > .rows--cursor { text-style: reverse; }
    """

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: tuple[ListRow, ...] = ()
        self._line = -1
        self._typed = ""

    @property
    def key(self) -> str:
        """The key of the row that the cursor stands on, empty where there is none."""
        return self.row.key if self.row else ""

    @property
    def row(self) -> ListRow | None:
        """The row that the cursor stands on, if any."""
        return self._rows[self._line] if 0 <= self._line < len(self._rows) else None

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: Sequence[ListRow], key: str = "") -> None:
        """Show `rows`, with the cursor on `key`, else where it was, else on the first."""
        before, old_key, old_line = self._rows, self.key, self._line
        self._rows = tuple(rows)
        self.virtual_size = Size(self.size.width, len(self._rows))
        wanted = [i for i, row in enumerate(self._rows) if row.key and row.key == (key or old_key)]
        selectable = [i for i, row in enumerate(self._rows) if row.key]
        if wanted:
            self._line = wanted[0]
        elif selectable:
            self._line = min(selectable, key=lambda i: abs(i - max(old_line, 0)))
        else:
            self._line = -1
        self.refresh(layout=len(before) != len(self._rows))
        self.call_after_refresh(self._keep_in_view)
        if self.key != old_key:
            self.post_message(self.Moved(self.key))

    def move_to(self, key: str) -> None:
        """Put the cursor on the row with `key`, if there is one."""
        for line, row in enumerate(self._rows):
            if row.key == key and key:
                self._go(line)

    def get_content_height(self, *_: object) -> int:
        """As many lines as rows, where the height is automatic."""
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if line >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[line]
        here = line == self._line and self.has_focus
        style = self.get_visual_style("rows--cursor") if here else self.visual_style
        sign = "▸ " if line == self._line else "  "
        content = Content.assemble(sign, row.content)
        # Blanks of the content's own are one run with its end: each costs 40 bytes on a slow line.
        content = content.pad_right(max(0, width - content.cell_length))
        strips = Visual.to_strips(self, content, width, 1, style)
        strip = strips[0] if strips else Strip.blank(width)
        return strip.adjust_cell_length(width, style.rich_style)

    def on_key(self, event: events.Key) -> None:
        """Digits go to the row with that number: `1`, `1 7`."""
        if not (event.character and event.character in "0123456789"):
            self._typed = ""
            return
        lines = {row.number: line for line, row in enumerate(self._rows) if row.number}
        for typed in (self._typed + event.character, event.character):
            if any(str(number).startswith(typed) for number in lines):
                event.stop()
                self._typed = typed
                self._go(lines.get(int(typed), self._line))
                return

    def on_focus(self) -> None:
        self._refresh_line(self._line)

    def on_blur(self) -> None:
        self._refresh_line(self._line)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._keep_in_view()

    def action_up(self) -> None:
        self._step(-1)

    def action_down(self) -> None:
        self._step(1)

    def action_page_up(self) -> None:
        self._page(-1)

    def action_page_down(self) -> None:
        self._page(1)

    def action_first(self) -> None:
        self._seek(0, 1)

    def action_last(self) -> None:
        self._seek(len(self._rows) - 1, -1)

    def _page(self, way: int) -> None:
        height = max(1, self.scrollable_content_region.height - 1)
        target = min(len(self._rows) - 1, max(0, self._line + way * height))
        if not self._seek(target, -way):
            self._seek(target, way)

    def _step(self, way: int) -> None:
        if not self._seek(self._line + way, way):
            # No row to stand on that way: show the headings that lie there.
            self.scroll_relative(y=way, animate=False)

    def _seek(self, line: int, way: int) -> bool:
        while 0 <= line < len(self._rows):
            if self._rows[line].key:
                self._go(line)
                return True
            line += way
        return False

    def _go(self, line: int) -> None:
        if line == self._line:
            return
        old, self._line = self._line, line
        self._refresh_line(old)
        self._refresh_line(line)
        self._keep_in_view()
        self.post_message(self.Moved(self.key))

    def _refresh_line(self, line: int) -> None:
        if 0 <= line < len(self._rows):
            y = line - self.scroll_offset.y
            self.refresh(Region(0, y, self.size.width, 1))

    def _keep_in_view(self) -> None:
        if self._line < 0:
            return
        first = self._line
        while first > 0 and not self._rows[first - 1].key:
            first -= 1
        height = self.scrollable_content_region.height
        last = self._line + self._rows[self._line].below
        if last - first >= height:
            first, last = self._line, self._line
        self.scroll_to_region(Region(0, first, 1, last - first + 1), animate=False, force=True)
