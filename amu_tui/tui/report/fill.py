"""Filling in the report on the screen: a list of its sections, and a form for each."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from amu_tui.dates import parse_day
from amu_tui.errors import AmuError, Conflict
from amu_tui.model.meeting.action import parse_name
from amu_tui.model.meeting.details import Details, parse_parts
from amu_tui.model.meeting.filling import LineKey, LineValue, filled, overtaken
from amu_tui.render.report.filling import REVIEW_DATE, Line, Section, line_text, sections
from amu_tui.text import fit, width
from amu_tui.tui.kit.dialogs import FormField, day_field
from amu_tui.tui.kit.step_view import StepView
from amu_tui.words import _


def ask_section(view: StepView, current: str = "") -> None:
    """Let a section be chosen, and fill it in; then the list is there again."""
    known = {section.id: section for section in sections(view.session)}
    cells = max(width(section.title) for section in known.values()) + 2
    options = [
        (section.id, f"{fit(section.title, cells)}{_how_much(view, section)}")
        for section in known.values()
    ]
    lead = _("All of it is optional: what nobody fills in is not in the report.")
    pick = lambda key: fill_in(view, known[key])  # noqa: E731
    view.amu.pick(_("Fill in the report"), options, pick, current=current, lead=lead)


def _how_much(view: StepView, section: Section) -> str:
    texts = [line_text(view.session, line.key) for line in section.lines]
    count = sum(map(bool, texts))
    if not count:
        return ""
    return texts[0] if len(texts) == 1 else f"{count}/{len(texts)}"


def fill_in(
    view: StepView,
    section: Section,
    base: Details | None = None,
    typed: Mapping[LineKey, str] | None = None,
    lead: str = "",
) -> None:
    """Ask for the lines of `section`, with what was `typed` into them already.

    What the user has changed is laid into what others have saved since `base`; where both have
    filled in the same line the form comes again, and says what the other has written.
    """
    began = view.session.details if base is None else base
    names = {f"line-{number}": line for number, line in enumerate(section.lines)}
    shown = {line.key: line_text(view.session, line.key) for line in section.lines}
    values = {**shown, **(typed or {})}
    fields = [_field(name, line, values[line.key], began) for name, line in names.items()]

    def save(answers: Mapping[str, str]) -> None:
        mine = {line.key: answers[name] for name, line in names.items()}
        changed = {key: text for key, text in mine.items() if text != shown[key]}
        _save(view, section, began, changed)

    view.amu.form(section.title, fields, save, lead or section.lead)


def _field(name: str, line: Line, text: str, details: Details) -> FormField:
    if line.key == REVIEW_DATE:
        return day_field(name, line.label, details.review.date)
    what, which = line.key
    check = parse_parts if what == "took_part" else parse_name if which == "body" else None
    return FormField(name, line.label, text, check or str, line.hint)


def _save(view: StepView, section: Section, base: Details, typed: Mapping[LineKey, str]) -> None:
    values: dict[LineKey, LineValue] = {
        key: parse_day(text, date.today()) if key == REVIEW_DATE else text
        for key, text in typed.items()
    }
    again = partial(fill_in, view, section, view.session.details, typed)
    taken = overtaken(base, view.session.details, values)
    if taken:
        labels = {line.key: line.label for line in section.lines}
        theirs = "; ".join(f"{labels[key]}: {line_text(view.session, key)}" for key in taken)
        again(_("Somebody else has filled in meanwhile: {lines}").format(lines=theirs))
        return
    if filled(view.session.details, values) != view.session.details:
        try:
            view.store.fill(values)
        except Conflict:
            view.store.reload()
            _save(view, section, base, typed)
            return
        except AmuError as error:
            view.amu.tell(error, again)
            return
    ask_section(view, section.id)
