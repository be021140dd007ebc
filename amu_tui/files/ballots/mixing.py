"""Hiding in which order the ballots of a keyboard that is passed round were cast.

They all belong to one account. Who may list them, and knows who had the keyboard first, could go
by the numbers of their inodes or the times of their last change, which no program can set.
"""

import contextlib
import os
import random
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.ballots.box_contents import of_another_group, written_by_others
from amu_tui.files.disk.durable import CLOEXEC, TEMPORARY, remove, replace, user_id

MOST = 12
"""So many are written anew after each ballot: each is, again and again."""
_CROWD = 200
"""No room passes a keyboard round to more people; among more files none is written anew."""
_PASSED = b'\nway = "passed"\n'


def mix(folder: Path, latest: str, closed: Callable[[], bool]) -> None:
    """Write the ballot `latest` and others of this account anew as they are, in any order.

    Where another program is at it, that is enough.

    Args:
        closed: whether the round is closed by now, and its ballots removed: none comes back.
    """
    chance = random.SystemRandom()
    others = [name for name in _own(folder) if name != latest]
    names = [*chance.sample(others, min(len(others), MOST - 1)), latest]
    chance.shuffle(names)
    with _alone(folder) as held:
        for name in names if others and held else ():
            path = folder / name
            with contextlib.suppress(AmuError):  # the ballot is saved, whatever its place is
                data = toml.read_bytes(path)
                if _PASSED in data:  # any other may be cast anew at this moment
                    replace(path, data, timeless=True)
                if closed():
                    remove(path)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no other program writes ballots anew meanwhile; so on a disk without locks."""
    try:
        import fcntl

        fd = os.open(folder, os.O_RDONLY | CLOEXEC)
    except (ImportError, OSError):
        yield True
        return
    held = True
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held = False
        except OSError:
            pass
        yield held
    finally:
        with contextlib.suppress(OSError):
            os.close(fd)


def _own(folder: Path) -> list[str]:
    """The names of the files of this account that have no other name; none of a crowd."""
    names = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        around = folder.stat()
        for number, entry in enumerate(entries):
            if number == _CROWD:
                return []
            if entry.name.endswith(".toml") and not entry.name.startswith(TEMPORARY):
                status = entry.stat(follow_symlinks=False)
                own = status.st_uid == user_id() and status.st_nlink == 1
                # What others have put here in this account's name would count when written anew.
                forged = of_another_group(status, around) or written_by_others(status, around)
                if own and stat.S_ISREG(status.st_mode) and not forged:
                    names.append(entry.name)
    return names
