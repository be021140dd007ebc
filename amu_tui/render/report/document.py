"""The action report as blocks, made once for every form that it is written in."""

import datetime
from collections.abc import Iterable, Iterator

from amu_tui.model.disclosure.limits import low_limit
from amu_tui.model.meeting.action import STATUS_WORDS, Action
from amu_tui.model.meeting.session import Role, Session
from amu_tui.model.meeting.wording import (
    Change,
    entered_by,
    signed_apart,
    since_prioritised,
    since_signed,
)
from amu_tui.model.survey.instrument import AIMS
from amu_tui.render.aims import ACTION_HEADINGS, AIM_HEADINGS, theme_name
from amu_tui.render.decisions.changes import change_lines
from amu_tui.render.decisions.rounds import chosen_texts, count_lines
from amu_tui.render.forms.blocks import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    List,
    Paragraph,
    SignatureLine,
    Signatures,
    Table,
)
from amu_tui.render.report.checklists import checklist_blocks
from amu_tui.render.report.outline import Report, report
from amu_tui.render.report.since_last import since_last_blocks
from amu_tui.render.results.participation import results_of_line
from amu_tui.render.results.plain import synthetic_line
from amu_tui.render.results.warnings import as_sentence, warning_text
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
    yield from _head(session, content)
    yield from since_last_blocks(session)
    yield Heading(_("Chosen themes"))
    yield from _themes(session)
    for aim, actions in content.ours.items():
        yield Heading(_(ACTION_HEADINGS[aim]))
        yield _actions(session, actions, ranked=True)
    yield Heading(_("Passed on to the leader"))
    yield _actions(session, content.passed_on, ranked=False)
    if session.priorities is not None:
        yield Heading(_("How the actions were prioritised"))
        yield from map(Paragraph, count_lines(session, session.priorities))
        yield from _changed(since_prioritised(session))
    yield from checklist_blocks(session)
    if not session.public:
        yield Heading(_("Signatures"))
        yield from _changed(since_signed(session))
        if signed_apart(session):
            yield Paragraph(apart_line(), "warning")
        yield _signatures(session)


def _changed(changes: Iterable[Change]) -> Iterator[Block]:
    return (Paragraph(line, "warning") for line in change_lines(changes))


def _head(session: Session, content: Report) -> Iterator[Block]:
    if session.info.synthetic:
        yield Paragraph(synthetic_line(), "warning")
    yield Facts((Fact(_("Date"), day(content.date)), Fact(_("Unit"), content.unit)))
    for caution in () if session.public else low_limit(session.min_n):
        yield Paragraph(as_sentence(warning_text(caution)), "warning")
    if session.results.shown_for:
        yield Paragraph(results_of_line(session))
    if not session.public:
        filed = _("filed in the unit’s case folder for the work environment survey")
        yield Paragraph(f"({filed})", "remark")


def _themes(session: Session) -> Iterator[Block]:
    closed = session.themes
    if closed is None:
        yield Paragraph(_("No themes have been chosen yet."))
        return
    for aim in AIMS:
        yield Paragraph(f"{_(AIM_HEADINGS[aim])}:")
        yield List(tuple(chosen_texts(session, closed, aim)) or (_("none"),))
    yield from map(Paragraph, count_lines(session, closed))


def _actions(session: Session, actions: tuple[Action, ...], *, ranked: bool) -> Block:
    if not actions:
        return Paragraph(_("No actions."))
    columns = (
        Column(_("Priority"), "rank"),
        Column(_("Action"), "text"),
        Column(_("Theme"), "detail"),
        Column(_("Responsible"), "name"),
        Column(_("Deadline"), "date"),
        Column(_("Status"), "detail"),
    )
    left_out = {"rank"} if not ranked else set()
    if session.public:
        left_out.add("name")
    kept = [place for place, column in enumerate(columns) if column.kind not in left_out]
    rows = [_cells(session, action) for action in actions]
    return Table(
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _cells(session: Session, action: Action) -> tuple[str, ...]:
    rank = session.priority(action.id)
    return (
        "" if rank is None else str(rank),
        action.title,
        theme_name(session, action.theme),
        action.owner,
        "" if action.deadline is None else day(action.deadline),
        _(STATUS_WORDS[action.status]),
    )


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
