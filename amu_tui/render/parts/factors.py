"""The psychosocial factors of the law, with what this survey measured of each."""

from collections.abc import Iterator

from amu_tui.model.meeting.details import FactorNote
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.factors import FACTOR_WORDS, FactorName
from amu_tui.model.survey.results import Score
from amu_tui.render.aims import item_name
from amu_tui.render.forms.blocks import Block, Fact, Facts, Heading, Paragraph
from amu_tui.render.results.figures import score_text, why_empty
from amu_tui.words import _


def factor_themes(session: Session, factor: FactorName) -> list[str]:
    """The themes that touch `factor`, each with the unit's score or why it has none."""
    texts = []
    for theme in session.instrument.factors.get(factor, ()):
        score = session.results.themes.get(theme, Score())
        figure = score_text(score, session.instrument.scale) or why_empty(score)
        texts.append(f"{item_name(session, theme)}: {figure}")
    return texts


def factor_lead(session: Session, factor: FactorName) -> str:
    """Which themes touch `factor`, or that this survey has none."""
    return "; ".join(factor_themes(session, factor)) or _(
        "No theme of this survey is about it: assess it in another way."
    )


def factors(session: Session) -> Iterator[Block]:
    """The page on § 4-3: all four factors as soon as something is said of any."""
    details = session.details
    if not details.risk:
        return
    yield Heading(_("The psychosocial work environment (§ 4-3)"), new_page=True)
    yield Paragraph(
        _(
            "The working environment act names four factors as examples. Here the themes of this "
            "survey are set beside them, with what the survey did not measure."
        )
    )
    for factor, word in FACTOR_WORDS.items():
        note = details.factors.get(factor, FactorNote())
        none = _("no theme of this survey is about it")
        texts = (
            (_("Themes of the survey"), "; ".join(factor_themes(session, factor)) or none),
            (_("What is found"), note.found),
            (_("How else assessed"), note.otherwise),
        )
        yield Heading(_(word), 3)
        yield Facts(tuple(Fact(label, text) for label, text in texts if text))
    for title, text in (
        (_("Not measured, and how assessed instead"), details.not_measured),
        (_("All of it seen together"), details.whole),
    ):
        if text:
            yield Heading(title, 3)
            yield Paragraph(text)
