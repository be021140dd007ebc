"""What was corrected, in words: rounds opened again and why, actions that were deleted."""

from collections.abc import Iterable
from typing import Any

from amu_tui.model.meeting.removal import Removed
from amu_tui.model.meeting.reopening import signed_by
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.ballot import Choice, RoundName
from amu_tui.model.voting.reopening import Reopening, VotesNow
from amu_tui.model.voting.tally import Round
from amu_tui.render.aims import AIM_HEADINGS, item_name
from amu_tui.words import _, day, ngettext


def choice_text(session: Session, choice: Choice) -> str:
    """`Preserve: 1 Autonomy; Improve: 3 Support, 8 Fellowship`."""
    return "; ".join(
        f"{_(AIM_HEADINGS[aim])}: {', '.join(item_name(session, i) for i in choice.of(aim)) or '–'}"
        for aim in AIMS
    )


def opened_text(one: Reopening) -> str:
    """`The round was opened again on 3 March 2026 by Kari: a name was mistyped`."""
    text = _("The round was opened again on {date} by {name}: {why}")
    if not one.by:
        text = _("The round was opened again on {date}: {why}")
    return text.format(date=day(one.opened), name=one.by, why=one.why)


def reopened_lines(session: Session, name: RoundName) -> list[str]:
    """Each time that a round was opened again, and what had been written down before."""
    lines = []
    for one in session.reopenings:
        if one.round == name:
            was = _("Until then it said, written down on {date}: {chosen}").format(
                date=day(one.earlier.closed), chosen=choice_text(session, one.earlier.chosen)
            )
            lines += [opened_text(one), was]
    return lines


def holds_lines(session: Session, earlier: Round, votes: VotesNow) -> list[str]:
    """What holds of the votes once `earlier` is open again, and whose signature is under it."""
    if not earlier.turnout:
        lines = [_("No votes were counted: the room chooses again, or votes.")]
    elif votes == "stand":
        text = ngettext(
            "The count of {n} vote stands, and what was made of it is decided again.",
            "The count of {n} votes stands, and what was made of it is decided again.",
            earlier.turnout,
        )
        lines = [text.format(n=earlier.turnout)]
    elif session.info.ballots == "confidential":
        lines = [_("The ballots were removed when they were counted: everybody votes again.")]
    else:
        lines = [
            _("Each ballot counts until its voter casts another; raised hands are keyed in again.")
        ]
    if names := " · ".join(signed_by(session)):
        text = _(
            "{names} signed the report as it was. It is said to be changed after signing: whoever "
            "stands by what is written down anew signs again."
        )
        lines.append(text.format(names=names))
    return lines


def removed_text(one: Removed) -> str:
    """`Lunch together (deleted on 3 March 2026 by Kari)`"""
    text = _("{title} (deleted on {date} by {name})") if one.removal.by else _("{title} ({date})")
    return text.format(title=one.action.title, date=day(one.removal.on), name=one.removal.by)


def removed_lines(removed: Iterable[Removed]) -> list[str]:
    """The actions that can be brought back, each after its id."""
    return [f"  {one.action.id}  {removed_text(one)}" for one in removed]


def reopened_json(one: Reopening) -> dict[str, Any]:
    """A record for a program."""
    return {
        "round": one.round,
        "opened": one.opened.isoformat(),
        "account": one.account,
        "name": one.name,
        "why": one.why,
        "votes": one.votes,
        "closed": one.earlier.closed.isoformat(),
        "turnout": one.earlier.turnout,
        "chosen": dict(one.earlier.chosen.items()),
    }
