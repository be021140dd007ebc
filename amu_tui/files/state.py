"""What the program remembers for one user, outside every session: private, mode 0600."""

import hashlib
from pathlib import Path

import platformdirs

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.durable import clear_stale, replace
from amu_tui.files.refusals import explained
from amu_tui.model.ballot import RoundName
from amu_tui.model.ids import is_id
from amu_tui.model.instrument import SCHEMA, Frozen, Id

APPLICATION = "amu-tui"


class Cast(Frozen, frozen=True, kw_only=True):
    """The name of the user's own ballot in a round."""

    name: Id


class OwnBallots(Frozen, frozen=True, kw_only=True):
    """`ballots.toml` in the private folder of a session."""

    schema: int = SCHEMA
    rounds: dict[Id, Cast] = {}


def private_folder(key: str) -> Path:
    """Where things of the session `key` are kept for this user; it need not be there yet."""
    # A key comes from a file that anybody may have written: it must not lead anywhere else.
    name = key if is_id(key) else hashlib.sha256(key.encode(errors="replace")).hexdigest()[:40]
    return Path(platformdirs.user_state_dir(APPLICATION, appauthor=False)) / name


def save_private(path: Path, data: bytes) -> None:
    """Write a file that only this user can read, in a folder that only this user can open."""
    with explained(path):
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
    clear_stale(path.parent)
    replace(path, data, private=True)


def own_ballot(key: str, name: RoundName) -> Cast | None:
    """The ballot that this user has cast in a round, as far as this machine remembers."""
    return _own(key).rounds.get(name)


def remember_ballot(key: str, name: RoundName, cast: Cast) -> None:
    """Remember it for the next time this user votes in the round."""
    own = OwnBallots(rounds={**_own(key).rounds, name: cast})
    save_private(private_folder(key) / "ballots.toml", toml.encode(own))


def _own(key: str) -> OwnBallots:
    try:
        return toml.decode(private_folder(key) / "ballots.toml", OwnBallots)
    except AmuError:
        return OwnBallots()  # a memory only: the ballots folder itself says who has voted
