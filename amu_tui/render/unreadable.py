"""The files of a session that cannot be read, where a step cannot go on before they are mended."""

from amu_tui.errors import Problem
from amu_tui.model.meeting.session import Session
from amu_tui.model.voting.ballot import RoundName
from amu_tui.words import _


def file_line(problem: Problem) -> str:
    """The file, and the line where it is known: `rounds/themes.toml:3`."""
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def unreadable_files(session: Session, name: RoundName, *, clashes: bool = True) -> str:
    """The files of a round that cannot be read, and why, one a line; empty where all can.

    Args:
        clashes: also actions that two clones changed, where they are not shown otherwise.
    """
    mendable = () if clashes else clash_files(session)
    problems = list(session.blocking(name))
    if name == "actions":
        problems += (p for p in session.problems if p.owner and not p.notice)
    problems = [p for p in problems if p.path not in mendable]
    return "\n".join(f"{file_line(p)}: {p.message}" for p in problems)


def clash_files(session: Session) -> tuple[str, ...]:
    """The files of actions that two clones changed: the program can mend them."""
    return tuple(clash.files[0] for clash in session.clashes.values())


def why_blocked(session: Session, name: RoundName) -> str:
    """Why nothing can be voted or decided in a round; empty where all its files can be read."""
    if not session.blocking(name):
        return ""
    sentence = _("Nothing can be voted or decided before the file is mended or removed.")
    return f"{unreadable_files(session, name)}\n{sentence}"
