"""What the screens that fill the terminal have in common: their keys, and being redrawn."""

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.screen import Screen

from amu_tui.tui.keys import Key
from amu_tui.tui.kit.application import InApplication
from amu_tui.tui.kit.edges import EdgeLine, KeyLine, TooSmall

LEAST_COLUMNS, LEAST_LINES = 80, 24
"""The main size: everything fits."""


class FullScreen(InApplication, Screen[None]):
    """A screen of its own, with keys that the help and the palette list."""

    CONTEXTS: tuple[str, ...] = ()
    """The contexts in `keys.KEYS` whose keys work here, the most particular first."""

    def compose(self) -> ComposeResult:
        """Where we are, the title, the body of the screen, the keys."""
        yield EdgeLine(id="banner")
        yield EdgeLine(id="title")
        yield TooSmall()
        yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """What is between the edges."""
        raise NotImplementedError

    def show_edges(
        self, name: str, where: str, caveats: Iterable[str], title: str, keys: Iterable[Key]
    ) -> None:
        """Show what the screen is about and where one is, what nobody may overlook, the keys."""
        self.query_one("#banner", EdgeLine).show(name, where, " · ".join(caveats))
        self.query_one("#title", EdgeLine).show(title)
        self.query_one(KeyLine).show(keys)

    def say(self, text: str) -> None:
        """Say something beside the title, until the screen is drawn again."""
        self.query_one("#title", EdgeLine).say(text)

    def on_resize(self) -> None:
        """Say so where there is too little room."""
        self.set_class(self.size.width < LEAST_COLUMNS or self.size.height < LEAST_LINES, "-small")
        for line in self.query(TooSmall):
            line.refresh()

    def show(self) -> None:
        """Draw everything again."""
        raise NotImplementedError

    def runner(self, context: str, action: str) -> Callable[[], object]:
        """What the palette calls for an action of a context."""
        target = self.app if context == "everywhere" else self
        return lambda: self.app.call_later(self.app.run_action, action, target)
