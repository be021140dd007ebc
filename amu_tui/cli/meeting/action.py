"""`amu action`: what the unit will do about the chosen themes, and how it goes."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import argument, put, put_json, say
from amu_tui.cli.kit.sessions import action_id, need_themes, opened, theme_id
from amu_tui.cli.meeting import conflicts
from amu_tui.cli.meeting.action_fields import (
    fields,
    filled,
    note_fields,
    note_of,
    note_option,
    noted,
)
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.followup.board import VIEWS, Group, View
from amu_tui.model.followup.notes import with_note
from amu_tui.model.followup.progress import set_in_the_past
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import STATUS_WORDS, Action, parse_title, with_status
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.render import vocabulary
from amu_tui.render.decisions.corrected import removed_lines
from amu_tui.text import apart, clean
from amu_tui.words import _, day, pick

if TYPE_CHECKING:
    from amu_tui.files.session.folder import SessionFolder


def command() -> click.Group:
    """The commands, in the language spoken."""
    session, json = options.session, options.json
    statuses = vocabulary.names(STATUS_WORDS)
    which = click.Argument(["action"], type=clean, metavar=_("ID"))
    return options.group(
        "action",
        [
            options.command(
                "add",
                add,
                about=_("Add an action to a chosen theme; prints its id."),
                takes=[session(), *fields(new=True), json()],
            ),
            _list(),
            options.command(
                "edit",
                edit,
                about=_("Change an action; what is not named stays."),
                takes=[session(), which, *fields(new=False), conflicts.option(), json()],
            ),
            options.command(
                "status",
                status,
                about=_("Say how an action goes: {names}.").format(names=statuses),
                takes=[
                    session(),
                    which,
                    click.Argument(["state"], type=clean, metavar=_("STATUS")),
                    note_option(),
                    json(),
                ],
            ),
            options.command(
                "note",
                note,
                about=_("Note how an action goes: the staff's words, the effect felt, the proof."),
                takes=[session(), which, *note_fields(), json()],
            ),
            options.command(
                "remove", remove, about=_("Remove an action."), takes=[session(), which]
            ),
            _restore(),
        ],
        about=_("Actions of the chosen themes: add, list, edit, status, note, remove, restore."),
    )


def _list() -> click.Command:
    board = _("As the board of the follow-up has them.")
    return options.command(
        "list",
        show,
        about=_("List the actions with their ids."),
        takes=[
            options.session(),
            options.one_of("--view", choices=VIEWS, about=board),
            options.flag("--deleted", about=_("Those that can be brought back.")),
            options.json(),
        ],
    )


def _restore() -> click.Command:
    which = click.Argument(["action"], type=clean, metavar=_("[ID]"), required=False)
    return options.command(
        "restore",
        restore,
        about=_("Bring back an action that was removed, by anybody."),
        takes=[options.session(), which, options.json()],
    )


def add(path: Path, theme: str, aim: Aim | None, as_json: bool, **given: Any) -> None:
    """Add an action to a chosen theme."""
    folder, session = opened(path)
    need_themes(session)
    chosen, chosen_aim = _chosen(session, theme, aim)
    title = parse_title(given["title"])
    action = Action(id=random_id(), theme=chosen, aim=chosen_aim, title=title)
    saved = folder.save_action(filled(action, given), None)
    _tell(session.with_action(saved), saved, as_json)
    _warn(None, saved)


def edit(
    path: Path,
    action: str,
    theme: str | None,
    aim: Aim | None,
    take: tuple[str, ...],
    as_json: bool,
    **given: Any,
) -> None:
    """Change an action."""
    folder, session = opened(path)
    mended = conflicts.mended(folder, session, action, take)
    if mended is not None:
        session = mended
        if not any((theme, aim, *given.values())):
            if action in session.actions:
                _tell(session, session.actions[action], as_json)
            return
    before = session.actions[action_id(session, action)]
    after = before
    if theme is not None or aim is not None:
        chosen, chosen_aim = _chosen(session, theme or before.theme, aim)
        after = replace(after, theme=chosen, aim=chosen_aim)
    after = filled(after, given)
    if after == before:
        raise UsageError(_("nothing is changed"), hint=_("Name what is to be changed."))
    saved = folder.save_action(after, before.revision)
    _tell(session.with_action(saved), saved, as_json)
    _warn(before, saved)


def status(path: Path, action: str, state: str, note: str | None, as_json: bool) -> None:
    """Say how an action goes."""
    folder, session = opened(path)
    conflicts.refuse(session, action)
    before = session.actions[action_id(session, action)]
    after = with_status(before, vocabulary.status(state), datetime.date.today())
    after = noted(after, note)
    saved = before if after == before else folder.save_action(after, before.revision)
    _tell(session.with_action(saved), saved, as_json)


def note(path: Path, action: str, as_json: bool, **given: Any) -> None:
    """Note how an action goes."""
    folder, session = opened(path)
    conflicts.refuse(session, action)
    before = session.actions[action_id(session, action)]
    saved = folder.save_action(with_note(before, random_id(), note_of(given)), before.revision)
    _tell(session.with_action(saved), saved, as_json)


def remove(path: Path, action: str) -> None:
    """Remove an action."""
    folder, session = opened(path)
    conflicts.refuse(session, action)
    before = session.actions[action_id(session, action)]
    folder.remove_action(before.id, before.revision)
    say(_("removed: {title}").format(title=before.title))
    text = _("`amu action restore {session} {id}` brings it back")
    say(text.format(session=argument(folder.path), id=before.id))


def restore(path: Path, action: str | None, as_json: bool) -> None:
    """Bring back an action."""
    folder, session = opened(path)
    deleted, problems = folder.deleted()
    for problem in problems:
        say(str(problem.error(folder.path)))
    known = {one.action.id: one for one in deleted}
    if action is None and len(known) == 1:
        [action] = known
    if action is None or action not in known:
        if not known:
            raise AmuError(_("no action is deleted"), path=path)
        say("\n".join(removed_lines(deleted)))
        raise UsageError(
            _("which one?") if action is None else _("no such action is deleted"),
            hint=_("Name it by its id, which stands before the title."),
        )
    saved = folder.restore_action(known[action].action)
    _tell(session.with_action(saved), saved, as_json)


def show(path: Path, view: View | None, deleted: bool, as_json: bool) -> None:
    """List the actions."""
    from amu_tui.render.aims import AIM_HEADINGS
    from amu_tui.render.followup.board import group_heading
    from amu_tui.render.report.outline import action_json

    folder, session = opened(path)
    if deleted:
        _show_deleted(folder, session, as_json=as_json)
        return
    if view is not None:
        groups = [(group_heading(group), group.actions) for group in _groups(session, view)]
    else:
        by_aim = [(_(AIM_HEADINGS[aim]), session.actions_for(aim=aim)) for aim in AIMS]
        groups = [(heading, actions) for heading, actions in by_aim if actions]
    if as_json:
        every = {a.id: a for _heading, actions in groups for a in actions}
        ordered = session.actions_for() if view is None else every.values()
        put_json([action_json(session, action) for action in ordered])
        return
    lines = [
        line
        for heading, actions in groups
        for line in (heading, *(line for action in actions for line in _lines(session, action)))
    ]
    if lines:
        put("\n".join(lines))
    else:
        say(_("no actions are written yet"))


def _show_deleted(folder: "SessionFolder", session: Session, *, as_json: bool) -> None:
    from amu_tui.render.report.outline import action_json

    removed, problems = folder.deleted()
    for problem in problems:
        say(str(problem.error(folder.path)))
    if as_json:
        put_json(
            [
                {
                    **action_json(session, action),
                    "deleted": removal.on.isoformat(),
                    "account": removal.account,
                    "name": removal.name,
                }
                for removal, action in removed
            ]
        )
    elif removed:
        put("\n".join(removed_lines(removed)))
    else:
        say(_("no action is deleted"))


def _groups(session: Session, view: View) -> list[Group]:
    from amu_tui.files.user.person import own_names
    from amu_tui.model.followup.board import Board
    from amu_tui.model.followup.stage import agreed

    days = session.instrument.process.stalled_days
    board = Board(datetime.date.today(), own_names(), agreed(session), days)
    return board.groups(session.actions.values(), view)


def _lines(session: Session, action: Action) -> Iterator[str]:
    """An action with its id, and the last that was noted on it."""
    from amu_tui.render.aims import item_name
    from amu_tui.render.decisions.notes import note_lines

    place = session.priority(action.id)
    details = [
        action.title,
        item_name(session, action.theme),
        "; ".join(action.owners),
        day(action.deadline) if action.deadline else "",
        _(STATUS_WORDS[action.status]),
        _("to the leader") if action.basket == "leader" else "",
    ]
    rank = f"{place}." if place else ""
    yield f"  {action.id}  {rank:3}{' · '.join(map(apart, filter(None, details)))}"
    for line in note_lines(action)[:1]:
        yield " " * (len(action.id) + 7) + line


def _tell(session: Session, action: Action, as_json: bool) -> None:
    from amu_tui.render.report.outline import action_json

    if as_json:
        put_json(action_json(session, action), saved=True)
    else:
        put(action.id, saved=True)
    say(_("saved"))


def _warn(before: Action | None, saved: Action) -> None:
    """Say where the deadline that was given has passed already: it may be a slip."""
    if set_in_the_past(before, saved, datetime.date.today()):
        say(_("the deadline has passed already"))


def _chosen(session: Session, word: str, aim: Aim | None) -> tuple[str, Aim]:
    """The chosen theme that `word` means and its aim; `UsageError` where it is not chosen."""
    need_themes(session)
    theme = theme_id(session.instrument, word)
    aims = [a for a in AIMS if theme in session.chosen(a)]
    if aims and aim in (None, *aims):
        return theme, aim or aims[0]
    names = ", ".join(
        f"{session.instrument.themes[item].number} {pick(session.instrument.name(item))}"
        for candidate in ([aim] if aim and aims else AIMS)
        for item in session.chosen(candidate)
    )
    raise UsageError(
        _("{theme} is not among the chosen themes").format(
            theme=pick(session.instrument.name(theme))
        ),
        hint=_("Chosen are: {names}.").format(names=names or "–"),
    )
