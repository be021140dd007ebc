"""What was noted on an action on the way: the staff's words, the effect felt, and the proof."""

import msgspec

from amu_tui.errors import UsageError
from amu_tui.messages import Message
from amu_tui.model.meeting.action import Action, Note, parse_text


def parse_note(text: str) -> str:
    """A typed note, cleaned; `UsageError` where there is nothing in it."""
    note = parse_text(text)
    if not note:
        raise UsageError(Message("nothing is written yet"))
    return note


def with_note(action: Action, note_id: str, note: Note) -> Action:
    """`action` with one more note."""
    return msgspec.structs.replace(action, notes={**action.notes, note_id: note})


def by_date(action: Action) -> list[Note]:
    """The notes, oldest first."""
    return sorted(action.notes.values(), key=lambda note: note.date)
