"""Opening a round again that was written down, and the records of it in a session's folder.

The record is written before the round is taken away, by renaming it: of several who open it at
the same moment one gets the round. A program that was killed between the two leaves a record of a
round that is still there, which says nothing.
"""

import datetime
from pathlib import Path

from amu_tui.errors import AmuError, Conflict
from amu_tui.files import places, toml
from amu_tui.files.ballots import clearing
from amu_tui.files.ballots.receipts import Receipts
from amu_tui.files.disk.accounts import account_name, person_name
from amu_tui.files.disk.durable import put_back, remove, set_aside, user_id, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.sharing import access
from amu_tui.model.ids import random_id
from amu_tui.model.voting.ballot import RoundName
from amu_tui.model.voting.reopening import Reopening, VotesNow, in_order, standing
from amu_tui.model.voting.tally import Round
from amu_tui.text import clean
from amu_tui.words import _

SCHEMA_NAME = "reopened"


def names(root: Path) -> list[str]:
    """The names of the records' files; `AmuError` where they cannot be listed."""
    folder = places.inside(root, *places.REOPENED, "")
    try:
        found = [entry.name for entry in folder.iterdir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise AmuError(_("this cannot be read"), path=display_path(folder)) from error
    return sorted(n for n in found if n.endswith(".toml") and not n.startswith("."))


def done(found: list[Reopening], now: dict[RoundName, Round | None]) -> tuple[Reopening, ...]:
    """Those records whose round is no longer what they say was opened again."""
    return tuple(in_order(one for one in found if not one.opens(now.get(one.round))))


def standing_count(root: Path, name: RoundName) -> Round | None:
    """The round whose count stands while it is open again, None where there is none."""
    return standing((_read(root, file) for file in names(root)), name, None)


def ids(root: Path, name: RoundName) -> tuple[str, ...]:
    """The records of a round, the first one first."""
    kept = in_order(_read(root, file) for file in names(root))
    return tuple(one.id for one in kept if one.round == name)


def _read(root: Path, file: str) -> Reopening:
    path = places.inside(root, *places.REOPENED, file)
    return toml.decode(path, Reopening, limit=toml.LARGE)


def reopen(root: Path, name: RoundName, why: str, votes: VotesNow) -> Reopening:
    """Keep a record that this account opens a closed round, and take the round away.

    Raises `Conflict` where somebody else has opened it, or written it down anew, meanwhile.
    """
    closed = places.inside(root, *places.round_file(name))
    data = toml.read_bytes(closed, toml.LARGE)
    record = _record(toml.parse(data, Round, closed), why, votes)
    path = places.file_in(root, *places.REOPENED, places.id_file(record.id))
    write_once(path, toml.readable(record, path, limit=toml.LARGE, schema=SCHEMA_NAME))
    try:
        aside = set_aside(closed)
        if toml.read_bytes(aside, toml.LARGE) != data:
            put_back(aside, closed)
            raise Conflict(_("this round has been written down anew"), path=display_path(closed))
    except AmuError as error:
        remove(path)
        if isinstance(error.__cause__, FileNotFoundError):
            message = _("somebody else has opened this round again")
            raise Conflict(message, path=display_path(closed)) from error
        raise
    remove(aside)
    return record


def make_room(root: Path, key: str, name: RoundName, *, confidential: bool) -> None:
    """Let people vote again where confidential ballots were removed when they were counted.

    Raises `AmuError` where something of them is left, which would be counted again or be in the
    way: who leads a session, but has not made it, cannot remove what others have cast.
    """
    if confidential:
        clearing.clear(root, key, name, confidential=True)
        if clearing.left(root, name, confidential=True) or Receipts(root, name).begun():
            raise AmuError(
                _("the ballots that were counted could not all be removed"),
                path=display_path(root),
                hint=_("Whoever made this session can: as soon as they open it, they are."),
            )
    if access.vouches(root) and (shared := access.groups_of(root)) is not None:
        shared.renew(root, confidential=confidential)


def _record(closed: Round, why: str, votes: VotesNow) -> Reopening:
    """That this account opens `closed` again today."""
    uid = user_id()
    return Reopening(
        id=random_id(),
        opened=datetime.date.today(),
        account=clean(account_name(uid)),
        name=clean(person_name(uid)),
        why=why,
        votes=votes,
        earlier=closed,
    )
