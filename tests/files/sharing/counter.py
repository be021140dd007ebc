"""What commands tell each account of a shared session: `python -m tests.files.sharing.counter`.

The accounts and the session are those of `room`. Each command is run by its account in a process
of its own; every scenario prints one JSON document of exit codes and of what was said.
"""

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from amu_tui import words
from amu_tui.cli.program import run
from tests.files.changes import HANDS
from tests.files.sharing.accounts import accounts, load_all
from tests.files.sharing.room import MEMBERS, Room

Said = list[object]
"""An exit code, and what was said on stdout and stderr."""


class Counter:
    """The room, in which everybody gives commands on its session, and the folder around it."""

    def __init__(self, room: Room) -> None:
        self.room, self.path = room, room.path
        assert room.made() == ["done"]
        os.chdir(self.path.parent)
        load_all()
        self.give("check", self.path)  # what is loaded by need, before anybody is an account
        self.give("doctor", self.path, "--json")

    def give(self, *command: object) -> Said:
        """Run a command as who runs this."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([*map(str, command), "--lang", "en"])
        return [int(code), out.getvalue(), err.getvalue()]

    def said(self, who: str, *command: object) -> Said:
        """What `who` is told by a command, with the session's path as S."""
        if who == "root":
            said = self.give(*command)
        else:
            said, done = self.room.by(who, lambda say: say(self.give(*command)))  # type: ignore[assignment]
            assert done == "done"
        return [self.named(word) for word in said]

    def named(self, word: object) -> object:
        """A text with the session as S and accounts by the names of the test."""
        if isinstance(word, str):
            word = word.replace(str(self.path), "S")
            for role, account in self.room.people.items():
                word = word.replace(account.name, role)
        return word

    def tree(self) -> dict[str, Sequence[object]]:
        """All that is there, with owner and mode."""
        found: dict[str, Sequence[object]] = {}
        for path in sorted(self.path.parent.rglob("*")):
            status = path.lstat()
            text = path.read_text() if path.is_file() else ""
            found[str(path)] = (status.st_uid, status.st_gid, status.st_mode, text)
        return found


def checks(counter: Counter) -> object:
    """`check` while a vote is open, with damage beside the ballots, and after a late file."""
    path = counter.path

    def everybody() -> dict[str, Said]:
        return {who: counter.said(who, "check", path) for who in (*MEMBERS, "root")}

    told: dict[str, object] = {"nobody has voted": everybody()}
    for who in ("anna", "bo"):
        counter.said(who, "vote", path, "--preserve", "1")
    told["a vote is open"] = everybody()
    counter.room.by("leader", lambda _say: counter.room.folder.save_hands(HANDS))
    for name in ("local/ballots/hands-themes.toml", "local/people-themes.toml"):
        file = path / name
        whole = file.read_bytes()
        file.write_bytes(b"schema = 1\npeople =\n")
        told[file.name] = {
            "check": {who: counter.said(who, "check", path) for who in ("leader", "anna")},
            "doctor": counter.said("leader", "doctor", path),
            "close": counter.said(
                "anna" if "people" in name else "leader", "close", path, "themes"
            ),
        }
        file.write_bytes(whole)
    told["closed"] = counter.said("safety", "close", path, "themes")
    box = path / "local" / "ballots" / "themes"

    def drop(_say: object) -> None:
        for name in ("late", "later"):
            (box / f"{name}.toml").write_bytes(b"schema = 1\n")

    counter.room.by("anna", drop)
    told["late"] = {who: counter.said(who, "check", path) for who in ("safety", "bo")}
    told["late, doctor"] = counter.said("leader", "doctor", path, "--json")
    told["the maker clears"] = counter.said("leader", "check", path)
    told["cleared"] = everybody()
    return told


def forbidden(counter: Counter) -> object:
    """What the commands tell an outsider, a member, and root, of what is not theirs to do."""
    path = counter.path
    assert counter.said("bo", "vote", path, "--preserve", "1")[0] == 0
    actions: list[tuple[object, ...]] = [
        ("show", path),
        ("show", path, "--json"),
        ("check", path),
        ("note", path),
        ("note", path, "1", "mine"),
        ("vote", path, "--preserve", "1"),
        ("vote", path, "--abstain"),
        ("vote", path, "--passed", "--preserve", "1"),
        ("close", path, "themes"),
        ("close", path, "themes", "--leave-out"),
        ("close", path, "themes", "--hands", "preserve:1=3", "--people", "3"),
        ("close", path, "themes", "--verify"),
        ("reopen", path, "themes", "--why", "x"),
        ("log", path),
        ("action", "restore", path),
        ("action", "list", path),
        ("action", "add", path, "--theme", "1", "--title", "x"),
        ("action", "edit", path, "a1", "--owner", "x"),
        ("action", "status", path, "a1", "done"),
        ("action", "remove", path, "a1"),
        ("sign", path, "--leader", "x"),
        ("report", path),
        ("report", path, "--draft", "-o", path / "report.md"),
        ("compare", path),
        ("doctor", path),
        ("schema", "--into", path),
        ("demo", path),
        ("demo", path / "inner"),
        ("demo", path / "local" / "inner"),
    ]
    told: dict[str, object] = {}

    def tried(who: str, which: Callable[[tuple[object, ...]], bool]) -> None:
        before = counter.tree()
        told[who] = [
            [" ".join(map(str, map(counter.named, command))), *counter.said(who, *command)]
            for command in filter(which, actions)
        ]
        told[f"{who} changed"] = [
            name for name, kept in counter.tree().items() if before.get(name) != kept
        ]

    def only_leaders(command: tuple[object, ...]) -> bool:
        writes = command[0] in ("close", "reopen", "sign", "schema", "demo") or "-o" in command
        return "--passed" in command or (writes and "--verify" not in command)

    tried("cato", lambda _command: True)
    tried("anna", only_leaders)
    tried("root", lambda command: command[0] == "vote" and "--passed" not in command)
    return told


