"""The headings of the board, for the screen and the command alike."""

from amu_tui.model.followup.board import Group
from amu_tui.words import _, spoken


def group_heading(group: Group) -> str:
    """What a group is, how many it has, and the weeks in which one person has much to do."""
    text = f"{spoken(group.heading)} · {len(group.actions)}"
    for _name, (_year, week), count in group.weeks:
        said = _("{n} due in week {week}: too much at once?")
        text += f" · {said.format(n=count, week=week)}"
    return text[:1].upper() + text[1:]
