"""Putting the next revision of a file in the place of the last, where several may try at once."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from amu_tui.errors import AlreadyThere, Conflict
from amu_tui.files.disk import claims
from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.durable import publish, user_id
from amu_tui.files.disk.os_errors import display_path
from amu_tui.words import _


def advance(path: Path, data: bytes, number: int, unchanged: Callable[[], None]) -> None:
    """Make `data` revision `number` of the file `path`, for one of several who try.

    It is first written beside under a name made of the file's and the number, by hard link: of
    several who change the same revision one gets that name. That very file is then renamed over
    the old one, so that only who holds the claim can advance it, however long a process is held
    up on the way.

    Args:
        unchanged: raises `Conflict` where the file is no longer what the change was made of.
    """
    claim = claims.claim_of(path, number)
    try:
        with claims.claimed(claim, data, take_over=True) as mine:
            unchanged()
            publish(claim, path, mine)
    except AlreadyThere as error:
        unchanged()
        hint = _("Save it again in a moment.")
        raise Conflict(_saving(claim), path=display_path(path), hint=hint) from error


def _saving(claim: Path) -> str:
    """Who holds a claim, since whoever means to can hold one again and again."""
    with contextlib.suppress(OSError):
        status = claim.lstat()
        owner = status.st_uid
        # A file with another name was linked here, and not by its owner.
        if status.st_nlink == 1 and owner != user_id() and (name := account_name(owner)):
            return _("{name} is saving this at this moment").format(name=name)
    return _("somebody else is saving this at this moment")
