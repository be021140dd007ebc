"""Steps that are read page by page, as slides are: one page in the middle of the screen."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from amu_tui.tui.keys import KEYS, Key, bindings
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.step_view import StepView

MARGIN = 2
"""Cells kept free on each side of a page."""
PAGE_COLUMNS = 96
"""Cells of the longest line, however wide the screen: what is longer is hard to read."""


class PagesView(StepView):
    """Pages, of which one is shown; a page that is higher than the screen scrolls first."""

    CONTEXT = "pages"
    BINDINGS = bindings("pages")
    DEFAULT_CSS = """
    PagesView #page { align: center middle; scrollbar-size-vertical: 1; }
    PagesView #page Static { width: auto; height: auto; }
    """

    page = 0
    """The page shown, from 0."""

    def compose(self) -> ComposeResult:
        """The page."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="text")

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one("#page", VerticalScroll)

    def pages(self) -> Sequence[Content]:
        """All pages as they are drawn at this size; at least one."""
        raise NotImplementedError

    def count(self) -> int:
        """How many pages there are."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """Cells that a line of a page may take."""
        return max(16, min(PAGE_COLUMNS, self.size.width - 2 * MARGIN))

    def keys(self) -> tuple[Key, ...]:
        """Without those that turn the page where there is nothing to turn to."""
        several = self.count() > 1 or self._scroll.max_scroll_y > 0
        return tuple(k for k in KEYS[self.CONTEXT] if several or k not in KEYS["pages"])

    def heading(self) -> str:
        """Which page this is, where there are several."""
        count = self.count()
        return f"{min(self.page, count - 1) + 1}/{count}" if count > 1 else ""

    def show(self) -> None:
        """Draw the page."""
        pages = self.pages()
        self.page = min(self.page, len(pages) - 1)
        self.query_one("#text", Static).update(pages[self.page])

    def action_page_next(self) -> None:
        """What does not fit, then the next page."""
        if self._scroll.scroll_offset.y < self._scroll.max_scroll_y:
            self._scroll.scroll_page_down(animate=False)
        else:
            self._turn(1)

    def action_page_previous(self) -> None:
        """Back to the top, then the page before."""
        if self._scroll.scroll_offset.y > 0:
            self._scroll.scroll_page_up(animate=False)
        else:
            self._turn(-1)

    def _turn(self, way: int) -> None:
        page = self.page + way
        if 0 <= page < self.count():
            self.page = page
            self._scroll.scroll_home(animate=False)
            self.amu.redraw()
