"""Text that comes packed: a gzip file, or a zip file with one table in it.

It is unpacked while it is read and never written anywhere.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid as limits
from amu_tui.text import clean, cut
from amu_tui.words import _, quoted, some

GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How files begin that hold others: OLE is that of old workbooks."""

MOST_PACKED = 100
"""How many times larger a large text may become: answers pack to a fifth, bombs to a thousandth."""

MAX_PARTS = 10_000
"""Files in a zip file, of which a workbook has a few for each sheet."""

_TABLES = (".csv", ".tsv", ".tab", ".txt")
"""The names of text, by which a table in a zip file is known; `.csv` is taken before the others."""
_WORKBOOK_PARTS = frozenset({"[content_types].xml", "mimetype", "xl/workbook.xml"})
_NAMED = 8
"""Tables that an error lists."""
_DAMAGE = (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def unpacked(file: BinaryIO, shown: str, most: int = 0) -> BinaryIO | None:
    """What is packed in `file`, to be read from its start; None where nothing is, or a workbook.

    Args:
        file: open at its start; closed with what is returned.
        shown: what errors call the file.
        most: bytes that it may come to, else so many that no table does that is no bomb.

    Raises `AmuError` at once where a zip file has several tables, and while it is read
    where that comes to more than `most` or is damaged.
    """
    start = file.read(len(ZIP))
    most = most or max(limits.MAX_UNPACKED, MOST_PACKED * file.seek(0, io.SEEK_END))
    file.seek(0)
    if start.startswith(GZIP):
        return _text(cast("BinaryIO", gzip.GzipFile(fileobj=file)), shown, most)
    if start == ZIP:
        return _table_of_zip(file, shown, most)
    return None


def holds_text(path: Path) -> bool:
    """Whether text is packed in the file at `path`; errors as `unpacked`."""
    with path.open("rb") as file:
        return unpacked(file, clean(str(path))) is not None


def _table_of_zip(file: BinaryIO, shown: str, most: int) -> BinaryIO | None:
    try:
        archive = zipfile.ZipFile(file)
    except (*_DAMAGE, ValueError):
        # What else may be wrong with a workbook is told by its own reader.
        return None
    members = archive.infolist()
    if len(members) > MAX_PARTS:
        raise too_many_parts(shown)
    if not _WORKBOOK_PARTS.isdisjoint(member.filename.casefold() for member in members):
        return None
    found = _tables(members)
    if not found:
        return None
    if len(found) > 1:
        names = [quoted(cut(clean(one.filename), 40)) for one in found]
        raise AmuError(
            _("several tables are in the zip file: {names}").format(names=some(names, _NAMED)),
            path=shown,
            hint=_("Unpack it, and use the table that is meant."),
        )
    if found[0].flag_bits & 1:
        raise AmuError(
            _("the zip file is protected by a password"),
            path=shown,
            hint=_("Unpack it, and use the table in it."),
        )
    if found[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(shown)
    try:
        return _text(cast("BinaryIO", archive.open(found[0])), shown, most)
    except _DAMAGE as error:
        raise _damaged(shown) from error


def _tables(members: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The members that are called as tables are; what macOS puts beside each is left out."""
    by_kind: dict[str, list[zipfile.ZipInfo]] = {}
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if not member.is_dir() and path.parts[0] != "__MACOSX" and not path.name.startswith("."):
            by_kind.setdefault(path.suffix.casefold(), []).append(member)
    if csv := by_kind.get(_TABLES[0]):
        return csv
    return [member for kind in _TABLES for member in by_kind.get(kind, [])]


def _text(file: BinaryIO, shown: str, most: int) -> BinaryIO:
    found = io.BufferedReader(_Unpacking(file, shown, most))
    if found.peek(len(ZIP)).startswith((GZIP, ZIP)):
        found.close()
        raise AmuError(
            _("what is packed in the file is no text, but packed itself"),
            path=shown,
            hint=_("Unpack it, and use the table in it."),
        )
    return found


class _Unpacking(io.RawIOBase):
    """A packed file as it comes out, within a limit, with errors that name it."""

    def __init__(self, file: BinaryIO, shown: str, most: int) -> None:
        self._file, self._shown, self._left, self._most = file, shown, most, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._file.read(len(buffer))
        except _DAMAGE as error:
            raise _damaged(self._shown) from error
        self._left -= len(data)
        if self._left < 0:
            raise AmuError(
                _("the file is larger than {size} MiB when unpacked").format(
                    size=max(1, self._most // 2**20)
                ),
                path=self._shown,
                hint=_("Keep only the rows and columns that are needed."),
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def too_many_parts(shown: str) -> AmuError:
    """A zip file of more files than any workbook."""
    return AmuError(
        _("the file holds more than {most} parts").format(most=MAX_PARTS),
        path=shown,
        hint=_("Unpack it, and use the table in it."),
    )


def _damaged(shown: str) -> AmuError:
    return AmuError(
        _("the file cannot be unpacked: it is damaged or not complete"),
        path=shown,
        hint=_("Fetch the file again, or unpack it and use the table in it."),
    )
