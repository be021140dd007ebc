"""What the bars are painted with, from the colours of the theme in use."""

from textual.app import App
from textual.color import Color, ColorParseError

from amu_tui.render.charts.canvas import Colour, Colours


def colours(app: App[int]) -> Colours:
    """Colours of the bars; none where the terminal's own are to be used or colour is unwanted."""
    if app.no_color or app.current_theme.ansi:
        return Colours()
    seen = app.theme_variables

    def rgb(name: str) -> Colour:
        try:
            return Color.parse(seen[name]).rgb
        except (KeyError, ColorParseError):
            return None

    ground = rgb("background")
    return Colours(
        bar=rgb("primary"),
        over=ground,
        whisker=rgb("foreground"),
        mark=rgb("accent"),
        mark_over=ground,
    )
