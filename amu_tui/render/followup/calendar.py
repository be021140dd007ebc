"""What is due as an iCalendar, by the library `icalendar`, which escapes what people typed.

An event is known by the action and what is due, and its number goes up with the action's revision,
so that a calendar puts the new one in the place of the old. Nothing in it is of the moment it was
written: the same sessions give the same bytes.
"""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from amu_tui.errors import AmuError
from amu_tui.model.followup.due import Due
from amu_tui.model.followup.stage import agreed
from amu_tui.model.meeting.session import Session
from amu_tui.render.followup.due import what
from amu_tui.words import _, language

if TYPE_CHECKING:
    from icalendar import Event

DOMAIN = "amu-tui.invalid"
"""Ends the names of events; RFC 7986 wants them to be unique, not to be found."""


def calendar(found: Iterable[tuple[Session, Due]]) -> bytes:
    """All-day events of what is due; what is done says so, what was stopped is cancelled.

    Raises `AmuError` where the library is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise AmuError(
            _("a calendar cannot be written here: the package icalendar is not installed"),
            hint=_('Install it: pip install "amu-tui[{extra}]"').format(extra="calendar"),
        ) from error
    whole = Calendar()
    whole.add("prodid", f"-//amu-tui//amu due//{language().upper()}")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    for session, due in found:
        whole.add_component(_event(session, due))
    return bytes(whole.to_ical())


def _event(session: Session, due: Due) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{due.kind}.{due.action or session.info.id}@{DOMAIN}")
    event.add("sequence", due.revision)
    changed = due.changed or agreed(session) or due.day
    event.add("dtstamp", datetime.datetime.combine(changed, datetime.time(), datetime.UTC))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + datetime.timedelta(days=1))
    text = what(due)
    if due.finished and not due.stopped:
        text = _("done: {what}").format(what=text)
    event.add("summary", text)
    facts = [
        _("Responsible: {name}").format(name=", ".join(due.who)) if due.who else "",
        session.name,
    ]
    event.add("description", "\n".join(filter(None, facts)))
    event.add("status", "CANCELLED" if due.stopped else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
    return event
