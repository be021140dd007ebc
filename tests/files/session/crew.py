"""Real processes on one session: `python -m tests.files.session.crew SCENARIO FOLDER`.

Run as a program of its own, so that forking is safe whatever threads the test runner has. Each
scenario prints one JSON document of what its processes were told.
"""

import datetime
import itertools
import json
import os
import pkgutil
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

import amu_tui.files
import amu_tui.model
from amu_tui import words
from amu_tui.errors import AlreadyThere, AmuError, Conflict
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing import access
from amu_tui.model.meeting.action import Action, Note
from amu_tui.model.meeting.versions import EditedMeanwhile
from tests.files.changes import ACTION, CHANGES, DAY, PASSED, VOTE, outcome, state, voted

Say = Callable[[object], None]

# All that is loaded by need: once, and before a child is an account that may not see this Python.
for _package in (amu_tui.files, amu_tui.model):
    for _module in pkgutil.walk_packages(_package.__path__, f"{_package.__name__}."):
        import_module(_module.name)
for _name in ("secrets", "tomli_w"):
    import_module(_name)

WRITES = (
    "open",
    "write",
    "fchmod",
    "utime",
    "fsync",
    "close",
    "link",
    "replace",
    "unlink",
    "mkdir",
)


class Child:
    """A forked process that runs `work(say)`; what it says is read through a pipe."""

    def __init__(self, work: Callable[[Say], object], gate: int | None = None) -> None:
        self.read, write = os.pipe()
        self._heard = b""
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.read)
            if gate is not None:
                os.read(gate, 1)
            try:
                work(lambda said: _tell(write, said))
            except BaseException:
                traceback.print_exc()
                sys.stderr.flush()
            os._exit(0)
        os.close(write)

    def heard(self, lines: int) -> None:
        """Wait until the child has said this much."""
        while self._heard.count(b"\n") < lines and (more := os.read(self.read, 4096)):
            self._heard += more

    def said(self) -> list[Any]:
        """Everything the child said, after it has ended."""
        with os.fdopen(self.read, "rb") as pipe:
            lines = (self._heard + pipe.read()).split(b"\n")
        os.waitpid(self.pid, 0)
        return [json.loads(line) for line in lines[:-1]]


def _tell(pipe: int, said: object) -> None:
    os.write(pipe, json.dumps(said).encode() + b"\n")


def together(works: list[Callable[[Say], object]]) -> list[list[Any]]:
    """Run all at once: everybody waits at a gate that is opened for all."""
    gate, opener = os.pipe()
    crew = [Child(work, gate) for work in works]
    os.write(opener, b"x" * len(crew))
    return [child.said() for child in crew]


def kills(path: Path) -> object:
    """A writer is killed again and again at any moment; what it was told is kept."""
    told: list[Any] = []
    chance = random.Random(2017)
    SessionFolder(path).save_action(ACTION, None)
    for life in range(40):

        def write(say: Say, life: int = life) -> None:
            folder = SessionFolder(path)
            for number in itertools.count():
                item = f"l{life}n{number}"
                folder.save_action(msgspec.structs.replace(ACTION, id=item), None)
                say(["action", item])
                shared = folder.load().actions["a1"]
                with suppress(EditedMeanwhile):  # the claim of one that was killed
                    saved = folder.save_action(noted(shared, item), shared.revision)
                    say(["note", item, saved.revision])
                say(["ballot", folder.cast(PASSED)])

        child = Child(write)
        child.heard(chance.randrange(1, 9))
        time.sleep(chance.uniform(0, 0.003))
        os.kill(child.pid, signal.SIGKILL)
        told.extend(child.said())
        for claim in path.rglob(".tmp-a1-*"):  # as if the time it holds for had passed
            claim.unlink()
    return told


def noted(action: Action, item: str) -> Action:
    """`action` with one more remark."""
    notes = {**action.notes, item: Note(date=DAY, text=item)}
    return msgspec.structs.replace(action, notes=notes)


def edits(path: Path) -> object:
    """Five people add remarks to one action as fast as they can, each trying till it is saved."""
    SessionFolder(path).save_action(ACTION, None)

    def person(number: int) -> Callable[[Say], object]:
        def work(say: Say) -> None:
            folder = SessionFolder(path)
            action: Action | None = ACTION
            for turn in range(8):
                item = f"p{number}t{turn}"
                while True:
                    assert action is not None
                    try:
                        action = folder.save_action(noted(action, item), action.revision)
                        break
                    except EditedMeanwhile:
                        action = folder.load().actions["a1"]
                say([item, action.revision])

        return work

    return together([person(number) for number in range(5)])


def closers(path: Path, races: int = 20) -> object:
    """In each of many copies of a session, three people close the vote at the same moment."""
    voted(SessionFolder(path))
    told = []
    for race in range(races):
        copy = path.with_name(f"race{race}")
        shutil.copytree(path, copy)

        def close(say: Say, copy: Path = copy) -> None:
            folder = SessionFolder(copy)
            day = datetime.date(2027, 1, 1) + datetime.timedelta(days=os.getpid() % 300)
            counted = msgspec.structs.replace(outcome(folder), closed=day)
            try:
                folder.close(counted)
                say(["won", str(day)])
            except AlreadyThere as error:
                say(["late", error.message])

        told.append(together([close] * 3))
    return told


