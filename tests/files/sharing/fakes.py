"""What a member tries to pass off as another's doing: `python -m tests.files.sharing.fakes FOLDER`.

The rooms are those of `room`; one JSON document is printed of what people were told in each.
"""

import fcntl
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from amu_tui import words
from amu_tui.files.disk import claims
from amu_tui.files.doctor import examine
from amu_tui.files.session.watch import LiveFile
from amu_tui.model.meeting.session import ROLES, Progress, Role, Signature
from amu_tui.model.meeting.wording import entered_by
from amu_tui.model.voting.ballot import Ballot, Choice
from amu_tui.model.voting.tally import Round
from amu_tui.render.decisions.changes import change_problems
from amu_tui.render.report.frozen import freeze
from amu_tui.render.unreadable import why_blocked
from amu_tui.tui.state.following import Following
from tests.files.changes import ACTION, DAY
from tests.files.session.crew import Child, Say
from tests.files.sharing.accounts import accounts
from tests.files.sharing.ballot_trials import amu
from tests.files.sharing.room import MEMBERS, Room


def holds(room: Room) -> object:
    """Bo stands in the way of Anna's saves in every way that his account lets him."""
    room.made()
    room.by("leader", lambda _say: room.folder.save_action(ACTION, None))
    path = room.path / "actions" / "a1.toml"

    def a_folder(claim: Path) -> None:
        (claim / "inner").mkdir(parents=True)
        claim.chmod(0)

    def closed(claim: Path) -> None:
        claim.write_bytes(b"x")
        claim.chmod(0)

    def killed(claim: Path) -> None:
        pid = os.fork()
        if pid == 0:
            with claims.claimed(claim, b"x"):
                os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(pid, 0)

    planted: dict[str, Callable[[Path], object]] = {
        "folder": a_folder,
        "closed": closed,
        "link": lambda claim: claim.symlink_to("/etc/hostname"),
        "pipe": lambda claim: os.mkfifo(claim, 0o600),
        "killed": killed,
    }
    told: list[object] = []
    for revision, (kind, plant) in enumerate(planted.items(), 1):
        claim = claims.claim_of(path, revision + 1)
        room.by("bo", lambda _say, plant=plant, claim=claim: plant(claim))  # type: ignore[misc]

        def save(say: Say, base: int = revision) -> None:
            say([problem.message for problem in room.folder.load().problems])
            changed = msgspec.structs.replace(ACTION, title=f"Anna {base}")
            say(room.folder.save_action(changed, base).revision)

        told.append([kind, room.by("anna", save)])
    said = room.by("leader", lambda say: say([p.path for p in room.folder.load().problems]))
    claim = claims.claim_of(path, len(planted) + 2)

    def hold(say: Say) -> None:
        room.people["bo"].become()
        with claims.claimed(claim, b"x"):
            say("held")
            signal.pause()

    holder = Child(hold)
    holder.heard(1)
    base = len(planted) + 1
    title = msgspec.structs.replace(ACTION, title="Late")
    told.append(["held", room.by("anna", lambda _say: room.folder.save_action(title, base))])
    os.kill(holder.pid, signal.SIGKILL)
    holder.said()
    linked = claims.claim_of(path, base + 2)

    def renew(say: Say) -> None:
        room.people["bo"].become()
        os.link(path, linked)
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            os.utime(linked)  # now, which whoever may write a file may set
            say("held")
            signal.pause()

    holder = Child(renew)
    holder.heard(1)
    title = msgspec.structs.replace(title, title="Later")
    told.append(["linked", room.by("anna", lambda _say: room.folder.save_action(title, base + 1))])
    os.kill(holder.pid, signal.SIGKILL)
    holder.said()
    told.append(room.people["bo"].name)
    return [told, said, sorted(path.name for path in path.parent.iterdir())]


