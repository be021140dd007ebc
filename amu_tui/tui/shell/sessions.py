"""The list of sessions in a folder: the first thing seen where there are several."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from amu_tui.errors import AmuError
from amu_tui.text import clean, cut, fit, width
from amu_tui.tui.keys import KEYS, bindings
from amu_tui.tui.kit.edges import LEAST_NAME, EdgeLine
from amu_tui.tui.kit.full_screen import FullScreen
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import QUIET
from amu_tui.tui.state.listing import SessionRow
from amu_tui.words import _

FOLDER_CELLS = 16
"""The most cells of a folder's name, which tells sessions of the same title apart."""


class Sessions(FullScreen):
    """What sessions there are and how far each has come."""

    BINDINGS = bindings("sessions")
    CONTEXTS = ("sessions", "list", "everywhere")

    def body(self) -> ComposeResult:
        """The list, or what to do where there is none."""
        with Vertical(id="body"):
            yield Static("", id="empty", classes="detail wrap")
            yield RowList(id="sessions")
        yield EdgeLine(id="status")

    def on_mount(self) -> None:
        self.show()
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        """Coming back from a session: it may have come further."""
        self.show()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Draw the list again."""
        advice, sessions = self._advice(), list[SessionRow]()
        try:
            sessions = self.amu.session_rows()
        except AmuError as error:
            advice = str(error)
        folder = clean(str(self.amu.sessions))
        self.show_edges("amu", folder, (), _("Sessions"), KEYS["sessions"])
        empty = self.query_one("#empty", Static)
        empty.display = not sessions
        empty.update(Content(advice))
        columns = cells(sessions, self.size.width - GUTTER - 1)
        rows = [ListRow(line(row, *columns), str(row.path)) for row in sessions]
        self.query_one(RowList).set_rows(rows)

    def _advice(self) -> str:
        return _(
            "There is no session in this folder yet.\n\n"
            "d makes and opens a copy of the synthetic example.\n"
            "A session of your own is made from a table of results:\n"
            "  amu new sessions/my-unit-2026 --results table.csv --unit 'My unit'"
        )

    def action_choose(self) -> None:
        """Open the session under the cursor."""
        if path := self.query_one(RowList).key:
            self.amu.open_folder(path)

    def action_demo(self) -> None:
        """Open a copy of the example."""
        self.amu.open_demo()

    def action_reload(self) -> None:
        """Read the folder again."""
        self.show()


def cells(sessions: Sequence[SessionRow], room: int) -> tuple[int, int]:
    """Cells of the names and of the folders in `room` cells.

    Where names have too little room, there are no folders, unless two names are the same.
    """
    names = [row.name for row in sessions]
    folder = min(FOLDER_CELLS, max((width(row.folder) for row in sessions), default=0))
    rest = room - 2 - max((width(row.state) for row in sessions), default=0)
    wanted = max([20, *map(width, names)])
    if rest - folder - 1 < wanted and len({*names}) == len(names):
        return max(8, min(rest, wanted)), 0
    return max(8, min(rest - folder - 1, wanted)), folder


def line(row: SessionRow, name: int, folder: int) -> Content:
    """One session in a row: its name, its folder if there is room, how far it has come."""
    return Content.assemble(
        fit(_short(row.name, name), name),
        (f" {fit(row.folder, folder)}" if folder else "", QUIET),
        "  ",
        (row.state, "$error" if row.unreadable else QUIET),
    )


def _short(name: str, room: int) -> str:
    """`name` in `room` cells, with its round if there is one: the unit is cut first."""
    unit, joint, ending = name.rpartition(" · ")
    rest = room - width(joint + ending)
    return f"{cut(unit, rest)}{joint}{ending}" if joint and rest >= LEAST_NAME else cut(name, room)
