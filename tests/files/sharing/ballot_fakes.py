"""Votes that somebody could fake, and what each comes to; `ballot_trials` tries them.

Mallory, a member of the group, does what stands in the table, or whoever it names.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from amu_tui.files import toml
from amu_tui.files.ballots import voters
from amu_tui.model.voting.ballot import Ballot, Choice, RoundName
from tests.files.changes import PASSED, VOTE
from tests.files.conftest import INFO
from tests.files.sharing.room import Room

MINE = "(it belongs to {mallory})"
ELSEWHERE = "this file has another name elsewhere (it belongs to {anna})"
REMOVED = {"confidential": "", "open": "this ballot was counted, and has been removed since"}
STRANGE = {
    "confidential": "this was not written here: it has another group than the ballots",
    "open": "others than its owner could have written this",
}
NEXT_YEAR = 2_000_000_000
"""Seconds since 1970, in 2033."""


@dataclass(frozen=True)
class Fake:
    """What is tried, by whom, and what `amu check` and `amu close` then say.

    Args:
        says: a part of what is said; nothing is said where it is empty.
        counted: how many of Mallory's ballots are counted.
        bars: the vote is closed only without it (`--leave-out`).
        tells: what is said tells of the choice, so it is not said of a confidential ballot.
        after: of a vote that is open, ended, or closed.
        loops: it is done again and again while the facilitator checks and closes.
        stays: the facilitator who did not make the session cannot clear it away.
        name: the round, after the round on themes where it is that on actions.
    """

    does: Callable[["Forger"], object]
    says: str = ""
    counted: int = 0
    bars: bool = False
    tells: bool = False
    by: str = "mallory"
    after: str = "open"
    loops: bool = False
    stays: bool = False
    name: RoundName = "themes"

    def said(self, ballots: str) -> str:
        """What is said where ballots are confidential or open."""
        if self.tells and ballots == "confidential":
            return f"this ballot cannot be counted {MINE}"
        return self.says


class Forger:
    """Hands for what is tried: paths, and ballots as they could be written."""

    def __init__(self, room: Room, name: RoundName) -> None:
        self.room, self.root, self.round = room, room.path, name
        parts = ["local"] if room.ballots == "confidential" else []
        self.box = self.root.joinpath(*parts, "ballots", name)
        self.pick = "support" if name == "themes" else "a2"
        owners = {one.uid: who for who, one in room.people.items()}
        found = self.box.iterdir() if self.box.exists() else ()
        self.honest = {owners[path.stat().st_uid]: path for path in found}

    def ballot(self, pick: str = "", **changes: object) -> bytes:
        """A ballot for what nobody else votes for."""
        choice = Choice(preserve=(pick or self.pick,))
        made = Ballot(session=INFO.key, round=self.round, choice=choice)
        return toml.encode(msgspec.structs.replace(made, **changes))

    def write(self, name: str = "forged22", **changes: object) -> Path:
        path = self.box / f"{name}.toml"
        path.write_bytes(self.ballot(**changes))  # type: ignore[arg-type]
        path.chmod(0o660 if self.room.ballots == "confidential" else 0o640)
        return path

    def junk(self, data: bytes, name: str = "junk2222.toml", mode: int = 0o640) -> None:
        path = self.box / name
        path.write_bytes(data)
        path.chmod(mode | (0o060 if self.room.ballots == "confidential" and mode else 0))

    def action(self, item: str, **changes: object) -> Path:
        """Somebody's action, which the group may write, made a ballot."""
        path = self.root / "actions" / f"{item}.toml"
        path.write_bytes(self.ballot(**changes))  # type: ignore[arg-type]
        return path

    def link(self, item: str, **changes: object) -> None:
        os.link(self.action(item, **changes), self.box / "forged22.toml")

    def linked_away(self, item: str, **changes: object) -> None:
        self.link(item, **changes)
        (self.root / "actions" / f"{item}.toml").unlink()

    def cast(self) -> None:
        choice = Choice(preserve=(self.pick,))
        self.room.folder.cast(Ballot(session="", round=self.round, choice=choice))

    def named(self, who: str) -> str:
        return voters.voter_hash(INFO.key, self.room.people[who].name)


def takes_away(forger: Forger) -> None:
    """Mallory votes, and takes away what the others have voted for."""
    forger.write()
    (forger.root / "actions" / "a3.toml").unlink()


