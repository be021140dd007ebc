"""A shared session that is put out of order in many ways.

    python -m tests.files.sharing.ward FOLDER WAY

For each way, what the doctor says as a program reads it, whether anything is left to say after
its own commands were run in a shell, and who ran them. Needs root, which makes the accounts.
"""

import contextlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amu_tui import words
from amu_tui.cli.program import run
from amu_tui.files.disk import accounts as known
from amu_tui.files.disk import durable
from amu_tui.model.meeting.session import Progress, Signature
from tests.files.changes import ACTION, DAY, HANDS, VOTE, outcome
from tests.files.session.crew import noted
from tests.files.sharing.accounts import Account, accounts, group_of
from tests.files.sharing.room import MEMBERS, Room

HOSTILE = (
    "x\x1b[2J\x07",
    "rm -rf ~\n  rm -rf x\n",
    "$(touch pwned)`touch pwned`",
    "-rf",
    "it's; touch pwned #",
    "a\u202eb\u200b %s \\033",
    "caf\udce9",
)


@dataclass(frozen=True)
class Way:
    """Something that is put out of order, and who can mend it; `where` is below the session."""

    where: str
    plant: Callable[["Ward"], object]
    by: str = "leader"


class Ward:
    """The room, and its session."""

    def __init__(self, room: Room) -> None:
        self.room, self.root = room, room.path
        self.people = room.people
        self.home = room.path.parent
        assert room.made() == ["done"]

    def vote(self) -> None:
        """Anna and Bo vote, and the leader keys in raised hands, where that is not done yet."""
        if not self.room.ballot_files():
            for who in ("anna", "bo"):
                assert self.room.by(who, lambda _say: self.room.folder.cast(VOTE)) == ["done"]
            said = self.room.by("leader", lambda _say: self.room.folder.save_hands(HANDS))
            assert said == ["done"]

    @property
    def leader(self) -> Account:
        return self.people["leader"]

    def at(self, where: str) -> Path:
        """The path of `where`; `BALLOT` and `RECEIPT` are Anna's."""
        anna = self.people["anna"].uid
        for word, pattern in (
            ("BALLOT", "**/ballots/themes/*.toml"),
            ("RECEIPT", "local/turnout/themes/*.toml"),
        ):
            if where == word:
                return next(p for p in self.root.glob(pattern) if p.stat().st_uid == anna)
        return self.root / where if where else self.root

    def give(self, where: str, who: str) -> None:
        path = self.at(where)
        mode = stat.S_IMODE(path.stat().st_mode)
        os.chown(path, self.people[who].uid, -1)
        path.chmod(mode)

    def regroup(self, where: str, group: str) -> None:
        path = self.at(where)
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = next(g for g in self.leader.groups if group_name(g).endswith(group))
        os.chown(path, -1, wanted)
        path.chmod(mode)

    def file(self, where: str, text: str = "", who: str = "leader") -> Path:
        path = self.root / where
        path.write_text(text, encoding="utf-8")
        os.chown(path, self.people[who].uid, -1)
        return path

    def doctor(self, who: str = "root") -> list[dict[str, str]]:
        """What `amu doctor --json` says; its exit code says the same."""
        if who != "root":
            said = self.room.by(who, lambda say: say(self.doctor()))
            assert said[1:] == ["done"], said
            told: list[dict[str, str]] = said[0]  # type: ignore[assignment]
            return told
        known._members.cache_clear()  # outside of tests every look is a process of its own
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = run(["doctor", str(self.root), "--json", "--lang", "en"])
        found: list[dict[str, str]] = json.loads(out.getvalue())
        assert code == bool(found), (code, found)
        return found

    def refused(self) -> list[object]:
        """What somebody who cannot get in is told, and the exit code."""
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            code = run(["doctor", str(self.root), "--lang", "en"])
        return [code, err.getvalue()]

    def shell(self, command: str, who: str) -> str:
        """What `sh` says on stderr when `who` pastes a command into it."""

        def paste() -> str:
            done = subprocess.run(
                ["sh", "-c", command], cwd=self.home, capture_output=True, text=True, check=False
            )
            return done.stderr

        if who == "root":
            return paste()
        return str(self.room.by(who, lambda say: say(paste()))[0])


def group_name(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def mode(where: str, bits: int, by: str = "leader") -> Way:
    return Way(where, lambda ward: ward.at(where).chmod(bits), by)


def linked(ward: Ward) -> None:
    os.link(ward.at("BALLOT"), ward.home / "kept [1]*")


def precious(ward: Ward) -> None:
    (ward.home / "precious").write_text("precious", encoding="utf-8")
    os.link(ward.home / "precious", ward.at("local/ballots/themes") / "x.toml")


def moved_in(ward: Ward) -> None:
    """An action of Anna's, which all of the group may write and move."""
    path = ward.file("actions/x.toml", "x", "anna")
    path.chmod(0o660)
    path.rename(ward.at("local/ballots/themes") / "x.toml")


def hostile(ward: Ward) -> None:
    for name in HOSTILE:
        (ward.root / "actions" / name).symlink_to("/etc/passwd")


def repository(ward: Ward, who: str = "leader") -> None:
    """The folder around is a repository of `who`, in which the leader once added everything."""

    def git(*words: str) -> None:
        done = subprocess.run(
            ["git", *words],
            cwd=ward.home,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(ward.home)},
        )
        assert done.returncode == 0, done.stderr

    ward.room.by("leader", lambda _say: git("init", "-q"))
    if who != "leader":
        for path in [ward.home / ".git", *(ward.home / ".git").rglob("*")]:
            os.chown(path, ward.people[who].uid, -1)
        return
    added = ward.room.by(
        "leader", lambda _say: git("add", "-f", str(ward.root / "local" / "ballots"))
    )
    assert added == ["done"], added


