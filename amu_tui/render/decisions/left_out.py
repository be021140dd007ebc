"""Votes that give no place, since what they are for can no longer be chosen."""

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.voting.ballot import AIM_WORDS, Choice
from amu_tui.model.voting.tally import Counts
from amu_tui.render.aims import item_name
from amu_tui.words import _, ngettext


def left_out_lines(session: Session, counts: Counts, left_out: Choice) -> list[str]:
    """A sentence for each of `left_out`, with its votes and why it has no place."""
    lines = []
    for aim, items in left_out.items():
        for item in items:
            votes = counts.of(aim).get(item, 0)
            text = ngettext(
                "“{name}” has {n} vote to {aim}, but no place: {why}.",
                "“{name}” has {n} votes to {aim}, but no place: {why}.",
                votes,
            )
            name, why = item_name(session, item), _why(session, item, aim)
            lines.append(text.format(name=name, n=votes, aim=_(AIM_WORDS[aim]), why=why))
    return lines


def _why(session: Session, item: str, aim: Aim) -> str:
    action = session.actions.get(item)
    if action is None:
        unread = session.unread_actions({item})
        return _("its file cannot be read") if unread else _("it is no longer there")
    if action.aim != aim:
        return _("it stands under the other aim now")
    if action.basket == "leader":
        return _("it is passed on to the leader now")
    return _("it could not be chosen when the vote was closed")