def many(forger: Forger) -> None:
    for number in range(300):
        forger.write(f"many{number}")


def swapped(forger: Forger) -> None:
    with contextlib.suppress(PermissionError):
        forger.box.rename(forger.box.with_name("aside"))
        forger.box.symlink_to("/tmp")


def folder(forger: Forger) -> None:
    inner = forger.box / "folder22.toml" / "inner"
    inner.mkdir(parents=True)
    inner.parent.chmod(0)


def with_link_elsewhere(forger: Forger) -> None:
    os.link(forger.honest["anna"], forger.root / "elsewhere")


def votes_anew(forger: Forger) -> None:
    with_link_elsewhere(forger)
    assert forger.room.by("anna", lambda _say: forger.room.folder.cast(VOTE)) == ["done"]


def voter_stopped(forger: Forger) -> None:
    """Mallory moves junk in Anna's name among the ballots; Anna can still vote anew."""
    action = forger.root / "actions" / "a1.toml"

    def junk(_say: object) -> None:
        action.write_bytes(b"x")
        action.rename(forger.box / "junk2222.toml")

    assert forger.room.by("mallory", junk) == ["done"]
    assert forger.room.by("anna", lambda _say: forger.room.folder.cast(VOTE)) == ["done"]


def laundered(forger: Forger) -> None:
    """The leader's keyboard, whose ballots are written anew, finds a forged one among them."""
    linked = forger.room.by("mallory", lambda _say: forger.linked_away("a2", way="passed"))
    assert linked == ["done"]
    for _person in range(2):
        assert forger.room.by("leader", lambda _say: forger.room.folder.cast(PASSED)) == ["done"]


def cut_off(forger: Forger) -> None:
    os.link(forger.honest["anna"], forger.box / ".tmp-0123456789abcdef")


def gives_away(forger: Forger) -> None:
    with contextlib.suppress(PermissionError):
        os.chown(forger.write(), forger.room.people["anna"].uid, -1)


def replays(forger: Forger) -> None:
    """The own ballot of the round on themes, in that on actions."""
    made = Ballot(session=INFO.key, round="themes", choice=Choice(preserve=("support",)))
    forger.junk(toml.encode(made), "forged22.toml")


def again(forger: Forger) -> None:
    """One round of what a program would do without an end."""
    for name in ("junk2222.toml", "junk3333.toml"):
        forger.junk(b"x", name)
    (forger.box / "junk3333.toml").unlink()


def written_late(forger: Forger) -> None:
    """Where others' files kept the folder from going with the ballots."""
    forger.write("late2222")


