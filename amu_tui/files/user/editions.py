"""Tables of results that were given out and then replaced.

What was given out stays known, so it is kept beside the table that took its place:
`out.csv`, and `out-published-1.csv`, `out-published-2.csv` … for what it said before.
"""

import re
from pathlib import Path

from amu_tui.files.disk import durable
from amu_tui.files.disk.os_errors import explained


def editions_of(table: Path) -> tuple[Path, ...]:
    """The editions kept of `table`, the oldest first, whether the table is there or not."""
    name = re.compile(re.escape(table.stem) + r"-published-\d+\.(?:csv|parquet)", re.IGNORECASE)
    with explained(table.parent):
        paths = [path for path in table.parent.iterdir() if name.fullmatch(path.name)]
    return tuple(sorted(paths, key=lambda path: (_number(path), path)))


def keep_edition(table: Path, new: bytes) -> Path | None:
    """Keep what `table` says before `new` replaces it, and return where.

    None where nothing is lost: `new` is the same, or the same has been kept already. Raises
    `AmuError` where it cannot be kept; the table is then as it was.
    """
    with explained(table):
        old = table.read_bytes()
    kept = editions_of(table)
    if old == new or any(old == _content(path) for path in kept):
        return None
    number = _number(kept[-1]) + 1 if kept else 1
    path = table.with_name(f"{table.stem}-published-{number}{table.suffix.lower()}")
    durable.write_once(path, old)
    return path


def _content(path: Path) -> bytes:
    with explained(path):
        return path.read_bytes()


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])
