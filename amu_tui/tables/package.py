"""The zip file that a workbook is: what kind it is, and its parts, each unpacked within limits.

Nothing of it is believed: sizes are checked against what really comes out before another
library is let near the file, and a part with a document type (the way of entity bombs) is none.
"""

import io
import struct
import zipfile
import zlib

from amu_tui.errors import AmuError
from amu_tui.words import _

MAX_UNPACKED = 256 * 2**20
MAX_PARTS = 10_000

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HEADER = 30
"""Bytes of a member's own header before its name."""


class Package:
    """The parts of the workbook in `data`; `AmuError` about the file `shown` where it is none.

    `kind` is `xlsx` or `ods`.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self._data, self._shown = data, shown
        try:
            members = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
            raise damaged(shown) from error
        self._members = {member.filename: member for member in members}
        texts = [member for member in members if member.filename.endswith((".xml", ".rels"))]
        if (
            sum(member.file_size for member in texts) > MAX_UNPACKED
            or len(self._members) > MAX_PARTS
        ):
            raise AmuError(
                _("the workbook is larger than {size} MiB when unpacked").format(
                    size=MAX_UNPACKED // 2**20
                ),
                path=shown,
                hint=_("Keep only the sheet, rows and columns that are needed."),
            )
        if any(member.flag_bits & 1 for member in members):
            raise locked(shown)
        self._unpacked: dict[str, bytes] = {}
        self.kind = self._kind()
        for member in texts:
            self.part(member.filename)

    def part(self, name: str) -> bytes:
        """The text of one part; `AmuError` where it is missing or damaged."""
        if name not in self._unpacked:
            if name not in self._members:
                raise damaged(self._shown)
            self._unpacked[name] = self._read(self._members[name])
        return self._unpacked[name]

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
        if not whole or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise damaged(self._shown)
        return text

    def _kind(self) -> str:
        if "xl/workbook.xml" in self._members:
            return "xlsx"
        if "mimetype" in self._members and "content.xml" in self._members:
            if b"encryption-data" in self.part("META-INF/manifest.xml"):
                raise locked(self._shown)
            if self.part("mimetype").strip().startswith(_ODS):
                return "ods"
        if "xl/workbook.bin" in self._members:
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
