"""What became of the actions: how each goes, what is due, and what was noted on the way."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from textual.app import ComposeResult

from amu_tui.errors import AmuError
from amu_tui.model.followup.board import VIEW_WORDS, VIEWS, Board, View
from amu_tui.model.followup.notes import parse_note, with_note
from amu_tui.model.followup.progress import overdue, stalled
from amu_tui.model.followup.stage import agreed
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import (
    STATUSES,
    Action,
    Note,
    parse_felt,
    parse_name,
    with_status,
)
from amu_tui.model.meeting.agenda import TITLES
from amu_tui.model.meeting.versions import EditedMeanwhile
from amu_tui.render.aims import theme_name
from amu_tui.render.compare.words import unfinished_line
from amu_tui.render.decisions.notes import note_lines
from amu_tui.render.decisions.versions import clash_title
from amu_tui.render.unreadable import unreadable_files
from amu_tui.text import apart, cut
from amu_tui.tui.actions.board import AGAIN, board_rows, summary, when
from amu_tui.tui.actions.saving import SavingView
from amu_tui.tui.checklists.opening import WithChecklist
from amu_tui.tui.keys import CHECKLIST_KEY, COMPARE_ROUNDS, KEYS, Key, bindings
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.kit.paragraphs import Paragraphs
from amu_tui.tui.kit.rows import RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import QUIET
from amu_tui.words import _, day, ngettext

NOTES = 3
"""Notes shown under the list, one line each; `r` shows all of them whole."""


class FollowUpView(WithChecklist, SavingView):
    """The board: all actions, in groups by deadline, status or person; one's own; the silent."""

    CONTEXT = "follow-up"
    BINDINGS = bindings("follow-up")
    board_view: View = "deadline"

    def compose(self) -> ComposeResult:
        """Summary, list, rule, and the action under the cursor."""
        yield Static("", id="lead", classes="detail quiet")
        yield RowList(id="items")
        yield Static("", id="rule", classes="rule")
        yield Paragraphs(id="about")

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self.store.own_names()

    @property
    def board(self) -> Board:
        """What the board is made of, today."""
        days = self.session.instrument.process.stalled_days
        return Board(date.today(), self._names, agreed(self.session), days)

    def action(self) -> Action | None:
        """The action under the cursor, which may stand under several headings."""
        return self.session.actions.get(self.items.key.partition(AGAIN)[0])

    def keys(self) -> tuple[Key, ...]:
        """Before there is an action to follow, only the key to the round before."""
        some = self.session.actions or self.session.clashes
        return KEYS[self.CONTEXT] if some else (*COMPARE_ROUNDS, CHECKLIST_KEY)

    def heading(self) -> str:
        """How the actions are looked at."""
        return _(VIEW_WORDS[self.board_view]) if self.session.actions else ""

    def show(self) -> None:
        """Draw the summary, the actions, and the one under the cursor in full."""
        actions, board = self.session.actions.values(), self.board
        groups = board.groups(actions, self.board_view)
        lead = summary(actions, board) if actions else self._what_first()
        if actions and not groups:
            lead += f"\n{self._nothing()}"
        left = unfinished_line(self.session.previous)
        rows = board_rows(self.session, board, groups, self.board_view, self.room)
        self.draw(f"{lead}\n{left}" if left else lead, [*self.clash_rows(), *rows])
        self.query_one("#rule").display = bool(self.items.rows)

    def _nothing(self) -> str:
        """Why a view has nothing in it."""
        if self.board_view == "mine":
            names = _(" or ").join(self._names) or "–"
            return _("Nothing here is in the name of {names}.").format(names=names)
        return _("Every action is done or stopped.")

    def _what_first(self) -> str:
        if files := unreadable_files(self.session, "actions", clashes=False):
            return files
        if self.session.clashes:
            return ""
        step = _(TITLES["actions" if self.session.themes else "choose"])
        text = _("There are no actions to follow yet: the step “{step}” comes first.")
        return text.format(step=step)

    # The action under the cursor

    def show_detail(self) -> None:
        """The action in full, and its notes, the last one first."""
        action, detail = self.action(), self.query_one(Paragraphs)
        if action is None:
            clash = self.clash()
            detail.show([(clash_title(clash), "bold")] if clash else [])
            return
        board = self.board
        facts = [
            theme_name(self.session, action.theme),
            self._priority_words(action),
            "; ".join(action.owners),
            _("deadline {date}").format(date=day(action.deadline)) if action.deadline else "",
            when(action, board.today) if overdue(action, board.today) else "",
            _("no news for long: how does it go?")
            if stalled(action, board.today, board.agreed, board.stalled_days)
            else "",
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

    def action_view(self) -> None:
        """The next way to look at the same actions."""
        self.board_view = VIEWS[(VIEWS.index(self.board_view) + 1) % len(VIEWS)]
        self.amu.redraw()

    def action_note(self) -> None:
        """Write how the action under the cursor goes."""
        action = self.action()
        if action is not None:
            self._ask_note(action, {})

    def _ask_note(self, action: Action, typed: Mapping[str, str]) -> None:
        title = _("A note of {date}").format(date=day(date.today()))
        felt = _("1: nothing is felt … 5: it helps much; or empty")
        fields = [
            FormField("note", _("How does it go?"), typed.get("note", ""), parse_note),
            FormField("felt", _("Effect felt, 1–5"), typed.get("felt", ""), parse_felt, felt),
            FormField("proof", _("Where it can be seen"), typed.get("proof", "")),
            FormField("by", _("Who says so"), typed.get("by", (*self._names, "")[0]), parse_name),
        ]
        self.amu.form(title, fields, lambda typed: self._put_note(action, typed))

    def _put_note(self, action: Action, typed: Mapping[str, str]) -> None:
        note_id = random_id()
        note = Note(
            date=date.today(),
            text=typed["note"],
            by=typed["by"],
            felt=parse_felt(typed["felt"]),
            proof=typed["proof"],
        )

        def again() -> None:
            self._ask_note(self.session.actions.get(action.id, action), typed)

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
