"""Two people changed the same thing: both versions, and the choice between them."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from amu_tui.tui.widgets.rows import Row, RowList
from amu_tui.words import _


class Versions(ModalScreen[str]):
    """`mine`, `theirs`, or empty where the user goes back to what was typed."""

    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("enter,space", "take", show=False),
    ]

    def __init__(self, mine: str, theirs: str) -> None:
        super().__init__()
        self._mine, self._theirs = mine, theirs

    def compose(self) -> ComposeResult:
        """Both versions, the choice, and the keys."""
        with Vertical(classes="dialog"):
            title = _("Somebody else saved this while you were writing")
            yield Static(Content(title), classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                yield Static(Content.assemble((_("Yours"), "bold"), "\n", self._mine, "\n"))
                yield Static(Content.assemble((_("Theirs"), "bold"), "\n", self._theirs, "\n"))
            yield RowList(id="options")
            keys = _("↑↓ Enter: choose   Esc: back to what you typed")
            yield Static(Content(keys), classes="dialog-keys")

    def on_mount(self) -> None:
        options = self.query_one(RowList)
        rows = [("theirs", _("Keep theirs")), ("mine", _("Save yours over theirs"))]
        options.set_rows([Row(Content(text), key) for key, text in rows])
        options.focus()

    def action_take(self) -> None:
        """Choose."""
        self.dismiss(self.query_one(RowList).key)

    def action_leave(self) -> None:
        """Back to what was typed."""
        self.dismiss("")
