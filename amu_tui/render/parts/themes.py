"""The chosen themes: figures, comparison, why each was chosen, and its goal."""

from collections.abc import Iterator

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.survey.ordering import lowest_third
from amu_tui.model.voting.tally import Round
from amu_tui.render.aims import AIM_HEADINGS, item_name
from amu_tui.render.decisions.corrected import reopened_lines
from amu_tui.render.decisions.left_out import left_out_lines
from amu_tui.render.decisions.rounds import override_lines, plain_turnout, tie_sentence
from amu_tui.render.forms.blocks import Block, Fact, Facts, Heading, List, Paragraph
from amu_tui.render.parts.charts import theme_chart
from amu_tui.render.results.detail import comparisons, remarks, score_line
from amu_tui.words import _, ngettext


def themes(session: Session) -> Iterator[Block]:
    """The chart of the chosen themes, each of them in words, and how they were chosen."""
    yield Heading(_("Chosen themes"))
    closed = session.themes
    if closed is None:
        yield Paragraph(_("No themes have been chosen yet."))
        return
    chosen = [(aim, theme) for aim in AIMS for theme in closed.chosen.of(aim)]
    if chosen:
        yield theme_chart(session, _("The chosen themes"), [theme for _aim, theme in chosen])
    for aim, theme in chosen:
        yield Heading(f"{_(AIM_HEADINGS[aim])}: {item_name(session, theme)}", 3)
        yield Facts(tuple(_facts(session, closed, aim, theme)))
        if said := remarks(session, theme):
            yield List(tuple(said))
    yield Heading(_("How the themes were chosen"), 3)
    yield from map(Paragraph, how_chosen(session, closed))
    if line := overlooked_line(session, closed):
        yield Paragraph(line)


def _facts(session: Session, closed: Round, aim: Aim, theme: str) -> Iterator[Fact]:
    if goal := session.details.goals.get(theme, ""):
        yield Fact(_("Goal"), goal)
    yield Fact(_("Result"), score_line(session, theme))
    yield from (Fact(name, said) for name, said in comparisons(session, theme))
    if closed.turnout:
        votes = closed.counts.of(aim).get(theme, 0)
        yield Fact(_("Votes"), _("{votes} of {n} who voted").format(votes=votes, n=closed.turnout))


def how_chosen(session: Session, closed: Round) -> list[str]:
    """How a round was decided, in sentences that can be read aloud."""
    return [
        plain_turnout(closed),
        *left_out_lines(session, closed.counts, closed.left_out),
        *(tie_sentence(tie, session, "aloud") for tie in closed.ties),
        *override_lines(session, closed),
        *reopened_lines(session, closed.round),
    ]


def overlooked(session: Session, closed: Round) -> list[str]:
    """Themes of leadership and voice among the unit's lowest third that nobody chose."""
    low = lowest_third(session.results)
    somebody = {item for aim in AIMS for item, votes in closed.counts.of(aim).items() if votes}
    somebody |= {item for aim in AIMS for item in closed.chosen.of(aim)}
    return [theme for theme in session.instrument.seldom_chosen if theme in low - somebody]


def overlooked_line(session: Session, closed: Round) -> str:
    """That such themes are there, calmly; empty where there are none."""
    names = [item_name(session, theme) for theme in overlooked(session, closed)]
    text = ngettext(
        "One more thing to know: {names} is among the lowest third of the results, and nobody "
        "chose it. Themes of leadership and of having a say are easily left alone; this one may be "
        "worth a talk.",
        "One more thing to know: {names} are among the lowest third of the results, and nobody "
        "chose them. Themes of leadership and of having a say are easily left alone; these may be "
        "worth a talk.",
        len(names),
    )
    return text.format(names="; ".join(names)) if names else ""
