"""Who signed the report, as it is kept in a session's folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amu_tui.errors import UsageError
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import account_name, person_name
from amu_tui.files.disk.durable import replace, user_id
from amu_tui.files.report import versions
from amu_tui.model.ids import next_revision
from amu_tui.model.meeting import wording
from amu_tui.model.meeting.session import ROLES, Role, Session, Signature, SignedBy
from amu_tui.text import clean
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.model.meeting.signed import SignedVersion


def entered(
    root: Path,
    session: Session,
    signature: Signature,
    roles: Collection[Role],
    freeze: Callable[[datetime.date], SignedVersion],
) -> tuple[Signature, SignedVersion | None]:
    """`signature` as this account enters it for `roles`, and the version that it is under.

    Whoever signs what another has signed already signs that version, with its date; else the
    report is frozen as it is now. Without a name nothing is signed.

    Args:
        freeze: the report as it is now, dated.

    Raises `UsageError` where a signed report would only be dated anew.
    """
    before = current(root)
    if before != session.signature and before is not None:
        # Another has signed while this account read it: that stays, whatever is entered here.
        names = {role: signature.name(role) for role in roles}
        signature = msgspec.structs.replace(before, date=signature.date, **names)
        session = msgspec.structs.replace(session, signature=before)
    roles = [role for role in roles if signature.name(role)]
    dated = before is not None and before.date != signature.date
    if not roles:
        if dated and before and any(map(before.name, ROLES)):
            raise UsageError(
                _("the report is signed, so its date stays"),
                hint=_("Who signs it again can date it anew."),
            )
        return wording.signed(session, signature, SignedBy()), None
    standing = wording.standing_version(session, *roles)
    version = versions.find(root, standing) if standing else None
    day = signature.date
    if version is None:
        version = freeze(day)
    elif before is not None:
        signature = msgspec.structs.replace(signature, date=before.date)
    uid = user_id()
    by = SignedBy(account=clean(account_name(uid)), name=clean(person_name(uid)))
    text = wording.signed(session, signature, by, *roles, version=version.id, date=day)
    return text, version


def current(root: Path) -> Signature | None:
    """Who has signed by now; None where nobody has."""
    return toml.find(places.inside(root, *places.signature_file(root)), Signature)


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
