"""The styles that several screens use: of text, of a drawing, of the status of an action."""

from collections.abc import Iterable

from textual.app import App
from textual.content import Content

from amu_tui.model.meeting.action import Status
from amu_tui.render.segments import Segment, Style

QUIET = "$foreground 70%"
HEADING = "bold $primary"

STATUS_SIGNS: dict[Status, str] = {"planned": "·", "started": "▶", "done": "✓", "stopped": "×"}
STATUS_STYLES: dict[Status, str] = {
    "planned": "",
    "started": "$accent",
    "done": "$success",
    "stopped": QUIET,
}

DRAWN: dict[Style, str] = {
    "quiet": QUIET,
    "bar": "$primary",
    "on-bar": "$background on $primary",
    "mark": "$accent",
    "line": "bold $primary",
    "old": "bold $accent",
    "new": "bold $primary",
}
"""Few, since each change of style in a row costs 40 bytes over a slow line."""
UNCOLOURED: dict[Style, str] = {**DRAWN, "bar": "", "on-bar": "reverse", "mark": ""}
"""Where the terminal's own colours are to be used, or none."""


def painted(segments: Iterable[Segment], app: App[int]) -> Content:
    """`segments` of a drawing in the colours of the theme in use."""
    styles = UNCOLOURED if app.no_color or app.current_theme.ansi else DRAWN
    return Content.assemble(*((text, styles.get(style, "")) for text, style in segments))
