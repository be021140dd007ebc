"""A note on a defect for the one who mends it, without anything that anybody answered.

A traceback's messages and values can hold answers, ballots and names. What is kept is where in
the program it happened and the kind of each error in the chain, in a file for its owner alone.
"""

import os
import traceback
from pathlib import Path

import platformdirs

from amu_tui.files.user.state import APPLICATION


def write_crash(error: BaseException) -> Path:
    """Note where `error` and what led to it came from; `OSError` where that cannot be written."""
    path = Path(platformdirs.user_state_dir(APPLICATION, appauthor=False)) / "crash.log"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(_lines(error)))
    return path


def _lines(error: BaseException | None) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines.extend(line.rstrip() for line in traceback.format_tb(error.__traceback__))
        lines.extend([type(error).__qualname__, ""])
        hidden = error.__suppress_context__ or error.__cause__ is not None
        error = error.__cause__ if hidden else error.__context__
    return lines
