"""How many have voted, for everybody, where nobody but the facilitators can list the ballots.

Whoever has dropped a ballot leaves a receipt beside the drop box. Colleagues can list the
receipts, and so see which accounts have voted, but open only their own: it holds the name of
their ballot, so that a second one takes its place whatever machine they sit at. A receipt says
nothing of a choice. It is for show and for its voter only: what counts are the ballots.
"""

import contextlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from amu_tui.errors import AlreadyThere, AmuError
from amu_tui.files import places, toml
from amu_tui.files.durable import replace, user_id, write_once
from amu_tui.files.held import held
from amu_tui.model.ballot import RoundName, Way
from amu_tui.model.ids import random_id
from amu_tui.model.instrument import SCHEMA, Frozen, Id


class Receipt(Frozen, frozen=True, kw_only=True):
    """The name of one's own ballot in a round."""

    schema: int = SCHEMA
    ballot: Id


class Receipts:
    """The receipts of one round of the session in `root`; there are none without a drop box."""

    def __init__(self, root: Path, name: RoundName) -> None:
        self.root = root
        self._parts = places.turnout_folder(name)
        self.folder = root.joinpath(*self._parts)

    @property
    def kept(self) -> bool:
        """Whether receipts are kept here at all."""
        return places.is_folder(self.folder)

    def leave(self, way: Way, ballot: str) -> None:
        """Leave a receipt, in the place of an earlier one from the same login."""
        data = toml.encode(Receipt(ballot=ballot))
        earlier = next(self._own(), None) if way == "own" else None
        if earlier is not None:
            replace(earlier, data, private=True, timeless=True)
            return
        with contextlib.suppress(AlreadyThere):  # of a random name there is one
            path = self.folder / f"{way}-{random_id()}.toml"
            write_once(path, data, private=True, timeless=True)

    def own_ballot(self) -> str | None:
        """The name of the ballot of this login, as its receipt tells it."""
        for path in self._own():
            with contextlib.suppress(AmuError):
                return toml.decode(path, Receipt).ballot
        return None

    def count(self, leaders: Collection[int]) -> int:
        """How many have voted: accounts, and people at a keyboard that one of `leaders` passed."""
        accounts, passed = set(), 0
        for entry in self._entries():
            uid = entry.stat(follow_symlinks=False).st_uid
            if entry.name.startswith("passed-") and uid in leaders:
                passed += 1
            else:
                accounts.add(uid)
        return len(accounts) + passed

    def clear(self) -> None:
        """Remove the receipts that this account may remove; they tell nothing of the others."""
        with contextlib.suppress(OSError), held(self.root, *self._parts) as folder:
            for name in folder.names():
                with contextlib.suppress(OSError):
                    folder.unlink(name)
            folder.remove()

    def _own(self) -> Iterator[Path]:
        for entry in self._entries():
            if not entry.name.startswith("own-"):
                continue
            with contextlib.suppress(OSError):
                if entry.stat(follow_symlinks=False).st_uid == user_id():
                    yield Path(entry.path)

    def _entries(self) -> list[os.DirEntry[str]]:
        with contextlib.suppress(OSError), os.scandir(self.folder) as found:
            return sorted((e for e in found if e.name.endswith(".toml")), key=lambda e: e.name)
        return []
