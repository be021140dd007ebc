"""Saving an action that others may be editing at the same moment, without a lock.

A new version is first written beside the old one under a name made of the id and the new
revision, by hard link: of several people who change the same revision one gets that name.
That very file is then renamed over the old one, so that only who holds the claim can advance
the action, however long a process is held up on the way.
"""

import contextlib
import time
from pathlib import Path
from typing import Any

import msgspec

from amu_tui.errors import AlreadyThere, AmuError, Conflict
from amu_tui.files import toml
from amu_tui.files.durable import (
    STALE_SECONDS,
    TEMPORARY,
    confirm,
    publish,
    put_back,
    remove,
    set_aside,
    write_once,
)
from amu_tui.files.places import ACTIONS, file_in, id_file, inside
from amu_tui.files.refusals import shown
from amu_tui.model.action import Action
from amu_tui.words import _


class EditedMeanwhile(Conflict):
    """Somebody else has saved the action since it was read; nothing was changed.

    Args:
        theirs: the action as it is now; None where it has been removed.
    """

    def __init__(self, theirs: Action | None, path: Path) -> None:
        message = (
            _("somebody else has removed this action")
            if theirs is None
            else _("somebody else has changed this action")
        )
        super().__init__(message, path=shown(path), hint=_("Your text is kept; choose."))
        self.theirs = theirs


def save(root: Path, action: Action, base: int | None) -> Action:
    """Save `action` below the session's folder `root` (see `SessionFolder.save_action`)."""
    path = file_in(root, ACTIONS, id_file(action.id))
    if base is None:
        new = msgspec.structs.replace(action, revision=1)
        write_once(path, toml.readable(new, path))
        return toml.decode(path, Action)
    before, kept = _current(path)
    new = msgspec.structs.replace(action, revision=base + 1)
    data = toml.readable(new, path, kept=kept)
    if before == toml.parse(data, Action, path):
        confirm(path)  # an earlier try that could not be confirmed, or the same change by another
        return before
    if before is None or before.revision != base:
        raise EditedMeanwhile(before, path)
    _advance(path, data, base)
    saved, _kept = _current(path)
    if saved is None or saved.revision <= base:
        raise EditedMeanwhile(saved, path)
    return toml.parse(data, Action, path)


def drop(root: Path, action_id: str, base: int) -> None:
    """Remove an action (see `SessionFolder.remove_action`)."""
    path = inside(root, ACTIONS, id_file(action_id))
    before, _kept = _current(path)
    if before is None or before.revision != base:
        raise EditedMeanwhile(before, path)
    aside = set_aside(path)
    try:
        taken = toml.decode(aside, Action)
    except AmuError:
        put_back(aside, path)
        raise
    if taken.revision != base:
        put_back(aside, path)
        raise EditedMeanwhile(taken, path)
    remove(aside)


def _current(path: Path) -> tuple[Action | None, dict[str, Any]]:
    """The action as it is on the disk and its whole table; None where there is no file."""
    data = toml.find_bytes(path)
    if data is None:
        return None, {}
    return toml.parse(data, Action, path), toml.parse_toml(data, path)


def _advance(path: Path, data: bytes, base: int) -> None:
    """Put `data` in the place of revision `base`; `EditedMeanwhile` where another does."""
    claim = path.with_name(f"{TEMPORARY}{path.stem}-{base + 1}")
    _claim(claim, data, path)
    try:
        now, _kept = _current(path)
        if now is None or now.revision != base:
            raise EditedMeanwhile(now, path)
        publish(claim, path)
    except BaseException:
        with contextlib.suppress(OSError):
            claim.unlink()
        raise


def _claim(claim: Path, data: bytes, path: Path) -> None:
    try:
        write_once(claim, data)
    except AlreadyThere as error:
        # Either a colleague is saving at this moment, or a program was killed while it did.
        with contextlib.suppress(OSError):
            if time.time() - claim.lstat().st_ctime > STALE_SECONDS:
                claim.unlink()
                write_once(claim, data)
                return
        try:
            theirs: Action | None = toml.decode(claim, Action)
        except AmuError:
            theirs, _kept = _current(path)
        raise EditedMeanwhile(theirs, path) from error
