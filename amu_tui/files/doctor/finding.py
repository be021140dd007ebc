"""What the doctor finds, and commands that can be pasted whatever a file is called.

A name on a disk can hold anything, and whoever may write in a shared folder chooses it. What a
terminal would obey, or what could pass for a second line, is never printed: the bytes of such a
name are written as numbers, which every POSIX shell turns back.
"""

import re
import shlex
from pathlib import Path

import msgspec

from amu_tui.files.disk.os_errors import display_path
from amu_tui.text import clean

_LONGEST = 100_000
_PLAIN_BYTES = re.compile(rb"[^A-Za-z0-9_./-]")


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it should be.

    `path` is where, safe to show; `message` what it is and why it matters; `command` what mends
    it, one line for a POSIX shell. `by` is the account that can run it, besides root; None where
    anybody can.
    """

    path: str
    message: str
    command: str
    by: int | None = None

    @classmethod
    def at(cls, path: Path, message: str, command: str, by: int) -> "Finding":
        """A finding about a file or folder."""
        return cls(display_path(path), message, command, by)


def word(text: str) -> str:
    """`text` as one word of a command line."""
    if clean(text, limit=_LONGEST) == text:
        return shlex.quote(text)
    data = text.encode(errors="surrogateescape")
    numbers = _PLAIN_BYTES.sub(lambda match: b"\\0%03o" % match[0][0], data).decode("ascii")
    return f"\"$(printf %b '{numbers}')\""


def line(*argv: str | Path) -> str:
    """One command line of a program and its arguments; paths are never taken for options."""
    before, words = "", []
    for argument in argv:
        text = operand(argument) if isinstance(argument, Path) else argument
        if text.endswith("\n"):  # the shell takes line ends off what a command says
            before += f"p={word(text + '/')}; "
            words.append('"${p%/}"')
        else:
            words.append(word(text))
    return before + " ".join(words)


def operand(path: Path) -> str:
    """`path` as it stands in a command: never like an option."""
    text = str(path)
    return f"./{text}" if text.startswith("-") else text


def octal(mode: int) -> str:
    """A mode as it is typed: `2750`, `640`."""
    return f"{mode:o}"
