"""How to read the bars: the instrument's own words, the scale, and every sign on the screen."""

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.precision import mean_interval
from amu_tui.render.results.chance import beyond_anyway, interval_name
from amu_tui.render.results.participation import results_of_line
from amu_tui.render.results.rows import anchors, legend_items
from amu_tui.render.results.signs import BLOCKS
from amu_tui.render.results.warnings import warnings
from amu_tui.words import _, pick


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
    if any(mean_interval(score) for score in session.results.themes.values()):
        lines.append(f"{BLOCKS.band * 4} {interval_name()} (e)")
        lines.append(_("“Within chance”: who answered, and on which day, could have made it."))
        lines.append(beyond_anyway(len(session.instrument.themes)))
    lines.append(_("░ hidden: protects somebody"))
    if any(theme.turned for theme in session.instrument.themes.values()):
        lines.append(_("(R) turned round: high is good here too"))
    lines.append(_("+ − ✎ your own marks and notes"))
    if texts := warnings(session):
        lines.extend(["", *(f"! {text}" for text in texts)])
    return "\n".join(lines)
