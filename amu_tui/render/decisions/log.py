"""What was decided and changed in a session, in sentences: when, and by which account.

It is told from the files alone. Of votes it says how many were counted, never when or by whom one
was cast: no file knows that of a confidential one, and nothing here asks.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from amu_tui.model.meeting.removal import Removed
from amu_tui.model.meeting.session import ROLES, Session
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.model.voting.tally import Round
from amu_tui.render.decisions.corrected import choice_text, opened_text
from amu_tui.render.decisions.rounds import override_lines, tie_sentence, turnout_line
from amu_tui.words import N_, _, day, pick

CLOSED: dict[RoundName, str] = {
    "themes": N_("Themes were chosen. {turnout}. {chosen}."),
    "actions": N_("The actions were put in order. {turnout}. {chosen}."),
}
SIGNED = {"leader": N_("as leader"), "safety_representative": N_("as safety representative")}

Known = Callable[..., tuple[datetime.date | None, str]]
"""The day and the account that the disk knows of a file, by the parts of its path."""


class LogLine(NamedTuple):
    """One thing that was done; `about` is the id of what it was done to, `event` the kind.

    `on` is None and `by` empty where no file keeps them. `guessed` says that the day or the
    account is that of the file, and stands in no file.
    """

    on: datetime.date | None
    event: str
    about: str
    by: str
    text: str
    guessed: bool = False


def log_lines(
    session: Session, removed: Iterable[Removed], reports: Iterable[str], known: Known
) -> list[LogLine]:
    """All that the files tell, the earliest day first, and what has no day before all."""
    lines = [
        *(line for name in ROUNDS for line in _round(session, name, known)),
        *_checklists(session),
        *_actions(session, known),
        *_removed(removed),
        *_signed(session),
        *_reports(reports, known),
    ]
    lines.sort(key=lambda line: line.on or datetime.date.min)
    return [_made(lines, known), *lines]


def _made(lines: Iterable[LogLine], known: Known) -> LogLine:
    on, by = known("session.toml")
    if on is not None and any(line.on is not None and line.on < on for line in lines):
        on = None  # the folder has been copied since
    return LogLine(on, "made", "", by, _("The session was made."), guessed=True)


def _round(session: Session, name: RoundName, known: Known) -> Iterator[LogLine]:
    """Each time that a round was written down, and what came between."""
    for one in session.reopenings:
        if one.round == name:
            yield from _closed(session, one.earlier, "")
            yield LogLine(one.opened, "reopened", name, one.account, f"{opened_text(one)}.")
    closed = session.round(name)
    if closed is not None:
        yield from _closed(session, closed, known("rounds", f"{name}.toml")[1])


def _closed(session: Session, closed: Round, by: str) -> Iterator[LogLine]:
    said = _(CLOSED[closed.round]).format(
        turnout=turnout_line(closed), chosen=choice_text(session, closed.chosen)
    )
    yield LogLine(closed.closed, "closed", closed.round, by, said, guessed=bool(by))
    for tie in closed.ties:
        said = tie_sentence(tie, session)
        yield LogLine(closed.closed, "tie", closed.round, by, said, guessed=bool(by))
    for said in override_lines(session, closed)[:1]:
        yield LogLine(closed.closed, "override", closed.round, by, f"{said}.", guessed=bool(by))


def _actions(session: Session, known: Known) -> Iterator[LogLine]:
    for action in session.actions_for():
        _day, by = known("actions", f"{action.id}.toml")
        text = _("“{title}” was written.")
        if action.revision > 1:
            text = _("“{title}” was changed last.")
        said = text.format(title=action.title)
        yield LogLine(action.saved_on, "action", action.id, by, said, guessed=bool(by))
        for note in action.notes.values():
            text = _("Noted on “{title}”: {text}").format(title=action.title, text=note.text)
            yield LogLine(note.date, "note", action.id, note.by, text)


def _removed(removed: Iterable[Removed]) -> Iterator[LogLine]:
    for removal, action in sorted(removed, key=lambda one: one.action.revision):
        text = _("“{title}” was brought back.")
        if removal.what == "deleted":
            text = _("“{title}” was deleted.")
        said = text.format(title=action.title)
        yield LogLine(removal.on, removal.what, action.id, removal.account, said)


def _checklists(session: Session) -> Iterator[LogLine]:
    for key, answered in session.checklists.items():
        answers = answered.answers
        said = _("The checklist “{title}” was answered.").format(
            title=pick(answered.checklist.title)
        )
        yield LogLine(answers.date, "checklist", key, answers.account, said)
    previous = session.previous.actions if session.previous is not None else {}
    for key, answer in session.answers.items():
        title = previous[key].title if key in previous else key
        said = _("It was said of “{title}”, from the round before, whether it helped.")
        yield LogLine(answer.date, "answer", key, "", said.format(title=title))


def _signed(session: Session) -> Iterator[LogLine]:
    signature = session.signature
    if signature is None:
        return
    for version, earlier in signature.earlier.items():
        for one in earlier.values():
            said = _("{name} signed the report, in a version before.").format(name=one.name)
            yield LogLine(one.date, "signed", version, one.by.account, said)
    for role in ROLES:
        text = signature.texts.get(role)
        if name := signature.name(role):
            said = _("{name} signed the report {role}.").format(name=name, role=_(SIGNED[role]))
            on = (text.date if text is not None else None) or signature.date
            account = text.by.account if text is not None else ""
            yield LogLine(on, "signed", text.version if text else "", account, said)


def _reports(reports: Iterable[str], known: Known) -> Iterator[LogLine]:
    for name in reports:
        on, by = known(name)
        said = _("{file} was written.").format(file=name)
        yield LogLine(on, "report", name, by, said, guessed=True)


def log_texts(lines: Iterable[LogLine]) -> list[str]:
    """The log to be read: `2026-03-02  kari  Themes were chosen. …`."""
    lines = list(lines)
    days = [day(line.on) if line.on else "–" for line in lines]
    names = [f"({line.by})" if line.by and line.guessed else line.by or "–" for line in lines]
    wide = max(map(len, days), default=0), max(map(len, names), default=0)
    return [
        f"{on:{wide[0]}}  {name:{wide[1]}}  {line.text}"
        for on, name, line in zip(days, names, lines, strict=True)
    ]


def log_note() -> str:
    """How the log is read."""
    return _(
        "–: not kept. In brackets: told by whose file it is; the day on which the session was made "
        "or a report written is that of its file. Who voted, or when, is never told."
    )


def log_json(line: LogLine) -> dict[str, Any]:
    """A line for a program."""
    return {
        "on": line.on.isoformat() if line.on else None,
        "event": line.event,
        "about": line.about or None,
        "by": line.by or None,
        "from_file": line.guessed,
        "text": line.text,
    }
