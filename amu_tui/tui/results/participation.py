"""Who answered: the unit's own rate, and those of the levels above and their groups."""

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.render.results.participation import (
    participation_line,
    rate_axis,
    rate_lines,
    rate_rows,
)
from amu_tui.render.results.warnings import warning_line
from amu_tui.tui.keys import SCROLL, Key, bindings
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import QUIET
from amu_tui.words import _


class ParticipationView(StepView):
    """Response rates as bars from 0 to 100 %."""

    CONTEXT = "participation"
    BINDINGS = bindings("participation")

    def compose(self) -> ComposeResult:
        """A line in figures, then the bars."""
        yield Static("", id="figures", classes="detail")
        yield Static("", id="warning", classes="warning")
        yield RowList(id="rates")

    def keys(self) -> tuple[Key, ...]:
        """With those that move in a list longer than its place."""
        return (*self.warning_keys(), *([SCROLL] if self.has_more else []))

    def show(self) -> None:
        """Draw the rates."""
        said = participation_line(self.session) or _("The table had no figures of participation.")
        self.query_one("#figures", Static).update(Content(said))
        odd = self.query_one("#warning", Static)
        odd.display = bool(self.session.results.warnings)
        odd.update(Content(f" {warning_line(self.session, self.size.width - 2)}"))
        rates = rate_rows(self.session)
        width = max(20, self.size.width - GUTTER - 2)
        lines = rate_lines(rates, width)
        rows: list[ListRow] = []
        if any(rate.share is not None for rate in rates):
            rows.append(ListRow(Content.styled(rate_axis(rates, width), QUIET)))
        for rate, line in zip(rates, lines, strict=True):
            if len(rows) > 1 and not rate.group:
                rows.append(ListRow(Content("")))
            rows.append(ListRow(Content.styled(line, "" if rate.group else "bold"), str(len(rows))))
        self.query_one(RowList).set_rows(rows)
