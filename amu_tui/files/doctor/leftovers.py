"""What should have been removed when a vote was closed, or when a count was cut off."""

import contextlib
import stat
from collections.abc import Iterator

from amu_tui.files import places
from amu_tui.files.ballots import clearing
from amu_tui.files.disk import claims
from amu_tui.files.doctor.commands import inside
from amu_tui.files.doctor.finding import Finding
from amu_tui.files.doctor.subject import Subject
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.words import _


def leftovers(subject: Subject) -> Iterator[Finding]:
    """What is still there of closed votes, and marks of counts that nobody finishes."""
    for name in ROUNDS:
        if name in subject.closed:
            if subject.confidential:
                yield from _ballots(subject, name)
            yield from _files(subject, name)
        else:
            yield from _dead_count(subject, name)


def _ballots(subject: Subject, name: RoundName) -> Iterator[Finding]:
    telling = clearing.ballots_tell(subject.root, name)
    for parts, problem in (
        (
            places.ballot_folder(name, confidential=True),
            _("the vote is closed, but its ballots are still here, and tell who voted for what")
            if telling
            else _("the vote is closed, but files that are not ballots are still here"),
        ),
        (
            places.turnout_folder(name),
            _("the vote is closed, but it can still be seen here who took part"),
        ),
    ):
        path = subject.root.joinpath(*parts)
        with contextlib.suppress(OSError):
            if not path.is_symlink() and any(path.iterdir()):
                by = path.stat().st_uid
                yield Finding.at(path, problem, inside(path, by, "rm", "-rf"), by)


def _files(subject: Subject, name: RoundName) -> Iterator[Finding]:
    problem = _("the vote is closed, and this should have gone with it")
    marks = (places.counting_mark, places.ended_mark)
    counts = (places.count_file(name, confidential=kept) for kept in (True, False))
    hands = (places.hands_file(name), places.people_file(name))
    for parts in (*hands, *counts, *(at(name) for at in marks)):
        path = subject.root.joinpath(*parts)
        status = None if places.local_is_shut(subject.root) else places.status(path)
        if status is not None and stat.S_ISREG(status.st_mode):
            by = path.parent.stat().st_uid
            yield Finding.at(path, problem, inside(path, by, "rm", "-f"), by)


def _dead_count(subject: Subject, name: RoundName) -> Iterator[Finding]:
    path = subject.root.joinpath(*places.counting_mark(name))
    with contextlib.suppress(OSError):
        if path.is_file() and not path.is_symlink() and not claims.alive(path):
            problem = _("a count was cut off here: nobody counts any more, whatever this mark says")
            by = path.parent.stat().st_uid
            yield Finding.at(path, problem, inside(path, by, "rm", "-f"), by)
