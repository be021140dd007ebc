"""The forms for an action: what is asked, and how the answers become an action.

Writing actions and following them up ask the same three things in the same way; all else that can
be said of an action is asked in a form of its own, which nobody has to open.
"""

import datetime
from collections.abc import Mapping

from msgspec.structs import replace

from amu_tui.dates import parse_day
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import (
    LEVEL_WORDS,
    Action,
    Basket,
    Level,
    Matter,
    parse_names,
    parse_text,
    parse_title,
    with_matter,
    with_owners,
    with_plan,
)
from amu_tui.model.survey.instrument import Aim
from amu_tui.render import vocabulary
from amu_tui.tui.kit.dialogs import FormField, day_field
from amu_tui.words import _


def action_fields(action: Action | None = None) -> tuple[FormField, ...]:
    """The lines to fill in: title, those responsible and deadline of `action`, or of a new one."""
    owners = "; ".join(action.owners) if action else ""
    several = _("several: a semicolon between them")
    return (
        FormField("title", _("Action"), action.title if action else "", parse_title),
        FormField("owner", _("Responsible"), owners, parse_names, several),
        day_field("deadline", _("Deadline"), action.deadline if action else None),
    )


def changed(action: Action, typed: Mapping[str, str]) -> Action:
    """`action` with what was typed into `action_fields`."""
    action = replace(action, title=parse_title(typed["title"]), deadline=_day_of(typed["deadline"]))
    return with_owners(action, parse_names(typed["owner"]))


def new_action(
    theme: str, aim: Aim, typed: Mapping[str, str], *, basket: Basket = "ours"
) -> Action:
    """A new action for `theme` from what was typed into `action_fields()`."""
    title = parse_title(typed["title"])
    return changed(Action(id=random_id(), theme=theme, aim=aim, basket=basket, title=title), typed)


def plan_fields(action: Action) -> tuple[FormField, ...]:
    """The lines of the plan: when and then, effect, how it is judged, level, what went upwards."""
    levels = ", ".join(_(word) for word in LEVEL_WORDS.values())
    level = _(LEVEL_WORDS[action.level]) if action.level else ""
    fields = [
        FormField("when", _("When …"), action.when, hint=_("what happens")),
        FormField("then", _("… then"), action.then, hint=_("what you do")),
        FormField("effect", _("Expected effect"), action.effect),
        FormField("judged", _("How it is judged"), action.judged, hint=_("what will be seen")),
        day_field("judge_on", _("When it is judged"), action.judge_on),
        FormField("level", _("Level"), level, parse_level, levels),
    ]
    if action.basket == "leader":
        matter = action.matter or Matter()
        fields += [
            FormField("to", _("Passed on above the leader, to"), matter.to),
            day_field("answer_by", _("Answer due"), matter.answer_by),
            FormField("answer", _("The answer"), matter.answer),
        ]
    return tuple(fields)


def planned(action: Action, typed: Mapping[str, str]) -> Action:
    """`action` with what was typed into `plan_fields`."""
    action = with_plan(action, typed["when"], typed["then"])
    action = replace(
        action,
        effect=parse_text(typed["effect"]),
        judged=parse_text(typed["judged"]),
        judge_on=_day_of(typed["judge_on"]),
        level=parse_level(typed["level"]),
    )
    if "to" not in typed:
        return action
    matter = replace(
        action.matter or Matter(),
        to=parse_text(typed["to"]),
        answer_by=_day_of(typed["answer_by"]),
    )
    return with_matter(action, matter, parse_text(typed["answer"]), datetime.date.today())


def parse_level(text: str) -> Level | None:
    """A typed level, None where it is empty; `UsageError` where it is none."""
    return vocabulary.level(text) if text.strip() else None


def _day_of(text: str) -> datetime.date | None:
    return parse_day(text, datetime.date.today())
