"""TOML in and out: the one door between files and model values.

Reading trusts nothing: no link is followed, nothing but a regular file is opened, size and
shape are limited, and every text is cleaned. Writing is always the same bytes for the same
value: keys in the order of the class, defaults written out where they mean something, so that
a file says what holds whatever a later version's defaults are.
"""

import contextlib
import errno
import math
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from amu_tui.errors import AmuError, ReadOnly
from amu_tui.files.disk.durable import BINARY, CLOEXEC, NOFOLLOW
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.toml import limits
from amu_tui.model.survey.instrument import SCHEMA
from amu_tui.text import MAX_LENGTH, clean
from amu_tui.words import _

SMALL = 64 * 1024
"""Bytes of the largest file of a session, other than its results."""

LARGE = 1024 * 1024
"""Bytes of the largest results or instrument file."""

HISTORY = 8 * 1024 * 1024
"""Bytes of the largest file of what a session takes over: the actions of all rounds, and notes."""

T = TypeVar("T")

_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_INT64 = range(-(2**63), 2**63)
# Letters that `clean` keeps as they are; most texts are nothing else, and this is much faster.
_PLAIN = re.compile("[ -~¡-¬®-ɏ–—‘’“”…]*")


def read_bytes(path: Path, limit: int = SMALL) -> bytes:
    """The content of a regular file of at most `limit` bytes; `AmuError` where it is not one."""
    return read_file(path, limit)[0]


