"""Tables of results that were given out and then replaced.

What was given out stays known, so it is kept beside the table that took its place:
`out.csv`, and `out-published-1.csv`, `out-published-2.csv` … for what it said before.
"""

import re
from pathlib import Path

from amu_tui.files.disk import durable
from amu_tui.files.disk.os_errors import explained

_KEPT = "{stem}-published-{number}{suffix}"


def editions_of(table: Path) -> tuple[Path, ...]:
    """What is kept of earlier content of `table`, the oldest first; whether it is there or not."""
    name = re.compile(re.escape(table.stem) + r"-published-(\d+)\.(?:csv|parquet)", re.IGNORECASE)
    with explained(table.parent):
        found = [(name.fullmatch(path.name), path) for path in table.parent.iterdir()]
    return tuple(path for _number, path in sorted((int(it[1]), path) for it, path in found if it))


def keep_edition(table: Path, new: bytes) -> Path | None:
    """Keep what `table` says before `new` takes its place; where, or None where nothing is lost.

    Nothing is where `new` is the same, or the same has been kept already. Raises `AmuError`
    where it cannot be kept; the table is then as it was.
    """
    with explained(table):
        old = table.read_bytes()
    kept = editions_of(table)
    if old == new or any(old == _content(path) for path in kept):
        return None
    number = 1 + max((_number(path) for path in kept), default=0)
    path = table.with_name(
        _KEPT.format(stem=table.stem, number=number, suffix=table.suffix.lower())
    )
    durable.write_once(path, old)
    return path


def _content(path: Path) -> bytes:
    with explained(path):
        return path.read_bytes()


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])
