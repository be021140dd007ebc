"""What is damaged, where a step cannot go on before it is mended."""

from amu_tui.model.ballot import RoundName
from amu_tui.model.session import Problem, Session
from amu_tui.words import _


def where(problem: Problem) -> str:
    """The file, and the line where it is known: `rounds/themes.toml:3`."""
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def unread(session: Session, what: RoundName) -> str:
    """The files that cannot be read, and why, one a line; empty where all can."""
    return "\n".join(f"{where(p)}: {p.message}" for p in session.blocking(what))


def damage(session: Session, name: RoundName) -> str:
    """Why nothing can be voted or decided in a round; empty where no file is damaged."""
    files = unread(session, name)
    if not files:
        return ""
    said = _("Nothing can be voted or decided before the file is mended or removed.")
    return f"{files}\n{said}"
