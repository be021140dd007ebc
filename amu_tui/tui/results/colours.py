"""What the styles of a drawing look like on the screen."""

from collections.abc import Iterable

from textual.app import App
from textual.content import Content

from amu_tui.render.segments import Segment, Style

STYLES: dict[Style, str] = {
    "quiet": "$foreground 70%",
    "bar": "$primary",
    "on-bar": "$background on $primary",
    "mark": "$accent",
    "line": "bold $primary",
    "old": "bold $accent",
    "new": "bold $primary",
}
"""Few, since each change of style in a row costs 40 bytes over a slow line."""
UNCOLOURED: dict[Style, str] = {**STYLES, "bar": "", "on-bar": "reverse", "mark": ""}
"""Where the terminal's own colours are to be used, or none."""


def painted(segments: Iterable[Segment], app: App[int]) -> Content:
    """`segments` in the colours of the theme in use."""
    styles = UNCOLOURED if app.no_color or app.current_theme.ansi else STYLES
    return Content.assemble(*((text, styles.get(style, "")) for text, style in segments))
