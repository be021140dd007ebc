"""The options of `amu action add` and `edit`: what is said of an action, and what is made of it."""

import datetime
from typing import Any

import click
from msgspec.structs import replace

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.dates import full_day, parse_day
from amu_tui.errors import UsageError
from amu_tui.model.followup.notes import parse_note, with_note
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import (
    LEVEL_WORDS,
    STATUS_WORDS,
    Action,
    Basket,
    Matter,
    Note,
    parse_felt,
    parse_name,
    parse_names,
    parse_title,
    with_matter,
    with_owners,
    with_plan,
    with_status,
)
from amu_tui.model.voting.ballot import AIM_WORDS
from amu_tui.render import vocabulary
from amu_tui.text import clean
from amu_tui.words import _


def fields(*, new: bool) -> list[click.Option]:
    """What can be said of an action, a new one or one that is changed."""
    text = options.text
    date = _("A day, such as 15.3, +3 months or next Friday.")
    return [
        text("--theme", shown=_("T"), required=new, about=_("A chosen theme, by number or id.")),
        click.Option(
            ["--aim"],
            type=lambda word: vocabulary.aim(clean(word)),
            metavar=_("AIM"),
            help=_("{names}; only where the theme leaves it open.").format(
                names=vocabulary.names(AIM_WORDS)
            ),
        ),
        text("--title", shown=_("TEXT"), required=new, about=_("What is done, in a sentence.")),
        text(
            "--owner",
            shown=_("NAME"),
            many=True,
            about=_("Who is responsible; again for each who is so too."),
        ),
        text("--deadline", shown=_("DATE"), about=date),
        options.flag("--to-leader", about=_("Passed on to the leader.")),
        options.flag("--ours", about=_("The unit does it itself; so it is by default.")),
        text(
            "--level",
            shown=_("LEVEL"),
            about=_("Where it takes hold: {names}.").format(names=vocabulary.names(LEVEL_WORDS)),
        ),
        text("--when", shown=_("TEXT"), about=_("A plan for it: when this happens …")),
        text("--then", shown=_("TEXT"), about=_("… then we do that.")),
        text("--effect", shown=_("TEXT"), about=_("What is expected of it.")),
        text("--judged", shown=_("TEXT"), about=_("How it will be seen whether it helped.")),
        text("--judge-on", shown=_("DATE"), about=_("When that is judged.")),
        text(
            "--to-above",
            shown=_("WHOM"),
            about=_("To whom above the leader passes it, where it is passed on to the leader."),
        ),
        text("--answer-by", shown=_("DATE"), about=_("When an answer from above is due.")),
        text("--answer", shown=_("TEXT"), about=_("The answer from above, dated today.")),
        text(
            "--status",
            shown=_("STATUS"),
            about=_("How it goes: {names}.").format(names=vocabulary.names(STATUS_WORDS)),
        ),
        note_option(),
    ]


def note_option() -> click.Option:
    """`--note`, also of `amu action status`."""
    return options.text("--note", shown=_("TEXT"), about=_("A remark, dated today."))


def note_fields() -> list[click.Option]:
    """What can be said in a note."""
    text = options.text
    return [
        text(
            "--text", shown=_("TEXT"), required=True, about=_("How it goes, in the staff's words.")
        ),
        text(
            "--felt",
            shown=_("N"),
            about=_("The effect that the room feels, from 1 (nothing) to 5 (it helps much)."),
        ),
        text("--proof", shown=_("TEXT"), about=_("Where it can be seen.")),
        text("--by", shown=_("NAME"), about=_("Who says so; you by default.")),
    ]


def note_of(given: dict[str, Any]) -> Note:
    """The note of today that `note_fields` say."""
    from amu_tui.files.user.person import own_names

    by = given["by"]
    return Note(
        date=datetime.date.today(),
        text=parse_note(given["text"]),
        by=(*own_names(), "")[0] if by is None else parse_name(by),
        felt=parse_felt(given["felt"] or ""),
        proof=given["proof"] or "",
    )


def filled(action: Action, given: dict[str, Any]) -> Action:
    """`action` with all of `given` but its theme: what is None stays, what is empty is cleared."""
    today = datetime.date.today()
    if given["title"] is not None:
        action = replace(action, title=parse_title(given["title"]))
    if given["owner"]:
        action = with_owners(action, parse_names(";".join(given["owner"])))
    for name, said in (("deadline", _("deadline: {day}")), ("judge_on", _("judged: {day}"))):
        if given[name] is not None:
            action = replace(action, **{name: _day(given[name], said)})
    if basket := _basket(given["to_leader"], given["ours"]):
        action = replace(action, basket=basket)
    if given["level"] is not None:
        action = replace(action, level=vocabulary.level(given["level"]) if given["level"] else None)
    if given["when"] is not None or given["then"] is not None:
        when, then = given["when"], given["then"]
        action = with_plan(
            action,
            action.when if when is None else when,
            action.then if then is None else then,
        )
    for name in ("effect", "judged"):
        if given[name] is not None:
            action = replace(action, **{name: given[name]})
    action = _passed(action, given, today)
    if given["status"] is not None:
        action = with_status(action, vocabulary.status(given["status"]), today)
    return noted(action, given["note"])


def _passed(action: Action, given: dict[str, Any], today: datetime.date) -> Action:
    if all(given[name] is None for name in ("to_above", "answer_by", "answer")):
        return action
    if action.basket != "leader":
        raise UsageError(
            _("only what is passed on to the leader can be passed upwards"),
            hint=_("Add --to-leader."),
        )
    matter = action.matter or Matter()
    if given["to_above"] is not None:
        matter = replace(matter, to=given["to_above"])
    if given["answer_by"] is not None:
        matter = replace(matter, answer_by=_day(given["answer_by"], _("answer due: {day}")))
    answer = matter.answer if given["answer"] is None else given["answer"]
    return with_matter(action, matter, answer, today)


def _day(text: str, said: str) -> datetime.date | None:
    """The day that is typed, said in full before anything is saved."""
    date = parse_day(text, datetime.date.today())
    if date is not None:
        say(said.format(day=full_day(date)))
    return date


def _basket(to_leader: bool, ours: bool) -> Basket | None:
    if to_leader and ours:
        raise UsageError(_("choose one of --to-leader and --ours"))
    if to_leader:
        return "leader"
    return "ours" if ours else None


def noted(action: Action, text: str | None) -> Action:
    """`action` with a remark of today, where there is one."""
    if not text:
        return action
    note = Note(date=datetime.date.today(), text=text)
    return with_note(action, random_id(), note)
