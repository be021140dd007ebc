"""Two versions of an action in words, field by field."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from amu_tui.model.meeting.action import LEVEL_WORDS, Action, Basket
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.versions import FIELD_WORDS, ActionField, Clash, Versions
from amu_tui.model.voting.ballot import AIM_WORDS
from amu_tui.render.aims import item_name
from amu_tui.render.decisions.notes import note_line
from amu_tui.render.decisions.plans import judged_text, matter_lines, plan_text, status_text
from amu_tui.render.results.figures import DASH
from amu_tui.text import clean
from amu_tui.words import N_, _, day, ngettext

_COMMIT = re.compile("[0-9a-f]{40,64}")
BASKET_WORDS: dict[Basket, str] = {"ours": N_("the unit's own"), "leader": N_("to the leader")}


def field_text(session: Session, action: Action | None, field: ActionField) -> str:
    """All that `action` says in a field; a note is a line. A dash where it says nothing."""
    if action is None:
        return DASH
    match field:
        case "theme":
            return f"{_(AIM_WORDS[action.aim])}: {item_name(session, action.theme)}"
        case "title":
            return action.title
        case "owner":
            return "; ".join(action.owners) or DASH
        case "deadline":
            return day(action.deadline) if action.deadline else DASH
        case "level":
            return _(LEVEL_WORDS[action.level]) if action.level else DASH
        case "plan":
            return plan_text(action) or DASH
        case "effect":
            return action.effect or DASH
        case "judged":
            return judged_text(action) or DASH
        case "matter":
            return "\n".join(matter_lines(action)) or DASH
        case "basket":
            return _(BASKET_WORDS[action.basket])
        case "status":
            return status_text(action)
        case "notes":
            return "\n".join(map(note_line, action.notes.values())) or DASH


def field_short(session: Session, action: Action | None, field: ActionField) -> str:
    """The same in a line: of notes, how many there are."""
    if action is not None and field == "notes" and action.notes:
        count = len(action.notes)
        return ngettext("{n} note", "{n} notes", count).format(n=count)
    return field_text(session, action, field).replace("\n", " ")


def side_names(clash: Clash) -> tuple[str, str]:
    """What the two sides of a conflict are called: git's words, and its names for them."""
    ours, theirs = (name[:9] if _COMMIT.fullmatch(name) else name for name in clash.names)
    return (
        _("ours ({name})").format(name=ours) if ours else _("ours"),
        _("theirs ({name})").format(name=theirs) if theirs else _("theirs"),
    )


def git_add(root: Path | str, clash: Clash) -> str:
    """The command that tells git that a conflict is settled, safe to show and to paste."""
    files = (shlex.quote(str(Path(root) / file)) for file in clash.files)
    return clean(f"git add {' '.join(files)}")


def clash_title(clash: Clash) -> str:
    """What the action is called, in the one version and, where it differs, in the other."""
    versions = (clash.versions.ours, clash.versions.theirs)
    return " / ".join(dict.fromkeys(v.title for v in versions if v is not None))


def version_lines(session: Session, versions: Versions, names: tuple[str, str]) -> Iterator[str]:
    """What differs, field by field, as plain lines; all of it where one has removed the action."""
    for field in versions.fields() if versions.removed else versions.differing():
        for name, version in zip(names, (versions.ours, versions.theirs), strict=True):
            text = field_text(session, version, field) if version else _("deleted")
            yield f"{_(FIELD_WORDS[field])} · {name}: {text}"
    if not versions.removed and not versions.differing():
        yield told_together()


def told_together() -> str:
    """What to say where two changes do not touch the same field."""
    return _("The two changes do not touch the same field: the text holds both.")
