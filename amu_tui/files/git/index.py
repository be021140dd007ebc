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

_LONGEST_NUMBER = 10
_STAT, _FLAGS, _EXTENDED, _LEFT_OUT, _LENGTH = 40, 2, 0x4000, 0x4000, 0xFFF


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
    return [
        one._replace(name=one.name[len(git.below) :])
        for one in entries(data, git.below, sha256=_sha256(git))
    ]


def _sha256(git: Around) -> bool:
    """Whether the repository names objects by SHA-256 instead of SHA-1."""
    if git.folder is None:
        return False
    try:
        settings = toml.read_bytes(shared_folder(git.folder) / "config").lower()
    except AmuError:
        return False
    return b"objectformat = sha256" in settings


def entries(index: bytes, prefix: bytes = b"", *, sha256: bool = False) -> Iterator[Entry]:
    """What an index holds that begins with `prefix`, names as bytes, with slashes.

    Args:
        index: the bytes of the file; of what is not a whole index, what can be read of it.
        sha256: whether the repository names objects by SHA-256 instead of SHA-1.
    """
    if len(index) < 12 or index[:4] != b"DIRC":
        return
    version, count = struct.unpack(">LL", index[4:12])
    flags_at = _STAT + (32 if sha256 else 20)
    if version in (2, 3) and prefix:  # names stand there whole: no need to read all the others
        yield from _found(index, prefix, flags_at)
    elif version in (2, 3, 4):
        at, name = 12, b""
        for _entry in range(count):
            one = _read(index, at, flags_at, version, name)
            if one is None:
                return
            entry, at = one
            name = entry.name
            if name.startswith(prefix):
                yield entry


def _found(index: bytes, prefix: bytes, flags_at: int) -> Iterator[Entry]:
    """The entries of an index of version 2 or 3 where `prefix` stands in it."""
    at = index.find(prefix, 12)
    while at >= 0:
        for extended in (0, _FLAGS):
            start = at - extended - _FLAGS - flags_at
            one = _read(index, start, flags_at, 3, b"") if start >= 12 else None
            if one is None or not one[0].name.startswith(prefix):
                continue
            (flags,) = struct.unpack_from(">H", index, start + flags_at)
            long = flags & _LENGTH == min(len(one[0].name), _LENGTH)
            if long and bool(flags & _EXTENDED) == bool(extended):  # else it is within a name
                yield one[0]
                break
        at = index.find(prefix, at + 1)


def _read(
    index: bytes, at: int, flags_at: int, version: int, before: bytes
) -> tuple[Entry, int] | None:
    """The entry at `at`, after one named `before`, and where the next begins; None at the end."""
    start = at + flags_at + _FLAGS
    if start > len(index):
        return None
    (flags,) = struct.unpack(">H", index[start - _FLAGS : start])
    more = 0
    if version > 2 and flags & _EXTENDED:
        (more,) = struct.unpack(">H", index[start : start + 2].rjust(2, b"\0"))
        start += 2
    kept = b""
    if version == 4:
        dropped, start = _offset(index, start)
        kept = before[: len(before) - dropped] if dropped <= len(before) else b""
    end = index.find(b"\0", start)
    if end < 0:
        return None
    name = kept + index[start:end]
    entry = Entry(name, index[at + _STAT : at + flags_at], flags >> 12 & 3, bool(more & _LEFT_OUT))
    # Versions 2 and 3 fill up to a multiple of eight bytes, with one NUL at least.
    return entry, end + 1 if version == 4 else at + (end - at + 8) // 8 * 8


def _offset(index: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, as in pack files (`OFS_DELTA`), and where it ends."""
    value = -1
    for byte in index[at : at + _LONGEST_NUMBER]:
        at += 1
        value = (value + 1) << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return max(value, 0), at
