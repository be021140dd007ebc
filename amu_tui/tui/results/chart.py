"""Charts on a step: whether there is one, and its lines as rows that a cursor moves over."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from textual.content import Content
from textual.geometry import Size

from amu_tui.render.results.rows import ThemeRow, columns
from amu_tui.tui.keys import Key
from amu_tui.tui.kit.rows import ListRow
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import painted
from amu_tui.words import N_

ROOMY = Size(100, 32)
"""The terminal from which on there is room for a chart."""


def charted(view: StepView) -> bool:
    """Whether the step is drawn as a chart: as was asked for, else where there is room."""
    size = view.app.size
    room = size.width >= ROOMY.width and size.height >= ROOMY.height
    return room if view.amu.chart is None else view.amu.chart


def with_chart(view: StepView, keys: Iterable[Key]) -> Iterator[Key]:
    """`keys`, of which that of the chart says what it leads to, always where there is room."""
    for key in keys:
        if key.action == "chart":
            label = N_("rows") if charted(view) else key.label
            short = None if view.app.size.width >= ROOMY.width else ""
            key = key._replace(label=label, short=short)
        yield key


def toggle(view: StepView) -> None:
    """From rows to the chart, or back."""
    view.amu.chart = not charted(view)
    view.amu.redraw()


def chart_rows(
    view: StepView,
    rows: Sequence[ThemeRow],
    width: int,
    height: int,
    noted: Callable[[str], tuple[str, str]],
) -> list[ListRow]:
    """The chart of `rows` in lines; `noted` gives the sign of a theme's private note."""
    from amu_tui.render.charts.area import area_chart

    lines = []
    for line in area_chart(rows, columns(width, rows), height):
        theme, number = (line.row.theme_id, line.row.number) if line.row else ("", 0)
        sign = noted(theme) if theme else (" ", "")
        drawing = painted(line.drawing, view.app)
        content = Content.assemble(f"{line.name} ", sign, drawing, line.figures)
        lines.append(ListRow(content, theme, number, line.below))
    return lines
