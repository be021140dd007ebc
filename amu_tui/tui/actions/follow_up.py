"""What became of the actions: how each goes, what is due, and what was noted on the way."""

from collections import Counter
from datetime import date

import msgspec
from textual.app import ComposeResult
from textual.content import Content

from amu_tui.errors import AmuError, UsageError
from amu_tui.model.followup.progress import by_deadline, overdue
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import STATUS_WORDS, STATUSES, Action, Note, with_status
from amu_tui.model.meeting.agenda import TITLES
from amu_tui.model.meeting.versions import EditedMeanwhile
from amu_tui.render.aims import AIM_SIGNS, theme_name
from amu_tui.render.compare.words import unfinished_line
from amu_tui.render.decisions.versions import clash_title
from amu_tui.render.unreadable import unreadable_files
from amu_tui.text import apart, clean, cut, fit, right, width
from amu_tui.tui.actions.saving import SavingView
from amu_tui.tui.checklists.opening import WithChecklist
from amu_tui.tui.keys import CHECKLIST_KEY, COMPARE_ROUNDS, KEYS, Key, bindings
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.kit.paragraphs import Paragraphs
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import QUIET, STATUS_SIGNS, STATUS_STYLES
from amu_tui.words import _, day, ngettext

LATE = "bold $error"
THEME_FROM = 100
"""Cells of a row from which the theme has a column of its own."""
OWNER_COLUMN, THEME_COLUMN = 14, 22
NOTES = 3
"""Notes shown under the list, one line each; `r` shows all of them whole."""


class FollowUpView(WithChecklist, SavingView):
    """All actions, unfinished ones first by deadline."""

    CONTEXT = "follow-up"
    BINDINGS = bindings("follow-up")

    def compose(self) -> ComposeResult:
        """Summary, list, rule, and the action under the cursor."""
        yield Static("", id="lead", classes="detail quiet")
        yield RowList(id="items")
        yield Static("", id="rule", classes="rule")
        yield Paragraphs(id="about")

    def keys(self) -> tuple[Key, ...]:
        """Before there is an action to follow, only the key to the round before."""
        some = self.session.actions or self.session.clashes
        return KEYS[self.CONTEXT] if some else (*COMPARE_ROUNDS, CHECKLIST_KEY)

    def show(self) -> None:
        """Draw the summary, the actions, and the one under the cursor in full."""
        actions = by_deadline(self.session.actions.values())
        lead = summary(actions, date.today()) if actions else self._what_first()
        left = unfinished_line(self.session.previous)
        rows = [*self.clash_rows(), *self._rows(actions)]
        self.draw(f"{lead}\n{left}" if left else lead, rows)
        self.query_one("#rule").display = bool(rows)

    def _what_first(self) -> str:
        if files := unreadable_files(self.session, "actions", clashes=False):
            return files
        if self.session.clashes:
            return ""
        step = _(TITLES["actions" if self.session.themes else "choose"])
        text = _("There are no actions to follow yet: the step “{step}” comes first.")
        return text.format(step=step)

    def _rows(self, actions: list[Action]) -> list[ListRow]:
        if not actions:
            return []
        now = date.today()
        whens = {action.id: when(action, now) for action in actions}
        status_cells = 2 + max(width(_(word)) for word in STATUS_WORDS.values())
        when_cells = max(width(_("Deadline")), *(width(text) for text in whens.values()))
        theme_cells = THEME_COLUMN if self.room >= THEME_FROM else 0
        room = self.room - 5 - status_cells - OWNER_COLUMN - when_cells - 3
        room -= theme_cells + 1 if theme_cells else 0

        cells = (4, status_cells, max(8, room), theme_cells, OWNER_COLUMN)

        def line(*texts: str) -> str:
            columns = zip(texts, cells, strict=True)
            return "".join(f"{fit(text, column)} " for text, column in columns if column)

        head = line("", _("Status"), _("Action"), _("Theme"), _("Responsible"))
        rows = [ListRow(Content.styled(head + right(_("Deadline"), when_cells), QUIET))]
        for action in actions:
            rank = self._rank(action)
            status = f"{STATUS_SIGNS[action.status]} {_(STATUS_WORDS[action.status])}"
            theme = theme_name(self.session, action.theme)
            start = line(rank, status, action.title, theme, action.owner)
            late = LATE if overdue(action, now) else STATUS_STYLES[action.status]
            content = Content.assemble(
                (start, STATUS_STYLES[action.status]), (right(whens[action.id], when_cells), late)
            )
            rows.append(ListRow(content, action.id))
        return rows

    def _rank(self, action: Action) -> str:
        """The sign of the aim, and the priority if it has one; `→` where it is the leader's."""
        if action.basket == "leader":
            return "→"
        priority = self.session.priority(action.id)
        sign = AIM_SIGNS[action.aim]
        return f"{sign} {priority}." if priority else sign

    # The action under the cursor

    def show_detail(self) -> None:
        """The action in full, and its notes, the last one first."""
        action, detail = self.action(), self.query_one(Paragraphs)
        if action is None:
            clash = self.clash()
            detail.show([(clash_title(clash), "bold")] if clash else [])
            return
        facts = [
            theme_name(self.session, action.theme),
            self._priority_words(action),
            action.owner,
            _("deadline {date}").format(date=day(action.deadline)) if action.deadline else "",
            when(action, date.today()) if overdue(action, date.today()) else "",
        ]
        about = " · ".join(map(apart, filter(None, facts)))
        notes = note_lines(action)
        lines = [(action.title, "bold"), (about, "")]
        lines += [(cut(text, self.size.width - 4), "$foreground 80%") for text in notes[:NOTES]]
        if len(notes) > NOTES:
            more = ngettext("{n} earlier note: r", "{n} earlier notes: r", len(notes) - NOTES)
            lines.append((more.format(n=len(notes) - NOTES), QUIET))
        detail.show(lines)

    def _priority_words(self, action: Action) -> str:
        if action.basket == "leader":
            return _("passed on to the leader")
        priority = self.session.priority(action.id)
        text = _("priority {place}") if priority else _("not prioritised")
        return text.format(place=priority)

    # Keys

    def action_status(self) -> None:
        """The next status of the action under the cursor."""
        action = self.action()
        if action is None or not self.meant():
            return
        status = STATUSES[(STATUSES.index(action.status) + 1) % len(STATUSES)]
        self.save(with_status(action, status, date.today()))

    def action_note(self) -> None:
        """Write how the action under the cursor goes."""
        action = self.action()
        if action is not None:
            self._ask_note(action, "")

    def _ask_note(self, action: Action, text: str) -> None:
        title = _("A note of {date}").format(date=day(date.today()))
        field = FormField("note", _("How does it go?"), text, parse_note)
        self.amu.form(title, [field], lambda typed: self._put_note(action, typed["note"]))

    def _put_note(self, action: Action, text: str) -> None:
        note_id, note = random_id(), Note(date=date.today(), text=text)

        def again() -> None:
            self._ask_note(self.session.actions.get(action.id, action), text)

        try:
            self.store.put_action(with_note(action, note_id, note))
        except EditedMeanwhile as error:
            if error.theirs:
                # A note takes nothing away from what others wrote: it goes into theirs.
                self.store.take_theirs(action.id, error.theirs)
                action = error.theirs
        except AmuError:
            pass
        else:
            return
        self.save(with_note(action, note_id, note), again)

    def action_read(self) -> None:
        """All notes of the action under the cursor."""
        action = self.action()
        if action is not None:
            notes = "\n".join(note_lines(action)) or _("There are no notes yet.")
            self.amu.message(action.title, notes)


