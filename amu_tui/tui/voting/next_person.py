"""Between two people on one keyboard: a screen that shows nothing of anybody's ballot."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from amu_tui.tui.kit.static import Static
from amu_tui.tui.there import Leavable
from amu_tui.words import _


class NextPerson(Leavable, Screen[bool]):
    """True when the next person begins, False when there is nobody else."""

    DEFAULT_CSS = "NextPerson { align: center middle; }"
    BINDINGS = [
        Binding("enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
        # Whoever gets the keyboard must not end the meeting with it.
        Binding("q", "stay", show=False),
    ]

    def __init__(self, saved: str, turnout: str) -> None:
        super().__init__()
        self._saved, self._turnout = saved, turnout

    def compose(self) -> ComposeResult:
        """What was saved, whose turn it is, how many have voted, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Pass the keyboard on")), classes="dialog-title")
            lines = [self._saved, _("The ballot on the screen is empty."), self._turnout]
            yield Static(Content("\n".join(line for line in lines if line)))
            keys = _("Enter: the next person begins   Esc: nobody else")
            yield Static(Content(keys), classes="dialog-keys")

    def action_stay(self) -> None:
        """Nothing: the two ways on are on the screen."""

    def action_answer(self, another: bool) -> None:
        """Go on."""
        self.dismiss(another)
