"""A room of real accounts around one shared session.

    python -m tests.files.sharing.room SCENARIO FOLDER

Leader and safety representative lead, Anna and Bo are in the group, Cato is not. Each acts in a
process of his own; every scenario prints one JSON document of what they were told.
"""

import errno
import grp
import itertools
import json
import os
import pwd
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from amu_tui import words
from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.ballots import voters
from amu_tui.files.session.create import create
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing import access
from amu_tui.model.meeting.session import Progress, Signature
from amu_tui.model.voting.ballot import Ballot, Choice
from amu_tui.model.voting.tally import count
from tests.files.changes import ACTION, DAY, HANDS, OTHER, PASSED, VOTE, outcome
from tests.files.conftest import INFO, INSTRUMENT, RESULTS
from tests.files.session.crew import Child, Say, die_at, noted
from tests.files.sharing.accounts import Account, accounts, group_of

MEMBERS = {
    "leader": ("staff", "leaders"),
    "safety": ("staff", "leaders"),
    "anna": ("staff",),
    "bo": ("staff",),
    "cato": (),
}
SUPPORT = Ballot(session="", round="themes", choice=Choice(preserve=("support",)))


class Room:
    """The accounts and where their session is."""

    def __init__(self, people: dict[str, Account], path: Path, ballots: str) -> None:
        self.people, self.path = people, path
        path.parent.mkdir()
        os.chown(path.parent, people["leader"].uid, -1)
        for folder in (path.parent, *path.parents):
            if folder.stat().st_uid == 0 and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o011)
        path.parent.chmod(0o755)
        self.ballots = ballots

    def made(self, facilitators: bool = True) -> list[object]:
        """The leader makes the session for the group."""
        leader = self.people["leader"]
        names = [group_of(leader, "staff"), group_of(leader, "leaders")]
        info = msgspec.structs.replace(INFO, ballots=self.ballots)

        def make(say: Say) -> None:
            shared = access.groups_named(names[0], names[1] if facilitators else None)
            create(self.path, info, RESULTS, INSTRUMENT, own_instrument=True, shared=shared)

        return self.by("leader", make, umask=0o077)

    def by(self, who: str, work: Callable[[Say], object], umask: int = 0o022) -> list[object]:
        """What `who` was told while doing `work`; the last word is "done", or the error."""

        def run(say: Say) -> None:
            self.people[who].become(umask)
            try:
                work(say)
                say("done")
            except AmuError as error:
                say(f"{type(error).__name__}: {error.message}")

        return Child(run).said()

    @property
    def folder(self) -> SessionFolder:
        """The session."""
        return SessionFolder(self.path)

    def ballot_files(self) -> list[Path]:
        """The ballots as root finds them."""
        return sorted(self.path.glob("**/ballots/themes/*.toml"))

    def modes(self) -> dict[str, str]:
        """Owner, group and mode of all that is there, in the roles of the test."""
        roles = {one.uid: role for role, one in self.people.items()}
        found = {}
        for path in [self.path, *sorted(self.path.rglob("*"))]:
            status = path.lstat()
            group = grp.getgrgid(status.st_gid).gr_name.lstrip("amut0123456789")
            who = f"{roles[status.st_uid]} {group}"
            found[str(path.relative_to(self.path))] = f"{who} {stat.S_IMODE(status.st_mode):o}"
        return found


def modes(room: Room) -> object:
    """Whose everything is when the session has just been made."""
    return [room.made(), room.modes()]


