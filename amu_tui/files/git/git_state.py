"""What git has left undone in a session's folder without a word in the files, told by its index.

Of a file that two clones changed, git keeps ours alone where it is told not to merge by lines;
and a sparse checkout leaves files out. Either would pass for the whole truth.
"""

import contextlib
import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import STALE_SECONDS
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.disk.shell import word
from amu_tui.files.git import index
from amu_tui.files.git.around import Around, around
from amu_tui.words import N_, _, ngettext

_OURS, _THEIRS = 2, 3
_UNFINISHED = {
    "MERGE_HEAD": N_("git is in the middle of a merge here"),
    "CHERRY_PICK_HEAD": N_("git is in the middle of a cherry-pick here"),
    "REVERT_HEAD": N_("git is in the middle of a revert here"),
    "rebase-merge": N_("git is in the middle of a rebase here"),
    "rebase-apply": N_("git is in the middle of a rebase here"),
}


def problems(root: Path) -> Iterator[Problem]:
    """The files of the session in `root` that are not what git will take them for."""
    git = _git(root)
    if git is None:
        return
    stages: dict[str, dict[int, index.Entry]] = defaultdict(dict)
    left_out: dict[str, list[str]] = defaultdict(list)
    for entry in index.below(git):
        name = os.fsdecode(entry.name)
        if name.startswith(f"{places.LOCAL}/"):
            continue
        if entry.stage:
            stages[name][entry.stage] = entry
        elif entry.left_out and name.endswith((".toml", "/")) and not os.path.lexists(root / name):
            left_out[_needed(name)].append(name)
    for name, found in stages.items():
        if _as_git_left_it(root / name, found):
            yield _unsettled(name, both={_OURS, _THEIRS} <= found.keys())
    for path, names in left_out.items():
        yield _left_out(path, names)


def _needed(name: str) -> str:
    """What a file that is left out is missed by: all actions, or the file itself."""
    if name.startswith(f"{places.ACTIONS}/"):
        return places.ACTIONS
    return "/".join(places.round_file("themes")) if name == f"{places.ROUNDS}/" else name


def unfinished(root: Path) -> str:
    """What git is in the middle of around the session; empty where it is in nothing."""
    git = _git(root)
    if git is None or git.folder is None:
        return ""
    for name, text in _UNFINISHED.items():
        if os.path.lexists(git.folder / name):
            how = _("{what}; `git status` says how to finish it or give it up")
            return how.format(what=_(text))
    with contextlib.suppress(OSError):
        if time.time() - (git.folder / "index.lock").lstat().st_mtime > STALE_SECONDS:
            return _(
                "a git that was cut off has left index.lock, and git refuses to go on: remove it "
                "where no git is at work"
            )
    return ""


def _git(root: Path) -> Around | None:
    """The repository around; what a stranger has put there is not believed."""
    try:
        return around(root, frozenset({0, root.stat().st_uid}))
    except OSError:
        return None


def _as_git_left_it(path: Path, stages: dict[int, index.Entry]) -> bool:
    """Whether nobody has chosen yet: what is there is ours, or one side has no such file."""
    if not {_OURS, _THEIRS} <= stages.keys():
        return True
    try:
        data = toml.read_bytes(path, toml.LARGE)
    except AmuError:
        return False
    ours = stages[_OURS].object
    return hashlib.new("sha1" if len(ours) == 20 else "sha256", _blob(data)).digest() == ours


def _blob(data: bytes) -> bytes:
    return b"blob %d\0" % len(data) + data


def _unsettled(name: str, *, both: bool) -> Problem:
    if not both:
        message = _(
            "git has not settled a conflict here: one clone changed this file, another removed it"
        )
        hint = _("In the session's folder, `git add {file}` keeps it, `git rm {file}` removes it.")
    else:
        message = _(
            "git has not settled a conflict here: another clone changed this file too, and git "
            "has put only one of the two texts into it"
        )
        if name.startswith(f"{places.ROUNDS}/"):
            message = _(
                "git has not settled a conflict here: another clone wrote this round down "
                "differently"
            )
        hint = _(
            "In the session's folder, `git show :3:./{file}` shows the other text. Keep one with "
            "`git checkout --ours {file}`, or --theirs, then `git add {file}`."
        )
    return Problem(path=display_path(name), message=message, hint=hint.format(file=word(name)))


def _left_out(path: str, names: list[str]) -> Problem:
    message = ngettext(
        "git keeps a file out of this folder (a sparse checkout): {name}",
        "git keeps {n} files out of this folder (a sparse checkout), such as {name}",
        len(names),
    ).format(n=len(names), name=display_path(names[0]))
    hint = _("`git sparse-checkout disable` brings back what is missing.")
    return Problem(path=display_path(path), message=message, hint=hint)
