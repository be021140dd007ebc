"""The lines of a report that can be filled in, in sections, as form and command show them."""

from collections.abc import Iterator
from dataclasses import dataclass

from amu_tui.model.meeting.details import STAGE_WORDS
from amu_tui.model.meeting.filling import LineKey, said
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.factors import FACTOR_WORDS
from amu_tui.model.survey.instrument import AIMS
from amu_tui.render.aims import item_name
from amu_tui.render.parts.factors import factor_lead
from amu_tui.words import N_, _, day

REVIEW_DATE: LineKey = ("review", "date")
ARCHIVE_WORDS = {
    "case": N_("Case number"),
    "process": N_("Process"),
    "access": N_("Access basis"),
}
GAP_LINES = {
    "not_measured": N_("Not measured, and how assessed instead"),
    "whole": N_("All of it seen together"),
}


@dataclass(frozen=True)
class Line:
    """One line: its key, what it is called, and what could stand there."""

    key: LineKey
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """Lines that belong together, with what to know before one fills them in."""

    id: str
    title: str
    lines: tuple[Line, ...]
    lead: str = ""


def sections(session: Session) -> Iterator[Section]:
    """What can be filled in; goals only where themes are chosen."""
    chosen = [theme for aim in AIMS for theme in session.chosen(aim)]
    if chosen:
        goals = tuple(Line(("goal", theme), item_name(session, theme)) for theme in chosen)
        yield Section("goals", _("Goals"), goals, _("What shall be so in a year?"))
    example = _("Leader: Kari; Safety representative: Ola; LAMU")
    stages = tuple(
        Line(("took_part", stage), _(word), example if stage == "preparation" else "")
        for stage, word in STAGE_WORDS.items()
    )
    lead = _("In which role, and the name: a colon between, a semicolon before the next.")
    yield Section("took_part", _("Who took part"), stages, lead)
    review = (
        Line(REVIEW_DATE, _("When")),
        Line(("review", "body"), _("By whom"), _("a meeting, or a body such as LAMU")),
    )
    yield Section("review", _("Review"), review)
    archive = tuple(Line(("archive", key), _(word)) for key, word in ARCHIVE_WORDS.items())
    yield Section("archive", _("For the archive"), archive)
    for name, word in FACTOR_WORDS.items():
        lines = (
            Line(("found", name), _("What is found")),
            Line(("otherwise", name), _("How else assessed")),
        )
        yield Section(name, f"§ 4-3: {_(word)}", lines, factor_lead(session, name))
    gaps = tuple(Line(("", key), _(word)) for key, word in GAP_LINES.items())
    yield Section("whole", f"§ 4-3: {_('Seen together')}", gaps)


def line_text(session: Session, key: LineKey) -> str:
    """What a line says, as it can be typed; empty where nothing is filled in."""
    value = said(session.details, key)
    return value if isinstance(value, str) else day(value) if value else ""
