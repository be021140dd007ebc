"""What git's index holds (git-index(5), "gitformat-index", versions 2 to 4).

Git itself is not asked, since the settings of a folder can name programs that it then runs; and
dulwich, which reads an index too, is 9 MB for these few lines.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.git.around import Around, shared_folder

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest index that is read: that of some half a million files."""

_STAT, _FLAGS, _EXTENDED, _LEFT_OUT = 40, 2, 0x4000, 0x4000


class Entry(NamedTuple):
    """A file that git keeps, its content named by the hash `object`.

    `stage` is 0, or 1 (what both began with), 2 (ours) or 3 (theirs) while a conflict is not
    settled. `left_out` says that it is meant not to be in the folder (`skip-worktree`).
    """

    name: bytes
    object: bytes
    stage: int
    left_out: bool


def below(git: Around) -> list[Entry]:
    """What git keeps of the folder that `git` is around, named from there.

    Nothing where a stranger's repository would have to be believed, or the index cannot be read.
    """
    if git.folder is None:
        return []
    try:
        data = toml.read_bytes(git.folder / "index", LARGEST)
    except AmuError:
        return []
    found = [one for one in entries(data, sha256=_sha256(git)) if one.name.startswith(git.below)]
    return [one._replace(name=one.name[len(git.below) :]) for one in found]


def _sha256(git: Around) -> bool:
    """Whether the repository names objects by SHA-256 instead of SHA-1."""
    if git.folder is None:
        return False
    try:
        settings = toml.read_bytes(shared_folder(git.folder) / "config").lower()
    except AmuError:
        return False
    return b"objectformat = sha256" in settings


def entries(index: bytes, *, sha256: bool = False) -> Iterator[Entry]:
    """All that an index holds, names as bytes, with slashes.

    Args:
        index: the bytes of the file; of what is not a whole index, what can be read of it.
        sha256: whether the repository names objects by SHA-256 instead of SHA-1.
    """
    if len(index) < 12 or index[:4] != b"DIRC":
        return
    version, count = struct.unpack(">LL", index[4:12])
    if version not in (2, 3, 4):
        return
    at, name = 12, b""
    for _entry in range(count):
        flags_at = at + _STAT + (32 if sha256 else 20)
        if flags_at + _FLAGS > len(index):
            return
        (flags,) = struct.unpack(">H", index[flags_at : flags_at + 2])
        start = flags_at + _FLAGS
        more = 0
        if version > 2 and flags & _EXTENDED:
            (more,) = struct.unpack(">H", index[start : start + 2].rjust(2, b"\0"))
            start += 2
        kept = b""
        if version == 4:
            dropped, start = _offset(index, start)
            kept = name[: len(name) - dropped] if dropped <= len(name) else b""
        end = index.find(b"\0", start)
        if end < 0:
            return
        name = kept + index[start:end]
        yield Entry(name, index[at + _STAT : flags_at], flags >> 12 & 3, bool(more & _LEFT_OUT))
        # Versions 2 and 3 fill up to a multiple of eight bytes, with one NUL at least.
        at = end + 1 if version == 4 else at + (end - at + 8) // 8 * 8


def _offset(index: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, as in pack files (`OFS_DELTA`), and where it ends."""
    value = -1
    while at < len(index):
        byte = index[at]
        at += 1
        value = (value + 1) << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return max(value, 0), at
