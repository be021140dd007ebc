"""Small screens that ask one thing: yes or no, one of a list, a few lines of text."""

import datetime
from collections.abc import Callable, Sequence
from math import inf

import msgspec
from textual import events
from textual._time import get_time
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from amu_tui.dates import full_day, parse_day
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.meeting.action import parse_text
from amu_tui.text import clean, width
from amu_tui.tui.kit.form_line import FormLine
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.there import Leavable
from amu_tui.words import _, day


class MessageDialog(Leavable, ModalScreen[None]):
    """Something to read; any usual key closes it."""

    BINDINGS = [Binding("escape,enter,space,q", "close", show=False)]

    def __init__(self, title: str, body: str | Content) -> None:
        super().__init__()
        self._title, self._body = title, body

    def compose(self) -> ComposeResult:
        """A title, the text, and how to go on."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-body"):
                yield Static(Content(self._body) if isinstance(self._body, str) else self._body)
            yield Static(Content(_("Enter or Esc: go on")), classes="dialog-keys")

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)


PAUSE = 1.0
"""Seconds for which a question stands before it takes a yes that cannot be taken back."""


class ConfirmDialog(Leavable, ModalScreen[bool]):
    """A question with yes and no; Enter is yes, Esc is no.

    An Enter is no answer to a question that nobody can have read: not one that was typed ahead,
    and none within `PAUSE` where a yes cannot be taken back. Any other key that types something is
    a no: a command line in the wrong window ends nothing.
    """

    def __init__(self, title: str, body: str | Content, yes: str, *, pause: bool) -> None:
        super().__init__()
        self._title, self._body, self._yes = title, body, yes
        self._pause = pause
        self._from = inf
        """The time from which an Enter counts."""

    def compose(self) -> ComposeResult:
        """A title, the text, and the answers."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(self._body) if isinstance(self._body, str) else self._body)
            yield Static(Content(_("Esc: go back")), classes="dialog-keys")

    def on_mount(self) -> None:
        if self._pause:
            self.call_after_refresh(self.set_timer, PAUSE, self._take_answers)
        else:
            self.call_after_refresh(self._take_answers)

    def _take_answers(self) -> None:
        self._from = get_time()
        line = _("Enter: {yes}   Esc: go back").format(yes=self._yes)
        self.query_one(".dialog-keys", Static).update(Content(line))

    def on_key(self, event: events.Key) -> None:
        """Answer and close."""
        event.stop()
        if event.key == "enter":
            if event.time >= self._from:
                self.dismiss(True)
        elif event.key == "escape" or event.is_printable:
            self.dismiss(False)


