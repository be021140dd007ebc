"""The action report as blocks, made once for every form that it is written in."""

import datetime
from collections.abc import Iterable, Iterator

from amu_tui.model.meeting.session import Role, Session
from amu_tui.model.meeting.wording import (
    Change,
    entered_by,
    signed_apart,
    since_prioritised,
    since_signed,
)
from amu_tui.render.aims import ACTION_HEADINGS
from amu_tui.render.decisions.changes import change_lines
from amu_tui.render.forms.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    SignatureLine,
    Signatures,
)
from amu_tui.render.parts.actions import actions
from amu_tui.render.parts.annex import annex
from amu_tui.render.parts.factors import factors
from amu_tui.render.parts.head import head, participation
from amu_tui.render.parts.people import review, took_part
from amu_tui.render.parts.themes import how_chosen, themes
from amu_tui.render.report.checklists import checklist_blocks
from amu_tui.render.report.outline import Report, report
from amu_tui.render.report.since_last import since_last_blocks
from amu_tui.words import _, day, language


def document(session: Session, today: datetime.date) -> Document:
    """The report of `session`, dated `today` unless it is signed."""
    content = report(session, today)
    title = _("Work environment survey {round} – action report")
    return Document(
        title=title.format(round=content.round),
        language=language(),
        author=content.unit,
        date=content.date,
        blocks=tuple(_blocks(session, content)),
    )


def _blocks(session: Session, content: Report) -> Iterator[Block]:
    yield from head(session, content.date)
    yield from participation(session)
    yield from since_last_blocks(session)
    yield from themes(session)
    for aim, of in content.ours.items():
        yield from actions(session, _(ACTION_HEADINGS[aim]), of, ranked=True)
    yield from actions(session, _("Passed on to the leader"), content.passed_on, ranked=False)
    if session.priorities is not None:
        yield Heading(_("How the actions were prioritised"))
        yield from map(Paragraph, how_chosen(session, session.priorities))
        yield from _changed(since_prioritised(session))
    yield from took_part(session)
    yield from review(session)
    yield from factors(session)
    yield from checklist_blocks(session)
    if not session.public:
        yield Heading(_("Signatures"))
        yield from _changed(since_signed(session))
        if signed_apart(session):
            yield Paragraph(apart_line(), "warning")
        yield _signatures(session)
    yield from annex(session)


def _changed(changes: Iterable[Change]) -> Iterator[Block]:
    return (Paragraph(line, "warning") for line in change_lines(changes))


def _signatures(session: Session) -> Signatures:
    people = session.info.people
    roles: tuple[tuple[Role, str, str], ...] = (
        ("leader", _("Leader"), people.leader),
        ("safety_representative", _("Safety representative"), people.safety_representative),
    )
    return Signatures(
        tuple(SignatureLine(title, name, _signed(session, role)) for role, title, name in roles)
    )


def _signed(session: Session, role: Role) -> str:
    """Who has signed and when, and who entered it where that is another; empty where nobody has."""
    signature = session.signature
    if signature is None or not signature.name(role):
        return ""
    signed_on = signature.signed_on(role)
    return signed_line(signature.name(role), signed_on, entered_by(signature, role))


def apart_line() -> str:
    """That the two who signed have not signed the same."""
    return _("The leader and the safety representative have not signed the same version.")


def signed_line(name: str, date: datetime.date, account: str) -> str:
    """Who has signed and when; `account` is who entered it, empty where it was the signer."""
    text = _("{name}, signed {date}")
    if account:
        text = _("{name}, signed {date}, entered by {account}")
    return text.format(name=name, date=day(date), account=account)
