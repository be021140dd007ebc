"""What floods of one account cost everybody: `python -m tests.bench.flood [FILES]`. Needs root.

A member drops so many files among the ballots, and leaves as many receipts. Printed is, in
seconds, what the leader's screen and the count take then, and what another member's vote takes,
each beside a session without them. Accounts are numbers that nobody has here.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from amu_tui.files import toml
from amu_tui.files.session.create import create
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing.access import Groups
from amu_tui.model.voting.ballot import Ballot, Choice
from tests.files.changes import VOTE
from tests.files.conftest import INFO, INSTRUMENT, RESULTS
from tests.files.sharing import room  # noqa: F401 - loads what others may not see of this Python

STAFF, LEADERS, MEMBER, OTHER = 54_000, 54_001, 54_321, 54_322
"""Two groups, and two accounts that vote."""


def made(path: Path, files: int) -> SessionFolder:
    """A shared session with so many files and receipts of one member, and nobody else's."""
    create(
        path,
        INFO,
        RESULTS,
        INSTRUMENT,
        own_instrument=True,
        shared=Groups(STAFF, LEADERS),
    )
    ballot = Ballot(session=INFO.key, round="themes", choice=Choice(preserve=("support",)))
    for folder, name, mode, data in (
        ("ballots", "many", 0o660, toml.encode(ballot)),
        ("turnout", "own-many", 0o600, b'schema = 1\nballot = "many0"\n'),
    ):
        box = path / "local" / folder / "themes"
        for number in range(files):
            file = box / f"{name}{number}.toml"
            file.write_bytes(data)
            file.chmod(mode)
            os.chown(file, MEMBER, -1)
    return SessionFolder(path)


def member(work: Callable[[], object]) -> None:
    """Do `work` as another member of the group."""
    pid = os.fork()
    if not pid:
        os.setgroups([STAFF])
        os.setgid(STAFF)
        os.setuid(OTHER)
        try:
            work()
        except BaseException as error:
            sys.stderr.write(f"{error}\n")
            os._exit(1)
        os._exit(0)
    if os.waitpid(pid, 0)[1]:
        sys.exit("the vote failed")


def seconds(work: Callable[[], object]) -> float:
    """By the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(folder: SessionFolder) -> None:
    """Print what each takes."""
    folder.load()
    for what, work in (
        ("vote of another member", lambda: member(lambda: folder.cast(VOTE))),
        ("the same once more", lambda: member(lambda: folder.cast(VOTE))),
        ("turnout, for a member", lambda: member(lambda: folder.turnout("themes"))),
        ("turnout, for who leads", lambda: folder.turnout("themes")),
        ("opening the session", lambda: SessionFolder(folder.path).load()),
        ("end of the vote", lambda: folder.end_vote("themes")),
    ):
        print(f"  {what}: {seconds(work):.2f} s", flush=True)


def main(files: int = 8000) -> None:
    """Print it with and without the flood."""
    for number in (0, files):
        with tempfile.TemporaryDirectory() as place:
            Path(place).chmod(0o755)
            print(f"{number} files and receipts of one account")
            measure(made(Path(place) / "session", number))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
