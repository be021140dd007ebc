"""Writing the report into the session's folder: which, in which form, and over what is there."""

import datetime
from collections.abc import Callable

from amu_tui.errors import AlreadyThere
from amu_tui.model.meeting.wording import since_signed, version_order
from amu_tui.render.forms.blocks import Document
from amu_tui.render.forms.writers import WRITERS, written
from amu_tui.render.report.missing import missing
from amu_tui.render.report.naming import report_name
from amu_tui.render.report.source import Now, Source
from amu_tui.render.report.writing import FORM_WORDS, FORMS, written_as
from amu_tui.tui.kit.step_view import StepView
from amu_tui.words import _


def ask_form(view: StepView, said: Callable[[], Document] | None) -> None:
    """Ask which report is meant, where there are two or none, and in which form; then write it.

    Args:
        view: the step that shows it.
        said: makes the page “You said – we did”, where that is what is shown.
    """
    session, amu = view.session, view.amu
    if said is not None:
        _pick_form(view, "said", said)
    elif session.themes is None:
        what = _("There is nothing to report yet: {what}.").format(what="; ".join(missing(session)))
        more = _("It can be written as a draft, marked as one on every page.")
        amu.confirm(
            _("Write a draft?"),
            f"{what} {more}",
            _("write a draft"),
            lambda: _pick_form(view, "draft"),
            pause=False,
        )
    elif version_order(session) and any(since_signed(session)):
        options = [
            ("signed", _("as it was signed")),
            ("now", _("as it is now, with what was changed since")),
        ]
        amu.pick(_("Write the report"), options, lambda which: _pick_form(view, which))
    else:
        _pick_form(view, "now")


def _pick_form(view: StepView, which: str, said: Callable[[], Document] | None = None) -> None:
    forms = tuple(WRITERS) if said else FORMS
    longest = max(map(len, forms))
    options = [(form, f"{form:{longest}}  {_(FORM_WORDS[form])}") for form in forms]
    title = _("Write the page as") if said else _("Write the report as")

    def picked(form: str) -> None:
        view.amu.attempt(lambda: _write(view, which, form, said))

    view.amu.pick(title, options, picked, current=forms[0])


def _write(view: StepView, which: str, form: str, said: Callable[[], Document] | None) -> None:
    # Colleagues may have saved since this step was opened.
    view.store.reload()
    if which != "signed":
        view.session.refuse_unreadable("report")
    if said is not None:
        name, content = f"report-you-said.{form}", written(said(), form)
    else:
        name, content = _report(view, which, form)
    try:
        view.store.write_report(content, name, force=False)
    except AlreadyThere:
        view.amu.confirm(
            _("Write over it?"),
            _("There is a file {name} already.").format(name=name),
            _("write over it"),
            lambda: view.store.write_report(content, name, force=True),
        )


def _report(view: StepView, which: str, form: str) -> tuple[str, bytes]:
    """What the file of a report is called, and what is in it."""
    source: Source = Now(view.session, datetime.date.today(), which == "draft")
    if which == "signed":
        source = view.store.as_signed()
    pattern = view.store.report_pattern() or "report"
    name = report_name(pattern, form, source, view.session)
    return name, written_as(source, form, excel=True)
