"""Ten people vote from their own logins over ssh: every ballot that was saved counts, once."""

import itertools
import shlex
import signal
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from tests.files.sharing.accounts import accounts, group_of
from tests.promises import proves
from tests.terminal.drive import Terminal
from tests.terminal.sshd import Server, serving, why_not
from tests.terminal.tables import kiwest_table

COLLEAGUES = ("anna", "bo", "cato", "dina", "even", "frida", "gro", "hauk")
MEMBERS = {
    "leader": ("staff", "leaders"),
    "safety": ("staff", "leaders"),
    **dict.fromkeys(COLLEAGUES, ("staff",)),
}
Marks = tuple[tuple[int, ...], tuple[int, ...]]
"""The numbers of the themes to preserve, and of those to improve."""
BALLOTS: dict[str, Marks] = {
    "leader": ((1, 2), (4, 5)),
    "safety": ((1, 2), (4, 5)),
    "anna": ((7, 8), (9, 10)),
    "bo": ((11, 12), (9,)),
    "cato": ((1, 2), (5, 6)),
    "dina": ((1, 3), (4, 5)),
    "even": ((1, 3), (5,)),
    "frida": ((2,), (4, 5)),
    "gro": ((1, 2), ()),
    "hauk": ((2, 3), (4,)),
}
SECOND: dict[str, Marks] = {"anna": ((1, 2), (4, 6)), "bo": ((1, 2), (4, 5))}
"""What Anna votes when she votes again, and Bo whose first ballot was never cast."""


@dataclass
class Meeting:
    """The session on the server, who has it on the screen, and whose ballots were saved."""

    server: Server
    session: Path
    saved: dict[str, Marks] = field(default_factory=dict)
    screens: dict[str, Terminal] = field(default_factory=dict)

    @property
    def box(self) -> Path:
        """The folder that confidential ballots are dropped in."""
        return self.session / "local" / "ballots" / "themes"

    def log_in(self, who: str) -> Terminal:
        """Open the vote from somebody's own login."""
        command = ("amu", "open", str(self.session), "--step", "vote", "--lang", "en")
        screen = self.screens[who] = self.server.terminal(who, *command)
        return screen

    def drop(self, who: str) -> None:
        """Cut somebody's line, with no word to the server."""
        terminal = self.screens.pop(who)
        terminal.process.kill(signal.SIGKILL)
        with terminal:
            self.server.wait_gone(who)

    def mark(self, ballots: dict[str, Marks]) -> None:
        """Everybody marks a ballot; nobody's is cast."""
        for who, (preserve, improve) in ballots.items():
            keys = ["b" * (row in preserve) + "f" * (row in improve) for row in range(1, 13)]
            self.screens[who].type("j".join(keys))
        for who, marks in ballots.items():
            self.screens[who].wait("Preserve {}/2 · Improve {}/2".format(*map(len, marks)))

    def cast(self, ballots: dict[str, Marks]) -> Iterator[str]:
        """All cast what they have marked at the same moment; who is told that it is saved."""
        for who in ballots:
            self.screens[who].press("enter")
        for who in ballots:
            self.screens[who].wait(r"Cast this ballot\?")
            self.screens[who].wait(r"Enter: ")
        for who in ballots:
            self.screens[who].press("enter")
        for who, marks in ballots.items():
            self.screens[who].wait(r"(?s)Preserve 0/2 · Improve 0/2.*the ballot is saved")
            self.saved[who] = marks
            yield who

    def counts(self) -> dict[str, dict[str, int]]:
        """How often each theme was marked on the ballots that were saved."""
        themes = SessionFolder(self.session).load().instrument.order()
        lists = zip(*self.saved.values(), strict=True)
        return {
            aim: dict(Counter(themes[row - 1] for row in itertools.chain(*marks)))
            for aim, marks in zip(("preserve", "improve"), lists, strict=True)
        }


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Meeting]:
    if reason := why_not():
        pytest.skip(reason)
    tmp_path.chmod(0o755)
    homes, sessions = tmp_path / "homes", tmp_path / "sessions"
    homes.mkdir()
    sessions.mkdir()
    kiwest_table(tmp_path / "results.csv")
    with accounts(MEMBERS, homes) as people, serving(tmp_path, people) as server:
        sessions.chmod(0o1777)
        found = Meeting(server, sessions / "starfish")
        with ExitStack() as screens:
            screens.callback(lambda: [screens.enter_context(one) for one in found.screens.values()])
            yield found
    assert not list(homes.glob("*/.local/state/amu-tui/crash.log"))


