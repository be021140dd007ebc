"""The styles that several screens use, and how the status of an action looks."""

from amu_tui.model.meeting.action import Status

QUIET = "$foreground 70%"
HEADING = "bold $primary"

STATUS_SIGNS: dict[Status, str] = {"planned": "·", "started": "▶", "done": "✓", "stopped": "×"}
STATUS_STYLES: dict[Status, str] = {
    "planned": "",
    "started": "$accent",
    "done": "$success",
    "stopped": QUIET,
}