FAKES: dict[str, Fake] = {
    # In the name of others
    "another's action, linked in": Fake(lambda f: f.link("a1"), "{strange}", bars=True, stays=True),
    "another's action, moved in": Fake(
        lambda f: f.action("a1").rename(f.box / "forged22.toml"), "{strange}", bars=True
    ),
    "another's action, linked in and its first name removed": Fake(
        lambda f: f.linked_away("a1", revision=99), "{strange}", bars=True
    ),
    "another's action, as junk, and its owner votes anew": Fake(
        voter_stopped, "{strange}", bars=True, by="root"
    ),
    "passed ballots of the leader": Fake(
        lambda f: f.linked_away("a2", way="passed"), "{strange}", bars=True
    ),
    "passed ballots of the leader, among those that are passed": Fake(
        laundered, "{strange}", bars=True, by="root"
    ),
    "a file that is given away": Fake(gives_away, counted=1),
    "a ballot that names another": Fake(lambda f: f.write(voter=f.named("anna")), counted=1),
    "a ballot that says to be passed": Fake(lambda f: f.write(way="passed"), counted=1),
    "a file of another's, where the disk lets anybody link": Fake(
        lambda f: os.link(f.root / "session.toml", f.box / "forged22.toml"),
        "(it belongs to {leader})",
        bars=True,
        stays=True,
        by="root",
    ),
    "a ballot linked elsewhere": Fake(with_link_elsewhere, ELSEWHERE, bars=True, by="root"),
    "the same, and its voter votes anew": Fake(votes_anew, by="root"),
    "a ballot whose program was cut off": Fake(cut_off, by="root"),
    # More than one may
    "twice": Fake(lambda f: (f.write("one"), f.write("two")), counted=1),
    "twice, by a link": Fake(
        lambda f: os.link(f.write(), f.box / "again222.toml"),
        f"this file has another name elsewhere {MINE}",
        bars=True,
    ),
    "hundreds of times": Fake(many, "{mallory} has 292 more files here", counted=1),
    "over budget": Fake(
        lambda f: f.write(choice=Choice(preserve=("autonomy", "pressure", "support"))),
        f"3 chosen to preserve, but the limit is 2 {MINE}",
        bars=True,
        tells=True,
    ),
    "for what is not there": Fake(
        lambda f: f.write(pick="burn"),
        f'"burn" cannot be chosen here {MINE}',
        bars=True,
        tells=True,
    ),
    "and the action of the others is taken away": Fake(takes_away, counted=1, name="actions"),
    "on both lists": Fake(
        lambda f: f.write(choice=Choice(preserve=("support",), improve=("support",))),
        f'"support" is on both lists; choose one {MINE}',
        bars=True,
        tells=True,
    ),
    "the same theme twice": Fake(
        lambda f: f.write(choice=Choice(preserve=("support", "support"))),
        f'"support" is chosen twice {MINE}',
        bars=True,
        tells=True,
    ),
    "with next year's clock": Fake(
        lambda f: os.utime(f.write(revision=10**9), (NEXT_YEAR, NEXT_YEAR)), counted=1
    ),
    "of another session": Fake(
        lambda f: f.write(session="k7m3q9tw2345abce"),
        f"this belongs to another session or round {MINE}",
        bars=True,
    ),
    "of round 1, in round 2": Fake(
        replays, f"this belongs to another session or round {MINE}", bars=True, name="actions"
    ),
    "another's action, in the round on actions": Fake(
        lambda f: f.linked_away("a1", way="own", revision=99),
        "{strange}",
        bars=True,
        name="actions",
    ),
    # What is no ballot
    "a folder": Fake(folder, f"this is not a ballot {MINE}"),
    "a link": Fake(lambda f: (f.box / "link2222.toml").symlink_to("/etc/hostname"), "not a ballot"),
    "a pipe": Fake(lambda f: os.mkfifo(f.box / "pipe2222.toml", 0), "this is not a ballot"),
    "a huge file": Fake(
        lambda f: f.junk(b"#" * 10_000_000), f"the file is larger than 64 kB {MINE}", bars=True
    ),
    "a file nobody may read": Fake(
        lambda f: f.junk(b"x", mode=0), f"no permission to read this {MINE}", bars=True, stays=True
    ),
    "no TOML": Fake(lambda f: f.junk(b"x = ["), MINE, bars=True),
    "an empty file": Fake(lambda f: f.junk(b""), "the file is empty", bars=True),
    "no text": Fake(lambda f: f.junk(b"\xff\xfe"), f"this is not UTF-8 text {MINE}", bars=True),
    "a name that is no text": Fake(
        lambda f: f.junk(b"x", os.fsdecode(b"\xff\x1b[31m.toml")),
        f"this is not the name of a ballot {MINE}",
        bars=True,
    ),
    "the folder swapped for a link": Fake(swapped),
    "junk, again and again": Fake(again, bars=True, loops=True),
    # Too late
    "replaced after the end": Fake(
        lambda f: f.honest["anna"].write_bytes(f.ballot()),
        "changed after the vote was ended: what it said then is counted (it belongs to {anna})",
        by="anna",
        after="ended",
    ),
    "removed after the end": Fake(
        lambda f: f.honest["anna"].unlink(),
        "removed after the vote was ended: what it said then is counted",
        by="root",
        after="ended",
    ),
    "written after the end": Fake(
        Forger.write, f"written after the vote was ended, and not counted {MINE}", after="ended"
    ),
    "junk after the end": Fake(lambda f: f.junk(b"x"), "after the vote was ended", after="ended"),
    "cast after the end": Fake(Forger.cast, after="ended"),
    "cast after the closing": Fake(Forger.cast, after="closed"),
    "removed after the closing": Fake(
        lambda f: f.honest["bo"].unlink(missing_ok=True), "{removed}", by="bo", after="closed"
    ),
    "written after the closing": Fake(
        written_late, f"this is not among the ballots that were counted {MINE}", after="closed"
    ),
}
