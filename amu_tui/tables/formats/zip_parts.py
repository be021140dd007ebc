"""The zip file that a workbook is: what kind it is, and its parts, each unpacked within limits.

Nothing of it is believed: what is told of sizes is checked against what really comes out, a part
with a document type (the way of entity bombs) is none, and another library only ever gets a new
zip file of the parts that were looked at.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.superscripts import with_raised_signs
from amu_tui.words import _

MAX_PARTS = 10_000

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_WHOLE = "encrypted-package"
"""The part that holds all others of an ods file, encrypted (LibreOffice since 24.8)."""

_HEADER = 30
"""Bytes of a member's own header before its name."""

_ENCODING = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([^"']*)["']""")
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


class Package:
    """The parts of the workbook in `data`; `AmuError` about the file `shown` where it is none.

    `kind` is `xlsx` or `ods`. Names of parts are taken in any case, as spreadsheet programs do.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self._data, self._shown = data, shown
        try:
            members = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
            raise damaged(shown) from error
        unpacked = sum(member.file_size for member in members)
        if unpacked > limits.MAX_UNPACKED or len(members) > MAX_PARTS:
            raise too_large(shown)
        self._members = {_key(member.filename): member for member in members}
        if len(self._members) < len(members):
            # Which of two parts of one name is meant, every program decides in its own way.
            raise damaged(shown)
        if any(member.flag_bits & 1 for member in members):
            raise locked(shown)
        self._unpacked: dict[str, bytes] = {}
        self.kind = self._kind()

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def part(self, name: str) -> bytes:
        """The text of one part; `AmuError` where it is missing or damaged.

        Raised figures are signs in it, as `with_raised_signs` makes them.
        """
        key = _key(name)
        if key not in self._unpacked:
            if key not in self._members:
                raise damaged(self._shown)
            self._unpacked[key] = with_raised_signs(self._read(self._members[key]))
        return self._unpacked[key]

    def rebuilt(self, names: Iterable[str]) -> bytes:
        """A zip file of these parts alone, those that are missing left out."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in dict.fromkeys(names):
                if name in self:
                    archive.writestr(name, self.part(name))
        return out.getvalue()

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        start = member.header_offset
        try:
            lengths: tuple[int, int] = struct.unpack_from("<HH", self._data, start + 26)
            begin = start + _HEADER + sum(lengths)
            raw = self._data[begin : begin + member.compress_size]
            if member.compress_type == zipfile.ZIP_STORED:
                text = raw
            elif member.compress_type == zipfile.ZIP_DEFLATED:
                # The size that is told may be a lie: never more than it comes out.
                text = zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, member.file_size + 1)
            else:
                raise damaged(self._shown)
        except (struct.error, zlib.error) as error:
            raise damaged(self._shown) from error
        whole = len(text) == member.file_size and zlib.crc32(text) == member.CRC
        if not whole or not _plain(text):
            raise damaged(self._shown)
        return text

    def _kind(self) -> str:
        if "xl/workbook.xml" in self:
            return "xlsx"
        if _WHOLE in self:
            raise locked(self._shown)
        if "mimetype" in self and "content.xml" in self:
            if b"encryption-data" in self.part("META-INF/manifest.xml"):
                raise locked(self._shown)
            if self.part("mimetype").strip().startswith(_ODS):
                return "ods"
        if "xl/workbook.bin" in self:
            raise AmuError(
                _("is a workbook of a kind that cannot be read (xlsb)"),
                path=self._shown,
                hint=_("Open it in the spreadsheet program and save it as .xlsx."),
            )
        raise AmuError(
            _("is a zip file, but no workbook"),
            path=self._shown,
            hint=_("Unpack it, and use the table in it."),
        )


def _key(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _plain(text: bytes) -> bool:
    """Whether a part is text in UTF-8 without a document type, so that a search finds all in it."""
    told = _ENCODING.match(text)
    if told is not None and told[1].lower() not in _PLAIN:
        return False
    return not any(sign in text for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0"))


def too_large(shown: str) -> AmuError:
    """A workbook that would fill the memory."""
    return AmuError(
        _("the workbook is larger than {size} MiB when unpacked").format(
            size=limits.MAX_UNPACKED // 2**20
        ),
        path=shown,
        hint=_("Keep only the sheet, rows and columns that are needed."),
    )


def damaged(shown: str) -> AmuError:
    """A workbook that is cut short or otherwise not whole."""
    return AmuError(
        _("the workbook is damaged or not complete"),
        path=shown,
        hint=_("Fetch the file again, or open it in the spreadsheet program and save it anew."),
    )


def locked(shown: str) -> AmuError:
    """A workbook that opens with a password only."""
    return AmuError(
        _("the workbook is protected by a password"),
        path=shown,
        hint=_("Open it in the spreadsheet program and save it without a password."),
    )