def late(path: Path) -> object:
    """Votes are cast while the vote is being closed."""
    told = []
    for race in range(12):
        copy = path.with_name(f"race{race}")
        shutil.copytree(path, copy)

        def vote(say: Say, copy: Path = copy) -> None:
            folder = SessionFolder(copy)
            for _turn in range(20):
                try:
                    folder.cast(PASSED)
                    say("counted")
                except AlreadyThere as error:
                    say(error.message)
                    return

        def close(say: Say, copy: Path = copy) -> None:
            folder = SessionFolder(copy)
            for _try in range(200):
                with suppress(Conflict):
                    folder.close(outcome(folder))
                    return
            say("never")

        told.append(together([close, vote, vote, vote]))
    return told


def votes(path: Path) -> object:
    """Many people vote at once at keyboards that are passed round."""

    def work(say: Say) -> None:
        folder = SessionFolder(path)
        for _turn in range(20):
            say(folder.cast(PASSED))

    return together([work] * 16)


def steps(path: Path) -> object:
    """Each change in a process that dies at its n-th write call, for every n."""
    told = []
    for name in ("create", "edit an action", "remove an action", "cast again", "close"):
        change = CHANGES[name]
        ready = path.with_name("ready")
        shutil.rmtree(ready, ignore_errors=True)
        shutil.copytree(path, ready)
        change.prepare(SessionFolder(ready))
        before = repr(state(ready)) if name != "create" else repr(state(ready / "none"))
        for nth in itertools.count(1):
            copy = path.with_name(f"{name}-{nth}")
            if name != "create":
                shutil.copytree(ready, copy)

            def work(say: Say, copy: Path = copy, nth: int = nth) -> None:
                folder = SessionFolder(copy)
                if name != "create":  # noqa: B023 - the child runs before the name changes
                    folder.load()
                die_at(nth)
                CHANGES[name].run(folder)  # noqa: B023
                say("acknowledged")

            acknowledged = bool(Child(work).said())
            after = state(copy)
            told.append([name, nth, acknowledged, repr(after) == before, repr(after)])
            if acknowledged:
                break
    return told


def takes_over(path: Path) -> object:
    """A save dies at each of its calls; each time another saves at once, from what it finds."""
    told: list[object] = []
    SessionFolder(path).save_action(ACTION, None)
    for nth in itertools.count(1):
        before = SessionFolder(path).load().actions["a1"]

        def save(say: Say, nth: int = nth, before: Action = before) -> None:
            folder = SessionFolder(path)
            folder.load()
            die_at(nth)
            folder.save_action(noted(before, f"dies-{nth}"), before.revision)
            say("saved")

        saved = Child(save).said() == ["saved"]
        found = SessionFolder(path).load().actions["a1"]
        after = SessionFolder(path).save_action(noted(found, f"n{nth}"), found.revision)
        told.append([saved, after.revision - found.revision, found.revision - before.revision])
        if saved:
            return [told, sorted(name.name for name in (path / "actions").iterdir())]
    return None


def die_at(nth: int) -> None:
    """Kill this process at its n-th call that changes anything on the disk."""
    calls = itertools.count(1)

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if next(calls) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    for name in WRITES:
        setattr(os, name, wrapped(getattr(os, name)))


def colleagues(path: Path) -> object:
    """Two accounts of one group in a shared folder, and a third that is outside it."""
    group = 54_000
    path.parent.chmod(0o755)
    shared = path.with_name("shared")
    shared.mkdir()
    os.chown(shared, 0, group)
    shared.chmod(0o2770)
    folder = shared / "session"

    def account(uid: int, member: bool, work: Callable[[Say], object]) -> Callable[[Say], object]:
        def run(say: Say) -> None:
            os.environ["HOME"] = f"/nonexistent/{uid}"
            os.umask(0o022 if uid % 2 else 0o077)
            os.setgroups([group] if member else [])
            os.setgid(uid)
            os.setuid(uid)
            try:
                work(say)
                say("done")
            except AmuError as error:
                say(f"{type(error).__name__}: {error.message}")

        return run

    def first(say: Say) -> None:
        CHANGES["create"].run(SessionFolder(folder))
        SessionFolder(folder).save_action(ACTION, None)
        SessionFolder(folder).cast(VOTE)

    def second(say: Say) -> None:
        theirs = SessionFolder(folder)
        say(theirs.load().problems == ())
        say(access.facilitates(theirs.path))
        theirs.save_action(noted(ACTION, "by-another"), 1)
        theirs.cast(VOTE)
        theirs.cast(VOTE)
        say(theirs.turnout("themes"))
        for only_the_facilitators in (
            lambda: theirs.end_vote("themes"),
            lambda: theirs.tally("themes"),
            lambda: theirs.close(outcome(theirs)),
        ):
            with suppress(AmuError):
                only_the_facilitators()
                say("counted by another")

    def facilitator(say: Say) -> None:
        mine = SessionFolder(folder)
        mine.end_vote("themes")
        say(mine.tally("themes").turnout)

    def late(say: Say) -> None:
        say(SessionFolder(folder).box("themes").ended())
        SessionFolder(folder).cast(PASSED)

    def closing(say: Say) -> None:
        SessionFolder(folder).close(outcome(SessionFolder(folder)))

    def stranger(say: Say) -> None:
        SessionFolder(folder).load()

    told = [
        Child(account(54_001, True, first)).said(),
        Child(account(54_002, True, second)).said(),
        Child(account(54_001, True, facilitator)).said(),
        Child(account(54_002, True, late)).said(),
        Child(account(54_001, True, closing)).said(),
        Child(account(54_003, False, stranger)).said(),
    ]
    session = SessionFolder(folder).load()
    return [told, session.themes is not None and session.themes.turnout, len(session.problems)]


if __name__ == "__main__":
    words.use("en")
    told = globals()[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
    sys.stdout.write(json.dumps(told))
