"""The form for an action: what is asked, and how the answers become an action.

Writing actions and following them up ask the same three things in the same way.
"""

import datetime
from collections.abc import Mapping

import msgspec

from amu_tui.dates import parse_day
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import Action, Basket, parse_name, parse_title
from amu_tui.model.survey.instrument import Aim
from amu_tui.tui.kit.dialogs import FormField, day_field
from amu_tui.words import _


def action_fields(action: Action | None = None) -> tuple[FormField, ...]:
    """The lines to fill in: title, owner and deadline of `action`, or of a new one."""
    return (
        FormField("title", _("Action"), action.title if action else "", parse_title),
        FormField("owner", _("Responsible"), action.owner if action else "", parse_name),
        day_field("deadline", _("Deadline"), action.deadline if action else None),
    )


def changed(action: Action, typed: Mapping[str, str]) -> Action:
    """`action` with what was typed into `action_fields`."""
    return msgspec.structs.replace(
        action,
        title=parse_title(typed["title"]),
        owner=parse_name(typed["owner"]),
        deadline=parse_day(typed["deadline"], datetime.date.today()),
    )


def new_action(
    theme: str, aim: Aim, typed: Mapping[str, str], *, basket: Basket = "ours"
) -> Action:
    """A new action for `theme` from what was typed into `action_fields()`."""
    title = parse_title(typed["title"])
    return changed(Action(id=random_id(), theme=theme, aim=aim, basket=basket, title=title), typed)
