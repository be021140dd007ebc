"""A closed round in rows: what was chosen, the sentences about it, and all other votes."""

from textual.content import Content

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.tally import Round
from amu_tui.render.aims import AIM_SIGNS, AIM_TITLES, item_name
from amu_tui.render.decisions.rounds import count_lines, votes_text
from amu_tui.text import wrap
from amu_tui.tui.kit.list_view import heading_row, item_line
from amu_tui.tui.kit.round_items import aims_in, all_items
from amu_tui.tui.kit.rows import ListRow
from amu_tui.words import _

VOTES = 12
"""Cells of a column of votes."""


def closed_rows(session: Session, closed: Round, room: int) -> list[ListRow]:
    """What was chosen, how it came about, and all other votes."""
    items = all_items(session, closed.round)
    rows: list[ListRow] = []

    def row(aim: Aim, item: str, sign: str, place: int = 0) -> ListRow:
        number, name = "", item_name(session, item)
        if closed.round == "actions":
            number = f"{place}." if place else ""
        elif item in items:
            number, name = items[item].number, items[item].name
        said = votes_text(closed.counts.of(aim).get(item, 0)) if closed.turnout else ""
        return ListRow(item_line(room, sign, number, name, [(said, VOTES)]), f"{aim}:{item}")

    for aim in aims_in(session, closed.round, closed.chosen):
        rows.append(heading_row(_(AIM_TITLES[aim])))
        picks = closed.chosen.of(aim)
        rows += [row(aim, item, AIM_SIGNS[aim], place) for place, item in enumerate(picks, 1)]
    rows.append(ListRow(Content()))
    turnout, *rest = count_lines(session, closed, "seed")
    if not closed.turnout:
        turnout = _("Chosen together, without a vote.")
    for sentence in (turnout, *rest):
        rows += [ListRow(Content(text)) for text in wrap(sentence, room)]
    for aim in AIMS:
        votes = closed.counts.of(aim)
        rest = [item for item in votes if item not in closed.chosen.of(aim)]
        if rest:
            title = _("{aim}: other votes").format(aim=_(AIM_TITLES[aim]))
            rows += [ListRow(Content()), heading_row(title)]
            rows += [row(aim, item, "") for item in sorted(rest, key=lambda i: (-votes[i], i))]
    return rows
