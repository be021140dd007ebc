"""The checklists that there are: bundled ones, and a user's own, copied into the session."""

import contextlib
from functools import cache
from pathlib import Path

from amu_tui.errors import AmuError, UsageError
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import replace
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.checklists.checklist import WHENS, Checklist
from amu_tui.words import _

SCHEMA_NAME = "checklist"


@cache
def bundled() -> dict[str, Checklist]:
    """The checklists that come with the program, by id, in the order of a meeting."""
    files = (places.PACKAGE / "checklists").glob("*.toml")
    every = [toml.parse(path.read_bytes(), Checklist, path.name) for path in files]
    return {one.id: one for one in sorted(every, key=_order)}


def _order(one: Checklist) -> tuple[int, str]:
    return WHENS.index(one.when), one.id


def own(root: Path) -> dict[str, Checklist]:
    """Those that lie in the session `root`, by id; one that cannot be read is left out."""
    found = {}
    for name in own_names(root):
        with contextlib.suppress(AmuError):
            one = read_own(root, name)
            found[one.id] = one
    return found


def own_names(root: Path) -> list[str]:
    """The names of their files, in order."""
    try:
        folder = places.inside(root, places.CHECKLISTS, "")
        return sorted(e.name for e in folder.iterdir() if e.name.endswith(places.OWN_CHECKLIST))
    except FileNotFoundError:
        return []
    except OSError as error:
        path = display_path(root / places.CHECKLISTS)
        raise AmuError(_("this cannot be read"), path=path) from error


def read_own(root: Path, name: str) -> Checklist:
    """One of them; `AmuError` where it is damaged or not called after its id."""
    path = places.inside(root, places.CHECKLISTS, name)
    one = toml.decode(path, Checklist, limit=toml.LARGE, newer=True)
    if own_name(one.id) != name:
        message = _('the file is not named after its id, "{id}"').format(id=one.id)
        raise AmuError(message, path=display_path(path), line=toml.find_line(path, ("id",)))
    return one


def own_name(checklist_id: str) -> str:
    """The name of the file of a user's own checklist."""
    return places.id_file(checklist_id).removesuffix(".toml") + places.OWN_CHECKLIST


def available(root: Path) -> dict[str, Checklist]:
    """All that can be answered in the session `root`; its own take the place of bundled ones."""
    every = {**bundled(), **own(root)}
    return {one.id: one for one in sorted(every.values(), key=_order)}


def find(root: Path, checklist_id: str) -> Checklist | None:
    """The checklist of that id, None where there is none; `AmuError` where its copy is damaged."""
    name = own_name(checklist_id)
    if name in own_names(root):
        return read_own(root, name)
    return bundled().get(checklist_id)


def add(root: Path, file: Path) -> Checklist:
    """Copy a user's own checklist into the session `root`.

    Raises `UsageError` where another one of its id is there already and has been answered.
    """
    one = toml.decode_named(file, Checklist, limit=toml.LARGE)
    path = places.file_in(root, places.CHECKLISTS, own_name(one.id))
    data = toml.readable(one, path, limit=toml.LARGE, schema=SCHEMA_NAME)
    if toml.find_bytes(path, toml.LARGE) == data:
        return one
    if places.there(path.with_name(places.id_file(one.id))):
        raise UsageError(
            _('the checklist "{id}" is answered already').format(id=one.id),
            hint=_("Give the new one another id."),
            path=display_path(file),
        )
    replace(path, data)
    return one
