"""What is filled in of a report, as it is kept in a session's folder."""

from pathlib import Path

import msgspec

from amu_tui.errors import AlreadyThere, Conflict
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.disk.revisions import advance
from amu_tui.model.ids import next_revision
from amu_tui.model.meeting.details import Details
from amu_tui.words import _

SCHEMA_NAME = "details"


def save(root: Path, details: Details) -> Details:
    """Keep `details` below the session's folder `root` (see `SessionFolder.save_details`)."""
    path = places.file_in(root, *places.DETAILS)

    def unchanged() -> None:
        now = toml.find(path, Details)
        if (now.revision if now else 0) != details.revision:
            raise Conflict(
                _("somebody else has filled in more of the report meanwhile"),
                path=display_path(path),
                hint=_("Look at what it says now, and fill in yours again."),
            )

    unchanged()
    before = toml.find_bytes(path)
    kept = msgspec.structs.replace(details, revision=next_revision(details.revision))
    unknown = toml.parse_toml(before, path) if before is not None else {}
    data = toml.readable(kept, path, kept=unknown, schema=SCHEMA_NAME)
    if before is None:
        try:
            write_once(path, data)
        except AlreadyThere:
            unchanged()
            raise
    else:
        advance(path, data, kept.revision, unchanged)
    return toml.decode(path, Details)