def vote(room: Room) -> object:
    """All vote, each with another umask; the safety representative counts and closes."""
    told: dict[str, object] = {"made": room.made()}

    def cast(*ballots: Ballot) -> Callable[[Say], object]:
        def work(say: Say) -> None:
            for ballot in ballots:
                room.folder.cast(ballot)
            say(room.folder.turnout("themes"))
            say(room.folder.own_ballot("themes") is not None)

        return work

    told["anna"] = room.by("anna", cast(VOTE, OTHER), 0o077)
    told["bo"] = room.by("bo", cast(VOTE), 0o002)
    told["leader"] = room.by("leader", cast(VOTE, PASSED), 0o022)
    told["bo again, from another home"] = room.by("bo", cast(SUPPORT), 0o077)
    told["bo passes a keyboard"] = room.by("bo", cast(PASSED))
    told["cato"] = room.by("cato", cast(VOTE))
    told["able"] = room.by("anna", lambda say: say(access.electorate(room.folder.path)))
    told["readers"] = room.by("anna", lambda say: say(room.folder.readers("themes")))

    def lead(say: Say) -> None:
        room.folder.save_hands(HANDS)
        room.folder.save_progress(Progress(step="vote"))
        room.folder.end_vote("themes")
        say(msgspec.to_builtins(room.folder.tally("themes")))

    told["safety"] = room.by("safety", lead, 0o077)
    told["anna sees"] = room.by(
        "anna",
        lambda say: say([room.folder.turnout("themes"), room.folder.load().progress.step]),
    )
    told["anna ends"] = room.by("anna", lambda _say: room.folder.end_vote("themes"))
    told["anna counts"] = room.by("anna", lambda _say: room.folder.tally("themes"))
    told["safety closes"] = room.by("safety", lambda _say: room.folder.close(outcome(room.folder)))
    told["left"] = {
        str(path.relative_to(room.path)): path.stat().st_size for path in room.ballot_files()
    }
    told["leader opens"] = room.by(
        "leader", lambda say: say(len(room.folder.load().problems)), 0o077
    )
    told["left then"] = [str(p.relative_to(room.path)) for p in room.path.glob("local/**/*")]
    told["safety signs"] = room.by(
        "safety", lambda _say: room.folder.sign(Signature(date=DAY, safety_representative="S"))
    )
    told["leader signs"] = room.by(
        "leader", lambda _say: room.folder.sign(Signature(date=DAY, leader="L"))
    )
    told["bo writes"] = room.by("bo", lambda _say: room.folder.save_action(ACTION, None), 0o077)
    told["anna changes"] = room.by(
        "anna", lambda _say: room.folder.save_action(noted(ACTION, "n1"), 1), 0o077
    )
    told["cato looks"] = room.by("cato", lambda _say: room.folder.load())
    closed = room.folder.load().themes
    told["closed"] = closed and [closed.turnout, closed.ways, closed.counts.preserve]
    return told


