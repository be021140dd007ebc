"""What the doctor finds, and the words of it that others chose."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.os_errors import display_path
from amu_tui.text import clean
from amu_tui.words import ngettext

_LONGEST_NAME = 40
ALIKE = 100
"""So many things of one kind in one folder are told, each with what mends it."""

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Stands for a blank where a line must not be broken: no name begins one."""


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it should be.

    `path` is where, safe to show; `message` what it is and why it matters; `command` what mends
    it, one line for a POSIX shell, or empty. `by` is the account that can run it, besides root;
    None where anybody can.
    """

    path: str
    message: str
    command: str
    by: int | None = None

    @classmethod
    def at(cls, path: Path, message: str, command: str, by: int | None) -> "Finding":
        """A finding about a file or folder."""
        return cls(display_path(path), message, command, by)


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of many alike in one folder the first and how many there are more.

    The rest are told when the first are mended; a command for each would hide all else.
    """
    alike: dict[tuple[str, str, int | None], list[Finding]] = {}
    for finding in findings:
        kind = finding.path.rpartition("/")[0], finding.message, finding.by
        alike.setdefault(kind, []).append(finding)
    told: list[Finding] = []
    for (folder, message, by), found in alike.items():
        told += found[:ALIKE]
        if (more := len(found) - ALIKE) > 0:
            text = ngettext("{n} more file here: {problem}", "{n} more files here: {problem}", more)
            told.append(Finding(folder, text.format(n=more, problem=message), "", by))
    return told


def account(uid: int) -> str:
    """The name of an account, or its number."""
    return account_name(uid) or str(uid)


def named(name: str) -> str:
    """The name of an account or a group in a message, in one piece."""
    return clean(name, limit=_LONGEST_NAME).replace(" ", NO_BREAK)
