"""Commands that can be pasted, whatever a file is called and whoever can write around it.

A path is looked up anew when the command is run. Where somebody else could have put something in
its place by then, the command takes hold of what is there first, and goes on only if that is
what was looked at: a folder by stepping into it, a file by opening it.
"""

import contextlib
import itertools
import os
import stat
from collections.abc import Collection
from pathlib import Path

from amu_tui.files.disk.accounts import private_group
from amu_tui.files.disk.durable import CLOEXEC, NOFOLLOW, user_id
from amu_tui.files.disk.shell import line, word, word_of


def octal(mode: int) -> str:
    """A mode as it is typed: `2750`, `640`."""
    return f"{mode:o}"


def on(path: Path, status: os.stat_result, by: int, program: str, to: str) -> str:
    """A `chown`, `chgrp` or `chmod` of the file or folder that `status` is of, and of no other.

    Args:
        by: the account that runs it, besides root.
        to: the account, group or mode that it is to have.
    """
    if _is_ours(path, by):
        return line(program, *(["-h"] if program != "chmod" else []), to, path)
    if stat.S_ISDIR(status.st_mode):
        return held(path, by, line(program, to, "."))
    return _opened(path, status, line(program, to, "/dev/fd/3"), "<")


def inside(path: Path, by: int, *argv: str) -> str:
    """A command that does `argv` to a name in the folder that is there now.

    What the name stands for by then is for `argv` to mind: `rm -f` does not follow a link.
    """
    if _is_ours(path.parent, by):
        return line(*argv, path)
    return held(path.parent, by, line(*argv, Path(path.name)))


def new_folder(path: Path, by: int, mode: int, whose: str) -> str:
    """A command that makes a folder with owner and group (`anna:staff`) and mode."""
    if _is_ours(path, by):
        steps = [line("mkdir", path), line("chown", whose, path), line("chmod", octal(mode), path)]
        return " && ".join(steps)
    around, name = word(str(path.parent)), word(f"./{path.name}")
    steps = [f"cd -P {around}", f'test "$(pwd -P)" = {around}', f"mkdir {name}", f"cd -P {name}"]
    steps += [f'test "$(pwd -P)" = {word(str(path))}', line("chown", whose, ".")]
    return f"({' && '.join(steps)} && {line('chmod', octal(mode), '.')})"


def append(path: Path, status: os.stat_result, by: int, text: str) -> str:
    """A command that adds `text`, as printf takes it, to the end of a file."""
    if _is_ours(path, by):
        before, name = word_of(path)
        return f"{before}printf '{text}' >> {name}"
    return _opened(path, status, f"printf '{text}' >&3", ">>")


def held(folder: Path, by: int, words: str) -> str:
    """`words` run in the folder that is there now, and in no other; empty where there is none."""
    there = word(f"{folder}/")
    if _is_ours(folder, by):
        return f"(cd -P {there} && {words})"
    try:
        number = _reached(folder).st_ino
    except OSError:
        return ""
    return f'(cd -P {there} && test "$(stat -c %i .)" = {number} && {words})'


def _opened(path: Path, status: os.stat_result, words: str, how: str) -> str:
    same = f'test "$(stat -L -c %i /dev/fd/3)" = {status.st_ino}'
    before, name = word_of(path)
    return f"{before}{{ {same} && {words}; }} 3{how} {name}"


def _reached(folder: Path) -> os.stat_result:
    """What `stat` says of a folder that no link leads to; `OSError` where there is none."""
    flags = getattr(os, "O_DIRECTORY", 0) | CLOEXEC | NOFOLLOW | getattr(os, "O_PATH", 0)
    fd = os.open(folder.anchor, flags)
    try:
        for part in folder.parts[1:]:
            around, fd = fd, os.open(part, flags, dir_fd=fd)
            os.close(around)
        return os.fstat(fd)
    finally:
        os.close(fd)


def _is_ours(path: Path, by: int) -> bool:
    """Whether nobody but root, and this account where it is to run the command, can put something
    else in the place of `path` or of a folder on the way to it.
    """
    if os.name == "nt":
        return True
    own = {0, by} & {0, user_id()}
    way = [*reversed(path.parents), path]
    for folder, entry in itertools.pairwise(way):
        try:
            around = folder.lstat()
        except OSError:
            return False
        if around.st_uid not in own or not stat.S_ISDIR(around.st_mode):
            return False
        if others_exchange(around, entry, own):
            return False
    return True


def others_exchange(around: os.stat_result, entry: Path, own: Collection[int]) -> bool:
    """Whether a folder lets others than `own` put something else in the place of `entry` in it.

    Args:
        around: what `stat` says of the folder.
    """
    if not others_write(around, own):
        return False
    with contextlib.suppress(FileNotFoundError):
        return not around.st_mode & stat.S_ISVTX or entry.lstat().st_uid not in own
    return False


def others_write(status: os.stat_result, own: Collection[int]) -> bool:
    """Whether the mode lets others than `own` write a file or folder."""
    alone = status.st_gid in map(private_group, own)
    return bool(status.st_mode & (0o002 if alone else 0o022))