def forbidden(room: Room) -> object:
    """What Bo and Cato try on Anna's ballot and on what only facilitators write."""
    room.made()
    room.by("anna", lambda _say: room.folder.cast(VOTE))
    room.by("bo", lambda _say: room.folder.cast(VOTE))
    room.by("leader", lambda _say: room.folder.save_hands(HANDS))
    room.by("leader", lambda _say: room.folder.save_progress(Progress(step="vote")))
    root, anna = room.path, room.people["anna"].uid
    own, ballot = sorted(room.ballot_files(), key=lambda path: path.stat().st_uid == anna)
    box = ballot.parent
    tries: dict[str, Callable[[], object]] = {
        "open a ballot to write": lambda: os.close(os.open(ballot, os.O_WRONLY)),
        "append to a ballot": lambda: os.close(os.open(ballot, os.O_WRONLY | os.O_APPEND)),
        "empty a ballot": lambda: os.truncate(ballot, 0),
        "remove a ballot": lambda: ballot.unlink(),
        "rename a ballot": lambda: ballot.rename(box / "elsewhere.toml"),
        "take a ballot out": lambda: ballot.rename(root / "actions" / "x.toml"),
        "put one's own over it": lambda: own.replace(ballot),
        "change its mode": lambda: ballot.chmod(0o666),
        "change its group": lambda: os.chown(ballot, -1, room.people["bo"].gid),
        "change its time": lambda: os.utime(ballot, (1, 1)),
        "remove the folder of ballots": lambda: box.rmdir(),
        "rename the folder of ballots": lambda: box.rename(box.with_name("x")),
        "open up the folder of ballots": lambda: box.chmod(0o777),
        "close a round": lambda: (root / "rounds" / "themes.toml").write_bytes(b""),
        "link a round": lambda: (root / "rounds" / "themes.toml").symlink_to("x"),
        "make a folder of rounds": lambda: (root / "rounds" / "x").mkdir(),
        "sign the report": lambda: (root / "rounds" / "report.toml").write_bytes(b""),
        "keep a signed version": lambda: (root / "signed" / "x.toml").write_bytes(b""),
        "fill in the report": lambda: (root / "rounds" / "details.toml").write_bytes(b""),
        "answer a checklist": lambda: (root / "checklists" / "x.toml").write_bytes(b""),
        "end a vote": lambda: (root / "local" / "ended-themes.toml").write_bytes(b""),
        "keep a count": lambda: (root / "local/ballots/counted-themes.toml").write_bytes(b""),
        "keep an open count": lambda: (root / "local" / "counted-themes.toml").write_bytes(b""),
        "hold a count": lambda: (root / "local" / "closing-themes.toml").write_bytes(b""),
        "lead the meeting": lambda: (root / "local" / "progress.toml").write_bytes(b""),
        "key in hands": lambda: (root / "local/ballots/hands-themes.toml").write_bytes(b""),
        "see the hands": lambda: (root / "local/ballots/hands-themes.toml").read_bytes(),
        "list what facilitators keep": lambda: list((root / "local" / "ballots").iterdir()),
        "write the session": lambda: (root / "session.toml").write_bytes(b""),
        "replace the results": lambda: own.replace(root / "results.toml"),
        "remove the results": lambda: (root / "results.toml").unlink(),
        "put a file in the session": lambda: (root / "previous.toml").write_bytes(b""),
        "rename what is local": lambda: (root / "local").rename(root / "x"),
        "open up the session": lambda: root.chmod(0o777),
    }
    if room.ballots == "confidential":
        receipts = root / "local" / "turnout" / "themes"
        (receipt,) = (path for path in receipts.iterdir() if path.stat().st_uid == anna)
        tries |= {
            "remove a receipt": lambda: receipt.unlink(),
            "rename a receipt": lambda: receipt.rename(receipts / "x"),
            "write a receipt": lambda: os.truncate(receipt, 0),
            "read a receipt": lambda: receipt.read_bytes(),
            "list the ballots": lambda: list(box.iterdir()),
            "read a ballot": lambda: ballot.read_bytes(),
        }
    outside: dict[str, Callable[[], object]] = {
        "list the session": lambda: list(root.iterdir()),
        "read the results": lambda: (root / "results.toml").read_bytes(),
        "drop a ballot": lambda: (box / "x.toml").write_bytes(b""),
        "see that there is a ballot": lambda: ballot.stat(),
        "write an action": lambda: (root / "actions" / "x.toml").write_bytes(b""),
    }

    def tried(every: dict[str, Callable[[], object]]) -> Callable[[Say], object]:
        def work(say: Say) -> None:
            for name, attempt in every.items():
                try:
                    attempt()
                except OSError as error:
                    say([name, errno.errorcode[error.errno or 0]])
                else:
                    say([name, "did it"])

        return work

    before = (ballot.read_bytes(), ballot.stat().st_mode)
    said = [room.by("bo", tried(tries))[:-1], room.by("cato", tried(outside))[:-1]]
    return [*said, before == (ballot.read_bytes(), ballot.stat().st_mode)]


def dies(room: Room) -> object:
    """Anna's program is killed at every call of her first ballot; then she votes otherwise."""
    room.made()
    told: list[object] = []
    for nth in itertools.count(1):

        def first(say: Say, nth: int = nth) -> None:
            folder = room.folder
            folder.load()
            die_at(nth)
            folder.cast(VOTE)
            say("acknowledged")

        acknowledged = "acknowledged" in room.by("anna", first)
        seen = room.by("bo", lambda say: say(room.folder.turnout("themes")))[0]
        there = len(room.ballot_files())
        again = room.by("anna", lambda _say: room.folder.cast(OTHER))
        now = room.by("bo", lambda say: say(room.folder.turnout("themes")))[0]

        def counted(say: Say) -> None:
            tally = room.folder.tally("themes")
            say([tally.turnout, tally.counts == count([OTHER], None).counts])

        told.append([seen, there, again, now, room.by("leader", counted)[0]])
        if acknowledged:
            return told
        for path in room.path.glob("local/**/themes/*"):
            path.unlink()
    return told


def removes(room: Room) -> object:
    """Anna removes one of her actions before anybody votes on them, and tries after."""
    room.made()

    def write(_say: Say) -> None:
        for name in ("a1", "a2"):
            room.folder.save_action(msgspec.structs.replace(ACTION, id=name), None)

    room.by("anna", write)
    before = room.by("anna", lambda _say: room.folder.remove_action("a1", 1))
    vote = Ballot(session="", round="actions", choice=Choice(preserve=("a2",)))
    room.by("bo", lambda _say: room.folder.cast(vote))
    return [before, room.by("anna", lambda _say: room.folder.remove_action("a2", 1))]


