"""Keeping what the room says of the actions of the round before, a file each."""

from pathlib import Path

import msgspec

from amu_tui.errors import AlreadyThere, Conflict
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.disk.revisions import advance
from amu_tui.model.ids import next_revision
from amu_tui.model.meeting.previous import Answer
from amu_tui.words import _

SCHEMA_NAME = "since-last"
"""What the schema of such a file is called."""


def save(root: Path, action: str, answer: Answer, base: int | None) -> Answer:
    """Keep `answer` below the session's folder `root` (see `SessionFolder.save_answer`)."""
    path = places.file_in(root, *places.answer_file(action))

    def unchanged() -> None:
        now = toml.find(path, Answer)
        if (now and now.revision) != base:
            raise Conflict(
                _("somebody else has answered this meanwhile"),
                path=display_path(path),
                hint=_("Look at their answer, and change it where it is not the room’s."),
            )

    unchanged()
    before = toml.find_bytes(path)
    kept = msgspec.structs.replace(answer, revision=1 if base is None else next_revision(base))
    unknown = {} if before is None else toml.parse_toml(before, path)
    data = toml.readable(kept, path, kept=unknown, schema=SCHEMA_NAME)
    if base is not None:
        advance(path, data, kept.revision, unchanged)
        return toml.decode(path, Answer)
    try:
        write_once(path, data)
    except AlreadyThere:
        unchanged()
        raise
    return kept
