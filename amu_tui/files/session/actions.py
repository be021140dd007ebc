"""Saving an action that others may be editing at the same moment.

Of several people who change the same revision one gets the next (see `advance`); the others are
told, with the version that is there now.
"""

import contextlib
import datetime
from pathlib import Path
from typing import Any

import msgspec

from amu_tui.errors import AlreadyThere, AmuError, Conflict
from amu_tui.files import toml
from amu_tui.files.disk.durable import (
    confirm,
    put_back,
    remove,
    set_aside,
    write_once,
)
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.disk.revisions import advance
from amu_tui.files.git import git_conflicts
from amu_tui.files.places import ACTIONS, file_in, id_file, inside
from amu_tui.files.session import removed
from amu_tui.files.toml.limits import BY_HAND
from amu_tui.model.ids import next_revision, random_id
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.versions import Clash, EditedMeanwhile
from amu_tui.words import _

SCHEMA_NAME = "action"
"""What the schema of an action's file is called."""


def save(root: Path, action: Action, base: int | None) -> Action:
    """Save `action` below the session's folder `root` (see `SessionFolder.save_action`)."""
    path = file_in(root, ACTIONS, id_file(action.id))
    git_conflicts.renew_attributes(root)
    edit, today = random_id(), datetime.date.today()
    if base is None:
        new = msgspec.structs.replace(action, revision=1, edit=edit, saved_on=today)
        write_once(path, toml.readable(new, path, schema=SCHEMA_NAME))
        return toml.decode(path, Action)
    before, kept = _current(path)
    number = next_revision(base)
    new = msgspec.structs.replace(action, revision=number, edit=edit, saved_on=today)
    data = toml.readable(new, path, kept=kept, schema=SCHEMA_NAME)
    if before and _same(before, toml.parse(data, Action, path)):
        confirm(path)  # an earlier try that could not be confirmed, or the same change by another
        return before
    if before is None or before.revision != base:
        raise EditedMeanwhile(before, display_path(path))

    def unchanged() -> None:
        now, _kept = _current(path)
        if now is None or now.revision != base:
            raise EditedMeanwhile(now, display_path(path))

    advance(path, data, number, unchanged)
    saved, _kept = _current(path)
    if saved is None or (saved.edit != edit and saved.revision in (base, number)):
        raise EditedMeanwhile(saved, display_path(path))
    return toml.parse(data, Action, path)


def drop(root: Path, action_id: str, base: int) -> None:
    """Remove an action (see `SessionFolder.remove_action`)."""
    path = inside(root, ACTIONS, id_file(action_id))
    before, kept = _current(path)
    if before is None or before.revision != base:
        raise EditedMeanwhile(before, display_path(path))
    record = removed.record(root, "deleted", before, kept)
    aside = set_aside(path)
    try:
        taken = toml.decode(aside, Action)
        if taken.revision != base:
            raise EditedMeanwhile(taken, display_path(path))
    except AmuError:
        put_back(aside, path)
        remove(record)
        raise
    remove(aside)


def mend(root: Path, clash: Clash, chosen: Action | None) -> Action | None:
    """Put one text in the place of two that git left (see `SessionFolder.mend_action`)."""
    path = file_in(root, ACTIONS, id_file(clash.id))
    kept = git_conflicts.unknown_keys(_as_seen(path, clash), path)
    if clash.other is not None:
        other = file_in(root, ACTIONS, id_file(clash.other.id))
        with contextlib.suppress(AlreadyThere):  # then nothing of it stands in this file only
            write_once(other, toml.readable(clash.other, other, schema=SCHEMA_NAME))
    if chosen is None:
        if (gone := clash.versions.ours or clash.versions.theirs) is not None:
            removed.record(root, "deleted", gone, kept)
        _drop_clash(path, clash)
        return None
    sides = (clash.versions.ours, clash.versions.theirs)
    revision = next_revision(max(side.revision for side in sides if side is not None))
    new = msgspec.structs.replace(
        chosen,
        id=clash.id,
        revision=revision,
        edit=random_id(),
        saved_on=datetime.date.today(),
    )
    data = toml.readable(new, path, kept=kept, schema=SCHEMA_NAME)

    def unchanged() -> None:
        _as_seen(path, clash)

    advance(path, data, revision, unchanged)
    return toml.parse(data, Action, path)


def _drop_clash(path: Path, clash: Clash) -> None:
    aside = set_aside(path)
    try:
        _as_seen(aside, clash)
    except AmuError:
        put_back(aside, path)
        raise
    remove(aside)


def _as_seen(path: Path, clash: Clash) -> bytes:
    """The file; `Conflict` unless it still holds the two versions that were chosen from."""
    data = toml.find_bytes(path, git_conflicts.LIMIT)
    if data is None or git_conflicts.seen(data) != clash.seen:
        message = _("the file has been changed since it was read")
        raise Conflict(message, path=display_path(path), hint=_("Look again before you choose."))
    return data


def _same(one: Action, other: Action) -> bool:
    """Whether two versions say the same, whoever saved them."""
    return msgspec.structs.replace(one, edit=other.edit, saved_on=other.saved_on) == other


def _current(path: Path) -> tuple[Action | None, dict[str, Any]]:
    """The action as it is on the disk and its whole table; None where there is no file."""
    data = toml.find_bytes(path)
    if data is None:
        return None, {}
    try:
        return toml.parse(data, Action, path), toml.parse_toml(data, path)
    except AmuError as error:
        if git_conflicts.marked(data) and error.hint in ("", _(BY_HAND)):
            error.raw_hint = _("Open the session again: it shows both versions, and you choose.")
        raise
