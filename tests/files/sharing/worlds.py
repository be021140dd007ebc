"""The same vote in several worlds that differ only in who votes what.

    python -m tests.files.sharing.worlds FOLDER

Leader and safety representative lead, Anna, Bo and Eva are in the group. For each world it prints
what Eva can see after each step, what root finds after the count, and what git tells of it.
"""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from amu_tui import words
from amu_tui.files import places
from amu_tui.files.disk.durable import TIMELESS
from amu_tui.files.session.create import create
from amu_tui.files.sharing import access
from amu_tui.model.voting.ballot import ROUNDS, Ballot, Choice
from amu_tui.tui.voting.ballot import confidentiality
from tests.files.changes import HANDS, VOTE, outcome
from tests.files.conftest import INFO, INSTRUMENT, RESULTS
from tests.files.session.crew import Say
from tests.files.sharing.accounts import Account, accounts, group_of
from tests.files.sharing.room import MEMBERS, Room

FULL = Choice(preserve=("support", "autonomy"), improve=("pressure",))
ONE = Choice(preserve=("autonomy",))
BLANK = Choice()

WORLDS = {
    "one": {"anna": FULL, "bo": ONE, "passed": (BLANK, FULL)},
    "swapped": {"anna": ONE, "bo": FULL, "passed": (FULL, BLANK)},
    "another": {"anna": BLANK, "bo": BLANK, "passed": (ONE, BLANK)},
}
"""Whose choice is what: in the first two the same ballots, cast by others and in another order."""

RANDOM = re.compile(r'\b[0-9a-z]{8}(?=\.toml)|(?<=ballot = ")[0-9a-z]{8}')
"""The names of ballots and receipts, which are random; a receipt holds that of its ballot."""


