"""A text to read that is longer than the screen; it scrolls with the keys of a list."""

from textual.containers import VerticalScroll

from amu_tui.tui.keys import bindings


class ScrollingText(VerticalScroll, inherit_bindings=False):
    """Scrolls its content."""

    BINDINGS = bindings("list")
    DEFAULT_CSS = """
    ScrollingText { scrollbar-size-vertical: 1; }
    ScrollingText Static { height: auto; }
    """

    def action_up(self) -> None:
        self.scroll_up(animate=False)

    def action_down(self) -> None:
        self.scroll_down(animate=False)

    def action_page_up(self) -> None:
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        self.scroll_page_down(animate=False)

    def action_first(self) -> None:
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        self.scroll_end(animate=False)
