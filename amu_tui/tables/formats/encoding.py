"""From a path to text: files that are no tables, too large ones, and the encodings of offices."""

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from amu_tui.errors import AmuError, TooLarge
from amu_tui.text import clean
from amu_tui.words import _

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TWO_BYTE_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
"""A letter of a Nordic language in UTF-8; as cp1252 it would read as `Ã¥` or the like."""
_OTHER_LETTERS = {
    "mac-roman": re.compile(rb"[a-z][\x8c\xbe\xbf]"),
    "cp850": re.compile(rb"[a-z][\x86\x91\x9b][a-z]"),
}
"""`å`, `æ` or `ø` within a word, as "CSV (Macintosh)" and "CSV (MS-DOS)" have them; as cp1252 they
would be signs that stand in no word."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The whole of a regular file of at most `limit` bytes.

    Raises `AmuError` for everything else: a missing or forbidden file, a folder, a pipe or a
    device (which would otherwise be waited for), a file above the limit.
    """
    data = read_start(path, limit + 1)
    if len(data) > limit:
        raise TooLarge(
            _("the file is larger than {size} MiB").format(size=max(1, limit // 2**20)),
            path=clean(str(path)),
            hint=_("Keep only the rows and columns that are needed."),
        )
    return data


def read_start(path: Path, size: int) -> bytes:
    """The first `size` bytes of a regular file, or all that it has; errors as `read_bytes`."""
    shown = clean(str(path))
    # Without O_NONBLOCK the opening of a pipe waits for somebody to write to it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise _no_file(shown, folder=stat.S_ISDIR(mode))
            return file.read(size)
    except FileNotFoundError as error:
        raise AmuError(_("there is no such file"), path=shown) from error
    except PermissionError as error:
        folder = False
        with suppress(OSError):  # a folder on the way may be locked too
            folder = path.is_dir()
        if folder:
            raise _no_file(shown, folder=True) from error
        raise AmuError(
            _("the file may not be read by you"), path=shown, hint=_("Ask its owner for access.")
        ) from error
    except IsADirectoryError as error:
        raise _no_file(shown, folder=True) from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENXIO:
            raise _no_file(shown, folder=False) from error
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            message = _("is a symbolic link that leads round in a circle")
            raise AmuError(message, path=shown, hint=_("Name the file itself.")) from error
        reason = clean(error.strerror or "" if isinstance(error, OSError) else str(error))
        raise AmuError(
            _("the file cannot be read: {reason}").format(reason=reason), path=shown
        ) from error


def _no_file(shown: str, *, folder: bool) -> AmuError:
    if folder:
        return AmuError(
            _("is a folder, not a file"), path=shown, hint=_("Name a file in the folder.")
        )
    return AmuError(
        _("is a pipe or a device, not a file"),
        path=shown,
        hint=_("Save what comes out of it as a file, and use that."),
    )


def decode(data: bytes, shown: str) -> tuple[str, str]:
    """The text of `data` and the name of its encoding, as `encoding_of` finds it.

    What is in none, or empty, is an `AmuError` about the file `shown`.
    """
    codec = encoding_of([data], shown)
    name = codec.removesuffix("-sig").upper() if codec.startswith("utf") else codec
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise damaged(name, None, shown) from error
    if not text.strip():
        raise AmuError(_("the file is empty"), path=shown)
    return text, name


def encoding_of(parts: Iterable[bytes], shown: str) -> str:
    """The encoding of a text that comes in `parts`, as a name that Python knows.

    A byte-order mark decides; else it is UTF-8 if it can be, else what its Nordic letters tell,
    else cp1252. What is none, or looks like no text at all, is an `AmuError` about the file
    `shown`. Of UTF-16 and UTF-32
    only the mark is looked at, which is in the first part.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    bad_lines: dict[str, int] = {}
    looks_utf_8, line, before = False, 1, b""
    others: set[str] = set()
    for part in parts:
        if not before:
            for mark, codec in _BYTE_ORDER_MARKS:
                if part.startswith(mark):
                    return codec
            looks_utf_8 = part.startswith(codecs.BOM_UTF8)
        _refuse_binary(part, shown)
        if not part.isascii() or decoder.getstate()[0]:
            for name, start in _failures(part, decoder):
                bad_lines.setdefault(name, line + _line_ends(part[:start]))
            looks_utf_8 = looks_utf_8 or bool(_TWO_BYTE_LETTER.search(before[-1:] + part))
            if bad_lines:
                others |= {name for name, letter in _OTHER_LETTERS.items() if letter.search(part)}
        line += _line_ends(part)
        before = part
    if "UTF-8" not in bad_lines and decoder.getstate()[0]:
        bad_lines["UTF-8"] = line
    if "UTF-8" not in bad_lines:
        return "utf-8-sig"
    if len(others) == 1 and not looks_utf_8:
        return others.pop()
    # Taken for cp1252 the names of a text in UTF-8 would be garbled without a word.
    for name, is_it in (("UTF-8", looks_utf_8), ("cp1252", "cp1252" in bad_lines)):
        if is_it:
            raise damaged(name, bad_lines[name], shown)
    return "cp1252"


def _failures(part: bytes, utf_8: codecs.IncrementalDecoder) -> Iterator[tuple[str, int]]:
    """The encodings that `part` is not in, and the first byte that shows it."""
    try:
        utf_8.decode(part)
    except UnicodeDecodeError as error:
        utf_8.reset()
        yield "UTF-8", error.start
    try:
        part.decode("cp1252")
    except UnicodeDecodeError as error:
        yield "cp1252", error.start


def _line_ends(part: bytes) -> int:
    ends = part.count(b"\n")
    return ends + part.count(b"\r") - part.count(b"\r\n") if b"\r" in part else ends


def _refuse_binary(data: bytes, shown: str) -> None:
    if b"\0" in data or data.startswith(b"%PDF-"):
        raise AmuError(
            _("is not a text table"),
            path=shown,
            hint=_("Save the table as CSV (UTF-8) and use that file."),
        )


def damaged(encoding: str, line: int | None, shown: str) -> AmuError:
    """A character that is none in the encoding that the rest is in."""
    return AmuError(
        _("a character is not {encoding}").format(encoding=encoding),
        path=shown,
        line=line,
        hint=_("Save the table again as CSV (UTF-8)."),
    )
