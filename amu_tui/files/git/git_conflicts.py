"""What git's merges leave in a session's folder, read without git.

Git writes the two versions of a file that two clones changed into the file, between lines of
seven signs: `<<<<<<<`, `=======` and `>>>>>>>`, and, as the user has set it (diff3, zdiff3), what
both began with after `|||||||`. Longer ones belong to a conflict within what both began with.
"""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import replace
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.toml.limits import BY_HAND
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.versions import Clash, Versions
from amu_tui.text import clean
from amu_tui.words import _

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: (.*))?")
_MARKED = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)
_LEFT = re.compile(r"(.+?)(?:\.toml~.+|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\.toml)")
_TURNS = {
    ("", "<"): "ours",
    ("ours", "|"): "base",
    ("ours", "="): "theirs",
    ("base", "="): "theirs",
    ("theirs", ">"): "",
}
"""The part of the file that a sign begins, by the part that it stands in."""

LIMIT = 3 * toml.SMALL
"""Bytes of the largest file that is read for the versions in it."""

OLD_ATTRIBUTES = b"*.toml text eol=lf -merge\n*.md text eol=lf\n"
"""What sessions were made with when git put one version only of an action into the file."""


class Sides(NamedTuple):
    """The texts that a file with conflicts was made of; `base` where git tells it."""

    ours: str
    theirs: str
    base: str | None
    names: tuple[str, str]
    line: int


def marked(data: bytes) -> bool:
    """Whether a line of `data` is one that git puts around a conflict."""
    return _MARKED.search(data) is not None


def seen(data: bytes) -> str:
    """What tells that a file is still as it was read."""
    return hashlib.sha256(data).hexdigest()


def sides(data: bytes, path: Path | str) -> Sides:
    """The texts in a file with conflicts; `AmuError` with the line where a sign is missing."""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        raise AmuError(
            _("this is not UTF-8 text"), path=display_path(path), hint=by_hand()
        ) from error
    parts: list[tuple[str, str]] = []
    names, first, signs, part = {"<": "", ">": ""}, 0, "", ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        mark = _MARK.fullmatch(line)
        if mark is None or (part == "base" and mark[1][0] != "="):
            parts.append((part, line))
            continue
        sign = mark[1][0]
        if (part, sign) not in _TURNS:
            raise _broken(path, number)
        part, signs, first = _TURNS[part, sign], signs + sign, first or number
        if sign in names:
            names[sign] = names[sign] or clean(mark[2] or "")
    if part or not signs:
        raise _broken(path, first or 1)
    ours, theirs = (_text(parts, name) for name in ("ours", "theirs"))
    base = _text(_unmoved(parts), "base") if signs.count("|") == signs.count("<") else None
    return Sides(ours, theirs, base, (names["<"], names[">"]), first)


def _text(parts: list[tuple[str, str]], name: str) -> str:
    """The lines of one version, and those that all have in common."""
    return "\n".join(line for part, line in parts if part in ("", name))


def _unmoved(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`parts` without common lines that were another in what both began with.

    In zdiff3, lines that both changed alike stand among those in common, and only there.
    """
    top = [line.startswith("[") for _part, line in parts]
    end = top.index(True) if True in top else len(parts)
    keys = [line.partition(" = ")[0] if " = " in line else None for _part, line in parts[:end]]
    changed = {key for key, (part, _line) in zip(keys, parts, strict=False) if part == "base"}
    moved = {at for at, key in enumerate(keys) if key and key in changed and not parts[at][0]}
    return [one for at, one in enumerate(parts) if at not in moved]


def clash(data: bytes, action_id: str, path: Path) -> Clash:
    """The two versions in the file of an action; `AmuError` where one cannot be read."""
    texts = sides(data, path)
    try:
        ours, theirs = (_version(text, path) for text in (texts.ours, texts.theirs))
    except AmuError as error:
        raise AmuError(
            _(
                "two clones changed this action, and one of the texts cannot be read: {reason}"
            ).format(reason=error.message),
            path=display_path(path),
            line=texts.line,
            hint=by_hand(),
        ) from error
    base: Action | None = None
    with suppress(AmuError):
        base = _version(texts.base, path) if texts.base is not None else None
    strangers = [side for side in (ours, theirs) if side is not None and side.id != action_id]
    if (ours is None and theirs is None) or len(strangers) > 1:
        raise _broken(path, texts.line)
    return Clash(
        id=action_id,
        line=texts.line,
        names=texts.names,
        versions=Versions(ours=ours, theirs=theirs, base=base),
        other=strangers[0] if strangers else None,
        seen=seen(data),
    )


def unknown_keys(data: bytes, path: Path) -> dict[str, Any]:
    """The whole table of both versions together, for the keys that this version does not know."""
    texts = sides(data, path)
    tables = [
        toml.parse_toml(text.encode(), path) if text.strip() else {}
        for text in (texts.theirs, texts.ours)
    ]
    return _together(tables[0], tables[1])


def left_over(name: str) -> AmuError | None:
    """What to say of a file that a merge has left beside an action's; None for other names."""
    match = _LEFT.fullmatch(name)
    if match is None:
        return None
    return AmuError(
        _("a merge has left this version of {file} here").format(
            file=display_path(f"{match[1]}.toml")
        ),
        hint=_("Take over what is missing there, then remove this file."),
    )


def renew_attributes(root: Path) -> None:
    """Let git write both versions of an action into its file, in a session made before it did.

    A file that somebody has changed stays as it is, and so does one that cannot be written.
    """
    path = root / ".gitattributes"
    with suppress(AmuError):
        if toml.find_bytes(path) == OLD_ATTRIBUTES:
            replace(path, places.GITATTRIBUTES.encode())


def by_hand() -> str:
    """How to mend what the program cannot take apart."""
    return _(BY_HAND)


def _version(text: str, path: Path) -> Action | None:
    """An action, or None where one side has removed the whole of it."""
    return toml.parse(text.encode(), Action, path) if text.strip() else None


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    whole = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            whole[key] = _together(one[key], other[key])
    return whole


def _broken(path: Path | str, line: int) -> AmuError:
    message = _("git's marks of a conflict are not whole here")
    return AmuError(message, path=display_path(path), line=line, hint=by_hand())
