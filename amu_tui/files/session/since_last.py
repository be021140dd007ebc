"""Keeping what the room says of the actions of the round before, a file each."""

from pathlib import Path

import msgspec

from amu_tui.errors import AlreadyThere, Conflict
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import replace, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.ids import next_revision
from amu_tui.model.meeting.previous import Answer
from amu_tui.words import _

SCHEMA_NAME = "since-last"
"""What the schema of such a file is called."""


def save(root: Path, action: str, answer: Answer, base: int | None) -> Answer:
    """Keep `answer` below the session's folder `root` (see `SessionFolder.save_answer`)."""
    path = places.file_in(root, *places.answer_file(action))
    data = toml.find_bytes(path)
    before = None if data is None else toml.parse(data, Answer, path)
    if (before and before.revision) != base:
        raise _meanwhile(path)
    number = 1 if base is None else next_revision(base)
    new = msgspec.structs.replace(answer, revision=number)
    kept = {} if data is None else toml.parse_toml(data, path)
    text = toml.readable(new, path, kept=kept, schema=SCHEMA_NAME)
    if base is not None:
        replace(path, text)
        return new
    try:
        write_once(path, text)
    except AlreadyThere as error:
        raise _meanwhile(path) from error
    return new


def _meanwhile(path: Path) -> Conflict:
    return Conflict(
        _("somebody else has answered this meanwhile"),
        path=display_path(path),
        hint=_("Look at their answer, and change it where it is not the room’s."),
    )