class World:
    """One session; all that is done in it is done at once in every other world."""

    def __init__(self, people: dict[str, Account], path: Path, votes: dict[str, Any]) -> None:
        self.room = Room(people, path, "confidential")
        self.path, self.people, self.votes = path, people, votes
        self.seen: dict[str, Any] = {}
        self.found: dict[str, Any] = {}
        self.ballots: set[str] = set()
        self.git_said: dict[str, str] = {}
        self.roles = {one.uid: role for role, one in people.items()}

    def step(self, name: str, who: str, work: Callable[[Say], object]) -> None:
        """Let `who` do it, then let Eva look and the leader commit what git would take."""
        said = self.room.by(who, work, 0o027)
        assert said[-1] == "done", said
        ballots = [path.stem for path in self.room.ballot_files()]
        looked = self.room.by("eva", lambda say: say(self.look(ballots)))
        assert looked[1:] == ["done"], looked
        self.seen[name] = looked[0]
        self.found[name] = self.look()
        self.ballots.update(ballots)
        self.git_said[name] = self.git("status", "--porcelain", "--untracked-files=all")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", name)

    def git(self, *arguments: str) -> str:
        def run(say: Say) -> None:
            who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
            world = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
            command = ["git", "-C", str(self.path), *who, *arguments]
            done = subprocess.run(command, env=world, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            say(done.stdout)

        return str(self.room.by("leader", run, 0o027)[0])

    def look(self, ballots: Sequence[str] = ()) -> list[str]:
        """All that whoever looks can find out of every file but inodes and the time of a change.

        Args:
            ballots: the names of the ballots, which must stand nowhere.
        """
        hidden = [
            self.path.joinpath(*parts)
            for name in ROUNDS
            for parts in (
                places.hands_file(name),
                places.count_file(name, confidential=True),
                places.ballot_folder(name, confidential=True),
            )
        ]
        found = {path for path in self.path.rglob("*") if ".git" not in path.parts}
        told = "\n".join(map(self._told, {self.path, *found, *hidden}))
        assert not [name for name in ballots if name in told]
        return sorted(RANDOM.sub("*", told).splitlines())

    def _told(self, path: Path) -> str:
        name = str(path.relative_to(self.path))
        try:
            status = path.lstat()
        except FileNotFoundError:
            return f"{name} is not there"
        what = [name, self.roles[status.st_uid], f"{status.st_mode:o}", f"links {status.st_nlink}"]
        if ("ballots/themes/" in name or "turnout/themes/" in name) and status.st_size:
            what.append("timeless" if status.st_mtime == TIMELESS else "has a time")
        what.append(f"{status.st_size} bytes")
        if stat.S_ISREG(status.st_mode):
            try:
                what.append(repr(path.read_text(encoding="utf-8")))
            except PermissionError:
                what.append("closed")
        return " ".join(what)

    def vote(self, choice: Choice, way: str = "own") -> Callable[[Say], object]:
        ballot = msgspec.convert({"session": "", "round": "themes", "way": way}, Ballot)
        ballot = msgspec.structs.replace(ballot, choice=choice)
        return lambda _say: self.room.folder.cast(ballot)

    def lead(self) -> None:
        """The whole vote."""
        assert self._made() == ["done"]
        self.git("init", "-q")
        room = self.room
        self.step("made", "leader", lambda _say: None)
        self.step("anna votes", "anna", self.vote(FULL))
        self.step("bo votes", "bo", self.vote(self.votes["bo"]))
        self.step("anna votes anew", "anna", self.vote(self.votes["anna"]))
        for choice in self.votes["passed"]:
            self.step("passed on", "leader", self.vote(choice, "passed"))
        self.step("hands", "safety", lambda _say: room.folder.save_hands(HANDS))
        self.step("ended", "safety", lambda _say: room.folder.end_vote("themes"))
        self.step("closed", "safety", lambda _say: room.folder.close(outcome(room.folder)))
        self.step("opened", "leader", lambda _say: room.folder.load())

    def _made(self) -> list[object]:
        leader = self.people["leader"]
        names = [group_of(leader, "staff"), group_of(leader, "leaders")]

        def make(_say: Say) -> None:
            shared = access.groups_named(*names)
            create(self.path, INFO, RESULTS, INSTRUMENT, own_instrument=True, shared=shared)

        return self.room.by("leader", make, umask=0o077)


def told(world: World) -> dict[str, Any]:
    world.lead()
    return {
        "seen": world.seen,
        "found": world.found,
        "git": world.git_said,
        "log": world.git("log", "-p", "--format=%s"),
        "ballots": sorted(world.ballots),
    }


KINDS = {"facilitators": 0, "open": 0, "group": 0o2770, "others": 0o777}
"""Ways to keep ballots; the mode where a folder that nobody shared was opened by hand."""


def readers(people: dict[str, Account], path: Path, kind: str) -> dict[str, Any]:
    """What the screen says of Anna's ballot, and who can read it before and after the count."""
    room = Room(people, path, "open" if kind == "open" else "confidential")
    if KINDS[kind]:
        room.by("leader", lambda _say: create(path, INFO, RESULTS, INSTRUMENT, own_instrument=True))
        for folder in (path, path / places.LOCAL):
            os.chown(folder, people["leader"].uid, people["bo"].groups[-1])
            folder.chmod(KINDS[kind])
    else:
        assert room.made() == ["done"]

    def read(say: Say) -> None:
        found = path.glob("**/ballots/themes/*.toml")
        say([file.read_text(encoding="utf-8") for file in found if os.access(file, os.R_OK)])

    def who_can() -> list[str]:
        return [who for who in people if "autonomy" in str(room.by(who, read)[0])]

    assert room.by("anna", lambda _say: room.folder.cast(VOTE), 0o002) == ["done"]
    said = room.by("bo", lambda say: say(confidentiality(room.folder.readers("themes"))))
    before = who_can()
    closed = room.by("leader", lambda _say: room.folder.close(outcome(room.folder)))
    assert closed == ["done"], closed
    told = room.by("leader", lambda say: say([p.message for p in room.folder.load().problems]))
    return {"said": said[0], "before": before, "after": who_can(), "told": told[0]}


if __name__ == "__main__":
    words.use("en")
    with accounts({**MEMBERS, "eva": ("staff",)}) as people:
        place = Path(sys.argv[1])
        worlds = {
            name: told(World(people, place / name / "ifb-2017", votes))
            for name, votes in WORLDS.items()
        }
        kinds = {kind: readers(people, place / kind / "ifb-2017", kind) for kind in KINDS}
        kinds["facilitators"]["names"] = [people[who].name for who in ("leader", "safety")]
    sys.stdout.write(json.dumps({"worlds": worlds, "readers": kinds}))
