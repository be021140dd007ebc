"""Command lines that can be pasted into a POSIX shell, whatever a file is called.

A name on a disk can hold anything, and whoever may write in a shared folder chooses it. What a
terminal or a shell would obey, or what could pass for a second line, is never printed: the bytes
of such a name are written as numbers, which every POSIX shell turns back.
"""

import re
import shlex
from pathlib import Path

from amu_tui.text import clean

_LONGEST = 100_000
_PLAIN = re.compile(r"[\w@%+=:,./ -]+")
_PLAIN_START = re.compile(r"[\w./]")
_PLAIN_BYTES = re.compile(rb"[^A-Za-z0-9_./-]")


def line(*argv: str | Path) -> str:
    """One command line of a program and its arguments; paths are never taken for options."""
    before, words = "", []
    for argument in argv:
        if isinstance(argument, Path):
            earlier, text = word_of(argument)
            before += earlier
            words.append(text)
        else:
            words.append(shlex.quote(argument) if _is_clean(argument) else _numbers(argument))
    return before + " ".join(words)


def word(text: str) -> str:
    """A name as one word of a command line; no part of it could be a command itself."""
    if _is_clean(text) and _PLAIN.fullmatch(text):
        return text.replace(" ", "\\ ")
    return _numbers(text)


def operand(path: Path) -> str:
    """`path` as it stands in a command: never like an option, nor like what zsh replaces (`=x`)."""
    text = str(path)
    return text if _PLAIN_START.match(text) else f"./{text}"


def word_of(path: Path) -> tuple[str, str]:
    """What comes before a command, and `path` as one word of it."""
    text = operand(path)
    if text.endswith("\n"):  # the shell takes line ends off what a command says
        return f"p={word(text + '/')} && ", '"${p%/}"'
    return "", word(text)


def _is_clean(text: str) -> bool:
    return clean(text, limit=_LONGEST) == text


def _numbers(text: str) -> str:
    data = text.encode(errors="surrogateescape")
    numbers = _PLAIN_BYTES.sub(lambda match: b"\\0%03o" % match[0][0], data).decode("ascii")
    return f"\"$(printf %b '{numbers}')\""
