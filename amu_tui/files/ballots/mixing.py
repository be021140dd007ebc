"""Hiding in which order the ballots of a keyboard that is passed round were cast.

They all belong to one account. Who may list them, and knows who had the keyboard first, could go
by the numbers of their inodes or the times of their last change, which no program can set.
"""

import contextlib
import os
import random
import stat
from collections.abc import Callable
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.disk.durable import TEMPORARY, remove, replace, user_id

MOST = 12
"""So many are written anew after each ballot: each is, again and again."""


def mix(folder: Path, latest: str, closed: Callable[[], bool]) -> None:
    """Write the ballot `latest` and others of this account anew as they are, in any order.

    Args:
        closed: whether the round is closed by now, and its ballots removed: none comes back.
    """
    chance = random.SystemRandom()
    others = [name for name in _own(folder) if name != latest]
    names = [*chance.sample(others, min(len(others), MOST - 1)), latest]
    chance.shuffle(names)
    for name in names if others else ():
        path = folder / name
        with contextlib.suppress(AmuError):  # the ballot is saved, whatever its place is
            replace(path, toml.read_bytes(path), timeless=True)
            if closed():
                remove(path)


def _own(folder: Path) -> list[str]:
    """The names of the files of this account that have no other name."""
    names = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".toml") and not entry.name.startswith(TEMPORARY):
                status = entry.stat(follow_symlinks=False)
                own = status.st_uid == user_id() and status.st_nlink == 1
                if own and stat.S_ISREG(status.st_mode):
                    names.append(entry.name)
    return names
