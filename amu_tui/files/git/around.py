"""Which repository a folder lies in, and whether what stands in it may be believed.

Git runs what the settings and hooks of a repository name, as whoever uses it. So one in which
somebody else has put something is only told of: no path that is read there is followed.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from amu_tui.errors import AmuError
from amu_tui.files import toml


class Around(msgspec.Struct, frozen=True):
    """The repository around a folder.

    `link` is its `.git`, `below` how names of what is in the folder begin in git. `folder` is
    where git keeps its index, None where `stranger`, the number of an account, owns something
    that git would read.
    """

    link: Path
    below: bytes
    folder: Path | None
    stranger: int | None = None

    def running(self) -> Iterator[Path]:
        """Where it stands what git runs: settings and hooks, and the folders around them."""
        if self.folder is None:
            return
        common = shared_folder(self.folder)
        yield from dict.fromkeys((self.folder, common, common / "config", common / "hooks"))
        with contextlib.suppress(OSError):
            yield from (common / "hooks").iterdir()


def around(root: Path, own: frozenset[int]) -> Around | None:
    """The repository that `root` lies in, None without one.

    Args:
        own: the accounts that are no strangers to each other here.
    """
    real = Path(os.path.realpath(root))
    top = next((at for at in (real, *real.parents) if os.path.lexists(at / ".git")), None)
    if top is None:
        return None
    link, inside = top / ".git", real.relative_to(top)
    below = os.fsencode(f"{inside.as_posix()}/") if inside.parts else b""
    for path in _read_by_git(link) if os.name != "nt" else ():
        with contextlib.suppress(OSError):
            uid = path.lstat().st_uid
            if uid not in own:
                return Around(link, below, None, uid)
    return Around(link, below, _named(link))


def _read_by_git(link: Path) -> Iterator[Path]:
    """What git would read, each before what it names: whoever asks on knows whose it was."""
    yield link
    folder = _named(link)
    yield from (folder, folder / "commondir", folder / "config.worktree", folder / "index")
    yield from Around(link, b"", folder).running()


def shared_folder(folder: Path) -> Path:
    """Where the settings of a repository are: not in `folder` for a second working tree."""
    try:
        named = os.fsdecode(toml.read_bytes(folder / "commondir")).strip()
    except AmuError:
        return folder
    return folder if "\0" in named else folder / named


def _named(link: Path) -> Path:
    """The folder of a repository: `.git`, or the one that such a link or file names."""
    if link.is_symlink():
        return Path(os.path.realpath(link))
    try:
        text = os.fsdecode(toml.read_bytes(link))
    except AmuError:
        return link
    named = text.removeprefix("gitdir:").strip()
    return link if "\0" in named else link.parent / named  # no file is named like that
