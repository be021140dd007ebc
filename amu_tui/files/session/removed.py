"""Deleting an action, and bringing it back: also another day, and by another than who deleted it.

Each time leaves a record of its own name, so that two clones merge. The record is written before
the action goes: a program that is killed between the two leaves the action where it was.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from amu_tui.errors import AlreadyThere, AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import account_name, person_name
from amu_tui.files.disk.crowds import Crowd
from amu_tui.files.disk.durable import user_id, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.ids import next_revision, random_id
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.removal import Removal, Removed, deleted
from amu_tui.text import MAX_LENGTH, clean
from amu_tui.words import _

SCHEMA_NAME = "removed"


LONGEST = 5 * MAX_LENGTH
"""Characters of a line of an action's file, where each of a text may take two and some more."""


def record(
    root: Path, what: Literal["deleted", "restored"], action: Action, kept: Mapping[str, Any]
) -> Path:
    """Keep that this account deletes or restores an action today; the path of the record.

    Args:
        kept: the whole table of its file, with keys that are a user's own.
    """
    uid = user_id()
    removal = Removal(
        id=random_id(),
        what=what,
        on=datetime.date.today(),
        account=clean(account_name(uid)),
        name=clean(person_name(uid)),
        lines=tuple(toml.dumps(action, kept).splitlines()),
    )
    path = places.file_in(root, *places.REMOVED, places.id_file(removal.id))
    data = toml.readable(removal, path, limit=toml.LARGE, schema=SCHEMA_NAME, longest=LONGEST)
    write_once(path, data)
    return path


def restore(root: Path, action: Action) -> Action:
    """Bring an action back with a new revision; `AlreadyThere` where it is there.

    Keys of its file that had no effect come back with it.
    """
    path = places.file_in(root, places.ACTIONS, places.id_file(action.id))
    last = [one for one in deleted(removals(root)[0], ()) if one.action.id == action.id]
    kept = toml.parse_toml(last[0].removal.file, path) if last else {}
    new = msgspec.structs.replace(
        action,
        revision=next_revision(action.revision),
        edit=random_id(),
        saved_on=datetime.date.today(),
    )
    data = toml.readable(new, path, kept=kept, schema="action")
    try:
        write_once(path, data)
    except AlreadyThere as error:
        message = _("this action is there: it is not deleted, or was brought back already")
        raise AlreadyThere(message, path=display_path(path)) from error
    record(root, "restored", new, kept)
    return toml.decode(path, Action)


def deletions(root: Path) -> tuple[list[Removed], list[Problem]]:
    """What can be brought back, the last deleted first, and the records that cannot be read."""
    found, problems = removals(root)
    ids = {one.action.id for one in found}
    there = {i for i in ids if places.there(places.inside(root, places.ACTIONS, f"{i}.toml"))}
    return deleted(found, there), problems


def removals(root: Path) -> tuple[list[Removed], list[Problem]]:
    """The records there are, and those that cannot be read: of one owner as many as of actions."""
    folder = places.inside(root, *places.REMOVED, "")
    found: list[Removed] = []
    problems: list[Problem] = []
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return [], []
    except OSError as error:
        raise AmuError(_("this cannot be read"), path=display_path(folder)) from error
    crowd = Crowd(folder)
    for name in names:
        if not name.endswith(".toml") or name.startswith("."):
            continue
        owner, before = crowd.owner(name), len(found)
        if crowd.full(owner):
            crowd.more[owner] += 1
            continue
        try:
            path = places.inside(root, *places.REMOVED, name)
            data = toml.read_bytes(path, toml.LARGE)
            removal = toml.parse(data, Removal, path, longest=LONGEST)
            found.append(Removed(removal, toml.parse(removal.file, Action, path)))
        except AmuError as error:
            if crowd.many(owner):
                crowd.more[owner] += 1
            else:
                crowd.named(owner, 1)
                problems.append(error.problem("/".join((*places.REMOVED, display_path(name)))))
        crowd.read(owner, well=len(found) > before)
    problems += crowd.rest("/".join(places.REMOVED))
    return found, problems
