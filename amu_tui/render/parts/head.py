"""How the report begins: what it is of, where it is filed, who answered."""

import datetime
from collections.abc import Iterator
from itertools import takewhile

from amu_tui.model.disclosure.limits import low_limit
from amu_tui.model.disclosure.public import PUBLIC_MIN_N, PUBLIC_SD_FROM
from amu_tui.model.meeting.session import Session
from amu_tui.render.forms.blocks import Block, Fact, Facts, Heading, Paragraph
from amu_tui.render.parts.charts import rates_chart
from amu_tui.render.results.participation import participation_line, rate_rows, results_of_line
from amu_tui.render.results.plain import synthetic_line
from amu_tui.render.results.warnings import as_sentence, warning_text
from amu_tui.words import _, day, ngettext


def head(session: Session, date: datetime.date) -> Iterator[Block]:
    """Date, unit, round and the archive's facts, and what everybody must know who reads on."""
    if session.info.synthetic:
        yield Paragraph(synthetic_line(), "warning")
    archive = session.details.archive
    facts = (
        (_("Date"), day(date)),
        (_("Unit"), session.info.unit),
        (_("Round"), session.info.round),
        (_("Case number"), archive.case),
        (_("Process"), archive.process),
        (_("Access basis"), archive.access),
    )
    yield Facts(tuple(Fact(label, text) for label, text in facts if text))
    for caution in () if session.public else low_limit(session.min_n):
        yield Paragraph(as_sentence(warning_text(caution)), "warning")
    if session.results.shown_for:
        yield Paragraph(results_of_line(session))
    if not session.public:
        filed = _("filed in the unit’s case folder for the work environment survey")
        yield Paragraph(f"({filed})", "remark")
    else:
        yield Paragraph(public_line(session), "remark")


def public_line(session: Session) -> str:
    """How much of what the unit sees is left out for everybody, and by which rule."""
    left_out = session.left_out
    figures, names, notes = (
        ngettext("{n} figure", "{n} figures", left_out.figures).format(n=left_out.figures),
        ngettext("{n} name", "{n} names", left_out.names).format(n=left_out.names),
        ngettext("{n} note", "{n} notes", left_out.notes).format(n=left_out.notes),
    )
    said = _("For the public: {figures}, {names} and {notes} are left out.")
    why = _(
        "No figure is shown of fewer than {n} people, nor one that tells of so few with what else "
        "is published; no spread of fewer than {sd}."
    )
    return f"{said} {why}".format(
        figures=figures, names=names, notes=notes, n=PUBLIC_MIN_N, sd=PUBLIC_SD_FROM
    )


def participation(session: Session) -> Iterator[Block]:
    """How many answered, the rates of the unit's groups, and of those compared with."""
    said = participation_line(session)
    unit, *others = rate_rows(session)
    groups = takewhile(lambda row: row.group, others)
    beside = (row for row in others if not row.group)
    rows = (unit, *groups, *beside)
    if not said and not session.results.participation.groups:
        return
    yield Heading(_("Participation"))
    if said:
        yield Paragraph(f"{said}.")
    if len(rows) > 1:
        yield rates_chart(_("Who answered"), rows)