def outside(ward: Ward) -> None:
    command = ["gpasswd", "-d", ward.people["safety"].name, group_of(ward.leader, "staff")]
    subprocess.run(command, check=True, capture_output=True)


def left_behind(ward: Ward) -> None:
    """The round is closed, and ballots and receipts come back, as from a backup."""
    kept = ward.home / "kept"
    shutil.copytree(ward.root / "local", kept / "local")
    ward.room.by("leader", lambda _say: ward.room.folder.end_vote("themes"))
    said = ward.room.by("leader", lambda _say: ward.room.folder.close(outcome(ward.room.folder)))
    assert said == ["done"], said
    assert ward.doctor() == []
    shutil.copytree(kept / "local", ward.root / "local", dirs_exist_ok=True)
    ward.file("local/ended-themes.toml")
    for path in [ward.root / "local", *(ward.root / "local").rglob("*")]:
        if path.is_dir():
            bits = {"local": 0o2775, "ballots": 0o2771, "turnout": 0o2775}.get(path.name)
            box = 0o3773 if path.parent.name == "ballots" else 0o3777
            leaders = next(g for g in ward.leader.groups if group_name(g).endswith("leaders"))
            os.chown(path, ward.leader.uid, leaders)
            path.chmod(bits or box)
    shutil.rmtree(kept)


CONFIDENTIAL = {
    "everybody can read the session": mode("", 0o2755),
    "the group is kept out": mode("", 0o2700),
    "new files are not the group's": mode("actions", 0o770),
    "colleagues cannot write actions": mode("actions", 0o2750),
    "anybody writes rounds": mode("rounds", 0o2777),
    "anybody leads": mode("local", 0o2777),
    "ballots can be replaced": mode("local/ballots/themes", 0o2773),
    "ballots can be listed": mode("local/ballots/themes", 0o3777),
    "hands can be listed": mode("local/ballots", 0o2775),
    "receipts can be removed": mode("local/turnout/themes", 0o2777),
    "the group writes the results": mode("results.toml", 0o660),
    "a file is for everybody": mode("session.toml", 0o644),
    "a ballot is shut": mode("BALLOT", 0o600, "anna"),
    "a receipt is open": mode("RECEIPT", 0o644, "anna"),
    "raised hands are open": mode("local/ballots/hands-themes.toml", 0o664),
    "another group drops ballots": Way(
        "local/ballots/themes", lambda ward: ward.regroup("local/ballots/themes", "staff")
    ),
    "another group reads": Way("", lambda ward: ward.regroup("", "leaders")),
    "another group has a file": Way(
        "session.toml", lambda ward: ward.regroup("session.toml", "leader")
    ),
    "somebody else has the session": Way("", lambda ward: ward.give("", "anna"), "root"),
    "somebody else has session.toml": Way(
        "session.toml", lambda ward: ward.give("session.toml", "bo"), "root"
    ),
    "somebody else has the rounds": Way("rounds", lambda ward: ward.give("rounds", "anna"), "root"),
    "somebody else has local": Way("local", lambda ward: ward.give("local", "safety"), "root"),
    "no drop box": Way(
        "local/ballots/actions", lambda ward: ward.at("local/ballots/actions").rmdir()
    ),
    "no receipts": Way("local/turnout", lambda ward: shutil.rmtree(ward.at("local/turnout"))),
    "no local": Way("local", lambda ward: shutil.rmtree(ward.at("local"))),
    "no rounds": Way("rounds", lambda ward: ward.at("rounds").rmdir()),
    "no folder for what is signed": Way("signed", lambda ward: ward.at("signed").rmdir()),
    "anybody writes what is signed": mode("signed", 0o2777),
    "a link": Way("local/x", lambda ward: ward.at("local/x").symlink_to("/etc"), "leader"),
    "links with hostile names": Way("actions", hostile),
    "a pipe": Way("actions/x.toml", lambda ward: os.mkfifo(ward.at("actions/x.toml"))),
    "a ballot with two names": Way("BALLOT", linked, "root"),
    "somebody's file among the ballots": Way("local/ballots/themes/x.toml", precious),
    "a file moved among the ballots": Way("local/ballots/themes/x.toml", moved_in),
    "a stale temporary file": Way("actions/.tmp-1", lambda ward: ward.file("actions/.tmp-1")),
    "a stale mark": Way(
        "local/closing-themes.toml", lambda ward: ward.file("local/closing-themes.toml")
    ),
    "git would take local": Way(
        ".gitignore", lambda ward: ward.at(".gitignore").write_text("*.tmp", encoding="utf-8")
    ),
    "no .gitignore": Way(".gitignore", lambda ward: ward.at(".gitignore").unlink()),
    "git has taken local": Way("local", repository),
    "a facilitator outside the group": Way("", outside, "root"),
    "ballots after the count": Way("local/ballots/themes", left_behind),
}
SEEN = (CONFIDENTIAL["ballots can be listed"], CONFIDENTIAL["somebody else has the rounds"])
"""The ways that a member of the group is shown, too."""

