"""How many have voted, for everybody, where nobody but the facilitators can list the ballots.

Whoever has dropped a ballot leaves a receipt beside the drop box. Colleagues can list the
receipts, and so see which accounts have voted, but open only their own: it holds the name of
their ballot, so that a second one takes its place whatever machine they sit at. It is written
before the ballot, as a claim, since nobody could find a ballot in the drop box by looking. A
receipt says nothing of a choice. It is for show and for its voter only: what counts are the
ballots.
"""

import contextlib
import os
import stat
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from amu_tui.errors import AlreadyThere, AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import remove, replace, user_id, write_once
from amu_tui.files.disk.folder_handle import open_folder
from amu_tui.model.ids import random_id
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id
from amu_tui.model.voting.ballot import RoundName, Way

_CLAIM = "claim"
"""What the name of a note begins with whose ballot may not be there yet."""


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

    def claim(self, ballot: str) -> None:
        """Note the name of the first ballot of this login, before it is cast.

        Whatever happens between the two, the next ballot finds the first. `AmuError` where the
        note cannot be kept; it is not counted before `leave`.
        """
        data = toml.encode(Receipt(ballot=ballot))
        claim = next(iter(self._own(_CLAIM)), None)
        if claim is not None:
            replace(claim, data, private=True, timeless=True)
        else:
            self._add(_CLAIM, data)

    def leave(self, way: Way, ballot: str) -> None:
        """Leave a receipt, in the place of an earlier one from the same login.

        That of a passed ballot names none: nobody comes back for it, and those of one keyboard
        would tell in which order it was passed.
        """
        data = toml.encode(Receipt(ballot=ballot if way == "own" else random_id()))
        receipt = next(iter(self._own("own")), None) if way == "own" else None
        if receipt is None:
            self._add(way, data)
        elif self._ballot_of(receipt) != ballot:
            replace(receipt, data, private=True, timeless=True)
        if way == "own":
            for claim in self._own(_CLAIM):
                remove(claim)
                self._mine.remove(claim)

    def own_ballots(self) -> Iterator[str]:
        """The names of ballots of this login, as its receipts and claims tell them."""
        for kind in ("own", _CLAIM):
            for path in self._own(kind):
                if (name := self._ballot_of(path)) is not None:
                    yield name

    def begun(self) -> bool:
        """Whether anybody has voted, or is about to."""
        return bool(self._entries())

    def count(self, leaders: Collection[int]) -> int:
        """How many have voted: accounts, and people at a keyboard that one of `leaders` passed."""
        accounts, passed = set(), 0
        for entry in self._entries():
            uid = _who_left(entry)
            if uid is None or entry.name.startswith(f"{_CLAIM}-"):
                continue
            if entry.name.startswith("passed-") and uid in leaders:
                passed += 1
            else:
                accounts.add(uid)
        return len(accounts) + passed

    def clear(self) -> None:
        """Remove the receipts that this account may remove; they tell nothing of the others."""
        with contextlib.suppress(OSError), open_folder(self.root, *self._parts) as folder:
            for name in folder.names():
                with contextlib.suppress(OSError):
                    folder.unlink(name)
            folder.remove()

    def _add(self, kind: str, data: bytes) -> None:
        with contextlib.suppress(AlreadyThere):  # of a random name there is one
            path = self.folder / f"{kind}-{random_id()}.toml"
            write_once(path, data, private=True, timeless=True)
            self._mine.append(path)

    def _ballot_of(self, path: Path) -> str | None:
        with contextlib.suppress(AmuError):
            return toml.decode(path, Receipt).ballot
        return None

    def _own(self, kind: str) -> list[Path]:
        return [path for path in self._mine if path.name.startswith(f"{kind}-")]

    @cached_property
    def _mine(self) -> list[Path]:
        """The notes of this account: looked for once, since others can leave any number."""
        own = user_id()
        return sorted(Path(entry.path) for entry in self._entries() if _who_left(entry) == own)

    def _entries(self) -> list[os.DirEntry[str]]:
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            return [entry for entry in entries if entry.name.endswith(".toml")]
        return []


def _who_left(entry: os.DirEntry[str]) -> int | None:
    """The account that left a receipt; None where it is none, or gone.

    What a group may write it may also link to here, in its owner's name: a receipt is nobody
    else's to open.
    """
    with contextlib.suppress(OSError):
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode) and not status.st_mode & 0o077:
            return status.st_uid
    return None
