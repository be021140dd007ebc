"""How the status of an action looks."""

from amu_tui.model.meeting.action import Status

STATUS_SIGNS: dict[Status, str] = {"planned": "·", "started": "▶", "done": "✓", "stopped": "×"}
STATUS_STYLES: dict[Status, str] = {
    "planned": "",
    "started": "$accent",
    "done": "$success",
    "stopped": "$foreground 70%",
}
