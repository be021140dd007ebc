"""A closed round that was counted again, in words and for a program."""

from collections.abc import Iterator, Sequence
from typing import Any

from amu_tui.errors import Problem
from amu_tui.model.meeting.session import Session
from amu_tui.model.voting.recount import Recount, cast_in
from amu_tui.model.voting.tally import Round
from amu_tui.render.decisions.rounds import (
    other_rules_json,
    other_rules_lines,
    tie_json,
    tie_sentence,
)
from amu_tui.words import _, ngettext


def recount_lines(session: Session, closed: Round, again: Recount) -> Iterator[str]:
    """What agrees, a line for each thing."""
    yield _counts_line(closed, again)
    if again.basis == "nothing":
        return
    if closed.ballots and session.info.ballots == "confidential":
        yield _(
            "The file holds whole ballots, as earlier versions kept them: without its table "
            "“ballots” nobody reads there what was named together."
        )
    for tie in closed.ties:
        same = f" {_('Settled again: the same.')}" if tie.settled else ""
        yield f"{tie_sentence(tie, session)}{same}"
    if closed.override is None:
        yield _("The choice is what the count gives.")
    else:
        yield _("The count gives what is written; the leader chose otherwise, with a reason.")
    yield from other_rules_lines(session, closed)


def _counts_line(closed: Round, again: Recount) -> str:
    if again.basis == "nothing":
        return _("There was no vote to count: this was chosen together.")
    if again.basis == "counts":
        return _(
            "No ballots are kept of this round, so the votes are taken as they are written: "
            "whether a facilitator has changed them cannot be checked here."
        )
    n = cast_in(closed)
    hands = closed.ways.get("hands", 0)
    if not hands:
        text = ngettext(
            "{n} ballot counted again: the votes are those that are written.",
            "{n} ballots counted again: the votes are those that are written.",
            n,
        )
        return text.format(n=n)
    text = ngettext(
        "{n} ballot counted again; the other votes are raised hands, as {hands} people may have.",
        "{n} ballots counted again; the other votes are raised hands, as {hands} people may have.",
        n,
    )
    return text.format(n=n, hands=hands)


def recount_json(
    session: Session,
    closed: Round,
    again: Recount,
    differences: Sequence[Problem],
    late: Sequence[str],
) -> dict[str, Any]:
    """The document of `amu close --verify --json`.

    `counted` is what the count gives, which `chosen` may be other than, with a reason; `late` are
    open ballots that came too late.
    """
    return {
        "round": closed.round,
        "agrees": not differences,
        "source": again.basis,
        "turnout": closed.turnout,
        "counts": dict(again.counts.items()),
        "ties": [tie_json(tie) for tie in again.ties],
        "counted": dict(again.choice.items()),
        "chosen": dict(closed.chosen.items()),
        "differences": [
            {"path": problem.path, "message": problem.message} for problem in differences
        ],
        "late": late,
        "other_rules": other_rules_json(session, closed),
    }
