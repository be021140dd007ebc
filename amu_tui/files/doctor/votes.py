"""Damage beside the ballots of an open vote, which cannot be closed so."""

from collections.abc import Iterator

from amu_tui.files.ballots.ballot_box import BallotBox
from amu_tui.files.ballots.looking import damaged
from amu_tui.files.doctor.commands import inside
from amu_tui.files.doctor.finding import Finding
from amu_tui.files.doctor.subject import Subject
from amu_tui.model.voting.ballot import ROUNDS


def votes(subject: Subject) -> Iterator[Finding]:
    """Damaged files of open votes, each with what is wrong in it and what helps."""
    for name in ROUNDS:
        if subject.info is None or name in subject.closed:
            continue
        for problem in damaged(BallotBox(subject.root, subject.info, name)):
            path = subject.root / problem.path
            message = f"{problem.message}. {problem.hint}".rstrip(".")
            by = path.parent.stat().st_uid
            yield Finding.at(path, message, inside(path, by, "rm", "-f"), by)