def note_lines(action: Action) -> list[str]:
    """The notes with their dates, the last one first."""
    notes = sorted(action.notes.values(), key=lambda note: note.date)
    return [f"{day(note.date)}: {note.text}" for note in reversed(notes)]


def with_note(action: Action, note_id: str, note: Note) -> Action:
    """`action` with one more note."""
    return msgspec.structs.replace(action, notes={**action.notes, note_id: note})


def parse_note(text: str) -> str:
    """A typed note, cleaned; `UsageError` where there is nothing in it."""
    note = clean(text)
    if not note:
        raise UsageError(_("nothing is written yet"))
    return note


def when(action: Action, now: date) -> str:
    """The deadline, or how long it is since it passed: `3 days overdue`."""
    if action.deadline is None:
        return ""
    if not overdue(action, now):
        return day(action.deadline)
    days = (now - action.deadline).days
    return ngettext("{n} day overdue", "{n} days overdue", days).format(n=days)


def summary(actions: list[Action], now: date) -> str:
    """You said – we did, in one line: how many are done, under way, late."""
    count = Counter(action.status for action in actions)
    counts = (
        (count["started"], _("{n} started")),
        (count["planned"], _("{n} planned")),
        (count["stopped"], _("{n} stopped")),
        (sum(overdue(action, now) for action in actions), _("{n} overdue")),
    )
    texts = [_("{n} of {all} done").format(n=count["done"], all=len(actions))]
    texts += [text.format(n=n) for n, text in counts if n]
    return f"{_('You said – we did')}: {' · '.join(texts)}"
