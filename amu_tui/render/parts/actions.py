"""The actions: a table for each aim, and below it all that is planned of each."""

from collections.abc import Iterator, Sequence

from amu_tui.model.meeting.action import LEVEL_WORDS, Action, Matter
from amu_tui.model.meeting.session import Session
from amu_tui.render.aims import theme_name
from amu_tui.render.decisions.notes import note_lines
from amu_tui.render.decisions.plans import judged_text, plan_text, status_text
from amu_tui.render.forms.blocks import Block, Column, Fact, Facts, Heading, List, Paragraph, Table
from amu_tui.words import _, day


def actions(
    session: Session, heading: str, of: Sequence[Action], *, ranked: bool
) -> Iterator[Block]:
    """The actions `of` one aim or basket under their heading."""
    yield Heading(heading)
    if not of:
        yield Paragraph(_("No actions."))
        return
    yield _table(session, of, ranked=ranked)
    for action in of:
        yield from _plan(session, action)


def _table(session: Session, of: Sequence[Action], *, ranked: bool) -> Table:
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
    rows = [_cells(session, action) for action in of]
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
        "; ".join(action.owners),
        "" if action.deadline is None else day(action.deadline),
        status_text(action),
    )


def _plan(session: Session, action: Action) -> Iterator[Block]:
    """What the table has no room for; nothing where nothing more is said."""
    plan, facts, notes = plan_text(action), tuple(_facts(action)), note_lines(action)
    if not plan and not facts and not notes:
        return
    rank = session.priority(action.id)
    yield Heading(f"{rank}. {action.title}" if rank else action.title, 3)
    if plan:
        yield Paragraph(plan)
    if facts:
        yield Facts(facts)
    if notes:
        yield List(tuple(reversed(notes)))


def _facts(action: Action) -> Iterator[Fact]:
    matter = (action.matter if action.basket == "leader" else None) or Matter()
    named = (
        (_("Expected effect"), action.effect),
        (_("How it is judged"), judged_text(action)),
        (_("Level"), _(LEVEL_WORDS[action.level]) if action.level else ""),
        (_("Passed upwards"), matter.to),
        (_("Answer due"), day(matter.answer_by) if matter.answer_by else ""),
        (_("The answer"), matter.answer),
        (_("Answered"), day(matter.answered) if matter.answered else ""),
    )
    yield from (Fact(label, text) for label, text in named if text)
