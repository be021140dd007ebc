"""Charts as lines of text, for `amu show --chart`: with the terminal's own colours, or without."""

from collections.abc import Iterable, Sequence

from amu_tui.render.charts.area import AXIS, area_chart
from amu_tui.render.charts.distribution import MOST_LINES, distribution_chart
from amu_tui.render.results.extra_questions import QuestionBlock
from amu_tui.render.results.rows import Columns, ThemeRow
from amu_tui.render.results.signs import Signs
from amu_tui.render.segments import Segment, Style, plain

ANSI: dict[Style, str] = {"quiet": "2", "bar": "34", "on-bar": "7;34", "mark": "33"}


class Charts:
    """What `show_text` draws instead of rows."""

    def __init__(self, *, colour: bool) -> None:
        self._written = _coloured if colour else plain

    def area(self, rows: Sequence[ThemeRow], layout: Columns, signs: Signs) -> list[str]:
        """Themes as a chart, with a line of their own for the references' marks, where any are."""
        size = 4 if any(row.bar.marks for row in rows) else 3
        chart = area_chart(rows, layout, AXIS + size * len(rows), signs)
        return [
            signs.text(f"{line.name}  ") + self._written(line.drawing) + signs.text(line.figures)
            for line in chart
        ]

    def question(self, block: QuestionBlock, width: int, signs: Signs) -> list[str]:
        """A distribution as a chart; nothing where rows say more."""
        chart = distribution_chart(block, width, MOST_LINES, signs)
        return [self._written(line) for line in chart]


def _coloured(segments: Iterable[Segment]) -> str:
    return "".join(
        f"\x1b[{ANSI[style]}m{text}\x1b[0m" if style in ANSI else text for text, style in segments
    )
