"""What a member tries to pass off as another's doing: `python -m tests.files.sharing.fakes`.

The room is that of `room`; every scenario prints one JSON document of what people were told.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from amu_tui import words
from amu_tui.files.disk import claims
from tests.files.changes import ACTION
from tests.files.session.crew import Say
from tests.files.sharing.accounts import accounts
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
    return [told, said, sorted(path.name for path in path.parent.iterdir())]


if __name__ == "__main__":
    words.use("en")
    with accounts(MEMBERS) as people:
        room = Room(people, Path(sys.argv[2]), "confidential")
        told = globals()[sys.argv[1]](room)
    sys.stdout.write(json.dumps(told))
