"""All themes on one screen, area by area in the order of the deck."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from amu_tui import text
from amu_tui.model.meeting.agenda import Step
from amu_tui.model.survey.ordering import DECK, orders
from amu_tui.render.results.orders import order_text
from amu_tui.render.results.overview import GAP, OverviewLine, overview
from amu_tui.render.results.participation import participation_line, results_of_line
from amu_tui.render.results.preserved import fallen_lines
from amu_tui.render.results.warnings import warning_line
from amu_tui.tui.keys import Key, bindings
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import QUIET


class OverviewView(StepView):
    """The themes in columns; it fits 80×24 and uses more where there is more."""

    CONTEXT = "overview"
    BINDINGS = bindings("overview")
    DEFAULT_CSS = "OverviewView VerticalScroll { scrollbar-size-vertical: 1; }"

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self._order = DECK

    def compose(self) -> ComposeResult:
        """The columns, in a frame that scrolls on a low screen."""
        yield Static("", id="whose", classes="whose")
        yield Static("", id="fallen", classes="whose")
        yield Static("", id="warning", classes="warning")
        with VerticalScroll(id="scroll"):
            yield Static("", id="columns")

    def keys(self) -> tuple[Key, ...]:
        """Without that of warnings where there are none."""
        return self.warning_keys()

    def heading(self) -> str:
        """The order where it is not the deck's; else who answered."""
        return order_text(self.session, self._order) or participation_line(self.session)

    def show(self) -> None:
        """Draw the columns."""
        width = self.size.width - 2
        if width < 1:
            return
        taken = self._show_above(width)
        columns = overview(self.session, width, self.size.height - taken, self._order)
        tall = max(len(column) for column in columns)
        lines = []
        for y in range(tall):
            pieces = [Content(" ")]
            for column in columns:
                pieces.append(self._line(column[y]) if y < len(column) else self._blank(column))
                pieces.append(Content(" " * GAP))
            lines.append(Content.assemble(*pieces[:-1]))
        self.query_one("#columns", Static).update(Content("\n").join(lines))

    def _show_above(self, width: int) -> int:
        """Say whose results these are and what is odd about them; the lines that this takes."""
        whose = text.wrap(said, width) if (said := results_of_line(self.session)) else []
        odd = warning_line(self.session, width)
        fell = [part for line in fallen_lines(self.session) for part in text.wrap(line, width)]
        above = {"whose": whose, "fallen": fell, "warning": [f" {odd}"] if odd else []}
        for name, lines in above.items():
            shown = self.query_one(f"#{name}", Static)
            shown.display = bool(lines)
            shown.update(Content("\n".join(lines)))
        return len(whose) + len(fell) + bool(odd)

    @staticmethod
    def _blank(column: list[OverviewLine]) -> Content:
        return Content(" " * Content(column[0].text).cell_length)

    @staticmethod
    def _line(line: OverviewLine) -> Content:
        if not line.theme_id:
            return Content.styled(line.text, "bold")
        if not line.figure:
            return Content.styled(line.text, QUIET)
        return Content.assemble(
            f"{line.number} {line.name} ", (line.bar, "$primary"), f" {line.figure}"
        )

    def action_sort(self) -> None:
        """The next order."""
        every = orders(self.session.results, self.session.instrument.order())
        self._order = every[(every.index(self._order) + 1) % len(every)]
        self.amu.redraw()