def make(meeting: Meeting) -> None:
    """The leader makes the session for the group, to be led by two."""
    leader = meeting.server.people["leader"]
    table = meeting.session.parents[1] / "results.csv"
    groups = [group_of(leader, "staff"), "--facilitators", group_of(leader, "leaders")]
    command = ["amu", "new", str(meeting.session), "--results", str(table), "--group", *groups]
    told = meeting.server.shell("leader", shlex.join(command))
    assert told.returncode == 0, told.stderr


def refused(meeting: Meeting, who: str) -> None:
    """Somebody looks into the drop box from a shell, and sees nothing of the others' ballots."""
    uid = meeting.server.people[who].uid
    others = [str(path) for path in meeting.box.glob("*.toml") if path.stat().st_uid != uid]
    assert len(others) == len(MEMBERS) - 1
    for line, tries in (
        (f"ls -a {meeting.box}", 1),
        (f"find {meeting.box} -type f", 1),
        (f"cat {' '.join(others)}", len(others)),
        (f"cp {others[0]} ~/mine.toml", 1),
    ):
        told = meeting.server.shell(who, line)
        assert told.returncode != 0
        assert told.stdout.strip() in ("", str(meeting.box))  # `find` says what it was given
        assert told.stderr.count("Permission denied") == tries


def close(screen: Terminal) -> None:
    """End the vote on the screen and write down what was counted."""
    screen.press("c")
    screen.wait(r"End the vote and count\?")
    screen.wait(r"Enter: ")
    screen.wait(r"10 of 10 have voted")
    screen.press("enter")
    screen.wait(r"Choose themes – Preserve 2/2 · Improve 2/2")
    screen.press("enter")
    screen.wait(r"Write this down\?")
    screen.wait(r"Enter: ")
    screen.press("enter")
    screen.wait(r"Write this down\?", gone=True)
    screen.wait(r"written down")


@proves(
    "Everybody votes from an own login, and the permissions of the folder keep each to "
    "their part: there is no server process and no account but those of the machine.",
)
def test_ten_vote_from_their_own_logins_and_two_lines_drop(meeting: Meeting) -> None:
    make(meeting)
    for who in MEMBERS:
        meeting.log_in(who)
    for screen in meeting.screens.values():
        screen.wait(r"None of the 10 who share the session have voted yet")
    meeting.mark(BALLOTS)

    # Bo's line drops when he has marked his ballot, Cato's as soon as his is said to be saved.
    meeting.drop("bo")
    for who in meeting.cast({who: BALLOTS[who] for who in meeting.screens}):
        if who == "cato":
            meeting.drop(who)
    assert len(meeting.saved) == 9
    for screen in meeting.screens.values():
        screen.wait(r"9 of 10 have voted\. You have voted")

    bo, cato = meeting.log_in("bo"), meeting.log_in("cato")
    bo.wait(r"(?s)Preserve 0/2 · Improve 0/2.* 9 of 10 have voted\. *\n")  # and not: "You have …"
    cato.wait(r"9 of 10 have voted\. You have voted")
    meeting.mark(SECOND)
    assert list(meeting.cast(SECOND)) == list(SECOND)
    for screen in meeting.screens.values():
        screen.wait(r"10 of 10 have voted\. You have voted")
    refused(meeting, "dina")

    close(meeting.screens["safety"])
    for who, screen in meeting.screens.items():
        if who != "safety":
            # Who was there before anybody led has followed to the next step.
            screen.wait(r"(?s)(vote is closed|themes – written down).*10 voted: own login 10")
        screen.press("q")
    for screen in meeting.screens.values():
        assert screen.wait_end() == 0
    meeting.server.wait_gone()

    closed = tomllib.loads((meeting.session / "rounds" / "themes.toml").read_text())
    assert (closed["turnout"], closed["ways"]) == (10, {"own": 10})
    assert closed["counts"] == meeting.counts()
    assert "ballots" not in closed
    assert [path for path in meeting.box.glob("*") if path.stat().st_size] == []
    verified = meeting.server.shell("dina", f"amu close {meeting.session} themes --verify")
    assert verified.returncode == 0, verified.stderr
