"""Trying each of the votes that could be faked (see `ballot_fakes`), and what comes of it.

    python -m tests.files.sharing.ballot_trials FOLDER confidential|open

Anna and Bo vote; then somebody does what stands in the table, and a second facilitator checks and
closes. Prints one JSON document. Needs root.
"""

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from amu_tui import words
from amu_tui.cli.program import run
from amu_tui.model.meeting.action import Action
from amu_tui.model.voting.ballot import ROUNDS, Ballot, Choice, RoundName
from tests.files.changes import outcome
from tests.files.session.crew import Say
from tests.files.sharing.accounts import accounts, load_all
from tests.files.sharing.ballot_fakes import FAKES, Fake, Forger
from tests.files.sharing.room import MEMBERS, Room
from tests.waiting import looks

load_all()  # before a child is an account that may not


def amu(*argv: object) -> tuple[int, str, str]:
    """The exit code of a command, and what it said on stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([*map(str, argv), "--lang", "en"])
    return code, out.getvalue(), err.getvalue()


def prepared(room: Room, name: RoundName) -> None:
    """Anna and Bo have voted; for the round on actions after that on themes."""

    def vote(round_name: RoundName, pick: str) -> None:
        ballot = Ballot(session="", round=round_name, choice=Choice(preserve=(pick,)))
        for who in ("anna", "bo"):
            assert room.by(who, lambda _say: room.folder.cast(ballot)) == ["done"]

    def lead(_say: Say) -> None:
        room.folder.end_vote("themes")
        room.folder.close(outcome(room.folder))

    def write(item: str) -> Callable[[Say], object]:
        action = Action(id=item, theme="autonomy", aim="preserve", title=f"Talk, {item}")
        return lambda _say: room.folder.save_action(action, None)

    vote("themes", "autonomy")
    if name == "actions":
        assert room.by("safety", lead) == ["done"]
    for who, item in (("anna", "a1"), ("leader", "a2"), ("anna", "a3")):
        assert room.by(who, write(item)) == ["done"]
    if name == "actions":
        vote("actions", "a3")


def told(room: Room, fake: Fake) -> dict[str, object]:
    """What came of a fake: what its maker, and then a facilitator, was told."""
    forger = Forger(room, fake.name)

    def lead(to: str) -> None:
        def work(_say: Say) -> None:
            room.folder.end_vote(fake.name)
            if to == "closed":
                room.folder.close(outcome(room.folder))

        assert room.by("safety", work) == ["done"]

    def judge(say: Say) -> None:
        check = amu("check", room.path)
        close = ("close", room.path, fake.name, "--json")
        found = [check, amu(*close), amu(*close, "--leave-out"), amu("check", room.path)]
        closed = room.folder.load().round(fake.name)
        say([*found, closed.set_aside if closed else -1])

    if fake.after != "open":
        lead(fake.after)
    said: list[object] = ["done"]
    loop = os.fork() if fake.loops else 0
    if fake.loops and not loop:
        room.people[fake.by].become()
        while True:
            fake.does(forger)
    if loop:
        for _left in looks(lambda: "junk"):
            if (forger.box / "junk2222.toml").exists():
                break
    elif fake.by == "root":
        fake.does(forger)
    else:
        said = room.by(fake.by, lambda _say: fake.does(forger))
    judged = cast(Any, room.by("safety", judge)[0])
    if loop:
        os.kill(loop, signal.SIGKILL)
        os.waitpid(loop, 0)
    kinds = ("check", "close", "leave out", "check after", "set aside")
    return {"said": said, **dict(zip(kinds, judged, strict=True))}


def every(room: Room) -> dict[str, object]:
    """All of the table, each in a session of its own."""
    first = room.path
    templates: dict[RoundName, Path] = {}
    for name in ROUNDS:
        room.path = templates[name] = first.with_name(f"template-{name}")
        assert room.made() == ["done"]
        prepared(room, name)
    found: dict[str, object] = {}
    for number, (what, fake) in enumerate(FAKES.items()):
        room.path = first.with_name(f"session-{number}")
        copy(templates[fake.name], room.path)
        found[what] = told(room, fake)
        shutil.rmtree(room.path)
    return found


def copy(source: Path, target: Path) -> None:
    """A copy with the same owners and modes, as root makes one."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


if __name__ == "__main__":
    words.use("en")
    os.environ.update(LC_ALL="C.UTF-8", TERM="xterm")
    with accounts({**MEMBERS, "mallory": ("staff",)}) as people:
        report = every(Room(people, Path(sys.argv[1]), sys.argv[2]))
        names = {role: one.name for role, one in people.items()}
    sys.stdout.write(json.dumps({"names": names, "fakes": report}))