def stuffs(room: Room) -> object:
    """Bo writes open ballots in the names of others; those of another site come by the leader."""
    room.made()
    people, key = room.people, INFO.key
    box = room.path / "ballots" / "themes"

    def write(names: dict[str, str], revision: int) -> Callable[[Say], object]:
        def work(_say: Say) -> None:
            for number, (login, pick) in enumerate(names.items()):
                vote = Ballot(
                    session=key,
                    round="themes",
                    revision=revision,
                    voter=voters.voter_hash(key, login),
                    choice=Choice(preserve=(pick,)),
                )
                (box / f"r{revision}n{number}.toml").write_bytes(toml.encode(vote))

        return work

    def counted(say: Say) -> None:
        say(msgspec.to_builtins(room.folder.tally("themes")))

    room.by("anna", lambda _say: room.folder.cast(VOTE))
    forged = {people["anna"].name: "support", people["leader"].name: "support"}
    room.by("bo", write({**forged, "x": "support", "y": "support"}, 9))
    room.by("bo", write({people["bo"].name: "support"}, 8))
    alone = room.by("leader", counted)[0]
    room.by("leader", write({"z": "autonomy", people["leader"].name: "autonomy"}, 7))
    return [alone, room.by("leader", counted)[0]]


def obstructs(room: Room) -> object:
    """Bo puts what nobody else can remove where the ballots are."""
    room.made()
    room.by("anna", lambda _say: room.folder.cast(VOTE))
    (ballot,) = room.ballot_files()

    def plant(_say: Say) -> None:
        inner = ballot.with_name("folder.toml") / "inner"
        inner.mkdir(parents=True)
        inner.parent.chmod(0)
        ballot.with_name("link.toml").symlink_to("/etc/hostname")
        os.mkfifo(ballot.with_name("pipe.toml"), 0)

    planted = room.by("bo", plant)

    def lead(say: Say) -> None:
        room.folder.end_vote("themes")
        closed = room.folder.close(outcome(room.folder))
        say([closed.turnout, dict(closed.ways)])

    return [planted, room.by("safety", lead)]


def twice(room: Room) -> object:
    """Bo votes in two terminals at once, without a receipt that the one could see of the other."""
    room.made()
    box = room.path / "ballots" / "themes"
    room.by("bo", lambda _say: room.folder.cast(VOTE))
    (first,) = room.ballot_files()
    first = first.rename(room.path.parent / "aside")
    room.by("bo", lambda _say: room.folder.cast(SUPPORT))
    first.rename(box / "first.toml")
    return room.by("leader", lambda say: say(msgspec.to_builtins(room.folder.tally("themes"))))


def links(room: Room) -> object:
    """Somebody links a file of the leader's into the drop box, and a ballot out of it."""
    room.made()
    room.by("anna", lambda _say: room.folder.cast(VOTE))
    (ballot,) = room.ballot_files()
    victim = room.path.parent / "precious.toml"
    victim.write_bytes(b"precious")
    os.chown(victim, room.people["leader"].uid, -1)
    kept = room.path.parent / "kept"
    os.link(ballot, kept)
    # Where the kernel lets anybody link, a member could do this too.
    os.link(victim, ballot.with_name("x.tmp"))
    ballot.with_name("y.tmp").symlink_to(victim)
    refused = room.by("leader", lambda _say: room.folder.end_vote("themes"))
    room.by("leader", lambda _say: room.folder.end_vote("themes", leave_out=True))
    told = room.by("leader", lambda _say: room.folder.close(outcome(room.folder)))
    return [
        refused,
        told,
        victim.read_text(),
        kept.read_text(),
        [str(p) for p in room.ballot_files()],
    ]


def enact(scenario: Callable[[Room], object]) -> None:
    """Print what the accounts of a scenario were told."""
    words.use("en")
    with accounts(MEMBERS) as people:
        assert pwd.getpwnam(people["leader"].name)
        told = scenario(Room(people, Path(sys.argv[2]), (sys.argv[3:] or ["confidential"])[0]))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    enact(globals()[sys.argv[1]])
