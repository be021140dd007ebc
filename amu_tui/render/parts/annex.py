"""The annex: what somebody needs who counts the votes again."""

from collections.abc import Iterator

from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.wording import round_text
from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.model.voting.tally import Round
from amu_tui.render.aims import item_name
from amu_tui.render.decisions.rounds import other_rules_lines, sums_tell, tie_sentence, turnout_line
from amu_tui.render.forms.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Heading,
    List,
    Paragraph,
    Table,
)
from amu_tui.words import N_, _, day

ROUND_TITLES: dict[RoundName, str] = {
    "themes": N_("Choice of themes"),
    "actions": N_("Order of the actions"),
}


def annex(session: Session) -> Iterator[Block]:
    """Votes, ties and their seeds, with ids and digests; nothing for everybody's eyes."""
    closed = [(name, kept) for name in ROUNDS if (kept := session.round(name)) is not None]
    if session.public or not closed:
        return
    yield Heading(_("Annex: to count it again"), new_page=True)
    yield Paragraph(
        _(
            "Whoever has the files of the session can count again with `amu close … --verify`. "
            "Here is what it is counted from."
        ),
        "remark",
    )
    for name, kept in closed:
        yield Heading(_(ROUND_TITLES[name]), 3)
        yield Facts(
            (
                Fact(_("Written down"), day(kept.closed)),
                Fact(_("Turnout"), turnout_line(kept)),
                Fact(_("Digest of what was decided"), round_text(kept)),
            )
        )
        if sums_tell(session, kept):
            yield Paragraph(
                _(
                    "So few voted that all the sums would tell what somebody chose: they stand in "
                    "the files of the session, and not here."
                )
            )
        elif kept.turnout:
            yield _counts(session, kept)
        ties = tuple(tie_sentence(tie, session) for tie in kept.ties)
        if lines := (*ties, *other_rules_lines(session, kept)):
            yield List(lines)


def _counts(session: Session, kept: Round) -> Table:
    """The votes of whatever got any, most of them first."""
    votes = {
        item: tuple(kept.counts.of(aim).get(item, 0) for aim in AIMS)
        for aim in AIMS
        for item in kept.counts.of(aim)
    }
    items = sorted(votes, key=lambda item: (-max(votes[item]), item))
    columns = (
        Column(_("Voted on"), "text"),
        Column(_("Id"), "detail"),
        Column(_("Preserve"), "figure"),
        Column(_("Improve"), "figure"),
    )
    rows = tuple((item_name(session, item), item, *map(str, votes[item])) for item in items)
    return Table(columns, rows)
