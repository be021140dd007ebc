"""The layout of the steps that work on a list: a lead, the list, and a detail under a rule."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.text import fit, right
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import HEADING
from amu_tui.words import pick


class ListView(StepView):
    """A list of rows, with what leads to it above and what to know of a row below."""

    DETAIL: ClassVar[int] = 1
    """The least lines of the detail. Where it changes with the cursor, as many as it usually takes,
    so that the list keeps its height and a key repaints little.
    """

    def compose(self) -> ComposeResult:
        """Lead, list, rule, detail."""
        yield Static("", id="lead", classes="detail quiet")
        yield RowList(id="items")
        yield Static("", id="rule", classes="rule")
        yield self.under()

    def under(self) -> Static:
        """The detail."""
        detail = Static("", id="detail", classes="detail")
        detail.styles.min_height = self.DETAIL
        return detail

    @property
    def items(self) -> RowList:
        """The list."""
        return self.query_one("#items", RowList)

    @property
    def subject(self) -> object:
        """The row under the cursor."""
        return self.items.row

    @property
    def room(self) -> int:
        """Cells of a row's content; the last column is the scroll bar's."""
        return max(40, self.size.width - GUTTER - 1)

    def on_row_list_moved(self) -> None:
        """The cursor has moved, and the detail with it."""
        self.show_detail()

    def show_detail(self) -> None:
        """Draw what is under the rule."""

    def draw(self, lead: str, rows: Sequence[ListRow]) -> None:
        """Show lead, rows and detail; the cursor stays on its row."""
        lead_view = self.query_one("#lead", Static)
        lead_view.update(Content(lead))
        lead_view.display = bool(lead)
        self.query_one("#rule", Static).update(Content("─" * self.size.width))
        self.items.set_rows(rows)
        self.show_detail()

    def detail(self, text: str | Content) -> None:
        """Show `text` under the rule."""
        content = Content(text) if isinstance(text, str) else text
        self.query_one("#detail", Static).update(content)

    def guidance(self) -> str:
        """What the slide of this step says: its question, or all of it where there is room."""
        group = self.session.instrument.guidance.get(self.step.id)
        if group is None:
            return ""
        title, text = pick(group.title), pick(group.text)
        points = [pick(point.text) for point in group.points.values()]
        if self.tall:
            return "\n".join(part for part in (title, text, *points) if part)
        together = " ".join(points)
        questions = (part for part in (together, title, text) if part.endswith("?"))
        return next(questions, text or title or together)


def item_line(
    room: int, sign: str, number: str, name: str, columns: Iterable[tuple[str, int]]
) -> Content:
    """One row: sign, number, name, and columns of (text, cells) at the right.

    A column of negative cells is flush left. The name is cut to what is left.
    """
    cells = [(text, width) for text, width in columns if width]
    taken = sum(abs(width) + 1 for _text, width in cells)
    head = f"{fit(sign, 1)} {right(number, 3)}  "
    name = fit(name, max(8, room - 7 - taken))
    tail = "".join(
        " " + (fit(text, -width) if width < 0 else right(text, width)) for text, width in cells
    )
    style = "bold" if sign.strip() else ""
    return Content.assemble((head, style), (name, style), (tail, style))


def heading_row(text: str) -> ListRow:
    """A heading, which the cursor passes over."""
    return ListRow(Content.styled(text, HEADING))