def read_file(path: Path, limit: int = SMALL) -> tuple[bytes, os.stat_result]:
    """`read_bytes`, and what `fstat` says of the file that was read."""
    try:
        fd = os.open(path, os.O_RDONLY | NOFOLLOW | _NONBLOCK | CLOEXEC | BINARY)
        try:
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise AmuError(_("this is not a regular file"), path=display_path(path))
            data = b"" if status.st_size > limit else _read(fd, limit + 1)
        finally:
            os.close(fd)
    except FileNotFoundError as error:
        raise AmuError(_("there is no such file"), path=display_path(path)) from error
    except OSError as error:
        hint = _annexed(path) if error.errno == errno.ELOOP else ""
        raise AmuError(_unreadable(error), path=display_path(path), hint=hint) from error
    except ValueError as error:
        raise AmuError(_("this cannot be the name of a file"), path=display_path(path)) from error
    if status.st_size > limit or len(data) > limit:
        message = _("the file is larger than {most} kB").format(most=limit // 1024)
        raise AmuError(message, path=display_path(path))
    return data, status


def find_bytes(path: Path, limit: int = SMALL) -> bytes | None:
    """`read_bytes`, but None where there is no such file; it may go at any moment."""
    try:
        return read_bytes(path, limit)
    except AmuError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def _read(fd: int, most: int) -> bytes:
    parts = []
    while most > 0 and (part := os.read(fd, most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _unreadable(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return _("this is a symbolic link, which is not followed")
    if error.errno == errno.ENXIO:
        return _("this is not a regular file")
    if error.errno in (errno.EACCES, errno.EPERM):
        return _("no permission to read this")
    reason = clean(error.strerror or type(error).__name__)
    return _("this cannot be read: {reason}").format(reason=reason)


def _annexed(path: Path) -> str:
    """What to do where a link is one that git-annex has put in the place of a file."""
    with contextlib.suppress(OSError):
        if "/annex/objects/" in os.fspath(path.readlink()):
            return _("`git annex unlock` puts the file itself in its place.")
    return ""


def parse_toml(data: bytes, path: Path | str) -> dict[str, Any]:
    """The table in `data`, every text in it cleaned; `AmuError` with the line where it is none.

    Args:
        path: what to call the file in messages.
    """
    return _parsed(data, path)[0]


def _parsed(data: bytes, path: Path | str, longest: int = MAX_LENGTH) -> tuple[dict[str, Any], str]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if refusal := limits.refusal(data, longest):
        hint = limits.hint(data)
        raise AmuError(refusal[0], path=display_path(path), line=refusal[1], hint=hint)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        from amu_tui.files.toml import explain

        raise AmuError(
            _("this is not UTF-8 text"),
            path=display_path(path),
            line=data.count(b"\n", 0, error.start) + 1,
            hint=_(explain.AS_UTF8),
        ) from error
    try:
        table = tomllib.loads(text)
        return cast(dict[str, Any], _cleaned(table, longest)), text
    except (ValueError, RecursionError) as error:
        from amu_tui.files.toml import explain

        message, line, hint = explain.syntax(error, text)
        raise AmuError(message, path=display_path(path), line=line, hint=hint) from error
    except AmuError as error:
        from amu_tui.files.toml import explain

        error.path, error.line = display_path(path), explain.line_of_number(text)
        raise


def _cleaned(value: Any, longest: int) -> Any:
    """`value` with every key and text safe to show, and every number one that TOML knows."""
    if isinstance(value, str):
        return _clean_text(value, longest)
    if isinstance(value, dict):
        table = {_clean_text(key): _cleaned(item, longest) for key, item in value.items()}
        if len(table) < len(value):
            raise AmuError(_("two keys look the same"))
        return table
    if isinstance(value, list):
        return [_cleaned(item, longest) for item in value]
    if isinstance(value, int) and value not in _INT64:
        raise AmuError(_("a number has more than 64 bits"))
    if isinstance(value, float) and not math.isfinite(value):
        raise AmuError(_("a number is not finite"))
    return value


def _clean_text(text: str, longest: int = MAX_LENGTH) -> str:
    plain = len(text) <= longest and _PLAIN.fullmatch(text) and text == text.strip()
    return text if plain else clean(text, limit=longest)


def decode(path: Path, kind: type[T], *, limit: int = SMALL, newer: bool = False) -> T:
    """The value of the model class `kind` that a file holds (see `parse`)."""
    return parse(read_bytes(path, limit), kind, path, newer=newer)


def decode_named(path: Path, kind: type[T], *, limit: int = SMALL, versioned: bool = True) -> T:
    """`decode` for a file that the user names: a link is the user's own wish, and is followed.

    Args:
        versioned: whether the file must say its schema.
    """
    linked = os.path.islink(path)  # noqa: PTH114 - the other fails where it cannot look
    target = Path(os.path.realpath(path)) if linked else path
    return parse(read_bytes(target, limit), kind, target, versioned=versioned, typed=True)


def find(path: Path, kind: type[T], *, limit: int = SMALL, newer: bool = False) -> T | None:
    """`decode`, but None where there is no such file."""
    data = find_bytes(path, limit)
    return None if data is None else parse(data, kind, path, newer=newer)


def parse(
    data: bytes,
    kind: type[T],
    path: Path | str,
    *,
    newer: bool = False,
    versioned: bool = True,
    typed: bool = False,
    longest: int = MAX_LENGTH,
) -> T:
    """The value of the model class `kind` in the bytes of a file.

    Args:
        path: what to call the file in messages.
        newer: read a file with a newer schema as far as it can be understood; the value's
            `schema` tells. Where it cannot, or without this, `ReadOnly` is raised.
        versioned: whether the file must say its schema; without one it has today's.
        typed: whether somebody typed the file, so that a key without effect is misspelt.
        longest: characters of the longest text that is not cut.

    Raises `AmuError` with the line, where it can be found.
    """
    table, text = _parsed(data, path, longest)
    version = _schema(table, path, text, versioned=versioned)
    if version > SCHEMA and not newer:
        raise _newer(path)
    try:
        value = msgspec.convert(table, kind)
        if typed:
            _refuse_unknown(table, value, path, text)
        return value
    except msgspec.ValidationError as error:
        if version > SCHEMA:
            raise _newer(path) from error
        from amu_tui.files.toml import explain

        message, line = explain.invalid(error, table, kind, text, typed=typed)
        raise AmuError(message, path=display_path(path), line=line) from error
    except RecursionError as error:
        raise AmuError(_("this is not TOML that can be read"), path=display_path(path)) from error


def find_line(path: Path, keys: tuple[str, ...]) -> int | None:
    """The line (from 1) where a key stands in a file, or the nearest table around it."""
    from amu_tui.files.toml import explain

    return explain.line_of(keys, read_bytes(path, LARGE).decode("utf-8", "replace"))


def _refuse_unknown(table: Mapping[str, Any], value: object, path: Path | str, text: str) -> None:
    from amu_tui.files.toml import explain

    for keys, fields in explain.unknown_keys(table, value):
        message, line = explain.no_such_key(keys, fields), explain.line_of(keys, text)
        raise AmuError(message, path=display_path(path), line=line)


def _newer(path: Path | str) -> ReadOnly:
    message = _("this was written by a newer version of amu")
    return ReadOnly(message, path=display_path(path), hint=_("Upgrade to change it."))


def _schema(table: Mapping[str, Any], path: Path | str, text: str, *, versioned: bool) -> int:
    version = table.get("schema", None if versioned else SCHEMA)
    if version is None:
        raise AmuError(
            _("there is no schema line, so this is not a file of amu"),
            path=display_path(path),
            hint=_("Such a file begins with: schema = {version}").format(version=SCHEMA),
        )
    if type(version) is not int or version < 1:
        from amu_tui.files.toml import explain

        raise AmuError(
            _("schema should be a whole number from 1"),
            path=display_path(path),
            line=explain.line_of(("schema",), text),
        )
    return version


def dumps(value: msgspec.Struct, kept: Mapping[str, Any] | None = None) -> str:
    """`value` as TOML with `schema` first and its keys in the order of the class.

    Args:
        kept: the table that the file held before; keys in it that this version does not know
            are written again.
    """
    import tomli_w

    table = _table(value, kept or {})
    return tomli_w.dumps({"schema": table.pop("schema", SCHEMA), **table})


def encode(value: msgspec.Struct, kept: Mapping[str, Any] | None = None) -> bytes:
    """`dumps` as the bytes of a file: UTF-8, LF, a final newline."""
    return dumps(value, kept).encode()


def readable(
    value: msgspec.Struct,
    path: Path,
    *,
    limit: int = SMALL,
    kept: Mapping[str, Any] | None = None,
    schema: str = "",
    longest: int = MAX_LENGTH,
) -> bytes:
    """`encode`, after making sure that what is about to be written can be read again.

    Args:
        schema: the name of its schema; the first line says where that lies (see `schemas`).
    """
    try:
        from amu_tui.files.toml.schemas import comment

        data = (comment(path, schema) if schema else b"") + encode(value, kept)
    except ValueError as error:  # a lone surrogate
        message = _("not saved: the text holds characters that cannot be saved")
        raise AmuError(message, path=display_path(path)) from error
    if len(data) > limit:
        message = _("not saved: the file would be larger than {most} kB")
        raise AmuError(message.format(most=limit // 1024), path=display_path(path))
    parse(data, type(value), path, longest=longest)
    return data


@cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Field → default (or what says that there is none), in the order of the class."""
    return {
        field.name: (
            field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        )
        for field in msgspec.structs.fields(kind)
    }


def _table(value: msgspec.Struct, kept: Mapping[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    fields = _defaults(type(value))
    for name, default in fields.items():
        item = getattr(value, name)
        plain = _plain(item, kept.get(name))
        # Empty and still the default says nothing; a number or a word that holds is written.
        nothing = plain is None or plain is False or plain in ("", {}, ())
        if item is not None and not (nothing and item == default):
            table[name] = plain
    table.update((name, item) for name, item in kept.items() if name not in fields)
    return table


def _plain(item: Any, kept: Any) -> Any:
    before = kept if isinstance(kept, Mapping) else {}
    if isinstance(item, msgspec.Struct):
        return _table(item, before)
    if isinstance(item, dict):
        return {key: _plain(inner, before.get(key)) for key, inner in item.items()}
    if isinstance(item, tuple):
        return tuple(_plain(inner, None) for inner in item)
    return item
