"""The zip file that a workbook is: what kind it is, and its parts, each unpacked within limits.

A part with a document type (the way of entity bombs) is refused, and calamine only ever gets a
new zip file of the parts that were looked at.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import ParseError

from amu_tui.errors import AmuError, TooLarge
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.packed import MAX_PARTS, MOST_PACKED, too_many_parts
from amu_tui.tables.formats.superscripts import with_raised_signs
from amu_tui.words import _

LARGE = 2**25
"""Bytes from which on a part is worth a look before it is unpacked as a whole."""
_PIECE = 2**20

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED = "encrypted-package"
"""The part that holds all others of an ods file, encrypted (LibreOffice since 24.8)."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ParseError, ValueError)

_ENCODING = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([^"']*)["']""")
_UTF_8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


class Package:
    """The parts of the workbook in `data`; `AmuError` about the file `shown` where it is none.

    `kind` is `xlsx` or `ods`. Names of parts are taken in any case, as spreadsheet programs do.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
            raise damaged(shown) from error
        members = self._archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if unpacked > limits.MAX_UNPACKED:
            raise too_large(shown)
        if any(_inflates(member) for member in members):
            raise inflated(shown)
        if len(members) > MAX_PARTS:
            raise too_many_parts(shown)
        if any(_inflates(member) for member in members):
            raise inflated(shown)
        if len(members) > MAX_PARTS:
            raise AmuError(
                _("the file holds more than {most} parts").format(most=MAX_PARTS),
                path=shown,
                hint=_("Save the sheet that is meant as a file of its own."),
            )
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
            self._unpacked[key] = self._read(self._members[key])
        return self._unpacked[key]

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of one part, a piece at a time; none where it is not large."""
        member = self._members.get(_key(name))
        if member is None or member.file_size < LARGE:
            return
        try:
            with self._archive.open(member) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except _DAMAGE as error:
            raise damaged(self._shown) from error

    def rebuilt(self, names: Iterable[str]) -> bytes:
        """A zip file of these parts alone, those that are missing left out."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in dict.fromkeys(names):
                if name in self:
                    archive.writestr(name, self.part(name))
        return out.getvalue()

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self._shown)
        try:
            # Never more than the size that is stated, which may be a lie.
            text = self._archive.read(member)
            if not _is_searchable(text):
                raise ValueError(member.filename)
            return with_raised_signs(text)
        except _DAMAGE as error:
            raise damaged(self._shown) from error

    def _kind(self) -> str:
        if "xl/workbook.xml" in self:
            return "xlsx"
        if _ENCRYPTED in self:
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
            _("is a zip file, but no workbook and no CSV file is in it"),
            path=self._shown,
            hint=_("Unpack it, and use the table in it."),
        )


def _inflates(member: zipfile.ZipInfo) -> bool:
    """Whether a large part packs as no sheet does, and so was made to fill the memory."""
    packed = max(1, member.compress_size)
    return member.file_size > LARGE // 4 and member.file_size > MOST_PACKED * packed


def _key(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _is_searchable(text: bytes) -> bool:
    """Whether a part is text in UTF-8 without a document type, so that a search finds all in it."""
    encoding = _ENCODING.match(text)
    if encoding is not None and encoding[1].lower() not in _UTF_8:
        return False
    return not any(sign in text for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0"))


def too_large(shown: str) -> AmuError:
    """A workbook that would fill the memory."""
    return TooLarge(
        _("the workbook is larger than {size} MiB when unpacked").format(
            size=limits.MAX_UNPACKED // 2**20
        ),
        path=shown,
        hint=_("Keep only the sheet, rows and columns that are needed."),
    )


def inflated(shown: str) -> AmuError:
    """A small workbook that becomes large, as bombs do."""
    return TooLarge(
        _("the workbook becomes far larger than it is: most of it says the same again and again"),
        path=shown,
        hint=_("Save the sheet that is meant as CSV (UTF-8), and use that file."),
    )


def too_many_sheets(shown: str) -> AmuError:
    """A workbook whose sheets would take minutes to look through."""
    return TooLarge(
        _("the workbook has more than {most} sheets").format(most=limits.MOST_SHEETS),
        path=shown,
        hint=_("Save the sheet that is meant as a file of its own."),
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
