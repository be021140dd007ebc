"""How to read the bars: the instrument's own words, the scale, and every sign on the screen."""

from collections.abc import Iterator

from amu_tui.model.chance.beside import beside
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.precision import mean_interval
from amu_tui.render.results.chance import false_alarms, how_large, interval_name
from amu_tui.render.results.figures import no_spread_text
from amu_tui.render.results.participation import results_of_line
from amu_tui.render.results.rows import anchors, legend_items, reference_names
from amu_tui.render.results.signs import BLOCKS
from amu_tui.render.results.warnings import warnings
from amu_tui.words import _, pick

NEARLY_ALL = 0.8
"""From this response rate on, those who did not answer are the least of what chance does."""


def legend(session: Session) -> str:
    """The legend as lines."""
    guide = session.instrument.guidance.get("overview")
    lines = [f"{results_of_line(session)}.", ""] if session.results.shown_for else []
    lines += [f"• {pick(point.text)}" for point in guide.points.values()] if guide else []
    if not guide and (ends := anchors(session)):
        lines.append(_("Scale: {ends}").format(ends=ends))
    lines.append("")
    lines.append(
        _("{sign} the mean   {line} one standard deviation to each side").format(
            sign="████", line="├──┤"
        )
    )
    lines.extend(legend_items(session))
    lines += _about_chance(session)
    lines.extend(filter(None, [no_spread_text(session.results.themes.values())]))
    lines.append(_("░ hidden: protects somebody"))
    if any(theme.turned for theme in session.instrument.themes.values()):
        lines.append(_("(R) turned round: high is good here too"))
    lines.append(_("+ − ✎ your own marks and notes"))
    if texts := warnings(session):
        lines.extend(["", *(f"! {text}" for text in texts)])
    return "\n".join(lines)


def _about_chance(session: Session) -> Iterator[str]:
    """What the interval says, and the words on chance and size."""
    results, scale = session.results, session.instrument.scale
    if not any(mean_interval(score, scale) for score in results.themes.values()):
        return
    yield f"{BLOCKS.band * 4} {interval_name()} (e)"
    if (results.participation.share or 0) >= NEARLY_ALL:
        yield _(
            "  Nearly everybody answered: it is not about those who did not, but about how each "
            "might have answered on another day."
        )
    marked = {}
    names = reference_names(session)
    for ref, reference in results.references.items():
        found = beside(results, reference, scale).values()
        said = [one.verdict for one in found if one.verdict is not None]
        if said:
            marked[names[ref]] = false_alarms(said)
    if not marked:
        return
    yield _("“Within chance”: who answered, and on which day, could have made it.")
    yield from (f"{name}: {text}" for name, text in marked.items())
    yield how_large()
