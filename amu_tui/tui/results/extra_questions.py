"""The questions outside the themes: a distribution, a share, a mean."""

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.render.results.extra_questions import QuestionBlock, question_blocks, question_lines
from amu_tui.render.segments import Segment
from amu_tui.text import wrap
from amu_tui.tui.keys import KEYS, Key, bindings
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import HEADING, QUIET, painted
from amu_tui.tui.results.chart import charted, toggle, with_chart

AROUND_COLUMNS = 8
"""Lines around a chart: the question, how many answered, air."""


class ExtraQuestionsView(StepView):
    """Each question with its answers as bars and figures; a distribution as a chart too."""

    CONTEXT = "extra-questions"
    BINDINGS = bindings("extra-questions")

    def compose(self) -> ComposeResult:
        """One list that scrolls where it must."""
        yield RowList(id="answers")

    def keys(self) -> tuple[Key, ...]:
        """Without that of the chart where there is nothing to draw one of."""
        some = any(block.kind == "distribution" and block.rows for block in self._blocks())
        return tuple(with_chart(self, KEYS[self.CONTEXT])) if some else ()

    def _blocks(self) -> list[QuestionBlock]:
        return question_blocks(self.session, self.step.questions)

    def _chart(self, block: QuestionBlock) -> list[list[Segment]]:
        """The question as a chart; nothing where it is none, or has no room."""
        if block.kind != "distribution":
            return []
        from amu_tui.render.charts.distribution import distribution_chart

        return distribution_chart(block, self._width, self.size.height - AROUND_COLUMNS)

    @property
    def _width(self) -> int:
        return min(100, max(20, self.size.width - GUTTER - 2))

    def show(self) -> None:
        """Draw the questions."""
        width = self._width
        rows: list[ListRow] = []
        for block in self._blocks():
            if rows:
                rows.extend([ListRow(Content("")), ListRow(Content.styled(block.title, HEADING))])
            asked = wrap(block.question, width) if block.question else []
            rows.extend(ListRow(Content.styled(line, "italic")) for line in asked)
            rows.append(ListRow(Content("")))
            chart = self._chart(block) if charted(self) else []
            rows.extend(ListRow(painted(line, self.app)) for line in chart)
            if not chart:
                rows.extend(ListRow(Content(line)) for line in question_lines(block, width))
            if block.count:
                rows.extend([ListRow(Content("")), ListRow(Content.styled(block.count, QUIET))])
        self.query_one(RowList).set_rows(rows)

    def action_chart(self) -> None:
        """The rows, or the chart."""
        toggle(self)
