"""A note on a defect for the one who mends it, without anything that anybody answered.

A traceback's messages and values can hold answers, ballots and names. What is kept is where in
the program it happened and the kind of each error in the chain, in a file for its owner alone.
"""

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import platformdirs

from amu_tui import __version__
from amu_tui.files.user.state import APPLICATION

FIRST, LAST = 20, 60
"""Of a chain of calls that does not end, so many are kept of its beginning and of its end."""


def note_crash(error: BaseException) -> str:
    """Note where `error` came from; the path, empty where it could not be written."""
    try:
        return str(write_crash(error))
    except Exception:  # the disk is full, memory too, there is no home: the defect is enough
        return ""


def write_crash(error: BaseException) -> Path:
    """Note where `error` and what led to it came from; `OSError` where that cannot be written."""
    path = Path(platformdirs.user_state_dir(APPLICATION, appauthor=False)) / "crash.log"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(f"amu {__version__}, Python {platform.python_version()}, {sys.platform}\n\n")
        file.write("\n".join(_lines(error, set())))
    return path


def _lines(error: BaseException | None, seen: set[int]) -> list[str]:
    lines: list[str] = []
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines += [*_frames(error.__traceback__), type(error).__qualname__, ""]
        if isinstance(error, BaseExceptionGroup):
            for part in error.exceptions:
                lines += _lines(part, seen)
        hidden = error.__suppress_context__ or error.__cause__ is not None
        error = error.__cause__ if hidden else error.__context__
    return lines


def _frames(calls: TracebackType | None) -> Iterator[str]:
    """Each call: file, line, function. No line of the text, and no folder of this user's."""
    said = [
        f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(calls)
    ]
    if len(said) > FIRST + LAST:
        said[FIRST:-LAST] = [f"  … {len(said) - FIRST - LAST} more"]
    yield from said


def _place(file: str) -> str:
    """A file as it is imported, without the folder that the program is installed in."""
    roots = [root for root in sys.path if root and file.startswith(root.rstrip(os.sep) + os.sep)]
    return file[len(max(roots, key=len)) :].lstrip(os.sep) if roots else Path(file).name