class PickDialog(Leavable, ModalScreen[str | None]):
    """One of a list; None where the user backs out."""

    BINDINGS = [
        Binding("escape,q", "leave", show=False),
        Binding("enter,space", "take", show=False),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        current: str = "",
        lead: str = "",
    ) -> None:
        super().__init__()
        self._title, self._options, self._current = title, options, current
        self._lead = lead

    def compose(self) -> ComposeResult:
        """A title, a lead, the list, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._lead:
                yield Static(Content(self._lead), classes="dialog-lead")
            yield RowList(id="options")
            yield Static(Content(_("↑↓ Enter: choose   Esc: go back")), classes="dialog-keys")

    def on_mount(self) -> None:
        rows = [ListRow(Content(text), key, n) for n, (key, text) in enumerate(self._options, 1)]
        options = self.query_one(RowList)
        options.set_rows(rows, self._current)
        options.focus()

    def action_take(self) -> None:
        """Choose the row under the cursor."""
        self.dismiss(self.query_one(RowList).key or None)

    def action_leave(self) -> None:
        """Back out."""
        self.dismiss(None)


class FormField(msgspec.Struct, frozen=True):
    """One line to fill in: `check` cleans what was typed or raises `AmuError`."""

    name: str
    label: str
    value: str = ""
    check: Callable[[str], object] = clean
    hint: str = ""
    echo: Callable[[str], str] | None = None
    """What a typed text is taken for, shown under the line while it is typed."""


def day_field(
    name: str,
    label: str,
    value: datetime.date | None,
    check: Callable[[str], object] | None = None,
    *,
    past: bool = False,
) -> FormField:
    """A line for a day as people write it, with the day in full under it; `past`: it has been."""

    def parse(text: str) -> datetime.date | None:
        return parse_day(text, datetime.date.today(), past=past)

    def echo(text: str) -> str:
        try:
            date = parse(text)
        except UsageError:
            return ""
        if date is None:
            return ""
        passed = not past and date < datetime.date.today()
        said = full_day(date)
        return _("{day}, which has passed").format(day=said) if passed else said

    hint = _("such as 15.3, +3m or next Friday")
    return FormField(name, label, day(value) if value else "", check or parse, hint, echo)


FEW_FIELDS = 4
"""Fields that fit below each other; of more, each stands beside its label."""


class Form(Leavable, ModalScreen[dict[str, str] | None]):
    """A few lines of text; None where the user backs out.

    Enter goes to the next line and, on the last, saves; Ctrl+S saves from anywhere. What does
    not pass its check stays, with the reason under it.
    """

    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False),
        Binding("ctrl+c", "app.help_quit", show=False),  # where nothing is selected to be copied
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, fields: Sequence[FormField], lead: str = "") -> None:
        super().__init__()
        self._title, self._fields, self._lead = title, tuple(fields), lead
        self._leaving = False

    def compose(self) -> ComposeResult:
        """A title, a lead, the fields with their labels, the reason, and the keys."""
        long = len(self._fields) > FEW_FIELDS - bool(self._lead)
        classes = ("dialog form", "led" if self._lead else "", "long" if long else "")
        with Vertical(classes=" ".join(classes).strip()):
            yield Static(Content(self._title), classes="dialog-title")
            if self._lead:
                yield Static(Content(self._lead), classes="dialog-lead")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                for field in self._fields:
                    label = Static(Content(field.label), classes="label")
                    line = FormLine(field.value, field.hint, id=f"field-{field.name}")
                    said = Content(field.echo(field.value) if field.echo else "")
                    echo = Static(said, id=f"echo-{field.name}", classes="echo")
                    line.set_class(field.echo is not None, "echoed")
                    parts = (label, line, echo) if field.echo else (label, line)
                    if long:
                        label.styles.width = 2 + max(width(one.label) for one in self._fields)
                        yield Horizontal(*parts)
                    else:
                        yield from parts
            yield Static("", id="reason")
            keys = _("Enter: next line, save on the last   Ctrl+S: save   Esc: go back")
            yield Static(Content(keys), classes="dialog-keys")

    def on_mount(self) -> None:
        self.query(FormLine).first().focus()

    def on_form_line_entered(self, event: FormLine.Entered) -> None:
        """Enter: on to the next line, or save."""
        lines = list(self.query(FormLine))
        index = lines.index(event.line)
        if not self._passes(self._fields[index], event.line.value):
            event.line.stay()
        elif index + 1 < len(lines):
            event.line.lead_on(lines[index + 1])
        elif not self.action_save():
            event.line.stay()

    def on_input_changed(self, event: FormLine.Changed) -> None:
        """Typing goes on: the reason and the warning are gone."""
        self._leaving = False
        self._say("")
        for field in self._fields:
            if field.echo is not None and event.input is self._line(field):
                shown = Content(field.echo(event.value))
                self.query_one(f"#echo-{field.name}", Static).update(shown)

    def _passes(self, field: FormField, value: str) -> bool:
        """Whether `value` passes; shows the reason where not."""
        try:
            field.check(parse_text(value))
        except AmuError as error:
            self._say(str(error))
            self._line(field).focus()
            return False
        return True

    def _line(self, field: FormField) -> FormLine:
        return self.query_one(f"#field-{field.name}", FormLine)

    def action_save(self) -> bool:
        """Answer with what was typed, if all of it passes; returns whether it did."""
        typed = {f.name: self._line(f).value for f in self._fields}
        passed = all(self._passes(field, typed[field.name]) for field in self._fields)
        if passed:
            self.dismiss({name: clean(value) for name, value in typed.items()})
        return passed

    def action_leave(self) -> None:
        """Back out; only a second Esc throws away what was typed."""
        changed = any(self._line(field).value != field.value for field in self._fields)
        if changed and not self._leaving:
            self._leaving = True
            self._say(_("Esc once more throws away what you typed; Ctrl+S saves it."))
            return
        self.dismiss(None)

    def say_how_to_leave(self) -> None:
        """Say how to get from here out of the program."""
        self._say(_("Ctrl+S saves, Esc throws away; then q leaves"))

    def _say(self, text: str) -> None:
        self.query_one("#reason", Static).update(Content(text))
