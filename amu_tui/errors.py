"""Errors that a user reads: what happened, where, and what to do.

Every other exception that leaves the program is a defect. The text is already in the user's
language when the error is raised; `str(error)` is the whole message on one or two lines.
Messages quote what was typed and what stood in files, so they are cleaned here, once for all.
"""

from enum import IntEnum
from pathlib import Path

from amu_tui.text import clean


class ExitCode(IntEnum):
    """What the `amu` command returns to the shell."""

    FINE = 0
    FAILED = 1
    WRONG_USE = 2
    INTERRUPTED = 130


class AmuError(Exception):
    """Something cannot be done, for a reason the user can act on.

    Args:
        message: what happened, one sentence without a final full stop.
        path: the file it is about, if any.
        line: 1-based line (text files) or row (tables, the header being row 1) in that file.
        hint: what to do, one sentence.
    """

    exit_code = ExitCode.FAILED

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.message = clean(message, lines=True)
        self.path = path
        self.line = line
        self.hint = clean(hint, lines=True)

    def __str__(self) -> str:
        where = "" if self.path is None else f"{clean(str(self.path))}:"
        if where and self.line is not None:
            where += f"{self.line}:"
        text = f"{where} {self.message}" if where else self.message
        return f"{text}\n{self.hint}" if self.hint else text


class UsageError(AmuError):
    """The command was called with something it does not take."""

    exit_code = ExitCode.WRONG_USE


class Interrupted(AmuError):
    """The user stopped the command, and what it had done is known."""

    exit_code = ExitCode.INTERRUPTED


class AlreadyThere(AmuError):
    """A thing that is written once exists already; nothing was changed."""


class Conflict(AmuError):
    """Somebody else saved a newer version of what was about to be saved."""


class ReadOnly(AmuError):
    """The session was written by a newer program, or the folder takes no writes."""
