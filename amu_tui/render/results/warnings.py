"""What the reader must know about where the figures come from."""

from amu_tui.model.meeting.session import Session
from amu_tui.text import cut, width
from amu_tui.words import _, retold


def warnings(session: Session) -> list[str]:
    """The warnings that are kept with the results, in the reader's language where it is known."""
    return [retold(text, session.info.language) for text in session.results.warnings]


def warning_line(session: Session, cells: int) -> str:
    """The first warning in `cells` cells, and that there is more to read; empty without any."""
    every = warnings(session)
    if not every:
        return ""
    whole = f"! {every[0]}"
    if len(every) == 1 and width(whole) <= cells:
        return whole
    more = _("w: read all {n}").format(n=len(every)) if len(every) > 1 else _("w: read it all")
    return f"{cut(whole, cells - width(more) - 3)} · {more}"