def written_once(counter: Counter) -> object:
    """What root and a facilitator are told of what has been closed."""
    path = counter.path
    counter.said("bo", "vote", path, "--preserve", "1")
    counter.said("safety", "close", path, "themes")
    added = str(counter.said("anna", "action", "add", path, "--theme", "1", "--title", "x")[1])
    item = added.strip()
    counter.said("leader", "close", path, "actions", "--preserve", item)
    before = counter.tree()
    commands: list[tuple[object, ...]] = [
        ("vote", path, "--preserve", "1"),
        ("vote", path, "--round", "actions", "--preserve", item),
        ("close", path, "themes"),
        ("close", path, "themes", "--preserve", "2", "--reason", "x"),
        ("close", path, "themes", "--leave-out"),
        ("close", path, "actions", "--preserve", item),
        ("action", "remove", path, item),
        ("action", "edit", path, item, "--theme", "1", "--to-leader"),
    ]
    told = [
        [who, *counter.said(who, *command)] for who in ("root", "safety") for command in commands
    ]
    return [told, [name for name, kept in counter.tree().items() if before.get(name) != kept]]


def reopens(counter: Counter) -> object:
    """A member, a facilitator and the maker open a round again, and the group votes anew."""
    path = counter.path
    for who in ("anna", "bo"):
        counter.said(who, "vote", path, "--preserve", "1", "--improve", "2")
    counter.said("safety", "close", path, "themes")
    reopen = ("reopen", path, "themes", "--why", "Bo meant another theme")
    told: dict[str, object] = {
        "anna": counter.said("anna", *reopen),
        "safety, anew": counter.said("safety", *reopen, "--vote-anew"),
    }
    counter.said("leader", "check", path)
    told["safety"] = counter.said("safety", *reopen, "--vote-anew")
    told["votes"] = [
        counter.said(who, "vote", path, "--preserve", "3", "--improve", "2")
        for who in ("anna", "bo", "leader")
    ]
    told["anna counts"] = counter.said("anna", "close", path, "themes")
    told["leader"] = counter.said("leader", "close", path, "themes", "--json")
    told["modes"] = counter.room.modes()
    counter.said("leader", *reopen)
    told["anna votes"] = counter.said("anna", "vote", path, "--preserve", "3")
    told["safety writes"] = counter.said("safety", "close", path, "themes", "--json")
    told["records"] = [file.stat().st_uid for file in (path / "rounds" / "reopened").iterdir()]
    told["check"] = counter.said("bo", "check", path)
    told["doctor"] = counter.said("leader", "doctor", path)
    return told


def logs(counter: Counter) -> object:
    """What the log tells a member, with votes cast and others' actions changed."""
    path = counter.path
    for who in ("anna", "bo"):
        counter.said(who, "vote", path, "--preserve", "1", "--improve", "2")
    told: dict[str, object] = {"open": counter.said("safety", "log", path, "--json")}
    counter.said("safety", "close", path, "themes")
    added = counter.said("bo", "action", "add", path, "--theme", "1", "--title", "Lunch")
    counter.said("leader", "action", "remove", path, str(added[1]).strip())
    told["closed"] = counter.said("bo", "log", path, "--json")
    told["cato"] = counter.said("cato", "log", path)
    return told


def restores(counter: Counter) -> object:
    """A member deletes an action, another brings it back, an outsider does neither."""
    path = counter.path
    counter.said("leader", "close", path, "themes", "--preserve", "1", "--improve", "2")
    added = counter.said("anna", "action", "add", path, "--theme", "1", "--title", "Lunch")
    item = str(added[1]).strip()
    told: dict[str, object] = {"removes": counter.said("anna", "action", "remove", path, item)}
    told["listed"] = counter.said("bo", "action", "list", path, "--deleted", "--json")
    told["cato"] = counter.said("cato", "action", "restore", path)
    told["bo"] = counter.said("bo", "action", "restore", path)
    told["bo removes"] = counter.said("bo", "action", "remove", path, item)
    told["anna"] = counter.said("anna", "action", "restore", path, item)
    told["kept"] = counter.said("leader", "action", "list", path, "--json")
    told["check"] = counter.said("leader", "check", path)
    told["doctor"] = counter.said("leader", "doctor", path)
    return told


def reads_along(counter: Counter) -> object:
    """What an account is told of a session that it can read, but whose votes it has no part in."""
    path = counter.path
    counter.give("show", path)
    counter.said("anna", "vote", path, "--preserve", "1")
    for folder in (path, path / "actions", path / "rounds"):
        folder.chmod(0o755)
    for file in path.glob("*.toml"):
        file.chmod(0o644)
    (path / "local").chmod(0o700)
    commands = ("check", "doctor", "show", "vote")
    options = {"vote": ("--preserve", "1")}
    return {name: counter.said("cato", name, path, *options.get(name, ())) for name in commands}


if __name__ == "__main__":
    words.use("en")
    os.environ.update(LC_ALL="C.UTF-8", TERM="xterm", HOME="/nonexistent")
    with accounts(MEMBERS) as people:
        counter = Counter(Room(people, Path(sys.argv[2]), "confidential"))
        told = globals()[sys.argv[1]](counter)
    sys.stdout.write(json.dumps(told))
