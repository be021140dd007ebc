"""The agenda: every step with its planned and its used minutes, and where the meeting is."""

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.model.meeting.agenda import title
from amu_tui.render.compare.words import unfinished_line
from amu_tui.text import fit, right
from amu_tui.tui.checklists.opening import WithChecklist
from amu_tui.tui.keys import bindings
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import QUIET
from amu_tui.words import _, spoken


class AgendaView(WithChecklist, StepView):
    """The steps as a list; Enter goes to one."""

    CONTEXT = "agenda"
    WHEN = "before"
    BINDINGS = bindings("agenda")

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList(id="agenda")

    def heading(self) -> str:
        """How long the whole meeting is planned to take."""
        total = sum(self.session.minutes(step) for step in self.session.steps())
        planned = _("{minutes} minutes planned").format(minutes=total)
        left = unfinished_line(self.session.previous)
        return f"{planned} · {left}" if left else planned

    def show(self) -> None:
        """Draw the list."""
        room = max(20, self.size.width - 32)
        head = f"{'':>4} {fit('', room)}{right(_('planned'), 10)}{right(_('used'), 10)}"
        rows = [ListRow(Content.styled(head, QUIET))]
        for number, step in enumerate(self.session.steps(), 1):
            planned = self.session.minutes(step)
            used = self.store.following.seconds_used(step.id) // 60
            name = spoken(title(step, self.session.instrument))
            minutes = "".join(right(str(m) if m else "", 10) for m in (planned, used))
            rows.append(
                ListRow(Content(f"{number:>4} {fit(name, room)}{minutes}"), step.id, number)
            )
        self.query_one(RowList).set_rows(rows)

    def action_choose(self) -> None:
        """Go to the step under the cursor."""
        self.amu.go_to(self.query_one(RowList).key)
