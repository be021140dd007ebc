"""The keys of the screen one came from, filtered as one types."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from amu_tui.text import clean, fit, width
from amu_tui.tui.keys import table
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.there import Leavable
from amu_tui.words import _


class Help(Leavable, ModalScreen[None]):
    """All keys of some contexts; Esc goes back."""

    BINDINGS = [
        Binding("escape,f1,enter", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, contexts: Sequence[str]) -> None:
        super().__init__()
        self._table = table(contexts)

    def compose(self) -> ComposeResult:
        """A filter and the list."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Keys")), classes="dialog-title")
            box = Input(placeholder=_("type to filter"), id="filter")
            box.cursor_blink = False
            yield box
            yield RowList(id="keys")
            yield Static(Content(_("Esc: go back   In a shell: amu help")), classes="dialog-keys")

    def on_mount(self) -> None:
        self._fill("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the keys that match."""
        self._fill(clean(event.value).casefold())

    def _fill(self, wanted: str) -> None:
        rows: list[ListRow] = []
        column = max(width(keys) for _title, pairs in self._table for keys, _help in pairs)
        for title, pairs in self._table:
            matching = [p for p in pairs if wanted in f"{p[0]} {p[1]}".casefold()]
            if matching:
                rows.append(ListRow(Content.styled(title, "bold")))
            for keys, text in matching:
                line = Content.assemble((fit(keys, column), "$accent"), "  ", text)
                rows.append(ListRow(line, f"{title}/{keys}"))
        if not rows:
            rows = [ListRow(Content(_("no key matches")))]
        self.query_one(RowList).set_rows(rows)

    def action_move(self, way: int) -> None:
        """Move in the list while the filter keeps the keyboard."""
        rows = self.query_one(RowList)
        rows.action_down() if way > 0 else rows.action_up()

    def action_page(self, way: int) -> None:
        """A page in the list."""
        rows = self.query_one(RowList)
        rows.action_page_down() if way > 0 else rows.action_page_up()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
