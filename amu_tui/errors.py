"""Errors that a user reads: what happened, where, and what to do.

Every other exception that leaves the program is a defect. `str(error)` is the whole message in
the user's language, on one or two lines. Messages quote what was typed and what stood in files,
so they are cleaned, once for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from amu_tui.messages import Message
from amu_tui.text import clean
from amu_tui.words import spoken


class ExitCode(IntEnum):
    """What the `amu` command returns to the shell; from 128 up, as if a signal had ended it.

    70 is `EX_SOFTWARE` of `sysexits.h`: a defect of the program.
    """

    FINE = 0
    FAILED = 1
    WRONG_USE = 2
    CRASHED = 70
    INTERRUPTED = 130
    UNREAD = 141


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with a file of a session, where in it, and what helps.

    `path` is below the session's folder, the rest as in `AmuError`. A `notice` is only to be
    known: nothing is refused for it. `owner` is the account that has put it among the actions,
    where a group shares the session.
    """

    path: str
    message: str
    line: int | None = None
    hint: str = ""
    notice: bool = False
    owner: str = ""

    def error(self, folder: Path | str = "", hint: str | Message = "") -> "AmuError":
        """It as an error, of a session in `folder`; `hint` where the problem has none."""
        path = Path(folder) / self.path
        return AmuError(self.message, path=path, line=self.line, hint=self.hint or hint)

    def bars(self, needs: Sequence[str]) -> bool:
        """Whether what needs these files and folders whole cannot be done."""
        return not self.notice and any(f"{self.path}/".startswith(f"{need}/") for need in needs)


class AmuError(Exception):
    """Something cannot be done, for a reason the user can act on.

    Args:
        message: what happened, one sentence without a final full stop; a message, or a text that
            is in the user's language already.
        path: the file it is about, if any.
        line: 1-based line (text files) or row (tables, the header being row 1) in that file.
        hint: what to do, one sentence.
    """

    exit_code = ExitCode.FAILED

    def __init__(
        self,
        message: str | Message,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        hint: str | Message = "",
    ) -> None:
        super().__init__(message)
        self.raw_message = message
        self.path = path
        self.line = line
        self.raw_hint = hint

    @property
    def message(self) -> str:
        """What happened, in the user's language."""
        return clean(spoken(self.raw_message), lines=True)

    @property
    def hint(self) -> str:
        """What to do, in the user's language."""
        return clean(spoken(self.raw_hint), lines=True)

    def problem(self, path: str) -> Problem:
        """What is wrong with the file at `path` of a session."""
        return Problem(path=path, message=self.message, line=self.line, hint=self.hint)

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


class TooLarge(AmuError):
    """A table that is larger than its kind of file may be."""


class AlreadyThere(AmuError):
    """A thing that is written once exists already; nothing was changed."""


class Conflict(AmuError):
    """Somebody else saved a newer version of what was about to be saved."""


class NotCounted(AmuError):
    """A vote cannot be closed as long as `problems` are there.

    Args:
        files: they are ballots or actions that cannot be read, and can be left out of the count.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        folder: Path | str,
        *,
        hint: str | Message,
        files: bool = False,
    ) -> None:
        first = problems[0]
        super().__init__(
            Message("the vote cannot be closed: {reason}", reason=first.message),
            path=Path(folder) / first.path,
            line=first.line,
            hint=hint,
        )
        self.problems, self.files = tuple(problems), files


class ReadOnly(AmuError):
    """The session was written by a newer program, or the folder takes no writes."""
