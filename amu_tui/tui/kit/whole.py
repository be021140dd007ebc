"""What the screens that fill the terminal have in common: their keys, and drawing all again."""

from collections.abc import Callable

from textual.screen import Screen

from amu_tui.tui.kit.lines import TooSmall

COLUMNS, LINES = 80, 24
"""The main size: everything fits."""


class WholeScreen(Screen[None]):
    """A screen of its own, with keys that the help and the palette list."""

    PLACES: tuple[str, ...] = ()
    """Whose keys work here, of `keys.PLACES`, its own first."""

    def on_resize(self) -> None:
        """Say it where there is too little room."""
        self.set_class(self.size.width < COLUMNS or self.size.height < LINES, "-small")
        for line in self.query(TooSmall):
            line.refresh()

    def show(self) -> None:
        """Draw everything again."""
        raise NotImplementedError

    def runner(self, place: str, action: str) -> Callable[[], object]:
        """What the palette calls for an action of a place."""
        target = self.app if place == "everywhere" else self
        return lambda: self.app.call_later(self.app.run_action, action, target)
