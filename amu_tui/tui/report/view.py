"""The action report: as it will be filed, who signs it, and writing it into the folder."""

import datetime
from collections.abc import Mapping
from functools import partial

import msgspec
from textual.app import ComposeResult
from textual.content import Content

from amu_tui.dates import parse_day
from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import parse_name
from amu_tui.model.meeting.session import ROLES, Signature, check_date
from amu_tui.model.meeting.wording import outdated
from amu_tui.render.forms.blocks import Document
from amu_tui.render.report.document import document
from amu_tui.render.report.missing import missing
from amu_tui.tui.checklists.opening import WithChecklist
from amu_tui.tui.keys import bindings
from amu_tui.tui.kit.dialogs import FormField, day_field
from amu_tui.tui.kit.scrolling_text import ScrollingText
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import painted
from amu_tui.tui.report.page import report_lines
from amu_tui.words import _

REPORT_COLUMNS = 100
"""Cells of the longest line, however wide the screen: a report is read, not scanned."""


class ReportView(WithChecklist, StepView):
    """The report to read through; what it still lacks is said above it."""

    CONTEXT = "report"
    BINDINGS = bindings("report")
    said = False
    """Whether “You said – we did” is shown, and not the report."""

    def compose(self) -> ComposeResult:
        """What is missing, and the report."""
        yield Static("", id="lead", classes="detail quiet")
        with ScrollingText(id="page"):
            yield Static("", id="text")

    def show(self) -> None:
        """Draw the report."""
        lacks = () if self.said else missing(self.session)
        lead = self.query_one("#lead", Static)
        lead.display = bool(lacks)
        lead.update(Content(_("Still missing: {what}.").format(what="; ".join(lacks))))
        columns = min(REPORT_COLUMNS, self.size.width - 3)
        filed = self._document()
        report = report_lines(filed, columns, partial(painted, app=self.app))
        lines = [Content("")] if lacks else []
        lines += [Content.assemble(" ", line) for line in report]
        self.query_one("#text", Static).update(Content("\n").join(lines))

    def _document(self) -> Document:
        today = datetime.date.today()
        if not self.said:
            return document(self.session, today)
        from amu_tui.render.followup.you_said import you_said

        return you_said(self.session, today)

    def action_said(self) -> None:
        """To the page “You said – we did”, or back to the report."""
        self.said = not self.said
        self.amu.redraw()

    def action_sign(self) -> None:
        """Ask for the date and who signs; nobody signs without having typed a name."""
        people = self.session.info.people
        signed = self.session.signature or Signature(date=datetime.date.today())
        # What somebody signed before it was changed is not signed anew by another's Enter.
        # Of a name from before versions were kept, nothing says what it stands under.
        changed = outdated(self.session)
        kept_of = {role for role, text in signed.texts.items() if text.version}
        again = changed | {role for role in ROLES if signed.name(role) and role not in kept_of}
        shown = {role: "" if role in again else signed.name(role) for role in ROLES}
        hints = {"leader": people.leader, "safety_representative": people.safety_representative}
        labels = {
            "leader": _("Leader"),
            "safety_representative": _("Safety representative"),
        }
        fields = [day_field("date", _("Date"), signed.date, parse_date, past=True)]
        for role in ROLES:
            hint = signed.name(role) or hints[role]
            fields.append(FormField(role, labels[role], shown[role], parse_name, hint))

        def sign(typed: Mapping[str, str]) -> None:
            names = {role: parse_name(typed[role]) for role in ROLES}
            anew = [role for role in ROLES if names[role] != shown[role]]
            kept = {role: names[role] for role in ROLES if role in anew or role not in again}
            date = parse_date(typed["date"])
            signature = msgspec.structs.replace(signed, date=date, **kept)
            if signature == signed and not anew:
                self.amu.say(_("nothing is typed, so nothing is signed"))
            else:
                self.amu.attempt(lambda: self.store.sign(signature, *anew))

        lead = _("Who signs types the name. An empty name leaves a line to sign on paper.")
        if again:
            lead = _("No copy is kept of what was signed: who stands by it types the name again.")
        if changed:
            lead = _("It has been changed since: who stands by it types the name again.")
        self.amu.form(_("Date and signatures"), fields, sign, lead)

    def action_fill(self) -> None:
        """Fill in more of the report, section by section."""
        from amu_tui.tui.report.fill import ask_section

        ask_section(self)

    def action_log(self) -> None:
        """Read what was decided and changed."""
        from amu_tui.render.decisions.log import log_note, log_texts

        def show() -> None:
            text = "\n".join(log_texts(self.store.log()))
            self.amu.message(_("What was decided and changed"), f"{text}\n\n{log_note()}")

        self.amu.attempt(show)

    def action_write(self) -> None:
        """Write what is shown into the session's folder; in which form is asked."""
        from amu_tui.tui.report.write import ask_form

        ask_form(self, self._document if self.said else None)


def parse_date(text: str) -> datetime.date:
    """A typed date of a report; `UsageError` where there is none or it is yet to come."""
    today = datetime.date.today()
    date = parse_day(text, today, past=True)
    if date is None:
        raise UsageError(_("a report needs a date"))
    return check_date(date, today)
