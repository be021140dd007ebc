"""The files of a session that `amu check` names: what cannot be read, or does not hold."""

import os
import re
from collections.abc import Collection, Iterator

from amu_tui.errors import AmuError, Problem
from amu_tui.files.ballots import counting, looking
from amu_tui.files.ballots.ballot_box import BallotBox
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.doctor.finding import Finding, named
from amu_tui.files.doctor.subject import Subject
from amu_tui.files.session import loading
from amu_tui.model.voting.ballot import ROUNDS

_QUOTED = re.compile(r"""(?<!\w)(['"«“])(.*)(['"»”])(?!\w)""")
"""From the first name in a message to the end of the last."""


def damage(subject: Subject, known: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the files, but those whose paths are `known`."""
    problems: list[Problem] = []
    try:
        _look(subject, problems)
    except AmuError as error:
        place = os.path.relpath(error.path or subject.root, subject.root)
        problems.append(error.problem(place))
    # What is wrong with a folder of it explains what is wrong with what lies there.
    inside = [path for path in known if path.startswith(f"{display_path(subject.root)}/")]
    for problem in problems:
        path = display_path(subject.root / problem.path)
        if path in known or any(path.startswith(f"{folder}/") for folder in inside):
            continue
        text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
        line = "" if problem.line is None else f":{problem.line}"
        # What is quoted stood in a file: it must not begin a line either.
        text = _QUOTED.sub(lambda match: f"{match[1]}{named(match[2])}{match[3]}", text)
        yield Finding(f"{path}{line}", text, "")


def _look(subject: Subject, problems: list[Problem]) -> None:
    session = loading.load(subject.root, tidy=False)
    problems += session.problems
    for name in ROUNDS:
        box = BallotBox(subject.root, session.info, name)
        if session.round(name) is None:
            problems += looking.damaged(box)
            if not any(looking.unseen(box)):
                _ballots, none, unclear = counting.cast(session, box)
                problems += (*none, *unclear)