def rewrites(room: Room) -> object:
    """Bo writes over an action that is prioritised and signed, in place; Anna looks.

    The file stays its writer's, and its revision and edit line are what they were.
    """
    room.made()

    def lead(_say: Say) -> None:
        folder = room.folder
        themes = Round(round="themes", closed=DAY, chosen=Choice(preserve=(ACTION.theme,)))
        folder.close(themes)
        folder.save_action(ACTION, None)
        chosen = Choice(preserve=(ACTION.id,))
        folder.close(Round(round="actions", closed=DAY, chosen=chosen))
        signature = Signature(date=DAY, leader=room.people["leader"].name)
        session = folder.load()
        folder.enter(session, signature, ["leader"], lambda day: freeze(session, day))

    def co_sign(_say: Say) -> None:
        session = room.folder.load()
        assert session.signature is not None
        both = msgspec.structs.replace(session.signature, safety_representative="Ola")
        roles: list[Role] = ["safety_representative"]
        room.folder.enter(session, both, roles, lambda day: freeze(session, day))

    def rewrite(_say: Say) -> None:
        path = room.path / "actions" / "a1.toml"
        text = path.read_text().replace(ACTION.title, "More pay for Bo")
        with path.open("r+") as file:
            file.write(text)
            file.truncate()

    def look(say: Say) -> None:
        session = room.folder.load()
        say([f"{one.path}: {one.message}" for one in change_problems(session)])
        signature = session.signature
        assert signature is not None
        say([entered_by(signature, role) for role in ROLES])

    def sign(_say: Say) -> None:
        room.folder.sign(Signature(date=DAY, leader="Bo"))

    told = [room.by("leader", lead), room.by("leader", co_sign), room.by("anna", look)]
    file = room.path / "actions" / "a1.toml"
    before = file.stat()
    told.append(room.by("bo", rewrite))
    after = file.stat()
    told.append([before.st_ino == after.st_ino, before.st_uid == after.st_uid])
    told += [room.by("anna", look), room.by("bo", sign), room.by("bo", look)]
    return [told, room.people["leader"].name]


def leads(room: Room) -> object:
    """Bo says where the meeting is, where the folder is as it should be and where it is not."""
    room.made()
    progress = Progress(step="vote", by="bo", revision=7)
    room.by("leader", lambda _say: room.folder.save_progress(Progress(step="rules", by="l")))
    path = room.path / "local" / "progress.toml"

    def write(_say: Say) -> None:
        room.folder.save_progress(progress)

    def follow(say: Say) -> None:
        seen = LiveFile(room.path).look(0.0, time.time())
        say(seen and seen.progress.step)

    def check(say: Say) -> None:
        say([f"{one.path}: {one.message}" for one in room.folder.load().problems])

    def look(say: Say) -> None:
        following = Following(room.folder.load(), room.folder)
        following.open(asked=False)
        following.at_step("report")
        say([following.mode, following.program.may_lead])

    told = [room.by("bo", write), room.by("bo", look), room.by("anna", follow)]
    path.parent.chmod(0o2777)
    told += [room.by("bo", write), room.by("anna", follow), room.by("anna", check)]
    doctor = [one.path for one in examine(room.path).findings]
    path.parent.chmod(0o2775)
    path.unlink()
    told += [room.by("safety", write), room.by("anna", follow)]
    told.append(room.by("anna", check))
    return [told, [Path(name).name for name in doctor], room.people["bo"].name]


def junk(room: Room) -> object:
    """Bo puts what is no action among the actions; the leader ends the vote on them."""
    room.made()
    folder = room.path / "actions"

    def lead(_say: Say) -> None:
        room.folder.close(
            Round(round="themes", closed=DAY, chosen=Choice(preserve=(ACTION.theme,)))
        )
        for item in ("a1", "a2"):
            room.folder.save_action(msgspec.structs.replace(ACTION, id=item), None)

    def plant(_say: Say) -> None:
        (folder / "zzzzzzzz.toml").write_text("junk")
        (folder / "yyyyyyyy.toml").mkdir()
        newer = (folder / "a2.toml").read_text().replace("schema = 1", "schema = 99")
        (folder / "xxxxxxxx.toml").write_text(newer.replace('"a2"', '"xxxxxxxx"'))

    def spoil(_say: Say) -> None:
        (folder / "a1.toml").unlink()
        (folder / "a1.toml").write_text("junk")

    def check(say: Say) -> None:
        session = room.folder.load()
        say([[one.path, one.message] for one in session.problems])
        say([session.read_only, why_blocked(session, "actions")])

    def close(say: Say, *more: str) -> None:
        status, _said, told = amu("close", room.path, "actions", "--preserve", "a2", *more)
        say([status, told])

    vote = Ballot(session="", round="actions", choice=Choice(preserve=("a1",)))
    told = [room.by("leader", lead), room.by("bo", plant), room.by("anna", check)]
    told.append(room.by("anna", lambda _say: room.folder.cast(vote)))
    told.append(room.by("leader", lambda _say: room.folder.tally("actions")))
    told += [room.by("bo", spoil), room.by("leader", close)]
    told.append(room.by("leader", lambda say: close(say, "--leave-out", "--reason", "it is gone")))
    return [told, room.people["bo"].name]


if __name__ == "__main__":
    words.use("en")
    told = {}
    with accounts(MEMBERS) as people:
        for scenario in (holds, rewrites, leads, junk):
            path = Path(sys.argv[1]) / scenario.__name__ / "ifb-2017"
            told[scenario.__name__] = scenario(Room(people, path, "confidential"))
    sys.stdout.write(json.dumps(told))
