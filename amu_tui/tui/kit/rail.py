"""The list of steps beside the step, on screens that have the room."""

from textual.content import Content

from amu_tui.model.meeting.agenda import Step, title
from amu_tui.model.meeting.session import Session
from amu_tui.text import fit, right
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import HEADING, QUIET
from amu_tui.words import spoken


class Rail(Static):
    """All steps, with a sign at the one shown."""

    DEFAULT_CSS = "Rail { text-wrap: nowrap; padding: 0 1; }"

    def show(self, session: Session, current: Step) -> None:
        """Draw the steps; where not all fit, those around the current one."""
        steps = session.steps()
        lines = []
        for number, step in enumerate(steps, 1):
            name = fit(spoken(title(step, session.instrument)), 29)
            here = step == current
            text = f"{'▸' if here else ' '}{right(str(number), 2)} {name}"
            lines.append(Content.styled(text, HEADING if here else QUIET))
        height = self.app.size.height - 5
        first = max(0, min(steps.index(current) - height // 2, len(lines) - height))
        drawn = Content("\n").join(lines[first : first + height])
        if drawn != self.content:
            self.update(drawn)
