"""Who signed the report, as it is kept in a session's folder."""

from pathlib import Path

import msgspec

from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import account_name, person_name
from amu_tui.files.disk.durable import replace, user_id
from amu_tui.model.ids import next_revision
from amu_tui.model.meeting import wording
from amu_tui.model.meeting.session import Role, Session, Signature, SignedBy
from amu_tui.text import clean


def signed(session: Session, signature: Signature, *roles: Role) -> Signature:
    """`signature` as this account enters it for `roles` (see `wording.signed`)."""
    uid = user_id()
    by = SignedBy(account=clean(account_name(uid)), name=clean(person_name(uid)))
    return wording.signed(session, signature, by, *roles)


def sign(root: Path, signature: Signature) -> Signature:
    """Keep `signature` below the session's folder `root` (see `SessionFolder.sign`)."""
    path = places.file_in(root, *places.SIGNATURE)
    previous = places.inside(root, *places.signature_file(root))
    data = toml.find_bytes(previous)
    revision, unknown = 1, {}
    if data is not None:
        revision = next_revision(toml.parse(data, Signature, previous).revision)
        unknown = toml.parse_toml(data, previous)
    kept = msgspec.structs.replace(signature, revision=revision)
    replace(path, toml.readable(kept, path, kept=unknown, schema="report"))
    return kept