OPEN = {
    "open ballots can be replaced": mode("ballots/themes", 0o2770),
    "an open ballot can be changed": mode("BALLOT", 0o660, "anna"),
    "open ballots have another group": Way(
        "ballots/themes", lambda ward: ward.regroup("ballots/themes", "leaders")
    ),
    "nowhere for open ballots": Way(
        "ballots/actions", lambda ward: ward.at("ballots/actions").rmdir()
    ),
}


def told(ward: Ward, way: Way) -> dict[str, Any]:
    """What the doctor says of one way, and what is left after its commands."""
    ward.vote()
    way.plant(ward)
    where = os.path.normpath(ward.at(way.where))
    found = ward.doctor()
    seen = ward.doctor("bo") if way in SEEN else []
    if not all(one["command"] for one in found):  # not for root to mend
        found = ward.doctor(way.by)
    complaints = [ward.shell(one["command"], way.by) for one in found]
    left = ward.doctor()
    git = ward.home / ".git"
    if git.exists():
        shutil.rmtree(git)
    return {
        "where": where,
        "found": found,
        "seen by a member": seen,
        "said": complaints,
        "left": left,
    }


STRANGE = {
    "a file that names /etc": "printf 'gitdir: /etc' > .git",
    "a file that names /": "printf 'gitdir: /\n' > .git",
    "a link to /etc": "ln -s /etc .git",
    "a repository": "git init -q && git config -f .git/config core.fsmonitor 'touch pwned; false'",
}
"""What a member puts into the folder around a session, which the group can write in."""


def strangers(ward: Ward) -> Iterator[tuple[str, Any]]:
    """What the leader is told of each, and what git then makes of all that could be pasted."""
    staff = next(g for g in ward.leader.groups if group_name(g).endswith("staff"))
    os.chown(ward.home, -1, staff)
    for what, plant in STRANGE.items():
        ward.home.chmod(0o775)
        assert ward.shell(plant, "bo") == ""
        found = ward.doctor("leader")
        said = [ward.shell(one["command"], "leader") for one in found if one["command"]]
        yield what, [found, said]
        ward.shell("rm -rf .git", "root")
    ward.home.chmod(0o755)


def hard_link(ward: Ward) -> list[dict[str, str]]:
    """What is said of a file of root's that has a name among the actions, which anybody writes."""
    secret = ward.root.parent / "secret"
    secret.write_text("secret", encoding="utf-8")
    os.link(secret, ward.root / "actions" / "x.toml")
    found = ward.doctor()
    for path in (secret, ward.root / "actions" / "x.toml"):
        path.unlink()
    return found


def used(ward: Ward) -> list[Any]:
    """What the doctor says after everybody has done his part, each with another umask."""
    folder = ward.room.folder

    def lead(_say: object) -> None:
        folder.sign(Signature(date=DAY, safety_representative="S"))
        folder.save_progress(Progress(step="vote"))

    said = [
        ward.room.by("bo", lambda _say: folder.save_action(ACTION, None), 0o077),
        ward.room.by("anna", lambda _say: folder.save_action(noted(ACTION, "n1"), 1), 0o002),
        ward.room.by("safety", lead, 0o022),
        ward.room.by("leader", lambda _say: folder.write_report("A report"), 0o000),
    ]
    return [said, ward.doctor()]


def ways(ward: Ward, every: dict[str, Way]) -> Iterator[tuple[str, Any]]:
    ward.vote()
    yield "healthy", [ward.doctor(), ward.doctor("leader"), ward.doctor("anna")]
    yield "kept out", ward.room.by("cato", lambda say: say(ward.refused()))[0]
    for name, way in every.items():
        durable.STALE_SECONDS = -1 if "temporary" in name else 600
        yield name, told(ward, way)


if __name__ == "__main__":
    words.use("en")
    os.environ.update(LC_ALL="C.UTF-8", TERM="xterm")
    with accounts(MEMBERS) as people:
        ballots = sys.argv[2]
        ward = Ward(Room(people, Path(sys.argv[1]), ballots))
        report = dict(ways(ward, CONFIDENTIAL if ballots == "confidential" else OPEN))
        report["strangers"] = dict(strangers(ward)) if ballots == "confidential" else {}
        report["a hard link"] = hard_link(ward)
        report["used"] = used(ward)
        report["home"] = sorted(path.name for path in ward.home.iterdir())
    sys.stdout.write(json.dumps(report))
