"""Saving answers to a checklist that others may be answering at the same moment.

What two people answer at once is laid together question by question, so that nothing that was
said to be saved is lost; who answers a question that another has just answered otherwise is told.
"""

from pathlib import Path
from typing import Any

import msgspec

from amu_tui.errors import AmuError, Conflict
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.durable import user_id, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.disk.revisions import advance
from amu_tui.model.checklists.answers import Answers, merged
from amu_tui.model.ids import next_revision
from amu_tui.text import clean
from amu_tui.words import _

SCHEMA_NAME = "answers"


def answers_file(checklist_id: str) -> tuple[str, ...]:
    """The parts of the path of the answers to a checklist."""
    return (places.CHECKLISTS, places.id_file(checklist_id))


def save(root: Path, answers: Answers, seen: Answers | None) -> Answers:
    """Save `answers` below the session's folder `root` and return them as they are kept.

    Args:
        seen: what they were made of; None where there were none.

    Raises `Conflict` where others have answered one of the same questions otherwise since.
    """
    path = places.file_in(root, *answers_file(answers.id))
    account = clean(account_name(user_id()))
    mine = msgspec.structs.replace(answers, account=account)
    before, kept = _current(path)
    if before is None:
        first = msgspec.structs.replace(mine, revision=1)
        write_once(path, toml.readable(_sorted(first), path, schema=SCHEMA_NAME))
        return toml.decode(path, Answers)
    together, clashes = merged(seen, mine, before)
    if clashes:
        message = _("somebody else has just answered this otherwise: {names}")
        raise Conflict(
            message.format(names=", ".join(clashes)),
            path=display_path(path),
            hint=_("Look at their answer, and answer again if yours holds."),
        )
    if msgspec.structs.replace(together, account=before.account) == before:
        return before
    number = next_revision(before.revision)
    new = _sorted(msgspec.structs.replace(together, revision=number))

    def unchanged() -> None:
        now, _kept = _current(path)
        if now != before:
            message = _("somebody else has answered here at the same moment")
            raise Conflict(message, path=display_path(path), hint=_("Answer again."))

    advance(path, toml.readable(new, path, kept=kept, schema=SCHEMA_NAME), number, unchanged)
    return toml.decode(path, Answers)


def _sorted(answers: Answers) -> Answers:
    """The answers in the order of their ids: the same answers are the same file."""
    return msgspec.structs.replace(answers, answers=dict(sorted(answers.answers.items())))


def _current(path: Path) -> tuple[Answers | None, dict[str, Any]]:
    """The answers as they are on the disk and their whole table; None where there are none."""
    data = toml.find_bytes(path)
    if data is None:
        return None, {}
    found = toml.parse(data, Answers, path)
    if found.id != path.stem:
        raise AmuError(
            _('the file is not named after its id, "{id}"').format(id=found.id),
            path=display_path(path),
        )
    return found, toml.parse_toml(data, path)
