"""What is damaged, where a step cannot go on before it is mended."""

from amu_tui.model.meeting.session import Problem, Session
from amu_tui.model.voting.ballot import RoundName
from amu_tui.words import _


def where(problem: Problem) -> str:
    """The file, and the line where it is known: `rounds/themes.toml:3`."""
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def unread(session: Session, what: RoundName, *, clashes: bool = True) -> str:
    """The files that cannot be read, and why, one a line; empty where all can.

    Args:
        clashes: also actions that two clones changed, where they are not shown otherwise.
    """
    mendable = () if clashes else clash_files(session)
    found = [p for p in session.blocking(what) if p.path not in mendable]
    return "\n".join(f"{where(p)}: {p.message}" for p in found)


def clash_files(session: Session) -> tuple[str, ...]:
    """The files of actions that two clones changed, which can be mended in the program."""
    return tuple(clash.files[0] for clash in session.clashes.values())


def damage(session: Session, name: RoundName) -> str:
    """Why nothing can be voted or decided in a round; empty where no file is damaged."""
    files = unread(session, name)
    if not files:
        return ""
    said = _("Nothing can be voted or decided before the file is mended or removed.")
    return f"{files}\n{said}"
