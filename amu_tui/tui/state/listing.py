"""What the list of sessions shows of each, gathered from the files."""

from dataclasses import dataclass
from pathlib import Path

from amu_tui.files.session.discover import find_sessions
from amu_tui.text import clean
from amu_tui.words import _


@dataclass(frozen=True)
class Listed:
    """One session folder: its path, its name, and how far it has come or what is wrong."""

    path: str
    name: str
    state: str
    synthetic: bool = False
    unreadable: bool = False


def listed(folder: Path) -> list[Listed]:
    """The sessions of `folder`."""
    found = []
    for each in find_sessions(folder):
        if each.info is None:
            name = clean(each.path.name)
            found.append(
                Listed(str(each.path), name, _("damaged: Enter says where"), unreadable=True)
            )
            continue
        unreadable = each.problem is not None
        if unreadable:
            state = _("damaged: Enter says where")
        elif each.reported:
            state = _("report written")
        elif each.prioritised:
            state = _("actions prioritised")
        elif each.chosen:
            state = _("themes chosen")
        else:
            state = _("not voted yet")
        name = each.info.title or f"{each.info.unit} · {each.info.round}"
        found.append(Listed(str(each.path), name, state, each.info.synthetic, unreadable))
    return found
