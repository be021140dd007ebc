"""Who took part, what became of the last round, and when this one is reviewed."""

from collections.abc import Iterator

from amu_tui.model.meeting.details import STAGE_WORDS
from amu_tui.model.meeting.session import Session
from amu_tui.render.compare.words import note_text, status_word
from amu_tui.render.forms.blocks import Block, Column, Fact, Facts, Heading, Table
from amu_tui.words import _, day


def took_part(session: Session) -> Iterator[Block]:
    """Who took part at which stage, in which role."""
    stages = [
        Fact(
            _(word),
            "; ".join(
                f"{part.role} {part.name}".rstrip() for part in session.details.took_part[stage]
            ),
        )
        for stage, word in STAGE_WORDS.items()
        if session.details.took_part.get(stage)
    ]
    if stages:
        yield Heading(_("Who took part"))
        yield Facts(tuple(stages))


def last_round(session: Session) -> Iterator[Block]:
    """What became of the actions of the round before, as it stood when this one began."""
    past = session.previous
    if past is None or not past.actions:
        return
    yield Heading(_("What became of the actions of {round}").format(round=past.round))
    columns = (
        Column(_("Action"), "text"),
        Column(_("Theme"), "detail"),
        Column(_("Responsible"), "name"),
        Column(_("Status"), "name"),
        Column(_("Last noted"), "detail"),
    )
    rows = [
        (
            action.title,
            past.themes[action.theme].name,
            action.owner,
            status_word(action),
            note_text(action),
        )
        for action in past.actions.values()
    ]
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    yield Table(
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def review(session: Session) -> Iterator[Block]:
    """When it is reviewed what came of it all, and by whom."""
    said = session.details.review
    facts = ((_("When"), day(said.date) if said.date else ""), (_("By whom"), said.body))
    if any(text for _label, text in facts):
        yield Heading(_("Review"))
        yield Facts(tuple(Fact(label, text) for label, text in facts if text))
