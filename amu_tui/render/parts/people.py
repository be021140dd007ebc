"""Who took part, and when it is reviewed what came of it."""

from collections.abc import Iterator

from amu_tui.model.meeting.details import STAGE_WORDS
from amu_tui.model.meeting.session import Session
from amu_tui.render.forms.blocks import Block, Fact, Facts, Heading
from amu_tui.words import _, day


def took_part(session: Session) -> Iterator[Block]:
    """Who took part at which stage, in which role."""
    stages = [
        Fact(
            _(word),
            "; ".join(
                f"{part.role} ({part.name})" if part.name else part.role
                for part in session.details.took_part[stage]
            ),
        )
        for stage, word in STAGE_WORDS.items()
        if session.details.took_part.get(stage)
    ]
    if stages:
        yield Heading(_("Who took part"))
        yield Facts(tuple(stages))


def review(session: Session) -> Iterator[Block]:
    """When it is reviewed what came of it all, and by whom."""
    said = session.details.review
    facts = ((_("When"), day(said.date) if said.date else ""), (_("By whom"), said.body))
    if any(text for _label, text in facts):
        yield Heading(_("Review"))
        yield Facts(tuple(Fact(label, text) for label, text in facts if text))
