"""The signed versions of a session, each in a file of its own that is written once."""

from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import AlreadyThere, AmuError, Problem, ReadOnly
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.ids import is_id
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.signed import LONGEST, SignedVersion
from amu_tui.words import _

LIMIT = 8 * toml.LARGE
"""Bytes of the largest signed version: 200 actions with long notes, as data and as blocks."""


def keep(root: Path, version: SignedVersion) -> None:
    """Write `version` into the session in `root`, unless it is there already."""
    try:
        path = places.file_in(root, places.SIGNED, places.id_file(version.id))
    except ReadOnly as error:
        # A session that was shared before there were signed versions lacks the folder.
        error.raw_hint = _("`amu doctor` has the command by which its maker makes the folder.")
        raise
    data = toml.readable(version, path, limit=LIMIT, schema="signed", longest=LONGEST)
    try:
        write_once(path, data)
    except AlreadyThere:
        read(root, version.id)


def read(root: Path, version_id: str) -> SignedVersion:
    """The signed version `version_id`; `AmuError` with its line where it is not what it was."""
    path = places.inside(root, places.SIGNED, places.id_file(version_id))
    data = toml.read_bytes(path, LIMIT)
    version = toml.parse(data, SignedVersion, path, longest=LONGEST)
    if version.id != version_id:
        raise AmuError(
            _("this is not what was signed: the file has been changed since"),
            path=display_path(path),
            hint=_("Take it back from git or a backup, or sign the report again."),
        )
    return version


def find(root: Path, version_id: str) -> SignedVersion | None:
    """`read`, but None where the version is gone or damaged."""
    try:
        return read(root, version_id)
    except AmuError:
        return None


def problems(root: Path, session: Session) -> Iterator[Problem]:
    """What is wrong with the signed versions, for `amu check`."""
    signature = session.signature
    named = {text.version for text in signature.texts.values()} if signature else set()
    named |= signature.earlier.keys() if signature else set()
    for version_id in sorted({*_kept(root), *filter(None, named)}):
        name = f"{places.SIGNED}/{version_id}.toml"
        try:
            read(root, version_id)
        except AmuError as error:
            yield error.problem(display_path(name))


def _kept(root: Path) -> list[str]:
    """The ids of the versions in the folder."""
    try:
        names = [path.name for path in places.inside(root, places.SIGNED, "").iterdir()]
    except (AmuError, OSError):
        return []
    stems = (name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return [stem for stem in stems if is_id(stem)]
