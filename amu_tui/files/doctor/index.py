"""Which names git's index holds (git-index(5), "gitformat-index", versions 2 to 4).

Git itself is not asked, since the settings of a folder can name programs that it then runs; and
dulwich, which reads an index too, is 9 MB for these fifty lines.
"""

import struct
from collections.abc import Iterator

_STAT, _FLAGS, _EXTENDED = 40, 2, 0x4000


def tracks(index: bytes, prefix: bytes, *, sha256: bool = False) -> bool:
    """Whether a name in the index begins with `prefix`.

    Args:
        index: the bytes of the file; what is not a whole index tracks what can be read of it.
        sha256: whether the repository names objects by SHA-256 instead of SHA-1.
    """
    return any(name.startswith(prefix) for name in names(index, sha256=sha256))


def names(index: bytes, *, sha256: bool = False) -> Iterator[bytes]:
    """The names in the index, as bytes, with slashes."""
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
        start = flags_at + _FLAGS + (2 if version > 2 and flags & _EXTENDED else 0)
        kept = b""
        if version == 4:
            dropped, start = _offset(index, start)
            kept = name[: len(name) - dropped] if dropped <= len(name) else b""
        end = index.find(b"\0", start)
        if end < 0:
            return
        name = kept + index[start:end]
        yield name
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
