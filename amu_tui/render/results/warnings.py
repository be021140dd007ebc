"""What the reader must know about where the figures come from."""

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.caveats import Caveat
from amu_tui.text import cut, width
from amu_tui.words import _, spoken


def warnings(session: Session) -> list[str]:
    """The warnings that are kept with the results."""
    return [warning_text(warning) for warning in session.results.warnings]


def warning_text(warning: Caveat | str) -> str:
    """A warning in the reader's language, or the sentence that an older version has kept."""
    return warning if isinstance(warning, str) else spoken(warning.message)


def as_sentence(warning: str) -> str:
    """`warning` with a capital letter and a full stop; the name of a file stays as it is."""
    first = warning.partition(" ")[0]
    if "." not in first and "/" not in first:
        warning = warning[:1].upper() + warning[1:]
    return warning if warning.endswith((".", "?", "!")) else f"{warning}."


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
