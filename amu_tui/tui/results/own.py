"""The questions outside the themes: a distribution, a share, a mean."""

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.render.results.own import block_lines, own_blocks
from amu_tui.text import wrap
from amu_tui.tui.kit.rows import GUTTER, Row, RowList
from amu_tui.tui.kit.step_view import StepView


class OwnView(StepView):
    """Each question with its answers as bars and figures."""

    def compose(self) -> ComposeResult:
        """One list that scrolls where it must."""
        yield RowList(id="answers")

    def show(self) -> None:
        """Draw the questions."""
        width = min(100, max(20, self.size.width - GUTTER - 2))
        rows: list[Row] = []
        for block in own_blocks(self.session, self.step.questions):
            if rows:
                rows.extend([Row(Content("")), Row(Content.styled(block.title, "bold $primary"))])
            asked = wrap(block.question, width) if block.question else []
            rows.extend(Row(Content.styled(line, "italic")) for line in asked)
            rows.append(Row(Content("")))
            rows.extend(Row(Content(line)) for line in block_lines(block, width))
            if block.count:
                rows.extend([Row(Content("")), Row(Content.styled(block.count, "$foreground 70%"))])
        self.query_one(RowList).set_rows(rows)
