"""The action report as Markdown, in the user's language: what is filed in the archive.

Everything that somebody typed is escaped, so that it is read as text by any renderer.
"""

import datetime
import re
from collections.abc import Iterator

from amu_tui.model.meeting.action import STATUS_WORDS, Action
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS
from amu_tui.render.aims import ACTION_HEADINGS, AIM_HEADINGS
from amu_tui.render.report.outline import Report, report
from amu_tui.render.report.rounds import (
    chosen_texts,
    other_rules_lines,
    override_lines,
    tie_sentence,
    turnout_line,
)
from amu_tui.render.results.participation import results_of_line
from amu_tui.render.results.plain import synthetic_line
from amu_tui.words import _, day, pick

BLANK_LINE = "____________________"
"""To sign on; underscores between blanks mean nothing in Markdown."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(
    r"""(?<![\]\[!^\\])(?!\[toc\]) \[ (\w[\w .,;/–-]+) \] (?!\ ?[\[({:])
    | [\\`*_\[\]|~$&<>]""",
    re.IGNORECASE | re.VERBOSE,
)
"""Brackets (group 1 in them) that make no link, footnote, checkbox or table of contents in any
renderer; or one sign that may mean something."""
_LINK = re.compile(r"(?i)(?<=[a-z0-9])(?=://)|(?<=\bwww)(?=\.)")
_BLOCK = re.compile(r"^(?=[#=:])|^(?=[+-](?![^\W_]))|^(\d{1,9})(?=[.)](?: |$))")
"""What begins a heading, a list, a rule or a definition where it begins a line."""


def markdown(text: str) -> str:
    """`text` on one line such that Markdown shows it as it was typed.

    What means nothing to any renderer stays as it is, since people read the source too.
    """
    line = _SPECIAL.sub(_escaped, " ".join(text.split()))
    line = _LINK.sub(r"\\", line)
    return _BLOCK.sub(lambda m: f"{m[1] or ''}\\", line)


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return "[" + found[1].replace("_", r"\_") + "]"
    return _ENTITIES.get(found[0], f"\\{found[0]}")


def report_md(session: Session, today: datetime.date) -> str:
    """The report of `session` as Markdown text."""
    told = report(session, today)
    blocks = [*_head(session, told), *_themes(session)]
    for aim in AIMS:
        blocks.append(f"## {_(ACTION_HEADINGS[aim])}")
        blocks.append(_table(session, told.of(aim), ranked=True))
    blocks.append(f"## {_('Passed on to the leader')}")
    blocks.append(_table(session, told.leader, ranked=False))
    blocks += _priorities(session)
    blocks += _signatures(session, told)
    return "\n\n".join(blocks) + "\n"


def _head(session: Session, told: Report) -> Iterator[str]:
    title = _("Work environment survey {round} – action report")
    yield f"# {title.format(round=markdown(told.round))}"
    if session.info.synthetic:
        yield f"**{synthetic_line()}**"
    yield "\n".join(
        (
            f"- {_('Date')}: {day(told.date)}",
            f"- {_('Unit')}: {markdown(told.unit)}",
        )
    )
    if session.results.shown_for:
        yield markdown(results_of_line(session))
    yield f"({_('filed in the unit’s case folder for the work environment survey')})"


def _themes(session: Session) -> Iterator[str]:
    closed = session.themes
    yield f"## {_('Chosen themes')}"
    if closed is None:
        yield _("No themes have been chosen yet.")
        return
    for aim in AIMS:
        chosen = chosen_texts(session, closed, aim)
        yield f"{_(AIM_HEADINGS[aim])}:"
        yield "\n".join(f"- {markdown(text)}" for text in chosen) or f"- {_('none')}"
    yield markdown(turnout_line(closed))
    for tie in closed.ties:
        yield markdown(tie_sentence(tie, session))
    for line in (*override_lines(session, closed), *other_rules_lines(session, closed)):
        yield markdown(line)


def _table(session: Session, actions: tuple[Action, ...], *, ranked: bool) -> str:
    """A table of actions, by priority where they are ranked."""
    if not actions:
        return _("No actions.")
    heads = [_("Action"), _("Theme"), _("Responsible"), _("Deadline"), _("Status")]
    rows = [heads, ["---"] * len(heads)]
    rows += [_cells(session, action) for action in actions]
    if ranked:
        ranks = [session.priority(action.id) for action in actions]
        first = [_("Priority"), "---", *("" if rank is None else str(rank) for rank in ranks)]
        rows = [[cell, *row] for cell, row in zip(first, rows, strict=True)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(session: Session, action: Action) -> list[str]:
    known = action.theme in session.instrument.themes
    return [
        markdown(action.title),
        markdown(pick(session.instrument.name(action.theme)) if known else action.theme),
        markdown(action.owner),
        "" if action.deadline is None else day(action.deadline),
        _(STATUS_WORDS[action.status]),
    ]


def _priorities(session: Session) -> Iterator[str]:
    """How the actions were put in order, where that was voted on."""
    closed = session.priorities
    if closed is None:
        return
    yield f"## {_('How the actions were prioritised')}"
    yield markdown(turnout_line(closed))
    for tie in closed.ties:
        yield markdown(tie_sentence(tie, session))
    for line in (*override_lines(session, closed), *other_rules_lines(session, closed)):
        yield markdown(line)


def _signatures(session: Session, told: Report) -> Iterator[str]:
    yield f"## {_('Signatures')}"
    people = session.info.people
    for role, signed, name in (
        (_("Leader"), told.leader_signed, people.leader),
        (_("Safety representative"), told.representative_signed, people.safety_representative),
    ):
        if signed:
            text = _("{name}, signed {date}").format(name=markdown(signed), date=day(told.date))
            yield f"{role}: {text}"
        else:
            named = f" ({markdown(name)})" if name else ""
            yield f"{role}: {BLANK_LINE}{named}"
