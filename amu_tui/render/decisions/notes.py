"""What was noted on an action, in a line each."""

from amu_tui.model.followup.notes import by_date
from amu_tui.model.meeting.action import Action, Note
from amu_tui.words import _, day


def note_line(note: Note) -> str:
    """A note with its day and who wrote it, the effect felt and the proof: a line."""
    who = _("{date}, {name}").format(date=day(note.date), name=note.by) if note.by else ""
    line = _("{who}: {text}").format(who=who or day(note.date), text=note.text)
    more = [
        _("effect felt: {n} of 5").format(n=note.felt) if note.felt is not None else "",
        _("proof: {text}").format(text=note.proof) if note.proof else "",
    ]
    return " · ".join(filter(None, [line, *more]))


def note_lines(action: Action) -> list[str]:
    """All of them, the last one first."""
    return [note_line(note) for note in reversed(by_date(action))]
